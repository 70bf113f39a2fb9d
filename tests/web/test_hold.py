"""While the database is away the streams stay, and devices are told that the town waits."""

import asyncio

import pytest
from structlog.testing import capture_logs

from leapfrog.kernel import closing, connecting, db
from leapfrog.kernel.settings import Settings
from leapfrog.web import streaming
from tests.http import Client, running
from tests.postgres_line import wired
from tests.server import line, served

# Connections that are closed.
pytestmark = pytest.mark.own_database

PATIENCE = 60


async def test_devices_hear_when_the_town_waits_for_its_database_and_when_no_longer(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "CLOSE_SECONDS", 0.5)
    monkeypatch.setattr(streaming, "AGAIN_SECONDS", 0.1)
    async with (
        asyncio.timeout(PATIENCE),
        wired(settings) as (wire, through),
        running(through) as app,
        served(app) as port,
        Client(app, through.origin, "203.0.113.1") as amina,
    ):
        await amina.join("amina")
        async with line(port, amina.token) as device:
            await device.say("hello", cursor=None)
            await device.hear("sync")
            with capture_logs() as logs:
                with monkeypatch.context() as impatient:
                    impatient.setattr(db, "STATEMENT_SECONDS", 0.4)
                    impatient.setattr(connecting, "CONNECT_SECONDS", 0.4)
                    wire.cut_off = True
                    assert "over" not in await device.hear("hold")
                    assert (await amina.get("/me")).status_code == 503
                    # The line is the same one, and nobody is sent away.
                    await device.say("front", yes=True)
                    assert (await device.hear("problem"))["code"] == "unavailable"
                    await device.say("sync", cursor=None)
                    await device.say("ping")
                    await device.hear("pong")
                    wire.cut_off = False
                assert (await device.hear("hold"))["over"]
                await device.hear("sync")
    said = [one["event"] for one in logs if one["event"].startswith("database_")]
    assert said.count("database_away") == said.count("database_back") == 1

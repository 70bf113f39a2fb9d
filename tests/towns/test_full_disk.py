"""A disk that is full while dispatches are written, here or there: nothing is taken for done, and
what was kept back goes once there is room, once.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.timers import failing
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.towns.test_hostile import TARIQ, Line, ask, bounces, hill, requests

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

# Triggers of its own.
pytestmark = pytest.mark.own_database

FULL = """
create function full_disk() returns trigger language plpgsql as $$
begin raise exception 'no space left on device' using errcode = 'disk_full'; end $$;
create trigger full_disk before insert on {} for each row execute function full_disk();
"""
WRITTEN = "select count(*) from towns_dispatch where kind = 'tie.ask'"


@asynccontextmanager
async def full(town: Town, table: str) -> AsyncIterator[None]:
    async with town.database.transaction() as db:
        await db.run(FULL.format(table))
    yield
    async with town.database.transaction() as db:
        await db.run("drop function full_disk cascade")


async def test_what_finds_no_room_there_is_not_acknowledged_and_comes_again(
    hill: Line, town: Town, settings: Settings
) -> None:
    await hill.says()
    said = ask(TARIQ)
    for table in ("contacts_request", "towns_done"):
        async with full(town, table), unchanged(str(settings.database_url)):
            assert (await hill.post(hill.lines(said))).status_code >= 500
        assert await requests(hill) == []
    assert await hill.says(said) == {"ack": 1}
    assert len(await requests(hill)) == 1
    assert await bounces(town) == []


async def test_what_finds_no_room_here_is_written_later_and_once(
    hill: Line, town: Town, settle: Any, clock: FixedClock
) -> None:
    async def count() -> int:
        async with town.database.glance() as db:
            return int(await db.value(WRITTEN))

    body = {"handle": "tariq@hill.town", "greeting": ""}
    path = "/contact-requests/01a2b3c4-0000-7000-8000-000000000001"
    async with full(town, "towns_dispatch"):
        assert (await hill.amina.put(path, json=body)).is_success
        await settle()
        async with town.database.glance() as db:
            [(kind, *_)] = await failing(db)
        assert "request_is_sent" in kind
    assert await count() == 0
    clock.advance(timedelta(hours=1))
    await settle()
    assert await count() == 1
    clock.advance(timedelta(hours=1))
    await settle()
    assert await count() == 1

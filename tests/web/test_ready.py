"""What the proxy is told of a process that hears nothing of the others."""

import os
import signal
from pathlib import Path

import pytest

from leapfrog.bus import Bus, Postgres
from leapfrog.kernel.http import Town
from leapfrog.web import operations
from tests.backup.conftest import opened
from tests.bus.test_bus import until
from tests.http import Client, Enter

NOWHERE = "postgresql://127.0.0.1:1/nowhere"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence counts from its first moment."""
    monkeypatch.setattr(operations, "SILENT_SECONDS", 0.0)


async def asked(browser: Client, path: str = "/readyz") -> tuple[int, str]:
    answer = await browser.page(path)
    return answer.status_code, answer.text


async def test_who_hears_nothing_while_the_database_answers_is_taken_out(
    client: Enter, town: Town
) -> None:
    visitor = client()
    assert await asked(visitor) == (200, "ok")
    async with Bus(Postgres(NOWHERE), town.hub) as silent:
        town.database.publisher = silent
        assert await asked(visitor) == (503, "no bus")


async def test_a_database_that_is_away_takes_out_nobody_though_it_carries_the_bus(
    folder: Path,
) -> None:
    async with opened(folder) as found:
        bus = found.town.database.publisher
        assert isinstance(bus, Bus)
        server = int((folder / "data/postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGKILL)
        # Its loops ask again and again.
        await until(lambda: found.town.database.breaker.is_open and bus.silent_for())
        assert await asked(found.browser) == (200, "ok")

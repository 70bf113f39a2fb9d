"""A home that gives a spare up without its person takes nothing from them at once; and a town that
loses a spare is not trusted in silence.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.mirrors import holding
from tests.contacts.conftest import Join
from tests.fediverse.in_process import app, client, clock, join, settle, speaking, town
from tests.matrix import unchanged
from tests.mirrors import keys
from tests.mirrors.test_held import G2, Spare
from tests.towns.test_hostile import HILL, TARIQ, Line, hill

__all__ = ["app", "client", "clock", "hill", "join", "settle", "town"]
ADDRESS = {"address": "tariq@hill.town"}


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return speaking(tmp_path, database_url, mirror_room=1, mirror_most=2)


async def whole(spare: Spare) -> None:
    """A spare whose key its person holds."""
    boxes = [keys.box(bytes([22]) * 32, TARIQ.pid)]
    assert (await spare.opens(boxes=boxes)).status_code == 200
    assert (await spare.asks("chunk", os.urandom(900), n=1, last=True)).json()["n"] == 1


async def thirty_days_and(town: Town, clock: FixedClock, hours: int) -> None:
    clock.advance(timedelta(days=30, hours=hours))
    async with town.database.transaction() as db:
        await holding.forget_silent(db, "", None)


async def test_what_a_home_gives_up_waits_for_who_has_the_key(
    hill: Line, join: Join, town: Town, clock: FixedClock, settings: Settings
) -> None:
    spare, ben = Spare(hill, TARIQ), await join("ben")
    await whole(spare)
    assert (await ben.get("/mirrors", params=ADDRESS)).json()["until"] is None
    assert (await spare.asks("drop")).status_code == 200
    found = (await ben.get("/mirrors", params=ADDRESS)).json()
    assert (found["size"], len(found["boxes"])) == (900, 1)
    assert found["until"] is not None
    # To the town that gave it up nothing is there any more, and the same again changes nothing.
    assert settings.database_url
    async with unchanged(settings.database_url):
        for step in ("state", "chunk", "piece", "forget", "chunk_of", "drop"):
            assert (await spare.asks(step, b"x" * 20, n=2, name="f")).status_code == 404, step
        await thirty_days_and(town, clock, -1)
    await thirty_days_and(town, clock, -24 * 30 + 2)
    assert (await ben.get("/mirrors", params=ADDRESS)).status_code == 404
    async with town.database.glance() as db:
        assert await db.value("select count(*) from mirrors_part") == 0


async def test_a_home_that_begins_again_has_its_spare_again(
    hill: Line, town: Town, clock: FixedClock
) -> None:
    spare = Spare(hill, TARIQ)
    await whole(spare)
    await spare.asks("drop")
    spare.generation = G2
    await whole(spare)
    await thirty_days_and(town, clock, 2)
    assert (await spare.asks("state")).json()["n"] == 1


async def test_what_its_town_alone_opens_goes_at_once(hill: Line, town: Town) -> None:
    spare = Spare(hill, TARIQ)
    home = TARIQ.record(1, "tariq@hill.town", HILL)
    await spare.opens(record=home)
    await spare.asks("drop")
    async with town.database.glance() as db:
        assert await db.value("select count(*) from mirrors_held") == 0

"""A home that was taken over sends rubbish in place of a good spare, or takes files away: what was
good stays for thirty days, in a room of its own, for who has the key.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.mirrors import earlier, holding, store_held
from tests.contacts.conftest import Join
from tests.fediverse.in_process import app, client, clock, join, settle, speaking, town
from tests.matrix import unchanged
from tests.mirrors import keys
from tests.mirrors.test_given_up import ADDRESS, whole
from tests.mirrors.test_held import G1, G2, Spare
from tests.towns.test_hostile import TARIQ, Line, hill

__all__ = ["app", "client", "clock", "hill", "join", "settle", "town"]


@pytest.fixture
def spare(hill: Line) -> Spare:
    return Spare(hill, TARIQ)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return speaking(tmp_path, database_url, mirror_room=1, mirror_most=2)


async def test_rubbish_takes_no_good_copy_away(
    spare: Spare, join: Join, town: Town, clock: FixedClock
) -> None:
    ben = await join("ben")
    await whole(spare)
    good = (await ben.get("/mirrors", params=ADDRESS)).json()
    assert good["earlier"] == []
    clock.advance(timedelta(days=1))
    # One empty copy after the other, without what opens them.
    for number in range(3):
        spare.generation = f"{number}" * 32
        assert (await spare.opens()).status_code == 200
        told = await spare.asks("chunk", b"rubbish" * 5, n=1, last=True)
        assert told.json()["n"] == 1
        clock.advance(timedelta(minutes=1))
    found = (await ben.get("/mirrors", params=ADDRESS)).json()
    assert (found["records"], found["boxes"]) == (35, [])
    oldest = found["earlier"][-1]
    assert (oldest["at"], oldest["size"]) == (good["fresh_at"], 900)
    assert oldest["boxes"] == good["boxes"]
    # Nor does it go at once where the home says that it is given up.
    assert (await spare.asks("drop")).status_code == 200
    found = (await ben.get("/mirrors", params=ADDRESS)).json()
    assert found["earlier"][-1] == oldest
    assert found["until"]
    assert (await spare.opens()).status_code == 200
    clock.advance(timedelta(days=31))
    async with town.database.transaction() as db:
        await holding.forget_silent(db, "", None)
    found = (await ben.get("/mirrors", params=ADDRESS)).json()
    assert found["earlier"] == []
    async with town.database.glance() as db:
        assert await db.value("select count(*) from mirrors_generation") == 1


async def test_what_was_replaced_is_not_its_homes_any_more(
    spare: Spare, settings: Settings
) -> None:
    await whole(spare)
    spare.generation = G2
    await whole(spare)
    spare.generation = G1
    async with unchanged(str(settings.database_url), "mirrors_held"):
        assert (await spare.asks("chunk_of", n=1)).status_code == 404
        told = (await spare.asks("chunk", b"x" * 40, n=2, last=True)).json()
        assert told["why"] == "generation"
        assert (await spare.asks("state")).json()["why"] == "generation"


async def test_files_that_go_are_kept_aside(spare: Spare, town: Town, clock: FixedClock) -> None:
    names = ["e" * 64, "f" * 64]
    pieces = [os.urandom(900), os.urandom(901)]
    await spare.opens()
    for name, piece in zip(names, pieces, strict=True):
        await spare.asks("piece", piece, name=name, n=0)
    await spare.asks("chunk", b"good" * 10, n=1, last=True)
    clock.advance(timedelta(days=2))
    assert (await spare.asks("forget", names=[names[0]])).json()["used"] == 941
    # Another one under the same name, and one more piece of a file that was whole.
    await spare.asks("piece", b"rubbish", name=names[1], n=1)
    for name in names:
        assert (await spare.asks("forget", names=[name])).status_code == 200
    async with town.database.glance() as db:
        for name, piece in zip(names, pieces, strict=True):
            aside = await store_held.pieces(db, TARIQ.pid, name, earlier.ASIDE)
            assert [one.n for one in aside] == [0]
            assert await town.files.get(aside[0].sha256) == piece
            assert await store_held.pieces(db, TARIQ.pid, name) == []
    clock.advance(timedelta(days=31))
    async with town.database.transaction() as db:
        await holding.forget_silent(db, "", None)
    async with town.database.glance() as db:
        assert await db.value("select count(*) from mirrors_part where name <> ''") == 0
        assert await db.value("select count(*) from kernel_file where purpose = 'mirror'") == 1


async def test_what_was_before_has_as_much_room_again(
    spare: Spare, town: Town, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "MOST_PIECES", 3)
    kept = "select coalesce(sum(size), 0) from mirrors_part where generation = 'kept'"
    for number in range(4):
        spare.generation = f"{number}" * 32
        await spare.opens()
        await spare.asks("chunk", os.urandom(400_000), n=1, last=True)
        clock.advance(timedelta(seconds=1))
    async with town.database.glance() as db:
        stays = await db.rows("select generation from mirrors_generation order by opened_at")
    # The first two fill the room of what was; the last one is what is.
    assert [row[0][0] for row in stays] == ["0", "1", "3"]
    for name in ("first", "second", "third"):
        await spare.asks("piece", os.urandom(90_000), name=name, n=0)
        clock.advance(timedelta(seconds=1))
    await spare.asks("forget", names=["third", "second", "first"])
    async with town.database.glance() as db:
        assert await db.value(kept) == 180_000
        assert await store_held.pieces(db, TARIQ.pid, "third", earlier.ASIDE) == []
    # However small they are.
    for n in range(3):
        await spare.asks("piece", b"x", name="small", n=n)
    await spare.asks("forget", names=["small"])
    async with town.database.glance() as db:
        assert await db.value(kept) == 180_000


async def test_nobody_comes_back_to_a_day_that_is_not_there(
    spare: Spare, join: Join, settings: Settings
) -> None:
    await whole(spare)
    ben = await join("ben")
    body = {**ADDRESS, "next": keys.b64std(bytes([22]) * 32)}
    async with unchanged(str(settings.database_url)):
        for day in ("2020-01-01T00:00:00Z", "2095-01-01T00:00:00Z"):
            move = f"/mirrors/revivals/{new_id()}"
            answer = await ben.put(move, json={**body, "as_of": day})
            assert answer.json()["code"] == "no_spare"

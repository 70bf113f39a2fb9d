"""The new town takes nobody's word for who somebody is."""

from uuid import UUID

import pytest

from leapfrog import identity
from leapfrog.identity import GivenHome, NotWhoTheyWere
from leapfrog.identity.home_records import HomeSeeds, record
from leapfrog.kernel.http import Town
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.towns.stranger import b64, key
from tests.towns.test_hostile import Line, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

LAKE = "sha256:" + b64(bytes(32))


def given(pid: str, n: int, first: int, following: int) -> GivenHome:
    """A home of Ben's at Lake, by keys of that number."""
    seeds = HomeSeeds(bytes([first]) * 32, bytes([following]) * 32)
    said = {"pid": pid, "n": n, "address": "ben@lake.town", "town_key": LAKE, "at": "2026"}
    return GivenHome(record(said, seeds), seeds.key, seeds.next)


async def test_who_lives_here_is_nobody_elses_to_bring(
    hill: Line, join: object, town: Town
) -> None:
    """Hill had Amina once, and kept the key by which she is known in Lake now."""
    ben = await join("ben")  # type: ignore[operator]
    async with town.database.reading() as db:
        amina = (await identity.find(db, "amina")).id
        seeds = await identity.home_seeds(db, amina)
        pid = (await identity.pids_of(db, [amina]))[amina]
        kept = await identity.named(db, [amina])
    assert seeds is not None
    said = {"pid": pid, "n": 9, "address": "ben@lake.town", "town_key": LAKE, "at": "2026"}
    stolen = GivenHome(record(said, seeds), seeds.key, seeds.next)
    with pytest.raises(NotWhoTheyWere):
        async with town.database.transaction() as db:
            await identity.settle_home(db, UUID(ben.me["id"]), stolen)
    async with town.database.reading() as db:
        assert await identity.person_of_pid(db, pid) == amina
        assert await identity.named(db, [amina]) == kept


async def test_a_key_that_was_given_up_brings_nobody(hill: Line, join: object, town: Town) -> None:
    """Tariq is known by his key; another one that calls itself his is not his, a later record of
    his own is, and Lake turns the key over.
    """
    ben = await join("ben")  # type: ignore[operator]
    known = key(21).pid
    first = given(known, 1, 21, 22)
    async with town.database.transaction() as db:
        source = identity.HomeSource("lake2.town", LAKE)
        met = {**first.record, "address": "tariq@lake2.town"}
        seeds = HomeSeeds(first.key, first.next)
        bare = {name: met[name] for name in ("pid", "n", "address", "town_key", "at")}
        await identity.meet_home(db, record(bare, seeds), source, "Tariq")
        tariq = await identity.person_of_pid(db, known)
    with pytest.raises(NotWhoTheyWere):
        async with town.database.transaction() as db:
            await identity.settle_home(db, UUID(ben.me["id"]), given(known, 2, 21, 23))
    async with town.database.transaction() as db:
        assert await identity.settle_home(db, UUID(ben.me["id"]), given(known, 2, 21, 22)) == tariq
        mine = await identity.own_home(db, UUID(ben.me["id"]), LAKE)
        assert (mine.pid, len(mine.record["chain"])) == (known, 2)
        assert mine.key not in (key(21).text, key(22).text)

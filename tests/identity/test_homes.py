"""The keys that a town keeps for its people, and what it pins of people elsewhere."""

import asyncio
from typing import Any
from uuid import UUID

import msgspec
import pytest

from leapfrog.identity import departing, home_sealing, homes, people
from leapfrog.identity.departing import GivenHome
from leapfrog.identity.home_records import check, decide
from leapfrog.identity.homes import HomeSource
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.http import Enter
from tests.towns.stranger import Person, key
from tests.waits import somebody_waits

LAKE, OAK, HILL = key(1), key(3), key(2)
HERE, THERE = HomeSource("hill.town", HILL.hash), HomeSource("oak.town", OAK.hash)


async def test_a_person_here_has_one_record_which_follows_the_town(
    town: Town, client: Enter
) -> None:
    amina = UUID((await client().join("amina"))["id"])
    async with town.database.transaction() as db:
        first = await homes.own(db, amina, LAKE.hash)
        assert (await homes.own(db, amina, LAKE.hash)).digest == first.digest
        assert first.record["address"] == "amina@lake.town"
        moved = await homes.own(db, amina, HILL.hash)
        assert decide(first.known, check(moved.record), vouched=False) == "moved"
        turned = await homes.rotate(db, amina)
        assert decide(first.known, check(turned.record), vouched=False) == "rotated"
        assert decide(turned.known, check(moved.record), vouched=False) == "refused"
        again = await homes.own(db, amina, LAKE.hash)
        assert decide(turned.known, check(again.record), vouched=False) == "moved"
        assert again.record["was"] == ["amina@lake.town"]
        seeds = await homes.seeds_of(db, amina)
        assert seeds is not None
        await homes.seal(db, amina, home_sealing.sealed(first.pid, seeds, "nine green frogs"))
        [taken] = [one async for one in homes.export(db, amina)]
        kept = msgspec.convert(taken["sealed"], home_sealing.SealedHomeKey)
        assert home_sealing.opened(kept, "nine green frogs") == seeds
        assert "seed" not in taken
        assert (await homes.meet(db, moved.record, HERE)).verdict == "refused", "of people here"
        assert await homes.erase(db, amina) == 1
        with pytest.raises(NotFound):
            await homes.rotate(db, amina)
        with pytest.raises(NotFound):
            await homes.own(db, new_id(), LAKE.hash)


async def met(town: Town, said: dict[str, Any], source: HomeSource | None) -> homes.MetHome:
    async with town.database.transaction() as db:
        return await homes.meet(db, said, source, "Tariq")


async def test_somebody_elsewhere_is_one_person_wherever_they_live(town: Town) -> None:
    tariq = Person(key(21), key(22))
    first = tariq.record(1, "tariq@hill.town", HILL)
    assert (await met(town, first, None)).verdict == "refused", "nobody vouches"
    assert (await met(town, first, THERE)).verdict == "refused", "another town does"
    come = await met(town, first, HERE)
    assert come.verdict == "met"
    # Anybody may bring what he himself signs; where he lives now, that town says.
    there = tariq.record(2, "tariq@oak.town", OAK)
    for source in (None, HERE):
        taken = await met(town, there, source)
        assert taken.person_id == come.person_id
        async with town.database.reading() as db:
            assert come.person_id
            person = (await people.named(db, [come.person_id]))[come.person_id]
            assert (person.address, person.moved_to) == ("tariq@hill.town", "")
            said_by = await homes.home_source_of(db, come.person_id)
            assert said_by == HomeSource("hill.town", OAK.hash), "nobody speaks for him"
    assert (await met(town, there, THERE)).verdict == "known"
    assert (await met(town, first, HERE)).verdict == "replayed"
    assert (await met(town, tariq.record(2, "tariq@elm.town", HILL), HERE)).verdict == "two_homes"
    async with town.database.reading() as db:
        assert come.person_id
        person = (await people.named(db, [come.person_id]))[come.person_id]
        assert (person.address, person.moved_to) == ("tariq@oak.town", "")
        assert await homes.by_pid(db, tariq.pid) == come.person_id
        assert await homes.pids(db, [come.person_id]) == {come.person_id: tariq.pid}
        assert await homes.home_source_of(db, come.person_id) == THERE
        other = await db.value("select other from identity_home where pid = $1", tariq.pid)
        assert other["address"] == "tariq@elm.town"


async def test_another_key_at_a_known_address_is_not_who_it_was(town: Town) -> None:
    tariq, eve = Person(key(21), key(22)), Person(key(66), key(67))
    come = await met(town, tariq.record(1, "tariq@hill.town", HILL), HERE)
    assert (await met(town, eve.record(9, "tariq@hill.town", HILL), HERE)).verdict == "refused"
    assert (await met(town, eve.record(1, "tariq@lake.town", HILL), HERE)).verdict == "refused"
    assert (await met(town, eve.record(1, "erased-1@hill.town", HILL), HERE)).verdict == "refused"
    async with town.database.reading() as db:
        assert await homes.pids(db, [come.person_id or new_id()]) == {come.person_id: tariq.pid}
        assert await db.value("select count(*) from identity_home") == 1


async def test_who_goes_where_another_one_is_known_keeps_a_row_that_says_so(town: Town) -> None:
    tariq = Person(key(21), key(22))
    come = await met(town, tariq.record(1, "tariq@hill.town", HILL), HERE)
    async with town.database.transaction() as db:
        await people.remote(db, new_id(), "tariq@oak.town", "Tariq")
    assert (await met(town, tariq.record(2, "tariq@oak.town", OAK), THERE)).verdict == "moved"
    async with town.database.reading() as db:
        assert come.person_id
        person = (await people.named(db, [come.person_id]))[come.person_id]
        assert (person.address, person.moved_to) == ("tariq@hill.town", "tariq@oak.town")


async def test_who_comes_while_they_are_first_heard_of_from_elsewhere_is_one(
    town: Town, client: Enter
) -> None:
    """A dispatch of theirs is being done, of which nobody sees anything yet."""
    account = UUID((await client().join("tariq"))["id"])
    tariq, heard = Person(key(21), key(22)), asyncio.Event()
    given = GivenHome(tariq.record(2, "tariq@lake.town", LAKE), bytes([21]) * 32, bytes([22]) * 32)

    async def comes() -> UUID | None:
        await heard.wait()
        async with town.database.transaction() as db:
            return await departing.settle(db, account, given)

    # It begins outside of the transaction, which holds a connection.
    coming = asyncio.create_task(comes())
    async with town.database.transaction() as db:
        first = await homes.meet(db, tariq.record(1, "tariq@hill.town", HILL), HERE, "Tariq")
        heard.set()
        await somebody_waits(db)
    assert first.verdict == "met"
    assert await coming == first.person_id
    async with town.database.reading() as db:
        assert await homes.by_pid(db, tariq.pid) == account

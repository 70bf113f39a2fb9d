"""Claims: all or nothing, once, in order; what was refused has changed nothing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.stock import Claim, Claimed, Granted, Want, claim, free, keep, release, tidy
from leapfrog.stock.errors import ClaimIdUsed, ClaimOver, LimitReached, NoPool, SoldOut
from tests.matrix import unchanged
from tests.stock.conftest import START, Open

SOON = START + timedelta(minutes=10)


def wish(person: UUID, *wants: tuple[UUID, int], **more: Any) -> Claim:
    asked = tuple(Want((pool,), units) for pool, units in wants)
    return Claim(more.get("id") or new_id(), person, asked, more.get("until"))


async def claimed(database: Database, *claims: Claim) -> Sequence[Any]:
    async with database.transaction() as db:
        return await claim(db, claims)


async def left(database: Database, pool: UUID) -> int:
    async with database.reading() as db:
        return (await free(db, [pool]))[pool]


async def test_units_go_in_order_until_there_are_none(
    database: Database, people: list[UUID], opened: Open
) -> None:
    pool = await opened(3)
    answers = await claimed(database, *(wish(one, (pool, 1)) for one in people[:5]))
    assert [type(answer) for answer in answers] == [Claimed] * 3 + [SoldOut] * 2
    assert await left(database, pool) == 0


async def test_a_large_wish_is_refused_and_a_smaller_one_after_it_is_not(
    database: Database, people: list[UUID], opened: Open
) -> None:
    pool = await opened(3)
    large, small = await claimed(database, wish(people[0], (pool, 4)), wish(people[1], (pool, 3)))
    assert isinstance(large, SoldOut)
    assert isinstance(small, Claimed)


async def test_all_or_nothing(
    database: Database, database_url: str, people: list[UUID], opened: Open
) -> None:
    plenty, few = await opened(9), await opened(1)
    async with unchanged(database_url):
        (answer,) = await claimed(database, wish(people[0], (plenty, 2), (few, 2)))
    assert isinstance(answer, SoldOut)


async def test_the_same_claim_again_is_one_claim(
    database: Database, database_url: str, people: list[UUID], opened: Open
) -> None:
    pool = await opened(5, per_person=2)
    once = wish(people[0], (pool, 2), until=SOON)
    first, twin = await claimed(database, once, once)
    async with unchanged(database_url):
        (later,) = await claimed(database, once)
    assert first == twin == later == Claimed(once.id, SOON, (Granted(pool, 2),))
    assert await left(database, pool) == 3


async def test_an_id_is_of_one_claim(
    database: Database, database_url: str, people: list[UUID], opened: Open
) -> None:
    pool, other = await opened(5), await opened(5)
    mine = wish(people[0], (pool, 1))
    await claimed(database, mine)
    others = [
        wish(people[1], (pool, 1), id=mine.id),
        wish(people[0], (pool, 2), id=mine.id),
        wish(people[0], (other, 1), id=mine.id),
        wish(people[0], (pool, 1), (other, 1), id=mine.id),
    ]
    async with unchanged(database_url):
        assert {type(answer) for answer in await claimed(database, *others)} == {ClaimIdUsed}


async def test_refusals_come_in_their_order(
    database: Database, database_url: str, people: list[UUID], opened: Open
) -> None:
    pool, empty = await opened(5, per_person=1), await opened(0, per_person=1)
    await claimed(database, wish(people[0], (pool, 1)))
    async with unchanged(database_url):
        answers = await claimed(
            database,
            wish(people[0], (new_id(), 1), until=START),
            wish(people[0], (pool, 1), (new_id(), 1)),
            wish(people[0], (pool, 1), (empty, 1)),
            wish(people[1], (pool, 1), (empty, 1)),
        )
    assert [type(answer) for answer in answers] == [ClaimOver, NoPool, LimitReached, SoldOut]


async def test_what_is_held_comes_back_at_its_minute_without_any_sweep(
    database: Database, people: list[UUID], opened: Open, clock: FixedClock
) -> None:
    pool = await opened(1, per_person=1)
    held = wish(people[0], (pool, 1), until=SOON)
    await claimed(database, held)
    clock.set(SOON - timedelta(microseconds=1))
    (refused,) = await claimed(database, wish(people[1], (pool, 1)))
    assert isinstance(refused, SoldOut)
    clock.set(SOON)
    assert await left(database, pool) == 1
    (taken,) = await claimed(database, wish(people[1], (pool, 1)))
    (again,) = await claimed(database, held)
    assert isinstance(taken, Claimed)
    assert isinstance(again, ClaimOver)


async def test_what_is_kept_stays(
    database: Database, people: list[UUID], opened: Open, clock: FixedClock
) -> None:
    pool = await opened(1)
    held = wish(people[0], (pool, 1), until=SOON)
    await claimed(database, held)
    async with database.transaction() as db:
        assert await keep(db, [held.id]) == [Claimed(held.id, None, (Granted(pool, 1),))]
    clock.advance(timedelta(days=1))
    async with database.transaction() as db:
        await tidy(db)
        assert await keep(db, [held.id]) == [Claimed(held.id, None, (Granted(pool, 1),))]
    assert await left(database, pool) == 0


async def test_what_is_over_cannot_be_kept(
    database: Database, database_url: str, people: list[UUID], opened: Open, clock: FixedClock
) -> None:
    held = wish(people[0], (await opened(1), 1), until=SOON)
    await claimed(database, held)
    clock.set(SOON)
    async with unchanged(database_url), database.transaction() as db:
        answers = await keep(db, [held.id, new_id()])
    assert [type(answer) for answer in answers] == [ClaimOver, ClaimOver]


async def test_what_is_released_is_there_for_others_once(
    database: Database, people: list[UUID], opened: Open
) -> None:
    pool = await opened(2, per_person=1)
    held, kept = wish(people[0], (pool, 1), until=SOON), wish(people[1], (pool, 1))
    await claimed(database, held, kept)
    for _ in range(2):
        async with database.transaction() as db:
            await release(db, [held.id, kept.id, new_id()])
        assert await left(database, pool) == 2
    (again,) = await claimed(database, held)
    (anew,) = await claimed(database, wish(people[0], (pool, 1)))
    assert isinstance(again, ClaimOver)
    assert isinstance(anew, Claimed)


async def test_sweeping_changes_nothing_that_anybody_sees(
    database: Database, people: list[UUID], opened: Open, clock: FixedClock
) -> None:
    pool = await opened(3)
    await claimed(database, wish(people[0], (pool, 2), until=SOON), wish(people[1], (pool, 1)))
    clock.set(SOON)
    before = await left(database, pool)
    for _ in range(2):
        async with database.transaction() as db:
            await tidy(db)
        assert await left(database, pool) == before == 2


def test_a_claim_names_each_pool_once_and_wants_something() -> None:
    pool, person = new_id(), new_id()
    for wants in ([], [(pool, 0)], [(pool, -1)], [(pool, 1), (pool, 1)]):
        with pytest.raises(ValueError, match="once, with at least one unit"):
            wish(person, *wants)

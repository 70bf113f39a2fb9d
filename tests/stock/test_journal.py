"""The journal: what lies there and why; refusals change nothing; who sells hears what runs low."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.stock import (
    Claim,
    Claimed,
    Count,
    GiveUp,
    Granted,
    Move,
    Receive,
    Spend,
    StockMove,
    TakeBack,
    Want,
    claim,
    free,
    keep,
    on_hand,
    record,
    release,
    tidy,
)
from leapfrog.stock.errors import LimitReached, SoldOut
from tests.matrix import unchanged
from tests.stock.conftest import Open

EVENTS = "select type, body from kernel_event order by id"


def wish(person: UUID, *pools: UUID, units: int = 1, split: bool = False) -> Claim:
    return Claim(new_id(), person, (Want(pools, units, split),))


async def did(database: Database, verb: Any, *args: Any) -> Any:
    async with database.transaction() as db:
        return await verb(db, *args)


async def wrote(database: Database, *entries: Any) -> Any:
    return await did(database, record, entries)


async def both(database: Database, pool: UUID) -> tuple[int, int]:
    """(what lies there, what is free)."""
    async with database.reading() as db:
        return (await on_hand(db, [pool]))[pool], (await free(db, [pool]))[pool]


def about(one: Claim, kind: Any, units: int, **more: Any) -> Any:
    return kind(id=new_id(), pool_id=one.pools[0], units=units, claim_id=one.id, **more)


async def test_what_is_sent_has_left_the_house_and_may_come_back(
    database: Database, people: list[UUID], opened: Open
) -> None:
    pool = await opened(5)
    mine = wish(people[0], pool, units=3)
    await did(database, claim, [mine])
    assert await both(database, pool) == (5, 2)
    await wrote(database, about(mine, Spend, 2))
    assert await both(database, pool) == (3, 2)
    await wrote(database, about(mine, TakeBack, 1))
    assert await both(database, pool) == (4, 3)
    [broken] = await wrote(database, about(mine, TakeBack, 1, sellable=False))
    assert (broken.why, broken.delta) == ("damage", 0)
    assert await both(database, pool) == (4, 3)
    await wrote(database, about(mine, GiveUp, 1))
    assert await both(database, pool) == (4, 4)


async def test_more_than_there_is_is_refused_and_changes_nothing(
    database: Database, database_url: str, people: list[UUID], opened: Open
) -> None:
    pool, other = await opened(3), await opened(0)
    mine, over = wish(people[0], pool, units=2), wish(people[1], pool)
    await did(database, claim, [mine, over])
    await did(database, release, [over.id])
    await wrote(database, about(mine, Spend, 1))
    wrong = [
        about(mine, Spend, 2),
        about(mine, GiveUp, 2),
        about(mine, TakeBack, 2),
        about(over, Spend, 1),
        about(wish(people[2], pool), Spend, 1),
        Receive(id=new_id(), pool_id=new_id(), units=1),
        Move(id=new_id(), pool_id=pool, to_pool=other, units=2),
        Move(id=new_id(), pool_id=pool, to_pool=new_id(), units=1),
    ]
    async with unchanged(database_url):
        answers = await wrote(database, *wrong)
    assert [answer.code for answer in answers] == [
        "more_than_claimed",
        "more_than_claimed",
        "more_than_claimed",
        "claim_over",
        "no_claim",
        "no_pool",
        "sold_out",
        "no_pool",
    ]


async def test_the_same_entry_again_is_one_and_another_one_of_its_id_is_refused(
    database: Database, database_url: str, people: list[UUID], opened: Open
) -> None:
    pool, other = await opened(5), await opened(0)
    mine = wish(people[0], pool, units=2)
    await did(database, claim, [mine])
    entries = [
        Receive(id=new_id(), pool_id=pool, units=3),
        Move(id=new_id(), pool_id=pool, to_pool=other, units=2),
        about(mine, Spend, 1),
        Count(id=new_id(), pool_id=pool, units=9),
    ]
    first = await wrote(database, *entries, *entries)
    assert all(isinstance(one, StockMove) for one in first)
    assert first[:4] == first[4:]
    async with unchanged(database_url):
        assert await wrote(database, *entries) == first[:4]
        conflicts = [
            Receive(id=entries[0].id, pool_id=pool, units=4),
            Receive(id=entries[0].id, pool_id=other, units=3),
            Move(id=entries[1].id, pool_id=other, to_pool=pool, units=2),
            GiveUp(id=entries[2].id, pool_id=pool, units=1, claim_id=mine.id),
            Receive(id=entries[3].id, pool_id=pool, units=9),
        ]
        answers = await wrote(database, *conflicts)
    assert {answer.code for answer in answers} == {"move_id_used"}


async def test_a_count_that_finds_less_than_is_claimed_names_the_newest(
    database: Database, people: list[UUID], opened: Open, clock: FixedClock
) -> None:
    pool = await opened(6)
    claims = [wish(one, pool, units=2) for one in people[:3]]
    for one in claims:
        await did(database, claim, [one])
        clock.advance(timedelta(minutes=1))
    [counted] = await wrote(database, Count(id=new_id(), pool_id=pool, units=3))
    assert (counted.missing, counted.delta) == (3, 0)
    assert await both(database, pool) == (6, 0)
    async with database.reading() as db:
        [(kind, body)] = await db.rows(EVENTS)
    assert kind == "stock.StockMissing"
    assert body["missing"] == 3
    assert body["claims"] == [str(claims[2].id), str(claims[1].id)]


async def test_who_sells_hears_once_each_time_it_turns(
    database: Database, people: list[UUID], opened: Open
) -> None:
    pool, quiet = await opened(4, low_water=2), await opened(4)
    heard = []
    for verb, args in (
        (claim, [wish(people[0], pool), wish(people[0], quiet, units=4)]),
        (claim, [one := wish(people[1], pool)]),
        (claim, [two := wish(people[1], pool, units=2)]),
        (release, [two.id]),
        (record, [Receive(id=new_id(), pool_id=pool, units=3)]),
        (record, [about(one, Spend, 1)]),
    ):
        await did(database, verb, args)
        async with database.transaction() as db:
            rows = await db.rows("delete from kernel_event returning type, body")
        heard.append([(row[0], row[1]["free"]) for row in rows])
    turned = "stock.PoolTurned"
    assert heard == [[], [(turned, 2)], [(turned, 0)], [(turned, 2)], [(turned, 5)], []]


async def test_a_want_is_served_by_the_first_pool_that_has_it_or_by_several(
    database: Database, people: list[UUID], opened: Open
) -> None:
    near, far, none = await opened(2), await opened(5), await opened(0)
    pools = (none, near, far)
    whole, split, over = await did(
        database,
        claim,
        [
            wish(people[0], *pools, units=3),
            wish(people[1], *pools, units=4, split=True),
            wish(people[2], *pools, units=1, split=True),
        ],
    )
    assert whole.lines == (Granted(far, 3),)
    assert split.lines == (Granted(near, 2), Granted(far, 2))
    assert isinstance(over, SoldOut)


async def test_the_same_claim_over_several_pools_is_answered_as_the_first_time(
    database: Database, people: list[UUID], opened: Open
) -> None:
    near, far = await opened(1), await opened(5)
    mine = wish(people[0], near, far, units=3, split=True)
    [first] = await did(database, claim, [mine])
    await wrote(database, Receive(id=new_id(), pool_id=near, units=9))
    assert await did(database, claim, [mine]) == [first]
    assert first.lines == (Granted(near, 1), Granted(far, 2))


async def test_a_claim_of_which_a_part_was_given_up_is_held_until_the_same_minute(
    database: Database, people: list[UUID], opened: Open, clock: FixedClock
) -> None:
    near, far = await opened(1), await opened(5)
    until = clock.now() + timedelta(minutes=10)
    mine = Claim(new_id(), people[0], (Want((near, far), 3, True),), until)
    [first] = await did(database, claim, [mine])
    await wrote(database, about(mine, GiveUp, 1))
    assert await did(database, claim, [mine]) == [first]
    assert first.until == until


async def test_a_limit_within_a_time_counts_what_left_too(
    database: Database, people: list[UUID], opened: Open, clock: FixedClock
) -> None:
    week = timedelta(days=7)
    pool = await opened(9, per_person=1, within=week)
    mine = wish(people[0], pool)
    await did(database, claim, [mine])
    await wrote(database, about(mine, Spend, 1))
    [refused] = await did(database, claim, [wish(people[0], pool)])
    assert isinstance(refused, LimitReached)
    clock.advance(week)
    [granted] = await did(database, claim, [wish(people[0], pool)])
    assert isinstance(granted, Claimed)


async def test_what_is_over_long_ago_is_folded_and_sums_stay(
    database: Database, people: list[UUID], opened: Open, clock: FixedClock
) -> None:
    pool, limited = await opened(9), await opened(9, per_person=1)
    mine = [wish(one, pool) for one in people[:3]]
    once, open_one = wish(people[0], limited), wish(people[4], pool)
    await did(database, claim, [*mine, once, open_one])
    await wrote(database, *(about(one, Spend, 1) for one in [*mine, once]))
    clock.advance(timedelta(days=401))
    for _ in range(2):
        await did(database, tidy)
        async with database.reading() as db:
            left = {row[0] for row in await db.rows("select id from stock_claim")}
            sums = dict(await db.rows("select pool_id, sum(delta) from stock_move group by 1"))
            folded = await db.rows("select pool_id, n, delta from stock_move where why = 'folded'")
        assert left == {once.id, open_one.id}
        assert sums == {pool: 6, limited: 8}
        assert [tuple(row) for row in folded] == [(pool, 3, -3)]
    [refused] = await did(database, claim, [wish(people[0], limited)])
    assert isinstance(refused, LimitReached)


async def test_twelve_at_once_on_the_last_unit_are_one(
    database: Database, people: list[UUID], opened: Open
) -> None:
    empty, pool = await opened(0), await opened(1)

    async def takes(person: UUID) -> Any:
        async with database.transaction() as db:
            mine = Claim(new_id(), person, (Want((empty, pool)),), db.now + timedelta(hours=1))
            [answer] = await claim(db, [mine])
            if isinstance(answer, Claimed):
                await keep(db, [mine.id])
            return answer

    answers = await asyncio.gather(*(takes(one) for one in people[:12]))
    assert sum(isinstance(answer, Claimed) for answer in answers) == 1
    assert {type(one) for one in answers if isinstance(one, Problem)} == {SoldOut}
    assert await both(database, pool) == (1, 0)


def test_an_entry_is_about_something() -> None:
    one = new_id()
    with pytest.raises(ValueError, match="at least one unit"):
        Receive(id=one, pool_id=one, units=0)
    with pytest.raises(ValueError, match="at least one unit"):
        Count(id=one, pool_id=one, units=-1)
    with pytest.raises(ValueError, match="from one pool to another"):
        Move(id=one, pool_id=one, to_pool=one, units=1)

"""Many want few: exactly what is there goes, at most one each, however often they ask."""

import asyncio
from collections import Counter
from uuid import UUID

from leapfrog.kernel.batcher import Batchers
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.stock import CLAIMING, Claim, Claimed, Want, free, release
from leapfrog.stock.errors import LimitReached, SoldOut
from tests.stock.conftest import Open


async def tried(batchers: Batchers, claim: Claim) -> Claimed | Problem:
    try:
        return await batchers.of(CLAIMING).submit(claim)
    except Problem as problem:
        return problem


async def test_a_sale_sells_what_there_is_and_one_to_each(
    database: Database, database_url: str, clock: FixedClock, people: list[UUID], opened: Open
) -> None:
    pool = await opened(30, per_person=1)
    other = await Database.connect(database_url, 6, clock)
    processes = [Batchers(database), Batchers(other)]
    claims = [Claim(new_id(), person, (Want((pool,)),)) for person in people for _ in range(4)]
    # Each third is sent to both processes, as a device does that lost its connection.
    sends = [(n % 2, one) for n, one in enumerate(claims)]
    sends += [(1 - n % 2, one) for n, one in enumerate(claims) if n % 3 == 0]
    answers = await asyncio.gather(*(tried(processes[place], one) for place, one in sends))
    await asyncio.gather(*(each.close() for each in processes))
    await other.close()
    got = {answer.id for answer in answers if isinstance(answer, Claimed)}
    owners = Counter(one.person_id for one in claims if one.id in got)
    assert len(got) == len(owners) == 30
    refused = {type(answer) for answer in answers if not isinstance(answer, Claimed)}
    assert refused == {SoldOut, LimitReached}
    async with database.reading() as db:
        assert await free(db, [pool]) == {pool: 0}


async def test_pools_claimed_in_any_order_and_given_back_never_wait_in_a_ring(
    database: Database, people: list[UUID], opened: Open
) -> None:
    pools = [await opened(500) for _ in range(4)]

    async def take_and_give(n: int) -> None:
        wants = tuple(Want((pools[(n + step) % 4],)) for step in range(3))
        claim = Claim(new_id(), people[n % 50], wants)
        await Batchers(database).of(CLAIMING).submit(claim)
        async with database.transaction() as db:
            await release(db, [claim.id])

    await asyncio.gather(*(take_and_give(n) for n in range(60)))
    async with database.reading() as db:
        assert set((await free(db, pools)).values()) == {500}

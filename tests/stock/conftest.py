"""Stock is tested on a fresh database, with people who do nothing but want things."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.stock import StockPool, open_pools

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
PERSON = """
insert into identity_person (id, kind, handle, display_name, created_at)
select id, 'person', 'p' || n, 'P', $2 from unnest($1::uuid[]) with ordinality as p (id, n)
"""

Open = Callable[..., Awaitable[UUID]]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
async def database(database_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    found = await Database.connect(database_url, 6, clock)
    yield found
    await found.close()


@pytest.fixture
async def people(database: Database) -> list[UUID]:
    """Fifty of them."""
    made = [new_id() for _ in range(50)]
    async with database.transaction() as db:
        await db.run(PERSON, made, START)
    return made


@pytest.fixture
def opened(database: Database) -> Open:
    """`await opened(5, per_person=1)` is the id of a new pool."""

    async def open_one(units: int, **more: Any) -> UUID:
        pool = StockPool(new_id(), "tests:shelf:1", units, **more)
        async with database.transaction() as db:
            await open_pools(db, [pool])
        return pool.id

    return open_one

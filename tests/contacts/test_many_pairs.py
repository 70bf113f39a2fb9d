"""Who may write to many at once is found pair by pair, however many know one of them."""

from collections.abc import AsyncIterator
from hashlib import md5
from uuid import UUID

import asyncpg
import pytest

from leapfrog.contacts import store_requests
from tests.plans import blocks_read, text_of

# What is known of its tables is of this test alone.
pytestmark = pytest.mark.own_database

MANY = 1_000
# For each pair a few indexes are walked down, all of which are flat here; of those who know one
# person, half would be some thirty blocks.
BLOCKS_EACH = 18
# One person whom many know, and whom nobody else knows.
STAR = f"""
insert into identity_person (id, handle, domain, display_name, language, kind, created_at)
    select md5('person' || n)::uuid, 'person_' || n, '', 'x', 'en', 'person', now()
    from generate_series(0, {MANY}) n;
insert into contacts_contact (id, owner_id, person_id, connected, card, uid, name, sort, source,
        created_at, updated_at)
    select gen_random_uuid(), md5('person' || o)::uuid, md5('person' || p)::uuid, true, '[]',
        gen_random_uuid()::text, '', '', 'request', now(), now()
    from generate_series(1, {MANY}) n
    cross join lateral (values (0, n), (n, 0)) as pair (o, p);
"""


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database_url)
    await connection.execute(STAR)
    yield connection
    await connection.close()


def person(n: int) -> UUID:
    return UUID(md5(f"person{n}".encode()).hexdigest())


@pytest.mark.parametrize("statement", [store_requests.MAY_TALK, store_requests.MAY_WRITE])
async def test_who_knows_many_is_not_walked_for_each(
    connection: asyncpg.Connection, statement: str
) -> None:
    await connection.execute("analyze contacts_contact, identity_person, contacts_block")
    pairs = [person(0)] * MANY, [person(n) for n in range(1, MANY + 1)]
    assert len(await connection.fetch(statement, *pairs)) == MANY
    plan = await connection.fetch(f"explain (analyze, buffers, timing off) {statement}", *pairs)
    assert blocks_read(plan) < MANY * BLOCKS_EACH, text_of(plan)

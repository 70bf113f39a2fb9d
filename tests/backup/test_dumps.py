"""A database into which a dump was put is another one, and says so."""

import asyncpg
import pytest

from tests.town import database, execute

EPOCH = "select id from kernel_epoch"
FAR = "update identity_person set last_xid = '999999999'::xid8"
NEWEST = "select max(last_xid) <= pg_current_xact_id() from identity_person"


async def adopt(dsn: str) -> bool:
    connection = await asyncpg.connect(dsn)
    try:
        return bool(await connection.fetchval("select kernel_adopt() /* acts */"))
    finally:
        await connection.close()


async def value(dsn: str, statement: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


# PostgreSQL copies none that somebody else uses.
@pytest.mark.own_database
async def test_a_copy_gets_an_epoch_of_its_own_and_ids_that_it_gave(
    database_url: str, postgres_dsn: str
) -> None:
    name = database_url.partition("?")[0].rpartition("/")[2]
    await execute(
        database_url,
        "insert into identity_person (id, kind, handle, display_name, created_at)"
        " values (gen_random_uuid(), 'person', 'amina', 'Amina', now())",
    )
    assert not await adopt(database_url)
    assert not await adopt(database_url)
    await execute(database_url, FAR)
    before = await value(database_url, EPOCH)
    # What a dump does: the same rows in a database of another name.
    with database(postgres_dsn, name) as copy:
        assert await value(copy, EPOCH) == before
        assert await adopt(copy)
        assert await value(copy, EPOCH) != before
        assert await value(copy, NEWEST)
        assert not await adopt(copy)
    assert await value(database_url, EPOCH) == before

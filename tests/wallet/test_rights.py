"""History can be read and not written: not by the owner of the database, not by an operator."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from leapfrog.kernel.ids import derived_id, new_id
from tests.matrix import unchanged
from tests.wallet.acts import Books, hold, transfer

BOOKS = [
    "wallet_transfer",
    "wallet_batch",
    "wallet_account",
    "wallet_hold",
    "wallet_lane",
    "wallet_audit",
    "wallet_reconciliation",
    "wallet_currency",
]
WRITES = [
    "insert into {0} overriding system value select * from {0}",
    "delete from {0}",
    "truncate {0} cascade",
]
UPDATES = [
    "update wallet_transfer set amount = 1",
    "update wallet_batch set hash = ''",
    "update wallet_account set balance = balance + 1",
    "update wallet_hold set amount = 1",
    "update wallet_lane set hash = ''",
    "update wallet_audit set why = ''",
    "update wallet_reconciliation set faults = '[]'",
    "update wallet_currency set exponent = 0",
]
FOREVER = ("wallet_transfer", "wallet_batch", "wallet_reconciliation")


@pytest.fixture
async def outside(books: Books, database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """Somebody who is the owner of the database, with psql; there are some books."""
    await books.fund(books.amina, 100)
    await books.done(hold(books.amina, books.bo, 1))
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


def statements() -> list[str]:
    return [write.format(table) for table in BOOKS for write in WRITES] + UPDATES


@pytest.mark.parametrize("statement", statements())
async def test_nobody_writes_past_the_one_way(
    outside: asyncpg.Connection, database_url: str, statement: str
) -> None:
    async with unchanged(database_url):
        with pytest.raises(asyncpg.PostgresError) as caught:
            await outside.execute(statement)
        assert caught.value.sqlstate == "WL001"


@pytest.mark.parametrize("statement", statements())
async def test_history_is_not_rewritten_even_by_who_calls_themselves_the_writer(
    outside: asyncpg.Connection, database_url: str, statement: str
) -> None:
    table = next(name for name in BOOKS if name in statement)
    if table not in FOREVER or statement.startswith("insert"):
        return
    async with unchanged(database_url):
        await outside.execute("set wallet.writer = 'on'")
        with pytest.raises(asyncpg.PostgresError) as caught:
            await outside.execute(statement)
        assert caught.value.sqlstate == "WL001"


@pytest.mark.parametrize("role", ["leapfrog_town", "leapfrog_reader"])
async def test_roles_read_all_and_write_nothing(
    outside: asyncpg.Connection, database_url: str, role: str
) -> None:
    await outside.execute(f"set role {role}; set wallet.writer = 'on'")
    async with unchanged(database_url):
        for table in [*BOOKS, "wallet_entry"]:
            assert await outside.fetchval(f"select count(*) from {table}") is not None
        assert await outside.fetch("select * from wallet_verify(0)") == []
        for statement in statements():
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await outside.execute(statement)


POST = """
select results from wallet_post(
    now(), array[least($1, $2::bigint), greatest($1::bigint, $2)], array[$3::uuid],
    array[1 + ($1 > $2)::int], array[1 + ($2 > $1)::int], array[5::bigint], array[0::smallint],
    null, null, null, null
)
"""


async def test_the_towns_role_moves_money_by_the_one_way_and_a_reader_does_not(
    books: Books, outside: asyncpg.Connection
) -> None:
    pair = (books.amina, books.bo)
    await outside.execute("set role leapfrog_reader")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await outside.fetchval(POST, *pair, new_id())
    await outside.execute("reset role; set role leapfrog_town")
    assert await outside.fetchval(POST, *pair, new_id()) == [0]
    for inner in ("wallet_decide", "wallet_write", "wallet_note"):
        found = await outside.fetchval(
            "select has_function_privilege(oid, 'execute') from pg_proc where proname = $1", inner
        )
        assert found is False
    await outside.execute("reset role")
    assert await books.on(books.bo) == (5, 0, 1)


async def test_the_mark_of_the_writer_does_not_outlive_the_call(
    books: Books, outside: asyncpg.Connection
) -> None:
    async with outside.transaction():
        await outside.fetchval(POST, books.amina, books.bo, new_id())
        with pytest.raises(asyncpg.PostgresError, match="wallet_post alone"):
            await outside.execute("update wallet_account set balance = 0")


def test_what_follows_from_a_thing_has_the_same_id_each_time() -> None:
    one = new_id()
    assert derived_id(one, "expired") == derived_id(one, "expired")
    assert derived_id(one, "expired") != derived_id(one, "paid")
    assert derived_id(one, "paid").version == 7


async def test_a_transfer_alone_is_one_row_and_one_link(books: Books) -> None:
    await books.fund(books.amina, 10)
    await books.done(transfer(books.amina, books.bo, 1), transfer(books.amina, books.bo, 1))
    assert await books.value("select array_agg(size order by id) from wallet_batch") == [1, 2]

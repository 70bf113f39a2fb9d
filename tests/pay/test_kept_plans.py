"""A plan that is made while tables are empty, and kept, looks up what was asked for, and reads no
table and no index from end to end when they have grown.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from hashlib import md5
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from leapfrog.pay.transfers import store as transfers
from leapfrog.till import store as till
from leapfrog.wallet import store as wallet
from tests.plans import blocks_read

# What is known of its tables is of this test alone.
pytestmark = pytest.mark.own_database

MANY = 20_000
IDS = 8
BLOCKS_EACH = 40
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
# Of people and shops there are these few at first, of all else nothing.
PEOPLE = """
insert into pay_wallet_account select md5('person' || n)::uuid, 'EUR', n from {0};
insert into pay_safety (person_id, small_once, small_daily)
    select md5('person' || n)::uuid, 100000, 1000000 from {0};
insert into till_merchant
    (id, name, latin, about, category, currency, pending, available, created_at)
    select md5('shop' || n)::uuid, 'x', 'x', '', 'c', 'EUR', n, n, now() from {0};
insert into wallet_account (owner, owner_id, kind, name, currency, opened_at, balance)
    select 'person', md5('person' || n)::uuid, (enum_range(null::wallet_kind))[1], '', 10, now(),
        1000000 from {0};
"""
HISTORY = """
insert into contacts_block
    select md5('owner' || n)::uuid, md5('blocked' || n)::uuid, now() from {0};
insert into pay_transfer
    select md5('paid' || n)::uuid, md5('person' || n)::uuid, md5('person' || n + 1)::uuid, 5,
        'EUR', '', 'accepted', md5('done' || n)::uuid, n, n + 1, null, now(), null, now() from {0};
insert into till_intent (id, merchant_id, channel, amount, note, state, payer_id, transfer_id,
        created_at, expires_at, paid_at)
    select md5('intent' || n)::uuid, md5('shop' || n)::uuid, 'static', 5, '', 'succeeded',
        md5('person' || n)::uuid, md5('done' || n)::uuid, now(), now(), now() from {0};
insert into wallet_transfer
    select md5('done' || n)::uuid, -n, n, n + 1, 5, 1000 + n, 1000 + n, 0, 0, now(), 1, 1, 0, null,
        null from {0};
insert into wallet_hold
    select md5('hold' || n)::uuid, n, n + 1, 5, null from {0};
"""
TABLES = """
pay_wallet_account, pay_safety, till_merchant, till_cashier, wallet_account, contacts_block,
pay_transfer, till_intent, wallet_transfer, wallet_hold
"""


def ids(kind: str, first: int, many: int = IDS) -> list[UUID]:
    return [UUID(md5(f"{kind}{n}".encode()).hexdigest()) for n in range(first, first + many)]


def to_people(first: int) -> list[Any]:
    people, new = ids("person", first), ids("new", first)
    return [NOW, NOW.date(), people, people, people, people[1:] + people[:1], new]


def in_a_shop(first: int) -> list[Any]:
    people = ids("person", first)
    return [NOW.date(), people, people, ids("new", first), ids("shop", first, 1)]


def alone_to_a_person(first: int) -> list[Any]:
    """The short way, all of it: each has the account of its number."""
    [sender, receiver], [new, operation] = ids("person", first, 2), ids("new", first, 2)
    return [NOW, NOW.date(), new, sender, receiver, 5, "EUR", "", first, operation, 1]


def alone_in_a_shop(first: int) -> list[Any]:
    [payer], [shop] = ids("person", first, 1), ids("shop", first + 1, 1)
    [new, operation] = ids("sold", first, 2)
    return [NOW, NOW.date(), new, payer, shop, 5, "", NOW, first, operation, 1]


def posted(first: int) -> list[Any]:
    payers = [*range(1, IDS + 1)]
    accounts, new = [*range(first, first + IDS)], ids("new", first)
    plain = [NOW, accounts, new, payers, payers[1:] + payers[:1], [5] * IDS, [1] * IDS]
    return [*plain, [None] * IDS, None, None, None]


def given_back(first: int) -> list[Any]:
    """Refunds, which look for what is given back, and are refused."""
    *plain, _, _, _, _ = posted(first)
    return [*plain, ids("done", first), [4] * IDS, [False] * IDS, [None] * IDS]


def held(first: int) -> list[Any]:
    """Holds, which are granted."""
    *plain, _, _, _, _ = posted(first)
    return [*plain, [None] * IDS, [1] * IDS, [False] * IDS, [3600] * IDS]


def spent(first: int) -> list[Any]:
    return [ids("person", first), [1] * IDS, NOW.date()]


SPEND = "select * from pay_spend_small($1, $2, $3)"


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """In a town with eight people and as many shops, in which nothing happened yet, and of which
    PostgreSQL knows just that.
    """
    connection = await asyncpg.connect(database_url)
    # Rows are put there by themselves: without what they refer to, and money past `wallet_post`.
    await connection.execute("set session_replication_role = replica")
    await connection.execute("insert into pay_town values (true, 'units', 'EUR', 2, 0)")
    yield connection
    await connection.close()


async def fill(connection: asyncpg.Connection, first: int, last: int, rows: str) -> None:
    await connection.execute(rows.format(f"generate_series({first}, {last}) n"))


async def read(connection: asyncpg.Connection, statement: str, given: list[Any]) -> int:
    """Blocks that a statement reads, undone."""
    transaction = connection.transaction()
    await transaction.start()
    plan = await connection.fetch(f"explain (analyze, buffers, timing off) {statement}", *given)
    await transaction.rollback()
    return blocks_read(plan)


@pytest.mark.parametrize("people", [0, IDS])
@pytest.mark.parametrize("analysed", [False, True])
@pytest.mark.parametrize(
    ("statement", "given"),
    [
        (transfers.GROUND, to_people),
        (till.GROUND, in_a_shop),
        (transfers.SEND_SMALL, alone_to_a_person),
        (till.PAY_SMALL, alone_in_a_shop),
        (SPEND, spent),
        (wallet.POST, posted),
        (wallet.POST, given_back),
        (wallet.POST, held),
    ],
    ids=[
        "to people",
        "in a shop",
        "alone",
        "alone in a shop",
        "spent",
        "posted",
        "given back",
        "held",
    ],
)
async def test_what_was_planned_at_first_looks_up_what_is_asked_for(
    connection: asyncpg.Connection, statement: str, given: Any, people: int, analysed: bool
) -> None:
    await fill(connection, 1, people, PEOPLE)
    if analysed:
        await connection.execute(f"vacuum analyze {TABLES}")
    await read(connection, statement, given(1))
    await grown(connection, people, PEOPLE)
    assert await read_again(connection, statement, given(MANY // 2)) < BLOCKS_EACH * IDS


async def test_what_is_alone_here_goes_its_short_way_to_the_end(
    connection: asyncpg.Connection,
) -> None:
    await fill(connection, 1, IDS, PEOPLE)
    for statement, given in (
        (transfers.SEND_SMALL, alone_to_a_person),
        (till.PAY_SMALL, alone_in_a_shop),
    ):
        row = await connection.fetchrow(statement, *given(1))
        assert row["refused"] == 0


async def test_accounts_with_limits_are_looked_up_too(connection: asyncpg.Connection) -> None:
    limited = PEOPLE + "update wallet_account set most_daily = 1000000;"
    await fill(connection, 1, IDS, limited)
    await connection.execute(f"vacuum analyze {TABLES}")
    await read(connection, wallet.POST, posted(1))
    await grown(connection, IDS, limited)
    assert await read_again(connection, wallet.POST, posted(MANY // 2)) < BLOCKS_EACH * IDS


async def grown(connection: asyncpg.Connection, already: int, people: str) -> None:
    await fill(connection, already + 1, MANY, people)
    await fill(connection, 1, MANY, HISTORY)


async def read_again(connection: asyncpg.Connection, statement: str, given: list[Any]) -> int:
    """The second time the catalogues are known as well, of which nothing is said here."""
    await read(connection, statement, given)
    return await read(connection, statement, given)

"""Looking through the books: nothing to find in good ones, and whatever was touched is found."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from leapfrog.kernel.batcher import Batchers
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import run_one
from leapfrog.wallet import (
    POSTING,
    TIMERS,
    nights,
    reconcile,
    start_timers,
    trial_balance,
    verify,
)
from tests.wallet.acts import Books, capture, hold, refund, transfer


@pytest.fixture
async def busy(books: Books) -> Books:
    """Some days of life in the books, in several batches and chains."""
    amina, bo, shop = books.amina, books.bo, books.shop
    await books.fund(amina, 1_000)
    [held, _] = await books.done(hold(amina, shop, 50), hold(amina, shop, 20))
    [posted] = await books.done(capture(amina, shop, held.id, 40))
    await books.done(transfer(amina, bo, 5), transfer(amina, bo, 6), transfer(bo, shop, 3))
    await books.done(refund(shop, amina, posted.id, 10))
    poster = Batchers(books.database).of(POSTING)
    await asyncio.gather(*(poster.submit(transfer(amina, bo, 1)) for _ in range(50)))
    return books


async def found(books: Books, after: int = 0) -> set[str]:
    async with books.database.transaction() as db:
        faults = await reconcile(db, after)
        chained = await verify(db, after)
    assert [one for one in faults if one.check in ("chain", "strays")] == chained
    return {one.check for one in faults}


async def tamper(database_url: str, *statements: str) -> None:
    """As somebody does who can do anything to the database."""
    connection = await asyncpg.connect(database_url)
    await connection.execute("set session_replication_role = replica")
    for statement in statements:
        touched = await connection.execute(statement)
        assert touched.split()[-1] != "0", statement
    await connection.close()


async def test_good_books_have_no_faults(busy: Books) -> None:
    assert await found(busy) == set()
    last = await busy.value("select max(id) from wallet_batch")
    assert await found(busy, last - 3) == set()


FIRST = "(select id from wallet_transfer where kind = 0 order by batch, idx offset 2 limit 1)"
HELD = "(select id from wallet_hold limit 1)"
SHOP = "(select id from wallet_account where kind = 'merchant')"
ADDED = (
    "insert into wallet_transfer select gen_random_uuid(), {}, dr, cr, amount, dr_no + 999,"
    " cr_no + 999, dr_balance, cr_balance, at, 77, code, kind, ref, seconds"
    " from wallet_transfer where id = "
) + FIRST
TAMPERING = {
    "an amount": (
        {"chain", "running"},
        f"update wallet_transfer set amount = amount + 1 where id = {FIRST}",
    ),
    "a payee": (
        {"chain", "running", "state"},
        f"update wallet_transfer set cr = {SHOP}, cr_no = 99 where id = {FIRST}",
    ),
    "why": ({"chain"}, f"update wallet_transfer set code = 9 where id = {FIRST}"),
    "when": (
        {"chain"},
        "update wallet_transfer set at = at - interval '1 day' where batch = (select min(batch) + 2"
        " from wallet_transfer)",
    ),
    "a row taken away": (
        {"chain", "running"},
        f"delete from wallet_transfer where id = {FIRST}",
    ),
    "a batch taken away": (
        {"chain", "strays"},
        "delete from wallet_batch where id = (select min(id) + 2 from wallet_batch)",
    ),
    "the last batch and its rows taken away": (
        {"chain", "state"},
        "delete from wallet_transfer where batch = (select max(id) from wallet_batch)",
        "delete from wallet_batch where id = (select max(id) from wallet_batch)",
    ),
    "a row added": (
        {"chain", "state"},
        ADDED.format("batch"),
    ),
    "a row added beside the batches": (
        {"strays", "state", "running"},
        ADDED.format("10^9"),
    ),
    "a balance": (
        {"state", "sums"},
        f"update wallet_account set balance = balance + 1 where id = {SHOP}",
    ),
    "a number": ({"state"}, f"update wallet_account set entries = entries + 1 where id = {SHOP}"),
    "what is promised": (
        {"promised"},
        f"update wallet_account set incoming = incoming + 1 where id = {SHOP}",
    ),
    "a hold": ({"promised", "holds"}, f"update wallet_hold set amount = 1 where id = {HELD}"),
    "a hold taken away": ({"promised", "holds"}, f"delete from wallet_hold where id = {HELD}"),
    "a hold that was none": (
        {"promised", "holds"},
        f"insert into wallet_hold values (gen_random_uuid(), {SHOP}, {SHOP} + 1, 5)",
    ),
    "the end of a chain": (
        {"chain"},
        "update wallet_lane set hash = '\\x01' where batch > 0",
    ),
}


@pytest.mark.parametrize("what", TAMPERING)
async def test_whatever_was_touched_is_found(busy: Books, database_url: str, what: str) -> None:
    expected, *statements = TAMPERING[what]
    await tamper(database_url, *map(str, statements))
    missing = set(expected) - await found(busy)
    assert missing == set()


async def test_a_refund_of_more_than_was_paid_is_found(busy: Books, database_url: str) -> None:
    await tamper(
        database_url,
        "update wallet_transfer set amount = 1 where id = (select ref from wallet_transfer where"
        " kind = 4)",
    )
    assert "refunds" in await found(busy)


async def test_the_chain_tells_where_it_broke(busy: Books, database_url: str) -> None:
    batch = await busy.value("select min(id) + 3 from wallet_batch")
    await tamper(database_url, f"update wallet_transfer set code = 9 where batch = {batch}")
    async with busy.database.transaction() as db:
        [fault] = await verify(db)
    assert (fault.check, fault.no) == ("chain", batch)


async def test_the_sums_of_what_is_owed_and_had_are_equal(busy: Books) -> None:
    await busy.open("person", who="dollars", currency="USD")
    async with busy.database.transaction() as db:
        lines = await trial_balance(db)
    assert [(line.currency, line.kind, line.accounts) for line in lines] == [
        ("EUR", "person", 2),
        ("EUR", "merchant", 1),
        ("EUR", "issuer", 1),
        ("USD", "person", 1),
    ]
    euros = [line for line in lines if line.currency == "EUR"]
    assert sum(line.debit for line in euros) == sum(line.credit for line in euros) == 1_000
    assert sum(line.held for line in euros) == 20


async def night(books: Books, clock: FixedClock) -> Any:
    """The next night comes; answers what was kept of it."""
    async with books.database.transaction() as db:
        await start_timers(db)
    clock.advance(timedelta(days=1))
    while await run_one(books.database, TIMERS):
        pass
    async with books.database.transaction() as db:
        return (await nights(db))[0]


async def test_each_night_the_books_are_looked_through_and_faults_raise_an_alarm(
    busy: Books, clock: FixedClock, database_url: str
) -> None:
    for _ in range(3):
        await busy.fund(busy.amina, 1)
        good = await night(busy, clock)
        assert good.faults == []
    assert good.transfers == await busy.value("select count(*) from wallet_transfer")
    assert await busy.value("select count(*) from kernel_event") == 0
    await busy.fund(busy.amina, 1)
    await tamper(database_url, f"update wallet_account set balance = 0 where id = {SHOP}")
    with capture_logs() as logged:
        bad = await night(busy, clock)
    assert {fault.check for fault in bad.faults} == {"state", "sums"}
    assert (bad.faults[0].place, bad.faults[0].found) == (busy.shop, 0)
    event = await busy.value("select body from kernel_event where type = 'wallet.LedgerMismatch'")
    assert event == {"reconciliation": bad.id, "faults": 2}
    assert [one["faults"] for one in logged if one["event"] == "books_disagree"] == [2]
    assert (await night(busy, clock)).faults == bad.faults


async def test_a_night_that_was_slept_through_is_made_up_for(
    busy: Books, clock: FixedClock
) -> None:
    async with busy.database.transaction() as db:
        await start_timers(db)
    clock.advance(timedelta(days=3))
    await night(busy, clock)
    assert await busy.value("select count(*) from wallet_reconciliation") >= 1


async def test_looking_while_others_write_finds_nothing(busy: Books) -> None:
    poster, over = Batchers(busy.database).of(POSTING), asyncio.Event()

    async def write() -> None:
        while not over.is_set():
            await poster.submit(transfer(busy.issuer, busy.bo, 1, ref=new_id()))

    writers = [asyncio.create_task(write()) for _ in range(20)]
    for _ in range(5):
        assert await found(busy) == set()
    over.set()
    await asyncio.gather(*writers)

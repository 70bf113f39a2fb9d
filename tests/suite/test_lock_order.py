"""What every test is looked through for: locks that are taken in another order than written."""

import re
from uuid import uuid4

import pytest

from leapfrog.kernel import timers
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.locks import LOCK
from tests import lock_order
from tests.lock_order import Course, locks_of
from tests.tidy.test_sql import statements

TRADE = "select id from escrow_trade where id = $1 for update"
POST = "select * /* acts */ from wallet_post($1, $2)"
POOLS = "select id from stock_pool where id = any($1::uuid[]) order by id for no key update"


@pytest.fixture(autouse=True)
def nothing_left() -> None:
    lock_order.told()


def goes(*steps: tuple[object, ...]) -> list[str]:
    """What is found of a transaction that runs these statements."""
    course = Course()
    for sql, *args in steps:
        course.note(locks_of(str(sql)), str(sql), args)
    return [one.splitlines()[0] for one in lock_order.told()]


def test_what_comes_first_is_not_taken_last() -> None:
    trade, pool = uuid4(), uuid4()
    assert goes((POOLS, [pool]), (TRADE, trade), (POST, 0, [1, 2])) == []
    assert goes((POST, 0, [1, 2]), (TRADE, trade)) == [
        "escrow_trade is locked after wallet_account:"
    ]
    assert goes((TRADE, trade), (POOLS, [pool])) == ["stock_pool is locked after escrow_trade:"]
    assert goes((POST, 0, [1]), (LOCK, "tickets", uuid4())) == [
        "lock tickets is locked after wallet_account:"
    ]


def test_what_one_has_may_be_locked_again_and_more_may_not() -> None:
    trade = uuid4()
    assert goes((POST, 0, [1, 2, 3]), (POST, 0, [2, 3])) == []
    assert goes((POST, 0, [1, 2]), (POST, 0, [2, 3])) == [
        "wallet_account is locked after wallet_account:"
    ]
    change = "update escrow_trade set state = $2 where id = $1"
    assert goes((TRADE, trade), (POST, 0, [1]), (change, trade, "paid")) == []
    assert goes((POST, 0, [1]), (change, trade, "paid")) == [
        "escrow_trade is locked after wallet_account:"
    ]
    assert goes((POST, 0, [1]), ("insert into escrow_trade (id) values ($1)", trade)) == []
    assert goes((POST, 0, [1]), (f"{TRADE} skip locked", trade)) == []


def test_what_is_undone_is_locked_no_more() -> None:
    course = Course()
    course.keep()
    course.note(locks_of(POST), POST, (0, [1]))
    course.undo()
    course.note(locks_of(TRADE), TRADE, (uuid4(),))
    assert lock_order.told() == []


async def test_transactions_that_the_program_opens_are_looked_at(database_url: str) -> None:
    database = await Database.connect(database_url, 1)

    async def handler(db: Db, _ref: str, _body: object) -> None:
        await db.rows("select id from wallet_account where id = 1 for update")
        await db.rows(TRADE, uuid4())

    async with database.transaction() as db:
        await timers.schedule(db, "test", "", db.now)
        await handler(db, "", None)
    assert lock_order.told() == []
    assert await timers.run_one(database, {"test": handler})
    await database.close()
    [found] = lock_order.told()
    assert found.startswith("escrow_trade is locked after wallet_account")
    assert "kernel/timers.py" in found


def test_of_each_statement_that_locks_it_is_known_what() -> None:
    clause = re.compile(r"\bfor\s+(no\s+key\s+)?update\b|\bfor\s+(key\s+)?share\b", re.IGNORECASE)
    asking = [(place, sql) for place, sql in statements() if clause.search(sql)]
    assert len(asking) > 100
    assert [place for place, sql in asking if not locks_of(sql)] == []

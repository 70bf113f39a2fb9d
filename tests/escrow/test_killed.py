"""`kill -9` of a process that trades, and twelve at once on the last unit."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import escrow, stock, wallet
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.stock import StockPool
from tests.escrow.trader import PRICE, UNITS, Deal
from tests.pay.gang import Gang

MANY, ROUNDS, ENOUGH = 60, 3, 70
LOOK = """
select
    (select count(*) from escrow_trade where state = 'released'),
    (select count(*) from escrow_trade),
    (select sum(released) from escrow_trade), (select count(*) from escrow_step),
    (select units from stock_pool), (select taken from stock_pool),
    (select sum(delta) from stock_move), (select count(*) from stock_claim where state = 'spent')
"""


async def opened(database: Database, home: Path, units: int, people: int) -> tuple[Gang, UUID]:
    gang = await Gang(database, home).begin(people, each=MANY * UNITS * PRICE)
    pool = new_id()
    async with database.transaction() as db:
        await stock.open_pools(db, [StockPool(pool, "tests:shop", units)])
    return gang, pool


async def said(dsn: str, deal: Deal, until: int | None) -> list[bytes]:
    """What a process says, until so many lines, when it is killed, or to its end."""
    command = (sys.executable, "-m", "tests.escrow.trader", dsn)
    written = msgspec.json.encode(deal).decode()
    process = await asyncio.create_subprocess_exec(*command, written, stdout=PIPE)
    assert process.stdout is not None
    lines: list[bytes] = []
    while until is None or len(lines) < until:
        line = await process.stdout.readline()
        if not line:
            break
        lines.append(line)
    if until is None:
        assert await process.wait() == 0
    else:
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    return lines


async def test_a_killed_process_loses_and_doubles_nothing(
    database_url: str, tmp_path: Path
) -> None:
    database = await Database.connect(database_url, 2)
    gang, pool = await opened(database, tmp_path, MANY * UNITS + 5, 2)
    buyer, seller = gang.people
    deal = Deal(buyer, seller, gang.wallet_accounts[seller], pool, MANY)
    for turn in range(1, ROUNDS + 1):
        lines = await said(database_url, deal, ENOUGH * turn)
        assert len(lines) == ENOUGH * turn < MANY * len(deal.steps())
    assert len(await said(database_url, deal, None)) == MANY * len(deal.steps())
    async with database.transaction() as db:
        found = tuple(await db.row(LOOK))
        assert await wallet.reconcile(db) == []
        assert await db.value("select sum(balance) from wallet_account") == 0
    sold = MANY * UNITS * PRICE
    assert found == (MANY, MANY, sold, 4 * MANY, 5, 0, 5, MANY)
    assert await gang.has(buyer) == 0
    assert await gang.has(seller) == 2 * sold - sold // 100
    await database.close()


async def test_twelve_at_once_on_the_last_unit_are_one_trade(
    database_url: str, tmp_path: Path
) -> None:
    database = await Database.connect(database_url, 6)
    gang, pool = await opened(database, tmp_path, UNITS, 13)
    seller, *buyers = gang.people
    deals = [Deal(one, seller, gang.wallet_accounts[seller], pool, 1) for one in buyers]

    async def buys(deal: Deal) -> Any:
        order = new_id()
        try:
            async with database.transaction() as db:
                await deal.begins(db, order)
                await deal.pays(db, order)
        except Problem as problem:
            return problem.code
        return order

    answers = await asyncio.gather(*map(buys, deals))
    bought = [one for one in answers if isinstance(one, UUID)]
    assert len(bought) == 1
    assert sorted(map(str, answers))[-11:] == ["sold_out"] * 11
    async with database.transaction() as db:
        [kept] = await stock.kept_in(db, [pool])
        assert await db.value("select count(*) from escrow_trade") == 1
        trade = await escrow.one(db, kept.person_id, bought[0])
    assert (trade.state, trade.rest) == ("paid", UNITS * PRICE)
    assert await gang.has(kept.person_id) == MANY * UNITS * PRICE - trade.rest
    await database.close()

"""`kill -9` of a real server in the middle of 500 refunds: each goes back once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from leapfrog import pay, tickets, till, wallet
from leapfrog.kernel.clock import SystemClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import new_id
from leapfrog.tickets import Choice, NewShow, StandingRoom, TownEvent, Venue
from leapfrog.wallet import Transfer
from tests.pay.gang import Gang
from tests.web.test_killed_server import environment, running

__all__ = ["environment"]

BUYERS, EACH, PRICE = 10, 50, 700
BEGUN_WITH = 10_000
PATIENCE = 120
STATES = """
select count(*) filter (where state = 'refunded'), count(*) from tickets_order where show_id = $1
"""
BACK = """
select count(*), coalesce(sum(refunded), 0)::bigint, count(*) filter (where state = 'refunded')
from escrow_trade where of like 'tickets:%'
"""


@pytest.fixture
async def gang(database_url: str, tmp_path: Path) -> AsyncIterator[Gang]:
    database = await Database.connect(database_url, 2, SystemClock())
    yield await Gang(database, tmp_path).begin(BUYERS + 1)
    await database.close()


async def opens(db: Db, owner: UUID, show: UUID) -> None:
    """A concert for all of them, standing."""
    shop, venue, event = new_id(), new_id(), new_id()
    await till.open_shop(db, owner, shop, till.ShopChanges(name="Lux"))
    await tickets.set_venue(db, owner, Venue(venue, shop, "Lux", "", None))
    told = TownEvent(event, shop, "Balafon", "concert", "", 90, 0, "")
    await tickets.set_event(db, owner, told)
    room = StandingRoom("Standing", PRICE, BUYERS * EACH)
    starts = db.now + timedelta(days=2)
    wanted = NewShow(event, venue, None, starts, standing=(room,), most_each=50)
    await tickets.set_show(db, owner, show, wanted)


async def buys(db: Db, me: UUID, show: UUID) -> None:
    """Each ticket is an order of its own."""
    account = (await pay.wallet_account_of(db, me)).id
    issuer = (await pay.town_account(db, "issuer")).id
    await wallet.post(db, [Transfer(id=new_id(), payer=issuer, payee=account, amount=EACH * PRICE)])
    for _ in range(EACH):
        held = await tickets.hold(db, me, new_id(), show, Choice(standing=1, category=0))
        await tickets.pay_for(db, me, held.id, pay.VOUCHED)


async def refunded(gang: Gang, show: UUID) -> tuple[int, int]:
    async with gang.database.glance() as db:
        row = await db.row(STATES, show)
    assert row is not None
    return row[0], row[1]


async def until_refunded(gang: Gang, show: UUID, least: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if (await refunded(gang, show))[0] >= least:
                return
            await asyncio.sleep(0.002)


async def test_five_hundred_refunds_go_back_once_whatever_is_killed(
    gang: Gang, environment: dict[str, str]
) -> None:
    owner, *buyers = gang.people
    show = new_id()
    await gang.do(opens, owner, show)
    for one in buyers:
        await gang.do(buys, one, show)
    assert await refunded(gang, show) == (0, BUYERS * EACH)
    await gang.do(tickets.cancel_show, owner, show, "ill")
    environ = environment | {"LEAPFROG_MONEY": "units"}
    async with running(environ):
        await until_refunded(gang, show, 1)
    # Whoever leaves `running` has killed the server.
    done, of = await refunded(gang, show)
    assert 0 < done < of, "in the middle"
    async with running(environ):
        await until_refunded(gang, show, of)

    async def look(db: Db) -> None:
        row = await db.row(BACK)
        assert row is not None
        assert tuple(row) == (of, of * PRICE, of)
        assert await wallet.reconcile(db) == []

    await gang.do(look)
    assert [await gang.has(one) for one in buyers] == [BEGUN_WITH + EACH * PRICE] * BUYERS

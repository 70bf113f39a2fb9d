"""After the sale: money that was released comes back, from whom it went to; or is owed."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from leapfrog import escrow, wallet
from leapfrog.escrow import AskRefund, Escrow, EscrowAct, EscrowTerms, Pay, Ship
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import run_one
from leapfrog.pay import town_account
from leapfrog.wallet import NewAccount, Transfer
from tests.escrow.places import BEGAN
from tests.pay.gang import Gang

AMOUNT, FEE = 1_000, 25
(TRADES,) = escrow.RECORD_SETS
EVENTS = "delete from kernel_event returning type, body"


class Shop:
    """Two people buy of it."""

    def __init__(self, database: Database, clock: FixedClock, gang: Gang) -> None:
        self.database, self.clock, self.gang = database, clock, gang
        self.id, self.account = new_id(), 0
        self.buyer, self.other = gang.people

    async def opens(self) -> "Shop":
        new = NewAccount("merchant", self.id, "merchant", "EUR", "available")
        async with self.database.transaction() as db:
            self.account = await wallet.open_account(db, new)
        return self

    async def does(self, trade: UUID, who: UUID | None, *actions: Any) -> Escrow:
        async with self.database.transaction() as db:
            acts = [EscrowAct(new_id(), trade, who, action) for action in actions]
            answers = await escrow.act(db, acts)
        for answer in answers:
            if isinstance(answer, Problem):
                raise answer
        found = answers[-1]
        assert isinstance(found, Escrow)
        return found

    async def begins(self, buyer: UUID, amount: int = AMOUNT) -> UUID:
        terms = EscrowTerms(
            id=new_id(),
            of="tests:order:1",
            kind="parcel",
            buyer_id=buyer,
            seller_id=self.id,
            seller_account=self.account,
            amount=amount,
            fee_bp=250,
        )
        async with self.database.transaction() as db:
            await escrow.begin(db, [terms])
        return terms.id

    async def sells(self, buyer: UUID, amount: int = AMOUNT) -> UUID:
        trade = await self.begins(buyer, amount)
        await self.does(trade, buyer, Pay())
        await self.does(trade, self.id, Ship(amount))
        assert (await self.does(trade, buyer, escrow.Confirm())).state == "released"
        return trade

    async def spends(self) -> None:
        """All that it has."""
        async with self.database.transaction() as db:
            town = (await town_account(db, "issuer")).id
            left = (await wallet.balance(db, self.account)).balance
            move = Transfer(id=new_id(), payer=self.account, payee=town, amount=left)
            [done] = await wallet.post(db, [move])
            assert isinstance(done, wallet.Posted)

    async def has(self) -> int:
        return (await self.gang.on(self.account))[0]

    async def fees(self) -> int:
        [(balance, *_)] = await self.gang.of_kind("fee")
        return balance


@pytest.fixture
async def shop(database_url: str, tmp_path: Path) -> AsyncIterator[Shop]:
    clock = FixedClock(BEGAN)
    database = await Database.connect(database_url, 2, clock)
    gang = await Gang(database, tmp_path).begin(2)
    made = await Shop(database, clock, gang).opens()
    yield made
    assert await gang.sound()
    await database.close()


async def test_what_comes_back_after_the_sale_brings_its_part_of_the_fee(shop: Shop) -> None:
    trade = await shop.sells(shop.buyer)
    assert (await shop.has(), await shop.fees()) == (AMOUNT - FEE, FEE)
    await shop.does(trade, shop.buyer, AskRefund(333))
    part = await shop.does(trade, shop.id, escrow.Agree())
    assert (part.state, part.released, part.refunded, part.rest) == ("released", 667, 333, 0)
    assert (await shop.has(), await shop.fees()) == (650, 17)
    await shop.does(trade, shop.buyer, AskRefund(667))
    whole = await shop.does(trade, shop.id, escrow.Agree())
    assert (whole.state, whole.released, whole.refunded) == ("refunded", 0, AMOUNT)
    assert (await shop.has(), await shop.fees()) == (0, 0)
    assert await shop.gang.has(shop.buyer) == 10_000


async def test_of_several_releases_the_last_one_comes_back_first(shop: Shop) -> None:
    trade = await shop.begins(shop.buyer)
    await shop.does(trade, shop.buyer, Pay())
    await shop.does(trade, shop.id, Ship(AMOUNT))
    await shop.does(trade, shop.buyer, AskRefund(400))
    await shop.does(trade, shop.id, escrow.Refuse(), escrow.Appeal())
    await shop.does(trade, None, escrow.Judge(0, 400))
    await shop.does(trade, shop.buyer, escrow.Confirm(), AskRefund(700))
    await shop.does(trade, shop.id, escrow.Agree())
    taken = """
        select o.amount, r.amount from wallet_transfer r join wallet_transfer o on o.id = r.ref
        where r.kind = 4 and r.dr = $1 order by o.amount
    """
    async with shop.database.reading() as db:
        rows = [tuple(row) for row in await db.rows(taken, shop.account)]
    # 600 and 400 without the fee: all of the second one, and a quarter of the first.
    assert rows == [(390, 98), (585, 585)]


async def test_what_the_shop_has_not_got_is_owed_and_taken_from_its_next_sale(shop: Shop) -> None:
    trade = await shop.sells(shop.buyer)
    await shop.spends()
    await shop.does(trade, shop.buyer, AskRefund(AMOUNT))
    owed = await shop.does(trade, shop.id, escrow.Agree())
    assert (owed.state, owed.refund, owed.asked, owed.released) == ("released", "owed", 1000, 1000)
    assert await shop.gang.has(shop.buyer) == 10_000 - AMOUNT
    await shop.sells(shop.other, 400)
    async with shop.database.reading() as db:
        part = await escrow.one(db, shop.buyer, trade)
    assert (part.refund, part.asked, part.refunded) == ("owed", AMOUNT - 390, 390)
    # Its part of the fee was the town's: so much is left to the shop.
    assert await shop.has() == 9
    await shop.sells(shop.other, 2_000)
    async with shop.database.reading() as db:
        even = await escrow.one(db, shop.buyer, trade)
    assert (even.state, even.refund, even.asked, even.due_at) == ("refunded", "agreed", 0, None)
    assert await shop.gang.has(shop.buyer) == 10_000


async def test_what_is_owed_is_tried_each_day(shop: Shop) -> None:
    trade = await shop.sells(shop.buyer)
    await shop.spends()
    await shop.does(trade, shop.buyer, AskRefund(500))
    await shop.does(trade, shop.id, escrow.Agree())
    before = await shop.gang.value("select count(*) from escrow_step")
    for _ in range(3):
        shop.clock.advance(timedelta(days=1))
        assert await run_one(shop.database, escrow.TIMERS)
        assert not await run_one(shop.database, escrow.TIMERS)
    assert await shop.gang.value("select count(*) from escrow_step") == before
    async with shop.database.transaction() as db:
        town = (await town_account(db, "issuer")).id
        move = Transfer(id=new_id(), payer=town, payee=shop.account, amount=500)
        await wallet.post(db, [move])
    shop.clock.advance(timedelta(days=1))
    assert await run_one(shop.database, escrow.TIMERS)
    async with shop.database.reading() as db:
        even = await escrow.one(db, shop.buyer, trade)
    assert (even.refund, even.refunded) == ("agreed", 500)


async def test_what_is_owed_is_taken_from_what_falls_due_with_it(shop: Shop) -> None:
    owing = await shop.sells(shop.buyer)
    await shop.spends()
    await shop.does(owing, shop.buyer, AskRefund(AMOUNT))
    await shop.does(owing, shop.id, escrow.Agree())
    due = await shop.begins(shop.other, 400)
    await shop.does(due, shop.other, Pay())
    await shop.does(due, shop.id, Ship(400))
    shop.clock.advance(timedelta(days=30))
    async with shop.database.transaction() as db:
        await escrow.fall_due(db, [str(owing), str(due)])
    async with shop.database.reading() as db:
        released = await escrow.one(db, shop.other, due)
        part = await escrow.one(db, shop.buyer, owing)
    assert released.state == "released"
    assert (part.refund, part.asked, part.refunded) == ("owed", AMOUNT - 390, 390)
    assert await shop.has() == 9


async def test_nothing_can_be_asked_when_the_time_after_the_sale_is_over(shop: Shop) -> None:
    trade = await shop.sells(shop.buyer)
    shop.clock.advance(timedelta(days=14))
    with pytest.raises(Problem, match="as it stands"):
        await shop.does(trade, shop.buyer, AskRefund(1))


async def test_the_desk_hears_of_an_appeal_again_and_again_and_no_money_moves(shop: Shop) -> None:
    trade = await shop.begins(shop.buyer)
    await shop.does(trade, shop.buyer, Pay(), AskRefund(AMOUNT, AMOUNT))
    await shop.does(trade, shop.id, escrow.Refuse())
    called = await shop.does(trade, shop.buyer, escrow.Appeal())
    async with shop.database.transaction() as db:
        await db.rows(EVENTS)
        assert [one.id for one in await escrow.appeals(db)] == [trade]
    for days in (3, 1, 1):
        shop.clock.advance(timedelta(days=days))
        assert await run_one(shop.database, escrow.TIMERS)
        async with shop.database.transaction() as db:
            [(kind, body)] = await db.rows(EVENTS)
            now = await escrow.one(db, shop.buyer, trade)
        assert (kind, body["escrow_id"]) == ("escrow.AppealWaits", str(trade))
        assert replace(now, due_at=called.due_at) == called


async def test_a_change_is_told_with_its_sums(shop: Shop) -> None:
    trade = await shop.begins(shop.buyer)
    await shop.does(trade, shop.buyer, Pay())
    async with shop.database.transaction() as db:
        [(kind, body)] = await db.rows(EVENTS)
    assert kind == "escrow.EscrowChanged"
    assert (body["state"], body["paid"], body["unsent"]) == ("paid", AMOUNT, AMOUNT)
    assert body["due_at"] is not None


async def test_who_has_a_trade_that_is_not_over_cannot_go(shop: Shop) -> None:
    trade = await shop.sells(shop.buyer)
    async with shop.database.transaction() as db:
        for party in (shop.buyer, shop.id):
            with pytest.raises(wallet.MoneyLeft):
                await escrow.check_over(db, [party])
        with pytest.raises(wallet.MoneyLeft):
            await TRADES.erase(db, shop.buyer)
        [record] = [one async for one in escrow.records(db, [shop.id])]
    assert (record["role"], record["id"]) == ("seller", str(trade))
    assert [step["act"] for step in record["steps"]] == ["Pay", "Ship", "Confirm"]
    shop.clock.advance(timedelta(days=14))
    async with shop.database.transaction() as db:
        await escrow.check_over(db, [shop.buyer, shop.id])
        assert await TRADES.erase(db, shop.buyer) == 0


async def test_who_was_erased_cannot_begin_a_trade(shop: Shop) -> None:
    async with shop.database.transaction() as db:
        await db.run("delete from pay_wallet_account where person_id = $1", shop.buyer)
        await db.run("update identity_person set kind = 'erased' where id = $1", shop.buyer)
        terms = EscrowTerms(
            id=new_id(),
            of="tests:order:1",
            kind="parcel",
            buyer_id=shop.buyer,
            seller_id=shop.id,
            seller_account=shop.account,
            amount=AMOUNT,
        )
        [answer] = await escrow.begin(db, [terms])
        assert isinstance(answer, Problem)
        assert answer.code == "no_account"
        assert await db.value("select count(*) from escrow_trade") == 0

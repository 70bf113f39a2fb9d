"""Orders of a shop: each claimed in the stock of two places, and paid into escrow."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import escrow, stock
from leapfrog.escrow import Escrow, EscrowAct, EscrowTerms, rules, store
from leapfrog.escrow.actions import EscrowAction
from leapfrog.escrow.model import TERMINAL, Role
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.stock import Claim, Want

PRICE = 100
ACTIONS: tuple[EscrowAction, ...] = (
    escrow.Cancel(),
    escrow.Confirm(),
    escrow.Extend(timedelta(days=2)),
    escrow.AskRefund(50),
    escrow.AskRefund(PRICE, returns=True),
    escrow.AskRefund(PRICE, PRICE),
    escrow.AskRefund(2 * PRICE, 2 * PRICE),
    escrow.Withdraw(),
    escrow.Agree(),
    escrow.Refuse(),
    escrow.SendBack(),
    escrow.GotBack(),
    escrow.Appeal(),
    escrow.GiveBack(30),
    escrow.GiveBack(PRICE, PRICE),
)


class Order(msgspec.Struct):
    """So many units, claimed and to be paid."""

    id: UUID
    buyer: UUID
    units: int

    @property
    def claim_id(self) -> UUID:
        return derived_id(self.id, "claim")


def allowed(now: Escrow, action: EscrowAction, role: Role, time: datetime) -> bool:
    """Whether the rules let somebody do this."""
    try:
        rules.step(now, action, role, time)
    except Problem:
        return False
    return True


def left_of(line: Any) -> int:
    """What is still claimed."""
    left: int = line["units"] - line["spent"] - line["freed"]
    return left


class Selling(msgspec.Struct, frozen=True):
    """A shop, its account, and where its goods lie; verbs that do one thing in both, or nothing."""

    shop: UUID
    account: int
    pools: tuple[UUID, ...]

    async def orders_it(self, db: Db, one: Order, split: bool) -> None:
        until = db.now + timedelta(minutes=30)
        wants = (Want(tuple(self.pools), one.units, split),)
        for answer in [
            *await stock.claim(db, [Claim(one.claim_id, one.buyer, wants, until)]),
            *await escrow.begin(db, [self.terms(one)]),
        ]:
            if isinstance(answer, Problem):
                raise answer

    def terms(self, one: Order) -> EscrowTerms:
        return EscrowTerms(
            id=one.id,
            of=f"tests:order:{one.id}",
            kind="parcel" if one.units % 2 else "digital",
            buyer_id=one.buyer,
            seller_id=self.shop,
            seller_account=self.account,
            amount=one.units * PRICE,
            fee_bp=250,
        )

    async def pays(self, db: Db, one: Order) -> None:
        paid = EscrowAct(derived_id(one.id, "paying"), one.id, one.buyer, escrow.Pay())
        for answer in [
            *await stock.keep(db, [one.claim_id]),
            *await escrow.act(db, [paid]),
        ]:
            if isinstance(answer, Problem):
                raise answer

    async def sends(self, db: Db, one: Order, units: int, sending: UUID) -> None:
        lines = await self.lines(db, one)
        spends, need = [], units
        for line in lines:
            if part := min(need, left_of(line)):
                spend = stock.Spend(
                    id=derived_id(sending, line["pool_id"].hex),
                    pool_id=line["pool_id"],
                    units=part,
                    claim_id=line["id"],
                )
                spends.append(spend)
                need -= part
        sent = EscrowAct(sending, one.id, self.shop, escrow.Ship(units * PRICE))
        before = await store.known(db, [one.id], [sending])
        answers = [] if before else await stock.record(db, spends)
        for answer in [*answers, *await escrow.act(db, [sent])]:
            if isinstance(answer, Problem):
                raise answer
        assert need == 0 or before

    async def lines(self, db: Db, one: Order) -> list[Any]:
        sql = """
            select id, pool_id, units, spent, freed, returned from stock_claim
            where id = $1 order by pool_id
        """
        return await db.rows(sql, one.claim_id)

    async def takes_back(self, db: Db, one: Order, sellable: bool) -> None:
        line = (await self.lines(db, one))[0]
        back = stock.TakeBack(
            id=new_id(), pool_id=line["pool_id"], units=1, claim_id=line["id"], sellable=sellable
        )
        first = await stock.record(db, [back])
        assert await stock.record(db, [back]) == first or isinstance(first[0], Problem)

    async def follows(self, db: Db, one: Order) -> None:
        now = (await store.find(db, [one.id]))[one.id]
        if now.state in TERMINAL:
            await stock.release(db, [one.claim_id])
            return
        if now.state == "created":
            return
        lines = await self.lines(db, one)
        left = sum(map(left_of, lines))
        over = left - -(-now.unsent // PRICE)
        for line in lines:
            part = min(over, left_of(line))
            if part > 0:
                given = stock.GiveUp(
                    id=new_id(), pool_id=line["pool_id"], units=part, claim_id=line["id"]
                )
                [answer] = await stock.record(db, [given])
                assert not isinstance(answer, Problem)
                over -= part

"""A process that trades: `python -m tests.escrow.trader DSN DEAL`. It says each step that is on
disk.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import escrow, stock
from leapfrog.escrow import EscrowAct, EscrowTerms
from leapfrog.escrow.actions import EscrowAction
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.stock import Claim, Want

PRICE, UNITS, HANDS = 100, 2, 4
Verb = Callable[[Db, UUID], Awaitable[None]]


class Deal(msgspec.Struct, frozen=True):
    """Who buys what of whom, so many times: two units each, sent one by one."""

    buyer: UUID
    seller: UUID
    account: int
    pool: UUID
    many: int

    def order(self, n: int) -> UUID:
        return derived_id(self.pool, f"order {n}")

    async def begins(self, db: Db, order: UUID) -> None:
        claim = Claim(
            derived_id(order, "claim"),
            self.buyer,
            (Want((self.pool,), UNITS),),
            db.now + timedelta(hours=1),
        )
        terms = EscrowTerms(
            id=order,
            of=f"tests:order:{order}",
            kind="parcel",
            buyer_id=self.buyer,
            seller_id=self.seller,
            seller_account=self.account,
            amount=PRICE * UNITS,
            fee_bp=100,
        )
        check([*await stock.claim(db, [claim]), *await escrow.begin(db, [terms])])

    async def pays(self, db: Db, order: UUID) -> None:
        kept = await stock.keep(db, [derived_id(order, "claim")])
        check([*kept, *await acts(db, order, self.buyer, escrow.Pay())])

    async def sends(self, db: Db, order: UUID) -> None:
        """One of the two."""
        await self.sent(db, order, "first")

    async def sends_the_rest(self, db: Db, order: UUID) -> None:
        await self.sent(db, order, "second")

    async def sent(self, db: Db, order: UUID, word: str) -> None:
        spend = stock.Spend(
            id=derived_id(order, word),
            pool_id=self.pool,
            units=1,
            claim_id=derived_id(order, "claim"),
        )
        written = await stock.record(db, [spend])
        check([*written, *await acts(db, order, self.seller, escrow.Ship(PRICE), word)])

    async def confirms(self, db: Db, order: UUID) -> None:
        check(await acts(db, order, self.buyer, escrow.Confirm()))

    def steps(self) -> list[Verb]:
        return [self.begins, self.pays, self.sends, self.sends_the_rest, self.confirms]


async def acts(
    db: Db, order: UUID, who: UUID, action: EscrowAction, word: str = ""
) -> list[escrow.Answer]:
    name = type(action).__name__
    return await escrow.act(db, [EscrowAct(derived_id(order, name + word), order, who, action)])


def check(answers: list[object]) -> None:
    for answer in answers:
        if isinstance(answer, Problem):
            raise answer


async def trade(dsn: str, deal: Deal) -> None:
    database = await Database.connect(dsn, HANDS)

    async def hand(first: int) -> None:
        for n in range(first, deal.many, HANDS):
            for step in deal.steps():
                async with database.transaction() as db:
                    await step(db, deal.order(n))
                print(n, step.__name__, flush=True)

    await asyncio.gather(*(hand(n) for n in range(HANDS)))
    await database.close()


if __name__ == "__main__":
    asyncio.run(trade(sys.argv[1], msgspec.json.decode(sys.argv[2], type=Deal)))

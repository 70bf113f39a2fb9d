"""`make bench-escrow`: what an order costs beneath a checkout, one by one and in lists of twenty.

On a PostgreSQL with `fsync`, in this process: CPU of PostgreSQL and of Python for a claim in the
stock, and for claim, escrow, payment and keep in one transaction, each list one statement and one
post. The reference is the same work one by one, in the same run. The times are those of the work,
not of a town: no HTTP, no session.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec
import uvloop

from bench.harness import BOOKS_SECONDS, Figure, report, seconds
from bench.people import funded
from bench.tpcb import cpu
from leapfrog import escrow, stock, wallet
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import set_town
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.pay import set_up
from leapfrog.stock import Claim, StockPool, Want
from leapfrog.wallet import NewAccount

STEP = seconds(5)
PEOPLE, POOLS, LIST, LANES = 200, 50, 20, 2
PRICE, UNITS = 100, 10**9
# What market.md leaves for all of a checkout, alone and under load.
ALONE_AIM, LISTED_AIM = 6.8, 3.0
Work = Callable[[Db, Sequence[UUID]], Awaitable[None]]


class Market(msgspec.Struct):
    """Who buys what of which shop, one after the other."""

    people: list[UUID]
    pools: list[UUID]
    shop: UUID
    account: int

    def wanted(self, order: UUID) -> Claim:
        n = order.int
        pool = self.pools[n % POOLS]
        return Claim(derived_id(order, "claim"), self.people[n % PEOPLE], (Want((pool,)),))

    async def claim(self, db: Db, orders: Sequence[UUID]) -> None:
        check(await stock.claim(db, [self.wanted(order) for order in orders]))

    async def buy(self, db: Db, orders: Sequence[UUID]) -> None:
        """Claim, escrow, payment: what is paid is kept at once."""
        await self.claim(db, orders)
        check(await escrow.begin(db, [self.terms(order) for order in orders]))
        check(
            await escrow.act(
                db,
                [
                    escrow.EscrowAct(
                        derived_id(order, "pay"),
                        order,
                        self.people[order.int % PEOPLE],
                        escrow.Pay(),
                    )
                    for order in orders
                ],
            )
        )

    def terms(self, order: UUID) -> escrow.EscrowTerms:
        return escrow.EscrowTerms(
            id=order,
            of="bench",
            kind="parcel",
            buyer_id=self.people[order.int % PEOPLE],
            seller_id=self.shop,
            seller_account=self.account,
            amount=PRICE,
            fee_bp=250,
        )


def check(answers: Sequence[object]) -> None:
    for answer in answers:
        if isinstance(answer, Problem):
            raise answer


async def opened(database: Database, home: Path) -> Market:
    """A town with people who have money, and a shop with goods."""
    async with database.transaction() as db:
        await set_town(db, "Bench", "bench.example")
        await set_up(db, Settings(home=home))
        people = await funded(db, PEOPLE)
        pools, shop = [new_id() for _ in range(POOLS)], new_id()
        await stock.open_pools(db, [StockPool(one, "bench", UNITS) for one in pools])
        new = NewAccount("merchant", shop, "merchant", "EUR", "available")
        [account] = await wallet.open_accounts(db, [new])
    return Market(people, pools, shop, account)


async def cost(database: Database, postmaster: int, work: Work, size: int) -> float:
    """Milliseconds of CPU, of PostgreSQL and of this process, for one of a list."""

    async def lane(until: float) -> int:
        done = 0
        while time.perf_counter() < until:
            orders = [new_id() for _ in range(size)]
            async with database.transaction() as db:
                await work(db, orders)
            done += size
        return done

    await lane(time.perf_counter() + min(1.0, STEP))
    before = cpu(postmaster) + time.process_time()
    until = time.perf_counter() + STEP
    done = sum(await asyncio.gather(*(lane(until) for _ in range(LANES))))
    return 1000 * (cpu(postmaster) + time.process_time() - before) / done


async def measured(dsn: str, home: Path, postmaster: int) -> list[Figure]:
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    await connection.close()
    database = await Database.connect(dsn, LANES)
    market = await opened(database, home)
    figures = []
    works = (("a claim", market.claim), ("claim, escrow, payment", market.buy))
    for name, work in works:
        alone = await cost(database, postmaster, work, 1)
        listed = await cost(database, postmaster, work, LIST)
        whole = name != "a claim"
        figures += [
            figure(f"{name}, alone", alone, None, ALONE_AIM if whole else None),
            figure(f"{name}, in lists of {LIST}", listed, alone, LISTED_AIM if whole else None),
        ]
    async with database.transaction(BOOKS_SECONDS) as db:
        assert await wallet.reconcile(db) == []
    await database.close()
    return figures


def figure(name: str, ours: float, alone: float | None, most: float | None) -> Figure:
    return Figure(
        name=name,
        unit="ms CPU",
        ours=ours,
        reference="alone" if alone else "",
        reference_value=alone,
        ratio=alone / ours if alone else None,
        aim=f"<= {most} ms" if most else "-",
        holds=ours <= most if most else None,
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        server = EmbeddedPostgres(Settings(home=home))
        with server as dsn:
            assert server.child
            figures = uvloop.run(measured(dsn, home, server.child.pid))
    report("escrow", figures, people=PEOPLE, pools=POOLS, list=LIST)


if __name__ == "__main__":
    main()

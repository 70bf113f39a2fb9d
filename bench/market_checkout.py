"""`make bench-market_checkout`: what a checkout costs, and 2,000 people after 1,000 units.

On a PostgreSQL with `fsync`, in this process: CPU of PostgreSQL and of Python for a quote of one
item that is paid, one by one and in lists of twenty; then 2,000 people at once, each by the batcher
as a request does, after a thousand units: exactly so many are sold, one each, and the rest hears
`order_sold_out`. No HTTP, no session, no PIN. The reference is an order of one piece in
django-oscar on the same PostgreSQL, in its process; ours moves money as well, its does not.
"""

import asyncio
import tempfile
import time
from collections import Counter
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec
import uvloop

from bench.buyers import open_shop, sell
from bench.harness import BOOKS_SECONDS, Figure, report, seconds
from bench.peer_oscar import cost as oscar_cost
from bench.people import funded
from bench.tpcb import cpu
from leapfrog import orders, pay, wallet
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import set_town
from leapfrog.kernel.batcher import Batchers
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.orders import PAYING, PaymentWish, Recipient, WantedLine, WantedShop

STEP = seconds(5)
PEOPLE, UNITS, LIST = 2_000, 1_000, 20
PRICE, PLENTY = 100, 900_000
ALONE_AIM, LISTED_AIM = 6.8, 3.0


class Fair(msgspec.Struct):
    """Who buys, in which shop; what there is plenty of, and what runs out."""

    people: list[UUID]
    shop: UUID
    plenty: UUID
    rare: UUID


async def opened(database: Database, home: Path) -> Fair:
    async with database.transaction() as db:
        await set_town(db, "Bench", "bench.example")
        await pay.set_up(db, Settings(home=home))
        people = await funded(db, PEOPLE + 1)
        owner = people[-1]
        shop = await open_shop(db, owner)
        variants = [await sell(db, owner, shop, PRICE, units) for units in (PLENTY, UNITS)]
    return Fair(people[:-1], shop, *variants)


async def wish(database: Database, fair: Fair, who: UUID, variant: UUID) -> PaymentWish:
    """One piece, quoted and ready to be paid."""
    async with database.transaction() as db:
        wanted = WantedShop(fair.shop, "pickup", [WantedLine(variant, 1)])
        priced = await orders.quote(db, who, [wanted], Recipient("Bench"))
    return PaymentWish(new_id(), who, priced.sealed.text, pay.VOUCHED)


async def cost(database: Database, postmaster: int, fair: Fair, size: int) -> float:
    """Milliseconds of CPU, of PostgreSQL and of this process, for one of a list, quote and all."""
    done, until = 0, time.perf_counter() + STEP
    before = cpu(postmaster) + time.process_time()
    while time.perf_counter() < until:
        some = [fair.people[(done + n) % PEOPLE] for n in range(size)]
        wishes = [await wish(database, fair, one, fair.plenty) for one in some]
        async with database.transaction() as db:
            paid = await orders.pay_quotes(db, wishes)
        assert not any(isinstance(one, Problem) for one in paid)
        done += size
    return 1000 * (cpu(postmaster) + time.process_time() - before) / done


async def rush(database: Database, fair: Fair) -> tuple[Counter[str], float]:
    """All at once after what runs out: what each was answered, and the seconds that it took."""
    wishes = [await wish(database, fair, one, fair.rare) for one in fair.people]
    batchers = Batchers(database)

    async def buys(one: PaymentWish) -> str:
        try:
            await batchers.of(PAYING).submit(one)
        except Problem as problem:
            return problem.code
        return "sold"

    began = time.perf_counter()
    answers = Counter(await asyncio.gather(*map(buys, wishes)))
    await batchers.close()
    return answers, time.perf_counter() - began


async def measured(dsn: str, home: Path, postmaster: int, peer: float | None) -> list[Figure]:
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    await connection.close()
    database = await Database.connect(dsn, 4)
    fair = await opened(database, home)
    alone = await cost(database, postmaster, fair, 1)
    listed = await cost(database, postmaster, fair, LIST)
    answers, took = await rush(database, fair)
    assert answers == {"sold": UNITS, "order_sold_out": PEOPLE - UNITS}, answers
    async with database.transaction(BOOKS_SECONDS) as db:
        assert await wallet.reconcile(db) == []
    await database.close()
    return [
        figure("a checkout, alone", alone, ALONE_AIM, peer),
        figure(f"a checkout, in lists of {LIST}", listed, LISTED_AIM, peer),
        Figure(
            name=f"{PEOPLE} people after {UNITS} units",
            unit="s",
            ours=took,
            reference="",
            reference_value=None,
            ratio=None,
            aim=f"{UNITS} sold",
            holds=answers["sold"] == UNITS,
        ),
    ]


def figure(name: str, ours: float, most: float, peer: float | None) -> Figure:
    return Figure(
        name=name,
        unit="ms CPU",
        ours=ours,
        reference="ms CPU, django-oscar" if peer else "",
        reference_value=peer,
        ratio=peer / ours if peer else None,
        aim=f"<= {most} ms",
        holds=ours <= most,
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        server = EmbeddedPostgres(Settings(home=home))
        with server as dsn:
            assert server.child
            peer = oscar_cost(dsn, server.child.pid)
            figures = uvloop.run(measured(dsn, home, server.child.pid, peer))
    report("market_checkout", figures, people=PEOPLE, units=UNITS, list=LIST)


if __name__ == "__main__":
    main()

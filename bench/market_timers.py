"""`make bench-market_timers`: 10,000 orders are confirmed by themselves within one minute.

Each was sent and nobody has said that it came; their times are over at any moment of one minute.
Then the shop gets its money. What must hold: each within 60 s of its time, and whoever uses the
town meanwhile waits at most twice as long (p99) as before. `BENCH_SECONDS=3` makes it a seventh,
minute and all.
"""

import asyncio
import random
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx

from bench.buyers import Buyers, in_a_town
from bench.harness import BOOKS_SECONDS, Figure, report, seconds
from leapfrog import escrow, orders, pay, wallet
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.orders import PaymentWish, Recipient, Sending, WantedLine, WantedShop

TIMERS = max(200, int(500 * seconds(20)))
MINUTE, IDLE = 3 * seconds(20), seconds(20)
PEOPLE, LIST, ASKERS, SLOWER = 200, 20, 4, 2.0
LATEST = 60.0
# As its own times would say: of the trade, of what falls due, of what the order shows.
DUE = """
with due as (
    select * from unnest($1::uuid[], $2::timestamptz[]) as n (id, at)
), trades as (
    update escrow_trade e set due_at = n.at from due n where e.id = n.id
), shown as (
    update orders_order o set due_at = n.at from due n where o.id = n.id
)
update kernel_timer t set due_at = n.at from due n where t.kind = $3 and t.ref = n.id::text
"""
LEFT = "select count(*) from escrow_trade where state = 'shipped'"
WHEN = """
select escrow_id, min(at) from escrow_step where state = 'released' group by escrow_id
"""


async def sent(database: Database, buyers: Buyers) -> list[UUID]:
    """So many orders that are on their way."""
    made: list[UUID] = []
    while len(made) < TIMERS:
        some = [buyers.people[(len(made) + n) % PEOPLE] for n in range(LIST)]
        wishes = []
        for who in some:
            async with database.transaction() as db:
                wanted = WantedShop(buyers.shop, "pickup", [WantedLine(buyers.variant, 1)])
                priced = await orders.quote(db, who, [wanted], Recipient("Bench"))
            wishes.append(PaymentWish(new_id(), who, priced.sealed.text, pay.VOUCHED))
        async with database.transaction() as db:
            paid = await orders.pay_quotes(db, wishes)
            assert not any(isinstance(one, Problem) for one in paid)
            of = await db.rows(
                "select id from orders_order where payment_id = any($1::uuid[])",
                [one.id for one in wishes],
            )
            for (order_id,) in of:
                await orders.send(db, buyers.owner, order_id, Sending(new_id()))
                made.append(order_id)
    return made


class Askers:
    """A few who look at their orders, one question after the other."""

    def __init__(self, asking: httpx.AsyncClient, buyers: Buyers) -> None:
        self.asking, self.tokens = asking, buyers.tokens
        self.took: list[float] = []
        self.faults = 0

    async def ask(self, n: int) -> None:
        head = {"Authorization": f"Bearer {self.tokens[n]}", "X-Leapfrog": "1"}
        while True:
            began = time.perf_counter()
            answer = await self.asking.get("/api/v1/orders", headers=head)
            self.took.append(time.perf_counter() - began)
            self.faults += answer.status_code != 200
            await asyncio.sleep(0.02)

    async def during(self, wait: asyncio.Future[None] | asyncio.Task[None]) -> float:
        """The 99th percentile of what they waited meanwhile, in milliseconds."""
        self.took = []
        tasks = [asyncio.create_task(self.ask(n)) for n in range(ASKERS)]
        await wait
        for one in tasks:
            one.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks)
        return 1000 * sorted(self.took)[int(0.99 * len(self.took))]


async def all_done(dsn: str) -> None:
    """Until nothing waits, or it has taken far too long."""
    connection = await asyncpg.connect(dsn)
    for _ in range(int(2 * (MINUTE + 3 * LATEST))):
        if not await connection.fetchval(LEFT):
            break
        await asyncio.sleep(0.5)
    await connection.close()


async def measured(dsn: str, port: int, buyers: Buyers) -> None:
    database = await Database.connect(dsn, 1)
    made = await sent(database, buyers)
    limits = httpx.Limits(max_connections=ASKERS)
    origin = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=origin, timeout=60, limits=limits) as asking:
        askers = Askers(asking, buyers)
        idle = await askers.during(asyncio.create_task(asyncio.sleep(IDLE)))
        due = await falls_due(dsn, made)
        busy = await askers.during(asyncio.create_task(all_done(dsn)))
    latest, left = await late(dsn, due)
    async with database.transaction(BOOKS_SECONDS) as db:
        assert await wallet.reconcile(db) == []
    await database.close()
    figures = [
        Figure("orders that wait still", "", left, "", None, None, "0", left == 0),
        Figure(
            "the latest one", "s late", latest, "", None, None, f"<= {LATEST}", latest <= LATEST
        ),
        Figure(
            "answers that are no answers", "", askers.faults, "", None, None, "0", not askers.faults
        ),
        Figure(
            name="p99 of other questions",
            unit="ms",
            ours=busy,
            reference="idle",
            reference_value=idle,
            ratio=busy / idle,
            aim=f"<= {SLOWER}x",
            holds=busy <= SLOWER * idle,
        ),
    ]
    report("market_timers", figures, timers=len(made), minute=MINUTE)


async def falls_due(dsn: str, made: list[UUID]) -> dict[UUID, datetime]:
    """Each at a moment of the coming minute; answers when."""
    chance, now = random.Random(1), datetime.now(UTC)
    due = {one: now + timedelta(seconds=1 + chance.random() * MINUTE) for one in made}
    connection = await asyncpg.connect(dsn)
    await connection.execute(DUE, list(due), list(due.values()), next(iter(escrow.TIMERS)))
    await connection.close()
    return due


async def late(dsn: str, due: dict[UUID, datetime]) -> tuple[float, int]:
    """How many seconds after its time the last one was, and how many are not done."""
    connection = await asyncpg.connect(dsn)
    done = dict(await connection.fetch(WHEN))
    await connection.close()
    seconds_late = [(done[one] - at).total_seconds() for one, at in due.items() if one in done]
    return max(seconds_late, default=0.0), len(due) - len(seconds_late)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        in_a_town(Path(folder), PEOPLE, 2 * TIMERS, measured)


if __name__ == "__main__":
    main()

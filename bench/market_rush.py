"""`make bench-market_rush`: 2,000 people after 1,000 units, through cart and checkout, over HTTP.

Everybody puts the thing into the cart, asks what it costs and pays, all at once; one in ten sends
the payment twice. One in five goes after the last coupons of a batch at the same time, which has
half as many. What must hold: exactly as many are sold as there are, one each; no coupon is given
out or used that there is not; nobody meets a 5xx; money, stock, coupons and orders agree.
`BENCH_SECONDS=3` makes it 300 people.
"""

import asyncio
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from bench.buyers import PRICE, Buyers, in_a_town
from bench.harness import BOOKS_SECONDS, Figure, report, seconds
from leapfrog import coupons, order_checks, wallet
from leapfrog.coupons import BatchWish
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id

PEOPLE = max(40, int(100 * seconds(20)))
UNITS, AT_ONCE = PEOPLE // 2, 100
AFTER_COUPONS, TWICE, TRIES = 5, 10, 5
COUPONS = PEOPLE // AFTER_COUPONS // 2
SOLD = """
select count(*) as orders, coalesce(sum(l.n), 0)::int as units,
    count(distinct o.buyer_id) as buyers, count(*) filter (where o.coupons <> '[]') as lowered
from orders_order o join orders_line l on l.order_id = o.id
"""
TAKEN = """
select count(*) as taken, count(*) filter (where state = 'used') as used,
    count(distinct person_id) as people from coupons_coupon
"""
# What may be said to who is late; all else is a fault.
LATE = {"order_sold_out", "coupons_gone"}


class Rush:
    """Everybody at once; counts what each kind of question was answered."""

    def __init__(self, asking: httpx.AsyncClient, buyers: Buyers, batch: UUID) -> None:
        self.asking, self.buyers, self.batch = asking, buyers, batch
        self.answers: Counter[tuple[str, int, str]] = Counter()
        self.gate = asyncio.Semaphore(AT_ONCE)

    async def ask(self, token: str, method: str, path: str, body: object) -> httpx.Response:
        head = {"Authorization": f"Bearer {token}", "X-Leapfrog": "1"}
        async with self.gate:
            answer = await self.asking.request(method, f"/api/v1{path}", json=body, headers=head)
        said = answer.json().get("code", "") if answer.status_code >= 400 else ""
        self.answers[f"{method} {path.split('/')[1]}", answer.status_code, said] += 1
        return answer

    async def goes(self, n: int) -> None:
        """One person, until they have it or it is gone; a price that has changed is asked anew."""
        token, variant = self.buyers.tokens[n], str(self.buyers.variant)
        if n % AFTER_COUPONS == 0:
            await self.ask(token, "PUT", f"/coupons/{new_id()}", {"batch_id": str(self.batch)})
        await self.ask(token, "PUT", f"/cart/{variant}", {"n": 1})
        line = {"variant_id": variant, "n": 1}
        shop = {"merchant_id": str(self.buyers.shop), "delivery": "pickup", "lines": [line]}
        for _ in range(TRIES):
            quoted = await self.ask(
                token, "POST", "/orders/quotes", {"shops": [shop], "name": "Bench"}
            )
            if quoted.status_code != 200:
                return
            paid = await self.pays(n, token, quoted.json()["quote"])
            if paid == 200 or paid < 400:
                return

    async def pays(self, n: int, token: str, quote: Any) -> int:
        path = f"/orders/payments/{new_id()}"
        times = 2 if n % TWICE == 0 else 1
        asked = (self.ask(token, "PUT", path, {"quote": quote}) for _ in range(times))
        answers = await asyncio.gather(*asked)
        assert len({one.status_code for one in answers}) == 1, [one.text for one in answers]
        return answers[0].status_code


async def measured(dsn: str, port: int, buyers: Buyers) -> None:
    database = await Database.connect(dsn, 1)
    batch = await with_coupons(database, buyers)
    limits = httpx.Limits(max_connections=AT_ONCE)
    origin = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=origin, timeout=120, limits=limits) as asking:
        rush = Rush(asking, buyers, batch)
        began = time.perf_counter()
        await asyncio.gather(*(rush.goes(n) for n in range(len(buyers.people))))
        took = time.perf_counter() - began
    for (asked, status, code), n in sorted(rush.answers.items()):
        print(f"{n:6} {status} {asked} {code}")
    figures = [*await exact(database), *answered(rush, took)]
    await database.close()
    report("market_rush", figures, people=PEOPLE, units=UNITS, coupons=COUPONS)


async def with_coupons(database: Database, buyers: Buyers) -> UUID:
    """A batch with half as many coupons as people go after."""
    async with database.transaction() as db:
        wish = BatchWish(
            id=new_id(),
            merchant_id=buyers.shop,
            name="Less",
            kind="threshold",
            least=PRICE,
            off=100,
            units=COUPONS,
            per_person=1,
            until=db.now + timedelta(days=1),
        )
        await coupons.make(db, buyers.owner, wish)
        await coupons.set_state(db, buyers.owner, wish.id, "running")
    return wish.id


async def exact(database: Database) -> list[Figure]:
    """What was sold and taken, and whether all of it agrees."""
    async with database.transaction(BOOKS_SECONDS) as db:
        sold, taken = await db.row(SOLD), await db.row(TAKEN)
        disagree = len(await order_checks.faults(db, timedelta(0))) + len(
            await wallet.reconcile(db)
        )
    return [
        counted("units sold", sold["units"], UNITS),
        counted("buyers of one each", sold["buyers"], UNITS),
        counted("orders", sold["orders"], UNITS),
        counted("coupons taken", taken["taken"], COUPONS),
        counted("people with a coupon", taken["people"], COUPONS),
        counted("coupons used", taken["used"], sold["lowered"]),
        counted("what disagrees", disagree, 0),
    ]


def answered(rush: Rush, took: float) -> list[Figure]:
    faults = sum(n for (_, status, _), n in rush.answers.items() if status >= 500)
    wrong = sum(
        n
        for (_, status, code), n in rush.answers.items()
        if 400 <= status < 500 and code not in LATE
    )
    rate = sum(rush.answers.values()) / took
    return [
        counted("answers of 500 and more", faults, 0),
        counted("other refusals", wrong, 0),
        Figure("all of it", "s", took, "", None, None, "-", None),
        Figure("questions", "1/s", rate, "", None, None, "-", None),
    ]


def counted(name: str, ours: int, wanted: int) -> Figure:
    return Figure(name, "", ours, "", None, None, str(wanted), ours == wanted)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        in_a_town(Path(folder), PEOPLE, UNITS, measured)


if __name__ == "__main__":
    main()

"""A machine in any order: sold, dropped, silent, late, twice, and dying before the commit.

Whatever happens: all accounts sum to zero, a sale that has ended holds nothing, the shop has what
was captured and not given back, and the same report again changes nothing.
"""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from leapfrog import pay, till, vending, wallet
from leapfrog.identity import NewPerson, add, set_town
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay import VOUCHED
from leapfrog.vending import disputes, results, store_sales
from leapfrog.vending.sales import buy
from leapfrog.wallet import Reason, Transfer
from tests.examples import examples

T = TypeVar("T")
SALES, PRICES = 4, {"A1": 120, "A2": 250}
LOOK = """
select (select coalesce(sum(balance), 0) from wallet_account)::bigint,
    (select coalesce(sum(held), 0) from wallet_account)::bigint,
    (
        select coalesce(sum(amount), 0) from vending_sale
        where state in ('authorised', 'commanded')
    )::bigint,
    (select coalesce(sum(captured - refunded), 0) from vending_sale)::bigint
        + (select coalesce(sum(amount), 0) from vending_dispute where state = 'settled')::bigint,
    (select balance from wallet_account where id = $1)
"""


class Crash(Exception):
    """The process dies before the commit."""


class Town:
    """A shop with a machine, and somebody who buys."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.loop = asyncio.new_event_loop()
        self.clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
        self.database = self.run(Database.connect(url, 2, self.clock))
        self.owner, self.payer, self.shop, self.machine = (new_id() for _ in range(4))
        self.run(self._open(settings))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    async def _open(self, settings: Settings) -> None:
        async with self.database.transaction() as db:
            await set_town(db, "Lake Town", "lake.town")
            await pay.set_up(db, settings)
        async with self.database.transaction() as db:
            for one, handle in ((self.owner, "keeper"), (self.payer, "buyer")):
                await add(db, NewPerson(one, handle, handle, "en"))
            wishes = till.ShopChanges(name="Machines")
            shop = await till.open_shop(db, self.owner, self.shop, wishes)
            self.account = shop.available
            wallet_account = await pay.wallet_account_of(db, self.payer)
            issuer = await pay.town_account(db, "issuer")
            operation = Transfer(
                id=new_id(),
                payer=issuer.id,
                payee=wallet_account.id,
                amount=10**6,
                code=Reason.TOP_UP,
            )
            await wallet.post(db, [operation])
            made = await vending.put_up(
                db, self.owner, self.machine, self.shop, vending.MachineLabels("M", "")
            )
            self.key = made.key
            await self.fill(db)

    async def fill(self, db: Any) -> None:
        for label, price in PRICES.items():
            wanted = vending.NewSlot(label, label, price, 9)
            slot = await vending.set_slot(db, self.owner, self.machine, wanted)
            await vending.fill(db, self.owner, slot.id, 5)


TOWN: dict[str, Town] = {}


class AtTheMachine(RuleBasedStateMachine):
    """Each place is a sale that may be bought, reported, timed out and disputed, twice."""

    place = st.integers(0, SALES - 1)
    crash = st.integers(0, 5).map(lambda n: n == 0)

    def __init__(self) -> None:
        super().__init__()
        self.town = TOWN["now"]
        self.ids = [new_id() for _ in range(SALES)]
        self.offers = [self.offer(n) for n in range(SALES)]

    def offer(self, n: int) -> str:
        basket = ("A1", "A2", "A1")[: 1 + n % 3]
        price = sum(PRICES[label] for label in basket)
        now = int(self.town.clock.now().timestamp())
        when = (new_id().hex[-8:], now)
        return vending.offer(self.town.key, self.town.machine, basket, price, *when)

    def do(self, work: Any, crash: bool) -> Any:
        async def operation() -> Any:
            async with self.town.database.transaction() as db:
                done = await work(db)
                if crash:
                    raise Crash
                return done

        try:
            return self.town.run(operation())
        except (Problem, Crash):
            return None

    @rule(place=place, online=st.booleans(), crash=crash)
    def buy(self, place: int, online: bool, crash: bool) -> None:
        async def work(db: Any) -> None:
            await (vending.seen if online else vending.away)(db, self.town.machine)
            await buy(db, self.town.payer, self.ids[place], self.offers[place], VOUCHED)

        self.do(work, crash)

    @rule(crash=crash)
    def the_machine_is_told(self, crash: bool) -> None:
        self.do(lambda db: results.commands(db, self.town.machine), crash)

    @rule(place=place, fell=st.lists(st.booleans(), min_size=3, max_size=3), crash=crash)
    def report(self, place: int, fell: list[bool], crash: bool) -> None:
        async def work(db: Any) -> None:
            found = await vending.machine(db, self.town.machine)
            items = (await store_sales.items(db, [self.ids[place]])).get(self.ids[place], [])
            drops = {item.place: fell[item.place] for item in items}
            await results.report(db, found, self.ids[place], drops)

        self.do(work, crash)
        self.do(work, False)
        before = self.look()
        self.do(work, False)
        assert self.look() == before

    @rule(place=place, crash=crash)
    def silence(self, place: int, crash: bool) -> None:
        self.town.clock.advance(timedelta(seconds=121))
        self.do(lambda db: results.time_is_over(db, str(self.ids[place]), None), crash)

    @rule(place=place, crash=crash)
    def claim(self, place: int, crash: bool) -> None:
        self.do(lambda db: disputes.claim(db, self.town.payer, self.ids[place]), crash)

    @rule(place=place, crash=crash)
    def settle(self, place: int, crash: bool) -> None:
        self.do(lambda db: disputes.settle(db, self.town.payer, self.ids[place], VOUCHED), crash)

    @rule(place=place, for_payer=st.booleans(), crash=crash)
    def decide(self, place: int, for_payer: bool, crash: bool) -> None:
        me, sale = self.town.owner, self.ids[place]
        self.do(lambda db: disputes.decide(db, me, sale, for_payer=for_payer), crash)

    @rule()
    def somebody_fills_it(self) -> None:
        self.do(self.town.fill, False)

    def look(self) -> tuple[int, ...]:
        async def work() -> tuple[int, ...]:
            async with self.town.database.transaction() as db:
                # Every five seconds the wallet lets go of what is held for too long.
                await wallet.TIMERS["wallet.expire"](db, "", None)
            async with self.town.database.transaction() as db:
                return tuple(await db.row(LOOK, self.town.account) or ())

        return self.town.run(work())

    @invariant()
    def the_books_agree(self) -> None:
        total, held, running, taken, has = self.look()
        assert total == 0
        # What the wallet let go by itself is held no longer, and its sale ends by the timer.
        assert held <= running
        assert has == taken

    def teardown(self) -> None:
        for place in range(SALES):
            self.silence(place, False)
        assert self.look()[1] == 0


@pytest.mark.hypothesis
def test_whatever_happens_at_a_machine_the_books_agree(
    database_url: str, settings: Settings
) -> None:
    TOWN["now"] = town = Town(database_url, settings)
    try:
        run_state_machine_as_test(
            AtTheMachine,
            settings=examples(
                20,
                stateful_step_count=25,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        TOWN.clear()
        town.run(town.database.close())
        town.loop.close()

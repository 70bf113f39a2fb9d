"""Payments at a till in any order, again and again, and late: a model of what must be true.

Whatever happens: all accounts sum to zero, nothing is held, nobody is below zero, what the shop
holds is what was paid and not given back, and a replay changes nothing.
"""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from leapfrog import pay, till, wallet
from leapfrog.identity import NewPerson, add, set_town
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay import VOUCHED
from leapfrog.till import closing, intents, refunds, store
from leapfrog.till.model import Intent, NewIntent, PaymentAttempt
from leapfrog.till.paying import pay as pay_all
from leapfrog.wallet import Reason, Transfer
from tests.examples import examples

T = TypeVar("T")
START, PAYERS, PLACES = 2_000, 2, 4
SUMS = """
select coalesce(sum(balance), 0)::bigint, coalesce(sum(held), 0)::bigint, min(balance) filter (
    where kind in ('person', 'merchant')) from wallet_account
"""


class Crash(Exception):
    """The process dies before the commit."""


class Books:
    """A town with a shop and two payers who have money."""

    def __init__(self, url: str, clock: FixedClock, home: Settings) -> None:
        self.loop = asyncio.new_event_loop()
        self.clock = clock
        self.database = self.run(Database.connect(url, 2, clock))
        self.run(self._open(home))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    async def _open(self, home: Settings) -> None:
        async with self.database.transaction() as db:
            await set_town(db, "Lake Town", "lake.town")
            await pay.set_up(db, home)
        async with self.database.transaction() as db:
            people = [new_id() for _ in range(PAYERS + 1)]
            for n, one in enumerate(people):
                await add(db, NewPerson(one, f"person{n}_{one.hex[-6:]}", f"P{n}", "en"))
            self.owner, *self.payers = people
            self.shop = new_id()
            wishes = till.ShopChanges(name="Stall")
            made = await till.open_shop(db, self.owner, self.shop, wishes)
            self.accounts = (made.pending, made.available)
            issuer = (await pay.town_account(db, "issuer")).id
            for one in self.payers:
                wallet_account = (await pay.wallet_account_of(db, one)).id
                operation = Transfer(
                    id=new_id(),
                    payer=issuer,
                    payee=wallet_account,
                    amount=START,
                    code=Reason.TOP_UP,
                )
                await wallet.post(db, [operation])

    def close(self) -> None:
        self.run(self.database.close())
        self.loop.close()


BOOKS: dict[str, Books] = {}


class AtTheTill(RuleBasedStateMachine):
    """Each place is an intent that may be asked for, scanned, paid, refunded, revoked, twice."""

    def __init__(self) -> None:
        super().__init__()
        self.books = BOOKS["now"]
        self.ids = [new_id() for _ in range(PLACES)]
        self.refund_ids = [new_id() for _ in range(3)]
        self.close_ids = [new_id() for _ in range(2)]

    def do(self, work: Any, crash: bool) -> Any:
        """Runs a verb in a transaction, which may die before its commit."""

        async def operation() -> Any:
            async with self.books.database.transaction() as db:
                done = await work(db)
                if crash:
                    raise Crash
                return done

        try:
            return self.books.run(operation())
        except (Problem, Crash):
            return None

    place = st.integers(0, PLACES - 1)
    payer = st.integers(0, PAYERS - 1)
    crash = st.integers(0, 5).map(lambda n: n == 0)

    @rule(place=place, amount=st.sampled_from([100, 700, 1_500]), crash=crash)
    def ask(self, place: int, amount: int, crash: bool) -> None:
        asked = NewIntent(self.books.shop, amount)
        self.do(lambda db: intents.ask(db, self.books.owner, self.ids[place], asked), crash)

    @rule(place=place, payer=payer, crash=crash)
    def scan(self, place: int, payer: int, crash: bool) -> None:
        async def work(db: Any) -> None:
            found = (await store.find(db, [self.ids[place]])).get(self.ids[place])
            if found is not None:
                token = await intents.code(db, found)
                await intents.scan(db, self.books.payers[payer], token)

        self.do(work, crash)

    @rule(place=place, payer=payer, twice=st.booleans(), crash=crash)
    def pay(self, place: int, payer: int, twice: bool, crash: bool) -> None:
        one = PaymentAttempt(self.ids[place], self.books.payers[payer], None, VOUCHED)
        done = self.do(lambda db: pay_all(db, [one, one] if twice else [one]), crash)
        if done and isinstance(done[0], Intent):
            assert self.do(lambda db: pay_all(db, [one]), False) == done[:1]

    @rule(place=place, payer=payer, amount=st.sampled_from([50, 900]), crash=crash)
    def type_amount(self, place: int, payer: int, amount: int, crash: bool) -> None:
        asked = NewIntent(self.books.shop, amount)
        one = PaymentAttempt(self.ids[place], self.books.payers[payer], asked, VOUCHED)
        self.do(lambda db: pay_all(db, [one]), crash)

    @rule(place=place, n=st.integers(0, 2), amount=st.sampled_from([50, 100, 700]), crash=crash)
    def refund(self, place: int, n: int, amount: int, crash: bool) -> None:
        me, shop, intent = self.books.owner, self.books.shop, self.ids[place]
        wanted = refunds.NewRefund(self.refund_ids[n], amount, "bruised")
        self.do(lambda db: refunds.refund(db, me, shop, intent, wanted), crash)

    @rule(place=place, crash=crash)
    def revoke(self, place: int, crash: bool) -> None:
        me, shop, intent = self.books.owner, self.books.shop, self.ids[place]
        done = self.do(lambda db: refunds.revoke(db, me, shop, intent, 100), crash)
        if done is not None:
            assert done.state == "cancelled"
            assert done.refunded in (0, done.amount)

    @rule(n=st.integers(0, 1), crash=crash)
    def close_day(self, n: int, crash: bool) -> None:
        me, shop, day = self.books.owner, self.books.shop, self.close_ids[n]
        self.do(lambda db: closing.close_day(db, me, shop, day), crash)

    @rule()
    def time_passes(self) -> None:
        self.books.clock.advance(timedelta(minutes=6))

    @invariant()
    def the_books_agree(self) -> None:
        async def look() -> None:
            async with self.books.database.transaction() as db:
                total, held, least = await db.row(SUMS) or (0, 0, 0)
                assert (total, held) == (0, 0)
                assert least >= 0
                rows = await db.rows(
                    "select coalesce(sum(amount - refunded) filter (where close_id is null), 0)"
                    " from till_intent where transfer_id is not null and merchant_id = $1",
                    self.books.shop,
                )
                pending = await wallet.balance(db, self.books.accounts[0])
                assert pending.balance == rows[0][0]

        self.books.run(look())


@pytest.mark.hypothesis
def test_whatever_happens_at_a_till_the_books_agree(database_url: str, settings: Settings) -> None:
    clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    BOOKS["now"] = Books(database_url, clock, settings)
    try:
        run_state_machine_as_test(
            AtTheTill,
            settings=examples(
                25,
                stateful_step_count=25,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        BOOKS.pop("now").close()

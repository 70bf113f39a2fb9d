"""Orders in any order: what is sold is claimed in the stock and paid into escrow; twice, with
time-outs, with jumps of the clock, with a process that dies between any two steps.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leapfrog import escrow, stock, wallet
from leapfrog.escrow import Escrow, EscrowAct, store
from leapfrog.escrow.actions import EscrowAction
from leapfrog.escrow.model import TERMINAL
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.pay import town_account
from leapfrog.stock import StockPool
from leapfrog.wallet import NewAccount, Transfer
from tests.escrow.orders import ACTIONS, PRICE, Order, Selling, allowed
from tests.pay.machine import Machine, machine_of, try_out

UNITS, LIMIT = 12, 5
WEEK = timedelta(days=7)
POOLS = """
select p.units, p.taken, coalesce((select sum(delta) from stock_move where pool_id = p.id), 0),
    coalesce((
        select sum(units - spent - freed) from stock_claim
        where pool_id = p.id and state in ('held', 'kept')
    ), 0)
from stock_pool p where p.id = any($1::uuid[])
"""
BOUGHT = """
select coalesce(max(n), 0) from (
    select sum(units - freed - returned) as n from stock_claim
    where pool_id = any($1::uuid[]) and state <> 'released' and at > $2 group by pool_id, person_id
) s
"""
order = st.integers(0, 3)
dies = st.booleans()


class Trade(Machine):
    """Two people buy of a shop again and again; both it has of two places."""

    def __init__(self) -> None:
        super().__init__()
        self.seller, *self.buyers = self.gang.people
        self.shop, self.pools = new_id(), [new_id(), new_id()]
        self.orders: list[Order] = []
        self.account: int = self.act(self.opens)
        self.selling = Selling(self.shop, self.account, tuple(self.pools))

    async def opens(self, db: Db) -> int:
        await stock.open_pools(
            db, [StockPool(pool, "tests:shop", UNITS, LIMIT, WEEK, 2) for pool in self.pools]
        )
        new = NewAccount("merchant", self.shop, "merchant", "EUR", "available")
        return (await wallet.open_accounts(db, [new]))[0]

    def does(self, verb: Any, *args: Any, dying: bool) -> Any:
        if dying:
            self.dies(verb, *args)
        return self.act(verb, *args)

    def at(self, n: int) -> Order | None:
        return self.orders[n % len(self.orders)] if self.orders else None

    def now(self, one: Order) -> Escrow:
        found: dict[UUID, Escrow] = self.act(store.find, [one.id])
        return found[one.id]

    @rule(buyer=st.integers(0, 1), units=st.integers(1, 4), dying=dies, paid=st.booleans())
    def somebody_orders(self, buyer: int, units: int, dying: bool, paid: bool) -> None:
        split = units > 2
        if len(self.orders) >= 4:
            self.orders = [one for one in self.orders if not self.now(one).is_over(self.time)]
            if len(self.orders) >= 4:
                return
        one = Order(new_id(), self.buyers[buyer], units)
        if self.does(self.selling.orders_it, one, split, dying=dying) is None:
            assert self.act(self.selling.orders_it, one, split) is None
            self.orders.append(one)
            if paid:
                self.it_is_paid(len(self.orders) - 1, dying)

    @rule(n=order, dying=dies)
    def it_is_paid(self, n: int, dying: bool) -> None:
        one = self.at(n)
        if one is not None:
            before = self.now(one)
            answer = self.does(self.selling.pays, one, dying=dying)
            assert isinstance(answer, Problem) or self.now(one).paid == one.units * PRICE
            assert not isinstance(answer, Problem) or self.now(one) == before

    @rule(n=order, units=st.integers(1, 3), dying=dies)
    def some_of_it_is_sent(self, n: int, units: int, dying: bool) -> None:
        one = self.at(n)
        if one is not None:
            before, sending = self.now(one), new_id()
            answer = self.does(self.selling.sends, one, units, sending, dying=dying)
            if isinstance(answer, Problem):
                assert self.now(one) == before
            else:
                assert self.now(one).unsent == before.unsent - units * PRICE
                assert self.act(self.selling.sends, one, units, sending) is None

    @rule(n=order, action=st.sampled_from(ACTIONS), dying=dies, seller=st.booleans())
    def somebody_does_anything(
        self, n: int, action: EscrowAction, dying: bool, seller: bool
    ) -> None:
        one = self.at(n)
        if one is not None:
            self.one_does(one, action, dying, seller=seller)

    @rule(picks=st.lists(st.integers(0, 999), min_size=3, max_size=14), dying=dies)
    def one_goes_on_as_it_may(self, picks: list[int], dying: bool) -> None:
        """Several steps of one order, each of those that the rules allow then."""
        live = [n for n, one in enumerate(self.orders) if not self.now(one).is_over(self.time)]
        if not live or picks[0] % 4 == 0:
            self.somebody_orders(picks[0] % 2, 1 + picks[1] % 4, dying, True)
            live = [len(self.orders) - 1] if self.orders else []
        for pick in picks if live else ():
            self.goes_on(live[-1], pick, dying)

    def goes_on(self, n: int, pick: int, dying: bool) -> None:
        now = self.now(self.orders[n])
        may = [
            (action, role == "seller")
            for action in ACTIONS
            for role in ("buyer", "seller")
            if allowed(now, action, role, self.time)
        ]
        if allowed(now, escrow.Ship(PRICE), "seller", self.time) and pick % 3 == 0:
            self.some_of_it_is_sent(n, 1 + pick % 2, dying)
        elif now.refund == "appealed" and pick % 3 == 0:
            self.the_town_judges(n, 50, pick % 2 == 0)
        elif pick % 11 == 0 and now.due_at:
            self.clock.set(max(self.time, now.due_at))
            self.timers_run()
        elif may:
            action, seller = may[pick % len(may)]
            self.one_does(self.orders[n], action, dying, seller=seller)

    def one_does(self, one: Order, action: EscrowAction, dying: bool, *, seller: bool) -> None:
        before = self.now(one)
        wanted = EscrowAct(new_id(), one.id, self.shop if seller else one.buyer, action)
        [answer] = self.does(escrow.act, [wanted], dying=dying)
        after = self.now(one)
        if isinstance(answer, Escrow):
            assert after == answer
            assert self.act(escrow.act, [wanted]) == [answer]
        else:
            assert after == before

    @rule(n=order, part=st.sampled_from([0, 50, PRICE]), rest=st.booleans())
    def the_town_judges(self, n: int, part: int, rest: bool) -> None:
        one = self.at(n)
        if one is not None and self.now(one).refund == "appealed":
            most = self.now(one).asked
            ruling = escrow.Judge(min(part, most), most - min(part, most) if rest else 0)
            [answer] = self.act(escrow.act, [EscrowAct(new_id(), one.id, None, ruling)])
            assert isinstance(answer, Escrow)
            assert answer.refund in ("judged", "owed")

    @rule()
    def the_shop_spends_its_money(self) -> None:
        self.act(self.moves, self.account, None)

    async def moves(self, db: Db, payer: int, amount: int | None) -> None:
        """All of an account to the town, or so much of the town's to it."""
        town = (await town_account(db, "issuer")).id
        left = (await wallet.balance(db, self.account)).balance
        if amount is None and left > 0:
            move = Transfer(id=new_id(), payer=payer, payee=town, amount=left)
            await wallet.post(db, [move])
        elif amount is not None:
            move = Transfer(id=new_id(), payer=town, payee=payer, amount=amount)
            await wallet.post(db, [move])

    @rule(n=order, sellable=st.booleans())
    def goods_come_back(self, n: int, sellable: bool) -> None:
        one = self.at(n)
        if one is not None:
            self.act(self.selling.takes_back, one, sellable)

    @rule(pool=st.integers(0, 1), units=st.integers(0, UNITS), dying=dies)
    def somebody_counts(self, pool: int, units: int, dying: bool) -> None:
        counted = stock.Count(id=new_id(), pool_id=self.pools[pool], units=units)
        first = self.does(stock.record, [counted], dying=dying)
        assert self.act(stock.record, [counted]) == first

    @rule(units=st.integers(1, 3))
    def units_are_moved(self, units: int) -> None:
        one, other = self.pools
        self.act(stock.record, [stock.Move(id=new_id(), pool_id=one, to_pool=other, units=units)])

    @property
    def time(self) -> Any:
        return self.clock.now()

    @rule(hours=st.sampled_from([1, 1, 1, 23, 49, 24 * 6, 24 * 11, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))

    @rule()
    def timers_run(self) -> None:
        before = {one.id: self.now(one) for one in self.orders}
        self.timers(escrow.TIMERS)
        for one in self.orders:
            was, now = before[one.id], self.now(one)
            if was.disputed and now.disputed:
                # Whatever was due: nothing moves while a question is open.
                assert (now.released, now.refunded) == (was.released, was.refunded)

    @rule(dying=dies)
    def orders_follow_their_money(self, dying: bool) -> None:
        """What a reaction to `EscrowChanged` does."""
        for one in self.orders:
            self.does(self.selling.follows, one, dying=dying)

    @rule()
    def somebody_tidies(self) -> None:
        self.act(stock.tidy)

    @invariant()
    def the_account_holds_what_is_between_them(self) -> None:
        for one in self.orders:
            now = self.now(one)
            assert self.run(self.gang.on(now.account)) == (now.rest, 0)
            assert 0 <= now.unsent <= now.rest
            steps = self.act(store.steps, [one.id])
            sums = [sum(getattr(step, name) for step in steps) for name in ("paid", "refunded")]
            assert sums == [now.paid, now.refunded]
            assert sum(step.released for step in steps) == now.released
            if now.state in TERMINAL:
                assert now.rest == 0

    @invariant()
    def the_stock_has_what_its_journal_says(self) -> None:
        async def look(db: Db) -> tuple[list[Any], int]:
            rows = await db.rows(POOLS, self.pools)
            return rows, await db.value(BOUGHT, self.pools, db.now - WEEK)

        rows, most = self.act(look)
        for units, taken, journal, claimed in rows:
            assert 0 <= taken <= units == journal
            assert taken == claimed
        assert most <= LIMIT

    def teardown(self) -> None:
        """Judged where the town was called, and left alone, each trade ends by itself."""
        self.act(self.moves, self.account, 50_000)
        for _ in range(10):
            for one in self.orders:
                if self.now(one).refund == "appealed":
                    ruling = EscrowAct(new_id(), one.id, None, escrow.Judge(0, 0))
                    self.act(escrow.act, [ruling])
            self.clock.advance(timedelta(days=40))
            self.timers(escrow.TIMERS)
        for one in self.orders:
            assert self.now(one).is_over(self.time)
            self.act(self.selling.follows, one)
        assert self.run(self.gang.value(LEFT, [one.claim_id for one in self.orders])) == 0
        assert self.holds()


LEFT = """
select count(*) from stock_claim where id = any($1::uuid[]) and state in ('held', 'kept')
"""


@pytest.mark.hypothesis
def test_orders_end_with_nothing_in_between(database_url: str, tmp_path: Path) -> None:
    with machine_of(Trade, database_url, tmp_path, 3) as machine:
        try_out(machine, count=30, steps=40)

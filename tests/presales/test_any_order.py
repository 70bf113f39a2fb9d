"""Pre-sales in any order: deposits, rests, given up, called off, shops that rest, orders that are
sent or called off; twice, with jumps of the clock, reactions that come late, a process that dies
before its commit. No unit is sold twice or lost, and each deposit is where its booking says.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leapfrog import escrow, market, order_checks, orders, pay, presales
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import Switchboard, reaction_handlers, relay
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import Handlers
from leapfrog.orders import CaseWish, PaymentWish, Recipient, Sending, WantedLine, WantedShop
from leapfrog.presales import DepositWish, NewPresale, Presale, store
from leapfrog.presales.model import Booking
from leapfrog.stock import PoolTurned
from tests.orders.goods import Shop, open_shop
from tests.pay.machine import Machine, machine_of, try_out

SWITCHBOARD: Switchboard = {
    escrow.EscrowChanged: [orders.money_changed, presales.deposit_moved],
    PoolTurned: [presales.presale_pool_turned],
}
TIMERS: Handlers = {**escrow.TIMERS, **presales.TIMERS}
pick, dies = st.integers(0, 4), st.booleans()
# All there is of the lamp, wherever it lies, and what was sent of it.
THERE = "select coalesce(sum(units), 0)::bigint from stock_pool"
SENT = "select coalesce(sum(sent - returned), 0)::bigint from orders_line"
# Money and bookings, once reactions have come.
DISAGREE = """
select b.id from presales_booking b join escrow_trade e on e.id = b.trade_id
left join orders_order o on o.id = b.trade_id
where (b.state = 'deposited') <> (e.state = 'deposited')
    or (b.state = 'paid') <> (o.id is not null)
    or (b.state = 'back' and (e.state <> 'refunded' or e.refunded <> b.deposit))
    or (b.state = 'kept' and (e.state <> 'released' or e.released <> b.deposit))
"""
# What is taken of units that nobody paid for any more.
TAKEN = """
select coalesce(sum(p.taken), 0)::bigint - (
    select count(*) from presales_booking where state = 'deposited'
) - (
    select coalesce(sum(l.n - l.sent - l.freed), 0)::bigint from orders_line l
    join presales_booking b on b.trade_id = l.order_id
) from stock_pool p where p.owner like 'presales:%'
"""


class Fair(Machine):
    """Mei sells lamps for a deposit; four others want some."""

    def __init__(self) -> None:
        super().__init__()
        self.mei, *self.people = self.gang.people
        self.shop: Shop = self.act(open_shop, self.mei, "Lamps", {"Lamp": (900, 40)})
        self.variant = self.shop.variants["Lamp"]
        self.presales: list[UUID] = []
        self.booked: list[Booking] = []
        self.begun = self.run(self.gang.value(THERE))

    def does(self, verb: Any, *args: Any, dying: bool) -> Any:
        if dying:
            self.dies(verb, *args)
        return self.act(verb, *args)

    def now(self, presale_id: UUID) -> Presale:
        found: dict[UUID, Presale] = self.act(store.find, [presale_id])
        return found[presale_id]

    def who(self, n: int) -> UUID:
        return self.people[n % len(self.people)]

    @rule(units=st.integers(1, 3), kept=st.booleans(), dying=dies)
    def mei_enrols(self, units: int, kept: bool, dying: bool) -> None:
        now = self.clock.now()
        if len(self.presales) > 3:
            return
        wanted = NewPresale(
            id=new_id(),
            variant_id=self.variant,
            units=units,
            price=800,
            deposit=100,
            counts=150,
            kept=kept,
            closes_at=now + timedelta(hours=4),
            rest_from=now + timedelta(hours=5),
            rest_by=now + timedelta(hours=29),
            sends_by=now + timedelta(days=4),
        )
        made = self.does(presales.enrol, self.mei, wanted, dying=dying)
        if isinstance(made, Problem):
            return
        assert self.act(presales.enrol, self.mei, wanted) == made
        self.presales.append(made.id)

    @rule(n=pick, which=pick, dying=dies)
    def somebody_pays_the_deposit(self, n: int, which: int, dying: bool) -> None:
        if not self.presales:
            return
        one = self.now(self.presales[which % len(self.presales)])
        wish = DepositWish(new_id(), one.id, self.who(n), one.terms, pay.VOUCHED)
        made = self.does(presales.book, wish, dying=dying)
        if isinstance(made, Problem):
            return
        assert self.act(presales.book, wish) == made
        self.booked.append(made)

    @rule(n=pick, other=st.booleans(), dying=dies)
    def somebody_gives_up(self, n: int, other: bool, dying: bool) -> None:
        if not self.booked:
            return
        one = self.booked[n % len(self.booked)]
        if other:
            wrong = self.mei
            assert isinstance(self.act(presales.give_up, wrong, one.presale_id, one.id), Problem)
            return
        self.does(presales.give_up, one.person_id, one.presale_id, one.id, dying=dying)

    @rule(n=pick, by=pick, dying=dies, twice=st.booleans())
    def somebody_pays_the_rest(self, n: int, by: int, dying: bool, twice: bool) -> None:
        """With their own deposit, or one of somebody else, which is of no use to them."""
        if not self.booked:
            return
        one: Booking = self.booked[n % len(self.booked)]
        one = self.act(store.bookings, [one.id])[one.id]
        if one.right_id is None:
            return
        person = self.who(by)
        wanted = [WantedShop(self.shop.id, "pickup", [WantedLine(self.variant, 1, one.right_id)])]
        quoted = self.act(orders.quote, person, wanted, Recipient("P"))
        if person != one.person_id:
            assert isinstance(quoted, Problem)
        if isinstance(quoted, Problem):
            return
        assert quoted.quote.total == 700
        wishes = [PaymentWish(new_id(), person, quoted.sealed.text, pay.VOUCHED)]
        wishes += [PaymentWish(new_id(), person, quoted.sealed.text, pay.VOUCHED)] if twice else []
        paid = self.does(orders.pay_quotes, wishes, dying=dying)
        assert sum(not isinstance(each, Problem) for each in paid) <= 1
        assert self.act(orders.pay_quotes, wishes)[0] == paid[0] or isinstance(paid[0], Problem)

    @rule(n=pick, dying=dies)
    def mei_calls_it_off(self, n: int, dying: bool) -> None:
        if self.presales:
            which = self.presales[n % len(self.presales)]
            self.does(presales.call_off, self.mei, which, "No wood", dying=dying)

    @rule(rests=st.booleans())
    def the_shop_rests(self, rests: bool) -> None:
        state = "resting" if rests else "open"
        self.act(market.set_front_state, self.mei, self.shop.id, state)

    @rule(n=pick, sends=st.booleans(), dying=dies)
    def an_order_goes_on(self, n: int, sends: bool, dying: bool) -> None:
        if not self.booked:
            return
        one = self.booked[n % len(self.booked)]
        if sends:
            self.does(orders.send, self.mei, one.trade_id, Sending(new_id()), dying=dying)
        else:
            wish = CaseWish("cancel", {0: 1})
            self.does(orders.open_case, one.person_id, one.trade_id, new_id(), wish, dying=dying)

    @rule(minutes=st.sampled_from([30, 60, 60, 60 * 4, 60 * 23, 60 * 25]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @rule()
    def the_clock_acts(self) -> None:
        self.timers(TIMERS)

    @rule()
    def reactions_come(self) -> None:
        while self.run(relay(self.gang.database, SWITCHBOARD)):
            pass
        self.timers(reaction_handlers(SWITCHBOARD))
        assert self.act(order_checks.faults, timedelta(0)) == []
        assert self.run(self.gang.value(DISAGREE)) is None
        assert self.run(self.gang.value(TAKEN)) == 0

    @invariant()
    def nothing_is_lost(self) -> None:
        there, sent = self.run(self.gang.value(THERE)), self.run(self.gang.value(SENT))
        assert there + sent == self.begun

    def teardown(self) -> None:
        """Whatever is left alone ends: units lie in the shop again, deposits are somebody's."""
        self.reactions_come()
        for _ in range(6):
            self.timers(TIMERS)
            self.reactions_come()
            self.clock.advance(timedelta(days=20))
        self.timers(TIMERS)
        self.reactions_come()
        for one in self.presales:
            assert self.now(one).state in ("over", "called_off")
        left = "select count(*) from presales_booking where state = 'deposited'"
        assert self.run(self.gang.value(left)) == 0
        free = "select coalesce(sum(units - taken), 0)::bigint from stock_pool"
        assert self.run(self.gang.value(f"{free} where owner like 'presales:%'")) == 0
        assert self.holds()


@pytest.mark.hypothesis
def test_deposits_rests_stock_and_money_agree(database_url: str, tmp_path: Path) -> None:
    with machine_of(Fair, database_url, tmp_path, 5) as machine:
        try_out(machine, count=5, steps=30)

"""Drops in any order: tickets, codes, closing, seeds, rights bought, called off, lapsed, rolled on;
twice, with jumps of the clock, reactions that come late, people who leave, a process that dies
before its commit. Nobody has two, no unit is sold twice or lost, and money agrees at the end.
"""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leapfrog import drops, escrow, order_checks, orders, pay
from leapfrog.drops import DropCode, NewDrop, NewReservation, store, store_tickets
from leapfrog.drops.archive import erase_codes, erase_tickets
from leapfrog.drops.drawing import commitment
from leapfrog.drops.model import Drop
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import reaction_handlers, relay
from leapfrog.kernel.ids import new_id
from leapfrog.orders import CaseWish, PaymentWish, Recipient, WantedLine, WantedShop
from leapfrog.orders import store as orders_store
from leapfrog.orders.archive import erase_rights
from leapfrog.stock import PoolTurned
from tests.orders.goods import Shop, open_shop
from tests.pay.machine import Machine, machine_of, try_out

SWITCHBOARD = {
    escrow.EscrowChanged: [orders.money_changed],
    PoolTurned: [drops.pool_turned],
}
TIMERS = {**escrow.TIMERS, **drops.TIMERS}
UNITS = 4
SEED = hashlib.sha256(b"maker").digest()
OTHER = hashlib.sha256(b"another").digest()
pick, dies = st.integers(0, 5), st.booleans()
# All there is of the lamp, wherever it lies, and what was sent of it.
THERE = """
select coalesce(sum(units), 0)::bigint from stock_pool
"""
SENT = "select coalesce(sum(sent - returned), 0)::bigint from orders_line"
HAVE = """
select max(n)::bigint from (
    select count(*) as n from orders_right where voided_at is null and used_at is not null
    group by of, person_id
) x
"""
SOLD = """
select count(*) filter (where used_at is not null)::bigint from orders_right
"""
PROMISED = """
select coalesce(max(open - free), 0)::bigint from (
    select p.id, p.units - p.taken as free, (
        select count(*) from orders_right r where r.pool_id = p.id
            and r.used_at is null and r.voided_at is null and r.until > $1
    ) as open from stock_pool p where p.owner like 'drops:%'
) x
"""


class Fair(Machine):
    """Mei drops lamps; five others want one, two of whom are helpers of the community."""

    def __init__(self) -> None:
        super().__init__()
        self.mei, *self.people = self.gang.people
        self.shop: Shop = self.act(open_shop, self.mei, "Lamps", {"Lamp": (900, 40)})
        self.variant = self.shop.variants["Lamp"]
        self.gone: set[UUID] = set()
        for one in self.people[:2]:
            self.act(drops.name_helper, self.mei, one, "Answers everybody")
        self.drops: list[UUID] = []
        self.bought: list[tuple[UUID, UUID]] = []
        self.reserved: list[NewReservation] = []
        self.begun = self.run(self.gang.value(THERE))

    def does(self, verb: Any, *args: Any, dying: bool) -> Any:
        if dying:
            self.dies(verb, *args)
        return self.act(verb, *args)

    def drop(self) -> Drop:
        """The one that runs; where there is none, one is announced."""
        if self.drops:
            now = self.now(self.drops[-1])
            if now.state not in ("over", "called_off"):
                return now
        self.announces(lottery=True, early=1, codes=1, dying=False)
        return self.now(self.drops[-1])

    def now(self, drop_id: UUID) -> Drop:
        found: dict[UUID, Drop] = self.act(store.find, [drop_id])
        return found[drop_id]

    def who(self, n: int) -> UUID | None:
        one = self.people[n % len(self.people)]
        return None if one in self.gone else one

    @rule(lottery=st.booleans(), early=st.integers(0, 2), codes=st.integers(0, 2), dying=dies)
    def mei_announces(self, lottery: bool, early: int, codes: int, dying: bool) -> None:
        if not self.drops or self.now(self.drops[-1]).state in ("over", "called_off"):
            self.announces(lottery=lottery, early=early, codes=codes, dying=dying)

    def announces(self, *, lottery: bool, early: int, codes: int, dying: bool) -> None:
        now = self.clock.now()
        wanted = NewDrop(
            id=new_id(),
            variant_id=self.variant,
            mode="lottery" if lottery else "queue",
            units=UNITS,
            price=700,
            opens_at=now + timedelta(minutes=5),
            closes_at=now + timedelta(hours=3),
            commitment=commitment(SEED),
            early_units=early,
            code_units=codes,
        )
        made = self.does(drops.announce, self.mei, wanted, dying=dying)
        assert isinstance(made, Drop), made
        assert self.act(drops.announce, self.mei, wanted) == made
        self.drops.append(made.id)
        self.clock.advance(timedelta(minutes=5))

    @rule(several=st.lists(st.tuples(pick, st.booleans()), min_size=1, max_size=6), dying=dies)
    def some_reserve(self, several: list[tuple[int, bool]], dying: bool) -> None:
        """At once, some of them twice."""
        drop = self.drop()
        wanted = []
        for n, twice in several:
            person = self.who(n)
            if person is not None:
                one = NewReservation(new_id(), drop.id, person)
                wanted += [one, one] if twice else [one]
        if not wanted:
            return
        answers = self.does(drops.reserve, wanted, dying=dying)
        assert not isinstance(answers, Problem)
        given = {one.id: one for one in answers if not isinstance(one, Problem)}
        again = self.act(drops.reserve, wanted)
        assert [one for one in again if not isinstance(one, Problem)] == [
            given[one.id] for one in wanted if one.id in given
        ]
        self.reserved += [one for one in wanted if one.id in given]

    @rule(n=pick)
    def somebody_gives_a_ticket_back(self, n: int) -> None:
        if self.reserved:
            one = self.reserved[n % len(self.reserved)]
            self.act(drops.withdraw, one.person_id, one.drop_id, one.id)

    @rule(n=pick, dying=dies, uses=st.booleans())
    def mei_gives_a_code(self, n: int, dying: bool, uses: bool) -> None:
        drop, person = self.drop(), self.who(n)
        if person is None:
            return
        wanted = DropCode(new_id(), drop.id, person, self.mei, "", self.clock.now())
        made = self.does(drops.give_code, self.mei, wanted, dying=dying)
        if isinstance(made, Problem):
            return
        other = self.who(n + 1)
        if other is not None:
            assert isinstance(self.act(drops.use_code, other, drop.id, made.code), Problem)
        if uses:
            self.does(drops.use_code, person, drop.id, made.code, dying=dying)

    @rule(dying=dies, right=st.booleans())
    def mei_shows_the_seed(self, dying: bool, right: bool) -> None:
        drop = self.drop()
        before = self.run(self.gang.value("select count(*) from orders_right"))
        made = self.does(drops.reveal, self.mei, drop.id, SEED if right else OTHER, dying=dying)
        if not isinstance(made, Problem):
            assert self.act(drops.reveal, self.mei, drop.id, SEED if right else OTHER) == made
            published = self.act(drops.proof, made)
            tickets = self.act(drops.tickets, drop.id)
            assert drops.draw_faults(published, tickets) == []
        elif drop.to_draw:
            assert self.run(self.gang.value("select count(*) from orders_right")) == before

    @rule(other=st.booleans(), dying=dies)
    def mei_lost_the_seed(self, other: bool, dying: bool) -> None:
        drop = self.drop()
        made = commitment(OTHER if other else SEED)
        self.does(drops.recommit, self.mei, drop.id, made, dying=dying)

    @rule(dying=dies)
    def mei_calls_it_off(self, dying: bool) -> None:
        if self.drops and len(self.drops) < 4:
            self.does(drops.call_off, self.mei, self.drops[-1], "No wood", dying=dying)

    @rule(n=pick, with_right_of=pick, dying=dies, twice=st.booleans())
    def somebody_buys(self, n: int, with_right_of: int, dying: bool, twice: bool) -> None:
        """With their own right, or one of somebody else, which is of no use to them."""
        drop, person, other = self.drop(), self.who(n), self.who(with_right_of)
        if person is None or other is None:
            return
        right = self.act(store_tickets.rights_of, [drop.ref], other).get(drop.ref)
        if right is None:
            return
        line = WantedLine(self.variant, 1, right)
        wanted = [WantedShop(self.shop.id, "pickup", [line])]
        quoted = self.act(orders.quote, person, wanted, Recipient("P"))
        if person != other:
            assert isinstance(quoted, Problem)
        if isinstance(quoted, Problem):
            return
        assert quoted[0].total == 700
        wishes = [PaymentWish(new_id(), person, quoted[1].text, pay.VOUCHED)]
        wishes += [PaymentWish(new_id(), person, quoted[1].text, pay.VOUCHED)] if twice else []
        paid = self.does(orders.pay_quotes, wishes, dying=dying)
        done = [one for one in paid if not isinstance(one, Problem)]
        assert len(done) == 1
        assert self.act(orders.pay_quotes, wishes)[0] == paid[0]
        found = self.act(orders_store.of_payments, [done[0].id])[done[0].id]
        self.bought += [(person, one.id) for one in found]

    @rule(n=pick, sends=st.booleans(), dying=dies)
    def an_order_goes_on(self, n: int, sends: bool, dying: bool) -> None:
        if not self.bought:
            return
        person, order_id = self.bought[n % len(self.bought)]
        if sends:
            self.does(orders.send, self.mei, order_id, new_id(), None, dying=dying)
        else:
            wish = CaseWish("cancel", {0: 1})
            self.does(orders.open_case, person, order_id, new_id(), wish, dying=dying)

    @rule(n=pick, dying=dies)
    def somebody_leaves(self, n: int, dying: bool) -> None:
        person = self.who(n)
        busy = {one for one, _ in self.bought}
        if person is None or person in busy or len(self.gone) > 1:
            return
        self.gone.add(person)
        for erase in (erase_rights, erase_tickets, erase_codes):
            self.does(erase, person, dying=dying)

    @rule(minutes=st.sampled_from([1, 1, 30, 60, 60, 60 * 23, 60 * 25, 60 * 24 * 6]))
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

    @invariant()
    def nothing_is_lost_or_promised_twice(self) -> None:
        there, sent = self.run(self.gang.value(THERE)), self.run(self.gang.value(SENT))
        assert there + sent == self.begun
        assert self.run(self.gang.value(PROMISED, self.clock.now())) <= 0
        assert (self.run(self.gang.value(HAVE)) or 0) <= 1

    def teardown(self) -> None:
        """Whatever is left alone ends: units lie in the shop again, rights are over."""
        self.reactions_come()
        for _ in range(5):
            self.timers(TIMERS)
            if self.drops and self.now(self.drops[-1]).to_draw:
                self.act(drops.reveal, self.mei, self.drops[-1], SEED)
                self.act(drops.reveal, self.mei, self.drops[-1], OTHER)
            self.clock.advance(timedelta(days=20))
            self.timers(TIMERS)
            self.reactions_come()
        for one in self.drops:
            assert self.now(one).state in ("over", "called_off")
        free = "select coalesce(sum(units - taken), 0)::bigint from stock_pool"
        assert self.run(self.gang.value(f"{free} where owner like 'drops:%'")) == 0
        left = "select count(*) from orders_right where used_at is null and voided_at is null"
        assert self.run(self.gang.value(left)) == 0
        assert self.holds()


@pytest.mark.hypothesis
def test_drops_rights_stock_and_money_agree(database_url: str, tmp_path: Path) -> None:
    with machine_of(Fair, database_url, tmp_path, 6) as machine:
        try_out(machine, count=5, steps=25)

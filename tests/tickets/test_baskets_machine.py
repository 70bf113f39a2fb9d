"""The same evening with fares, extras, quotas, vouchers and friends who pay together, in any order:
twice, late, and with a process that dies between any two steps.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leapfrog import concessions, escrow, ticket_gates, tickets, vouchers
from leapfrog.concessions import ProductQuota, ShowProduct
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.tickets import baskets, extras, parties
from leapfrog.tickets.baskets import BasketWish
from leapfrog.vouchers import VoucherCount, VoucherTerms
from tests.pay.machine import machine_of, try_out
from tests.tickets.test_machine import Evening, dies, which, who

USES = 3
# Uses of a code, counted from both sides, and those of orders that are over, but for what was
# handed over.
VOUCHERS = """
select c.used, c.uses,
    coalesce((select sum(units) from vouchers_use u where u.code = c.code), 0)::bigint,
    (select count(*) from vouchers_use u join tickets_order o on o.id = u.order_id
        where u.code = c.code and o.state in ('lapsed', 'refunded') and not exists (
            select from concessions_line l where l.id = u.id and l.state = 'handed'
        ))
from vouchers_code c where c.code = $1
"""
# Of each quota: what lines have of it that are paid, and what claims keep.
QUOTAS = """
select q.n, q.units, coalesce((
    select sum(l.units) from concessions_line l join concessions_product p on p.id = l.product_id
    where l.show_id = q.show_id and l.state in ('paid', 'handed') and q.n = any(p.quotas)
), 0)::bigint as lines, coalesce((
    select sum(c.units - c.spent - c.freed) from stock_claim c join stock_pool p on p.id = c.pool_id
    where p.owner = 'concessions:' || q.show_id::text || ':' || q.n::text and c.state = 'kept'
), 0)::bigint as claims
from concessions_quota q where q.show_id = $1
"""
# What lines cost that are still paid for, and what the escrow has of them or has given on.
LINES = """
select coalesce(sum(l.price) filter (where l.state in ('paid', 'handed')), 0)::bigint,
    coalesce((select sum(e.paid - e.refunded) from escrow_trade e
        where e.of = any(array_agg('concessions:' || l.id::text))), 0)::bigint,
    coalesce(sum(price) filter (where state = 'handed'), 0)::bigint,
    coalesce((select sum(e.released) from escrow_trade e
        where e.of = any(array_agg('concessions:' || l.id::text))), 0)::bigint
from concessions_line l where l.show_id = $1 and not cash
"""
AMOUNTS = """
select count(*) from tickets_order o where o.show_id = $1 and o.state in ('held', 'paid')
    and o.sold_by is null and o.amount <> (
        select sum(price) from tickets_ticket t where t.order_id = o.id and t.state <> 'void'
    )
"""


class Outing(Evening):
    """The evening with a stall beside it."""

    async def opens(self, db: Db) -> None:
        await super().opens(db)
        self.code = f"F{new_id().hex[-12:]}".upper()
        self.fare, self.corn, self.car = (new_id() for _ in range(3))
        quotas = [ProductQuota(1, "Children", 2), ProductQuota(2, "Popcorn", 3)]
        made: dict[str, Any] = {"show_id": self.show}
        products = [
            ShowProduct(**made, id=self.fare, n=0, kind="fare", name="Child", price=50, quotas=[1]),
            ShowProduct(**made, id=self.corn, n=1, kind="extra", name="Corn", price=40, quotas=[2]),
            ShowProduct(
                **made, id=self.car, n=2, kind="extra", name="Car", price=90, quotas=[1, 2]
            ),
        ]
        await concessions.offer(db, self.show, quotas, products)
        shop = (await tickets.staff_show(db, self.owner, self.show)).merchant_id
        terms = VoucherTerms(
            name="Friends",
            effect="percent",
            value=20,
            categories=["Seat"],
            products=[self.corn],
            uses=USES,
            per_person=2,
            until=db.now + timedelta(days=20),
        )
        await vouchers.make(db, self.owner, new_id(), shop, terms, VoucherCount(1, self.code))

    @rule(n=which, fare=st.booleans(), corn=st.integers(0, 2), car=st.integers(0, 1), dies=dies)
    def fills_the_basket(self, n: int, fare: bool, corn: int, car: int, dies: bool) -> None:
        self._fill(n, BasketWish({}, {self.corn: corn, self.car: car}, None), fare, dies)

    @rule(n=which, fare=st.booleans(), corn=st.integers(0, 1), dies=dies)
    def uses_a_code(self, n: int, fare: bool, corn: int, dies: bool) -> None:
        self._fill(n, BasketWish({}, {self.corn: corn}, self.code), fare, dies)

    def _fill(self, n: int, wish: BasketWish, fare: bool, dies: bool) -> None:
        found = self.one(n)
        if found is None:
            return
        me, order = self.buyers[found[0]], found[1]

        async def first(db: Db) -> UUID | None:
            sql = "select id from tickets_ticket where order_id = $1 order by id limit 1"
            one: UUID | None = await db.value(sql, order)
            return one

        ticket = self.act(first) if fare else None
        wish = BasketWish({ticket: self.fare} if ticket else {}, wish.extras, wish.voucher)
        if dies:
            self.dies(baskets.fill, me, order, wish)
        filled = self.act(baskets.fill, me, order, wish)
        again = self.act(baskets.fill, me, order, wish)
        if not isinstance(filled, Problem) and not isinstance(again, Problem):
            assert again.amount == filled.amount

    @rule(n=which, dies=dies)
    def is_handed_over(self, n: int, dies: bool) -> None:
        found = self.one(n)
        if found is None:
            return
        for line in self._lines(found[1])[:1]:
            code = self.act(tickets.own_codes, self.buyers[found[0]], found[1])
            if isinstance(code, Problem) or not code:
                return
            given = (self.owner, self.show, code[0], line, new_id())
            if dies:
                self.dies(ticket_gates.hand_over, *given)
            self.act(ticket_gates.hand_over, *given)
            other = (*given[:4], new_id())
            assert isinstance(self.act(ticket_gates.hand_over, *other), Problem), "once"

    @rule(n=which, dies=dies)
    def gives_an_extra_back(self, n: int, dies: bool) -> None:
        found = self.one(n)
        if found is None:
            return
        for line in self._lines(found[1])[:1]:
            if dies:
                self.dies(extras.give_back_extra, self.buyers[found[0]], found[1], line)
            self.act(extras.give_back_extra, self.buyers[found[0]], found[1], line)

    def _lines(self, order: UUID) -> list[UUID]:
        async def look(db: Db) -> list[UUID]:
            sql = """
            select id from concessions_line where order_id = $1 and ticket_id is null order by id
            """
            return [row[0] for row in await db.rows(sql, order)]

        found: list[UUID] = self.act(look)
        return found

    @rule(n=which, taker=who, dies=dies)
    def a_friend_takes_a_seat(self, n: int, taker: int, dies: bool) -> None:
        found = self.one(n)
        if found is None:
            return
        starter, order = self.buyers[found[0]], found[1]
        if isinstance(self.act(parties.open_party, starter, order), Problem):
            return
        now = self.act(parties.look, starter, order)
        seats = [] if isinstance(now, Problem) else [o for o in now.seats if o.order.id == order]
        made, me = new_id(), self.buyers[taker]
        for seat in seats[:1]:
            if dies:
                self.dies(parties.join, me, order, made, [seat.ticket.id])
            joined = self.act(parties.join, me, order, made, [seat.ticket.id])
            if not isinstance(joined, Problem):
                self.orders.append((taker, made))

    @rule()
    def what_is_due_happens(self) -> None:
        self.timers({**tickets.TIMERS, **escrow.TIMERS})

    @invariant()
    def nothing_is_used_or_taken_twice(self) -> None:
        async def look(db: Db) -> list[Any]:
            rows = await db.rows(QUOTAS, self.show)
            lines = await db.row(LINES, self.show)
            wrong = await db.value(AMOUNTS, self.show)
            return [await db.row(VOUCHERS, self.code), rows, lines, wrong]

        (used, uses, summed, over), quotas, lines, wrong = self.act(look)
        assert used == summed <= uses
        assert over == 0
        for quota in quotas:
            assert quota["lines"] == quota["claims"] <= quota["units"]
        paid, in_escrow, handed, released = lines
        assert paid == in_escrow
        assert handed <= released <= paid
        assert wrong == 0


@pytest.mark.hypothesis
def test_no_use_no_unit_and_no_money_is_lost(database_url: str, tmp_path: Path) -> None:
    with machine_of(Outing, database_url, tmp_path, 3) as machine:
        try_out(machine, count=10, steps=30)

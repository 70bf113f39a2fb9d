"""Seats, orders, tickets, escrow and the gate in any order: twice, late, with jumps of the clock,
and with a process that dies between any two steps.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from msgspec.structs import replace

from leapfrog import escrow, stock, ticket_gates, ticket_sales, tickets, till, wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.pay import VOUCHED, town_account, wallet_account_of
from leapfrog.ticket_codes import Way
from leapfrog.ticket_gates import AtGate, Seen, ShowGate
from leapfrog.tickets import (
    Choice,
    NewShow,
    StandingRoom,
    TownEvent,
    Venue,
    Wish,
    box_office,
    resale,
    returning,
)
from leapfrog.wallet import Transfer
from tests.pay.machine import Machine, machine_of, try_out

PRICE = 700
# Live tickets and seats that are sold, each counted from the other side.
SEATS = """
select count(*) filter (where s.state = 'sold'),
    count(*) filter (where s.state = 'sold' and t.id is null),
    (select count(*) from tickets_ticket where show_id = $1 and seat is not null
        and state in ('valid', 'used')),
    (select count(*) from (
        select seat from tickets_ticket where show_id = $1 and seat is not null
            and state in ('valid', 'used') group by seat having count(*) > 1
    ) twice)
from tickets_seat s left join tickets_ticket t
    on t.show_id = s.show_id and t.seat = s.n and t.order_id = s.order_id
        and t.state in ('valid', 'used')
where s.show_id = $1
"""
PLACES = """
select (select count(*) from tickets_ticket where show_id = $1 and seat is null
    and state in ('valid', 'used')),
    coalesce((
        select sum(c.units - c.spent - c.freed)
        from stock_claim c join stock_pool p on p.id = c.pool_id
        where p.owner like 'tickets:standing:' || $1::text || '%' and c.state = 'kept'
    ), 0)
"""
MONEY = """
select coalesce(sum(o.amount - o.refunded), 0)::bigint,
    coalesce((
        select sum(e.paid - e.refunded) from escrow_trade e
        where e.of = any(array_agg('tickets:' || o.id::text))
    ), 0)::bigint
from tickets_order o where o.show_id = $1 and o.state in ('paid', 'part_refunded', 'refunded')
"""
# Of each ticket so many came in and went out, and by which scan it came in last.
LET_IN = """
select t.state, t.used_scan,
    count(*) filter (where s.outcome = 'ok' and s.way = 'in') as came,
    count(*) filter (where s.outcome = 'ok' and s.way = 'out') as went,
    (array_agg(s.id order by s.at desc, s.id desc)
        filter (where s.outcome = 'ok' and s.way = 'in'))[1] as last
from tickets_ticket t join ticket_gates_scan s on s.ticket_id = t.id
where t.show_id = $1 and t.state <> 'void' group by t.id
"""
who = st.integers(0, 1)
which = st.integers(0, 5)
dies = st.booleans()


class Evening(Machine):
    """Two people buy for a small hall with standing room behind it; its owner may call it off."""

    def __init__(self) -> None:
        super().__init__()
        self.owner, *self.buyers = self.gang.people
        self.orders: list[tuple[int, UUID]] = []
        self.codes: list[str] = []
        self.scans: list[Seen] = []
        self.show = new_id()
        made = self.act(self.opens)
        assert not isinstance(made, Problem), made

    async def opens(self, db: Db) -> None:
        shop, venue, hall, event = (new_id() for _ in range(4))
        await till.open_shop(db, self.owner, shop, till.ShopChanges(name="Lux"))
        await tickets.set_venue(db, self.owner, Venue(venue, shop, "Lux", "", None))
        plan = tickets.grid("Hall", 2, 4, "Seat")
        await tickets.set_hall(db, self.owner, hall, venue, "Hall", plan)
        told: dict[str, Any] = {"about": "", "age": 0, "language": "", "kind": "film"}
        film = TownEvent(id=event, merchant_id=shop, name="Film", minutes=90, **told)
        await tickets.set_event(db, self.owner, film)
        room = StandingRoom("Standing", PRICE, 2)
        starts = db.now + timedelta(hours=30)
        prices = {"Seat": PRICE}
        wanted = NewShow(event, venue, hall, starts, 30, prices, standing=(room,))
        await tickets.set_show(db, self.owner, self.show, wanted)
        issuer = await town_account(db, "issuer")
        for one in self.buyers:
            account = await wallet_of(db, one)
            top_up = Transfer(id=new_id(), payer=issuer.id, payee=account, amount=20_000)
            await wallet.post(db, [top_up])

    def one(self, n: int) -> tuple[int, UUID] | None:
        return self.orders[n % len(self.orders)] if self.orders else None

    @rule(who=who, seat=st.integers(0, 7), count=st.integers(1, 3), dies=dies)
    def holds_seats(self, who: int, seat: int, count: int, dies: bool) -> None:
        seats = tuple(range(seat, min(8, seat + count)))
        self._hold(who, Choice(seats), dies)

    @rule(who=who, count=st.integers(1, 3), dies=dies)
    def holds_the_best(self, who: int, count: int, dies: bool) -> None:
        self._hold(who, Choice(best=count), dies)

    @rule(who=who, count=st.integers(1, 2), dies=dies)
    def holds_places(self, who: int, count: int, dies: bool) -> None:
        self._hold(who, Choice(standing=count, category=1), dies)

    def _hold(self, who: int, choice: Choice, dies: bool) -> None:
        made = new_id()
        if dies:
            self.dies(tickets.hold, self.buyers[who], made, self.show, choice)
        held = self.act(tickets.hold, self.buyers[who], made, self.show, choice)
        if not isinstance(held, Problem):
            self.orders.append((who, made))

    @rule(n=which, dies=dies)
    def pays(self, n: int, dies: bool) -> None:
        found = self.one(n)
        if found is None:
            return
        me, order = self.buyers[found[0]], found[1]
        if dies:
            self.dies(tickets.pay_for, me, order, VOUCHED)
        if not isinstance(self.act(tickets.pay_for, me, order, VOUCHED), Problem):
            self.codes += self.act(tickets.own_codes, me, order)

    @rule(n=which, dies=dies)
    def gives_back(self, n: int, dies: bool) -> None:
        found = self.one(n)
        if found is None:
            return
        me = self.buyers[found[0]]
        for ticket in self.act(tickets.tickets_of, me, found[1])[:1]:
            if dies:
                self.dies(returning.give_back, me, ticket.id)
            self.act(returning.give_back, me, ticket.id)

    @rule(
        n=which,
        decided=st.sampled_from(("town", "let in", "refused")),
        way=st.sampled_from(("in", "in", "out")),
        late=st.integers(0, 20),
        dies=dies,
    )
    def is_scanned(self, n: int, decided: str, way: Way, late: int, dies: bool) -> None:
        if not self.codes:
            return
        code = self.codes[n % len(self.codes)]
        at = self.clock.now() - timedelta(minutes=late)
        alone = decided != "town"
        self._scan(Seen(new_id(), code, at, decided == "let in", alone, way), dies)

    @rule(n=which, seconds=st.sampled_from((5, 29, 40)), dies=dies)
    def is_taken_back(self, n: int, seconds: int, dies: bool) -> None:
        if not self.scans:
            return
        one = self.scans[n % len(self.scans)]
        self._scan(replace(one, undone_at=one.at + timedelta(seconds=seconds)), dies)

    def _scan(self, seen: Seen, dies: bool) -> None:
        given = (self.owner, self.show, AtGate("A"), [seen])
        if dies:
            self.dies(ticket_gates.scan, *given)
        first = self.act(ticket_gates.scan, *given)
        if isinstance(first, Problem):
            assert seen.undone_at is not None, "only what is late is refused"
            return
        again = self.act(ticket_gates.scan, *given)
        assert [one.scan for one in again] == [one.scan for one in first]
        self.scans = [one for one in self.scans if one.id != seen.id] + [seen]

    @rule(on=st.booleans())
    def may_come_in_again(self, on: bool) -> None:
        self.act(ticket_gates.set_up, self.owner, self.show, ShowGate(re_entry=on))

    @rule(n=which, to=who, dies=dies)
    def passes_on(self, n: int, to: int, dies: bool) -> None:
        found = self.one(n)
        if found is None:
            return
        me = self.buyers[found[0]]
        for ticket in self.act(tickets.tickets_of, me, found[1])[:1]:
            if dies:
                self.dies(tickets.pass_on, me, ticket.id, self.buyers[to])
            self.act(tickets.pass_on, me, ticket.id, self.buyers[to])

    @rule(n=which, keeps=st.booleans(), dies=dies)
    def lists(self, n: int, keeps: bool, dies: bool) -> None:
        found = self.one(n)
        if found is None:
            return
        me = self.buyers[found[0]]
        for ticket in self.act(tickets.tickets_of, me, found[1])[:1]:
            verb = resale.withdraw if keeps else tickets.offer_ticket
            if dies:
                self.dies(verb, me, ticket.id)
            self.act(verb, me, ticket.id)

    @rule(who=who, count=st.integers(1, 3), together=st.booleans())
    def waits(self, who: int, count: int, together: bool) -> None:
        given = (self.show, self.buyers[who], count, together, None)
        self.act(tickets.wait, Wish(*given, "waiting", self.clock.now()))

    @rule(who=who, dies=dies)
    def takes_what_is_offered(self, who: int, dies: bool) -> None:
        me = self.buyers[who]
        offer = self.act(tickets.offer_of, me, self.show)
        if offer is None:
            return
        order = offer[2].id
        self.orders += [] if (who, order) in self.orders else [(who, order)]
        if dies:
            self.dies(tickets.pay_for, me, order, VOUCHED)
        self.act(tickets.pay_for, me, order, VOUCHED)

    @rule(seat=st.integers(0, 7), cash=st.booleans(), dies=dies)
    def is_sold_at_the_desk(self, seat: int, cash: bool, dies: bool) -> None:
        made, choice = new_id(), Choice((seat,))
        held = self.act(box_office.sell, self.owner, made, self.show, choice)
        if isinstance(held, Problem):
            return
        if dies:
            self.dies(box_office.take_cash, self.owner, made)
        if cash:
            self.act(box_office.take_cash, self.owner, made)
        else:
            self.act(box_office.take_over, self.buyers[0], made)
            self.orders.append((0, made))

    @rule(seats=st.sets(st.integers(0, 7), max_size=2), dies=dies)
    def is_kept_for_the_house(self, seats: set[int], dies: bool) -> None:
        given = (self.owner, self.show, sorted(seats))
        if dies:
            self.dies(tickets.keep_for_house, *given)
        self.act(tickets.keep_for_house, *given)

    @rule(seat=st.integers(0, 7), dies=dies)
    def is_given_for_nothing(self, seat: int, dies: bool) -> None:
        made = new_id()
        held = self.act(box_office.sell, self.owner, made, self.show, Choice((seat,)))
        if isinstance(held, Problem):
            return
        if dies:
            self.dies(box_office.give_free, self.owner, made, "Press")
        self.act(box_office.give_free, self.owner, made, "Press")

    @rule(n=which, seat=st.integers(0, 7), dies=dies)
    def sits_elsewhere(self, n: int, seat: int, dies: bool) -> None:
        found = self.one(n)
        if found is None:
            return
        for ticket in self.act(tickets.tickets_of, self.buyers[found[0]], found[1])[:1]:
            given = (self.owner, self.show, ticket, seat)
            if dies:
                self.dies(box_office.reseat, *given)
            self.act(box_office.reseat, *given)

    @rule(hours=st.sampled_from((-2, 3, 40)), dies=dies)
    def is_moved(self, hours: int, dies: bool) -> None:
        async def starts(db: Db) -> Any:
            return await db.value("select starts_at from tickets_show where id = $1", self.show)

        at = self.act(starts) + timedelta(hours=hours)
        if dies:
            self.dies(ticket_sales.move, self.owner, self.show, at)
        self.act(ticket_sales.move, self.owner, self.show, at)

    @rule(minutes=st.sampled_from((1, 5, 11, 11, 60, 60 * 24)))
    def time_goes_on(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @rule()
    def what_is_due_happens(self) -> None:
        self.timers({**tickets.TIMERS, **ticket_sales.TIMERS, **escrow.TIMERS})

    @rule(n=st.integers(0, 7), dies=dies)
    def is_called_off(self, n: int, dies: bool) -> None:
        if n:
            return
        if dies:
            self.dies(tickets.cancel_show, self.owner, self.show, "ill")
            self.dies(tickets.refund_all, str(self.show), None)
        self.act(tickets.cancel_show, self.owner, self.show, "ill")

    @invariant()
    def no_seat_is_sold_twice(self) -> None:
        async def look(db: Db) -> list[Any]:
            rows = [await db.row(sql, self.show) for sql in (SEATS, PLACES, MONEY)]
            entries = await db.rows(LET_IN, self.show)
            state = await db.value("select state from tickets_show where id = $1", self.show)
            return [*rows, entries, state]

        seats, places, money, entries, state = self.act(look)
        sold, without, live, twice = seats
        assert twice == 0
        if state == "on_sale":
            assert (sold, without) == (live, 0)
            assert places[0] == places[1]
        assert money[0] == money[1]
        for one in entries:
            assert one["used_scan"] == one["last"]
            assert (one["state"] == "used") == (one["came"] > 0)
            assert one["came"] - one["went"] in (0, 1), "one person is inside with it, or nobody"

    def teardown(self) -> None:
        """Left alone, all money is the organiser's or back."""
        for _ in range(6):
            self.clock.advance(timedelta(days=2))
            self.timers({**tickets.TIMERS, **ticket_sales.TIMERS, **escrow.TIMERS})
        self.act(stock.tidy)

        async def look(db: Db) -> int:
            sql = """
            select coalesce(sum(paid - refunded - released), 0)::bigint from escrow_trade
            where of = any($1::text[])
            """
            names = [f"tickets:{order}" for _, order in self.orders]
            return int(await db.value(sql, names))

        assert self.act(look) == 0
        assert self.holds()


async def wallet_of(db: Db, person_id: UUID) -> int:
    found = await wallet_account_of(db, person_id)
    return found.id


@pytest.mark.hypothesis
def test_no_seat_twice_and_no_money_lost(database_url: str, tmp_path: Path) -> None:
    with machine_of(Evening, database_url, tmp_path, 3) as machine:
        try_out(machine, count=12, steps=30)

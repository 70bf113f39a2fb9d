"""Tickets sold where the show is: held by who works there, then paid in cash, or taken over by the
buyer's own phone and paid into the escrow as always.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import concessions, ticket_codes
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.locks import lock
from leapfrog.kernel.timers import cancel
from leapfrog.tickets import (
    programme,
    resale,
    seats,
    selling,
    store_baskets,
    store_gate,
    store_orders,
    store_seats,
)
from leapfrog.tickets.baskets import house_seats
from leapfrog.tickets.errors import (
    DeskHold,
    HoldOver,
    NoShow,
    NoTicket,
    NoTicketOrder,
    SeatGone,
    TicketsIdUsed,
)
from leapfrog.tickets.model import (
    CHANGED,
    HOLD,
    LIVE,
    Choice,
    OrderState,
    Show,
    Ticket,
    TicketOrder,
)
from leapfrog.tickets.returning import end_tickets


class DeskSale(msgspec.Struct, frozen=True):
    """An order of the box office; `tickets`: good ones that were paid in cash and that nobody has
    taken into their own app, to show and to print; `due`: cash to be given back if it is asked for.
    """

    order: TicketOrder
    tickets: Sequence[Ticket]
    due: int


async def sell(db: Db, me: UUID, order_id: UUID, show_id: UUID, choice: Choice) -> TicketOrder:
    """Holds seats for who stands at the box office, all or none, for ten minutes. The same id again
    is the same. Raises `NoShow`, `RoleNeeded`, `TicketsIdUsed` and what `hold` does; nobody has too
    many.
    """
    selling.check_choice(choice)
    check_new_id(order_id)
    await lock(db, "tickets", me)
    await programme.staff_show(db, me, show_id)
    made = await store_orders.order(db, order_id)
    if made is not None:
        if (made.sold_by, made.show_id) != (me, show_id):
            raise TicketsIdUsed
        return made
    show = await selling.show_on_sale(db, show_id)
    if not show.opens_now(db.now):
        selling.check_open(show, db.now)
    house = set(await house_seats(db, show.id)).intersection(choice.seats)
    queue = seats.house_of(show.id) if house else None
    take = seats.Take(order_id, db.now + HOLD, queue=queue)
    order = await selling.take_for(db, me, show, choice, take)
    await store_orders.sell_at_desk(db, order.id, me)
    return replace(order, sold_by=me)


async def take_cash(db: Db, me: UUID, order_id: UUID) -> TicketOrder:
    """Cash was paid for what is held at the box office: its tickets belong to who has their codes.
    Again is the same. Raises `NoTicketOrder`, `NotOnSale`, `HoldOver`, `RoleNeeded`.
    """
    seen, show = await _sold_here(db, me, order_id)
    show = await selling.show_on_sale(db, show.id)
    order = await store_orders.lock(db, seen.id)
    assert order is not None
    if order.at_desk or order.state in ("part_refunded", "refunded"):
        return order
    if order.state != "held" or order.until <= db.now or order.buyer_id != order.sold_by:
        raise HoldOver
    sellers = await resale.lock_sellers(db, order.id)
    if sellers.listings:
        # Who gives up a ticket is paid out of the escrow, in which cash is not.
        raise HoldOver
    await selling.make_good(db, show, order)
    lines = await concessions.keep(db, order.id, cash=True)
    extras = sum(one.price for one in lines)
    await store_orders.paid_in_cash(db, order.id, extras)
    await cancel(db, selling.HOLD_OVER, str(order.id))
    return replace(order, state="paid", paid_at=db.now, cash=order.amount + extras, amount=0)


async def give_free(db: Db, me: UUID, order_id: UUID, why: str) -> TicketOrder:
    """Makes what is held at the box office free, as who leads the shop decides; what there is
    beside the seats is paid in cash. Again is the same. Raises what `take_cash` does, `Invalid`.
    """
    seen, show = await _sold_here(db, me, order_id)
    await programme.led_show(db, me, show.id)
    said = programme.line_of(why, 1)
    order = await store_orders.lock(db, seen.id)
    assert order is not None
    if order.state == "held":
        tickets = (await store_orders.tickets(db, [order.id]))[order.id]
        free = [replace(one, price=0, full_price=one.full_price or one.price) for one in tickets]
        await store_baskets.reprice(db, order.id, 0, free)
        await store_orders.comp(db, order.id, said)
    return await take_cash(db, me, order_id)


async def reseat(db: Db, me: UUID, show_id: UUID, found: Ticket, seat: int) -> Ticket:
    """Moves who shows this ticket at the box office to a free seat of the same category; the old
    code is worth nothing any more. Raises `Invalid`, `NoShow`, `RoleNeeded`, `NoTicket`,
    `NotOnSale`, `SeatGone`, and `NotListable` while somebody pays for the old one.
    """
    await programme.staff_show(db, me, show_id)
    show = await selling.show_on_sale(db, show_id)
    await store_orders.lock(db, found.order_id)
    ticket = (await store_orders.lock_tickets(db, [found.id]))[found.id]
    if ticket.state != "valid" or ticket.turn != found.turn or ticket.seat is None:
        raise NoTicket
    if ticket.seat == seat:
        return ticket
    await resale.take_down(db, ticket.id)
    locked = {one.n: one for one in await store_seats.lock_rows(db, show.id, [ticket.seat, seat])}
    take = seats.Take(ticket.order_id, db.now, queue=seats.house_of(show.id))
    if seat not in locked or locked[seat].category != ticket.category:
        raise Invalid("A seat of the same category.")
    if not take.can_have(locked[seat], db.now):
        raise SeatGone(seats=[seat])
    await store_seats.sell(db, show.id, [seat], ticket.order_id)
    await store_orders.reseat(db, ticket.id, seat)
    await seats.release_locked(db, show.id, [ticket.seat])
    stream.tell(db, {ticket.holder_id} if ticket.holder_id else set(), CHANGED)
    return replace(ticket, seat=seat, turn=ticket.turn + 1)


async def sale(db: Db, me: UUID, order_id: UUID) -> DeskSale:
    """An order of a box office at which I work. Raises `NoTicketOrder`, `RoleNeeded`."""
    order, show = await _sold_here(db, me, order_id)
    found = (await store_orders.tickets(db, [order.id]))[order.id] if order.at_desk else []
    paper = [one for one in found if one.holder_id is None and one.state in LIVE]
    return DeskSale(order, paper, await cash_due(db, show, order))


async def take_over(db: Db, me: UUID, order_id: UUID) -> TicketOrder:
    """Makes what a box office holds, whose code I read there, my order, to be paid by me. Again is
    the same; who holds it takes nothing over. Raises `NoTicketOrder`, `DeskHold`, `HoldOver`.
    """
    order = await store_orders.lock(db, order_id)
    if order is None or order.sold_by is None:
        raise NoTicketOrder
    if order.sold_by == me:
        raise DeskHold
    if order.buyer_id == me:
        return order
    if order.buyer_id != order.sold_by:
        raise NoTicketOrder
    if order.state != "held" or order.until <= db.now:
        raise HoldOver
    await store_orders.take_over(db, order.id, me)
    stream.tell(db, {me, order.sold_by}, CHANGED)
    return replace(order, buyer_id=me)


async def claim(db: Db, me: UUID, code: str) -> Ticket:
    """Puts a ticket that was paid in cash, by its code, into my app; the code on paper is worth
    nothing any more. Raises `NoTicket`.
    """
    read = ticket_codes.read(code)
    keys = await store_gate.keys(db)
    if read is None or read.code.key not in keys or not read.is_right(keys):
        raise NoTicket
    ticket_id = read.code.ticket
    ticket = (await store_orders.lock_tickets(db, [ticket_id])).get(ticket_id)
    if ticket is None or ticket.holder_id is not None or ticket.state != "valid":
        raise NoTicket
    order = await store_orders.order(db, ticket.order_id)
    # Who took the cash has seen the code, and is not whose it is.
    mine = order is not None and order.at_desk and order.sold_by != me
    if not mine or ticket.turn != read.code.turn:
        raise NoTicket
    await store_orders.give(db, ticket_id, me)
    stream.tell(db, {me}, CHANGED)
    return replace(ticket, holder_id=me, turn=ticket.turn + 1)


async def give_cash_back(db: Db, me: UUID, order_id: UUID) -> TicketOrder:
    """A box office gave the cash of an order back: its tickets are void, its seats free; what was
    used stays. Again is the same. Raises `NoTicketOrder`, `RoleNeeded`, `NotListable`.
    """
    seen, show = await _sold_here(db, me, order_id)
    order = await store_orders.lock(db, seen.id)
    assert order is not None
    if not order.at_desk:
        return order
    found = (await store_orders.tickets(db, [order.id]))[order.id]
    tickets = list((await store_orders.lock_tickets(db, [one.id for one in found])).values())
    ends = [one for one in _unused(tickets, show) if one.state in LIVE]
    extras = await concessions.unused(db, [order.id])
    due = await cash_due(db, show, order)
    if not (ends or extras or due):
        return order
    for one in sorted(ends, key=lambda each: each.seat or 0):
        await resale.take_down(db, one.id)
    await end_tickets(db, ends, extras)
    await concessions.cash_back(db, order.id)
    state: OrderState = "refunded" if ends else order.state
    after = replace(order, cash_back=order.cash_back + due, state=state)
    await store_orders.save(db, after)
    await store_orders.cash_went_back(db, order.id, after.cash_back)
    return after


async def cash_due(db: Db, show: Show, order: TicketOrder) -> int:
    """What is to be given back in cash now: of all tickets that nobody used, and of all if the show
    is called off, and of extras that were not handed over, less what was given back before.
    """
    if not order.at_desk:
        return 0
    tickets = (await store_orders.tickets(db, [order.id]))[order.id]
    lines = (await concessions.of_orders(db, [order.id])).get(order.id, [])
    extras = sum(one.price for one in lines if one.cash and one.state != "handed")
    return sum(one.price for one in _unused(tickets, show)) + extras - order.cash_back


def _unused(tickets: Sequence[Ticket], show: Show) -> list[Ticket]:
    """With a show that is called off all tickets are void, used or not."""
    return [one for one in tickets if one.state != "used" or show.state == "cancelled"]


async def _sold_here(db: Db, me: UUID, order_id: UUID) -> tuple[TicketOrder, Show]:
    """An order of a box office at which I work. Raises `NoTicketOrder`, `RoleNeeded`."""
    order = await store_orders.order(db, order_id)
    if order is None or order.sold_by is None:
        raise NoTicketOrder
    try:
        return order, await programme.staff_show(db, me, order.show_id)
    except NoShow:
        raise NoTicketOrder from None

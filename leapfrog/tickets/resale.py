"""Tickets that somebody else can have, for what they cost.

A holder who cannot go lists a ticket. Those who wait are asked first, then anybody finds the seat
on the map. Who buys it pays into the escrow as for any other seat, and in the same moment the
holder's money comes back out of it: nobody earns by it, the organiser's money stays as it was, and
the old code is void.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import concessions
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.timers import schedule
from leapfrog.tickets import money, store, store_orders, store_resale, store_waiting
from leapfrog.tickets.errors import NoTicket, NotListable, SeatGone
from leapfrog.tickets.model import CHANGED, OFFERS, QUEUE, ResaleListing, Show, Ticket, TicketOrder

LEAST_TOGETHER = 2


class Sellers(msgspec.Struct, frozen=True):
    """What an order takes over: listings, and the locked orders and tickets behind them."""

    listings: Sequence[ResaleListing] = ()
    tickets: dict[UUID, Ticket] = {}
    orders: dict[UUID, TicketOrder] = {}


async def offer_ticket(db: Db, me: UUID, ticket_id: UUID) -> None:
    """Offers my ticket to others; again is the same. Raises `NoTicket`, `NotListable`."""
    ticket, show = await _listable(db, me, ticket_id)
    await _list(db, show, [ticket])
    stream.tell(db, {me}, CHANGED)


async def offer_together(db: Db, me: UUID, order_id: UUID, wanted: Sequence[UUID]) -> None:
    """Offers these tickets of one order of mine to others, all or none. Again is the same, others
    take the place of those before. Raises `Invalid`, `NoTicket`, `NotListable`.
    """
    found = [await _listable(db, me, one) for one in sorted(set(wanted))]
    if len(found) < LEAST_TOGETHER or any(ticket.order_id != order_id for ticket, _ in found):
        raise Invalid("Two or more tickets of one order.")
    for ticket, _ in found:
        await take_down(db, ticket.id)
    await _list(db, found[0][1], [ticket for ticket, _ in found], order_id)
    stream.tell(db, {me}, CHANGED)


async def _list(
    db: Db, show: Show, tickets: Sequence[Ticket], together_id: UUID | None = None
) -> None:
    """Those who wait are asked first."""
    waits = await store_waiting.any_waiting(db, show.id)
    for one in sorted(tickets, key=lambda each: each.seat or 0):
        await store_resale.add(db, one, db.now + QUEUE if waits else None, together_id)
    if waits:
        await schedule(db, OFFERS, str(show.id), db.now)


async def _listable(db: Db, me: UUID, ticket_id: UUID) -> tuple[Ticket, Show]:
    """A locked ticket that others can have. Raises `NoTicket`, `NotListable`."""
    ticket, order, show = await _mine(db, me, ticket_id)
    if ticket.state != "valid":
        raise NotListable(reason="used" if ticket.state == "used" else "void")
    if order.at_desk:
        raise NotListable(reason="at_desk")
    if order.buyer_id != me:
        raise NotListable(reason="passed_on")
    if ticket.seat is None:
        raise NotListable(reason="standing")
    if ticket.is_reduced:
        raise NotListable(reason="reduced")
    if show.state != "on_sale" or db.now >= show.doors_at:
        raise NotListable(reason="over")
    return ticket, show


async def withdraw(db: Db, me: UUID, ticket_id: UUID) -> None:
    """Offers my ticket to others no more. Raises `NoTicket`, `NotListable` while it is paid for."""
    await _mine(db, me, ticket_id)
    await take_down(db, ticket_id)
    stream.tell(db, {me}, CHANGED)


async def take_down(db: Db, ticket_id: UUID) -> None:
    """A locked ticket is not for others, if it was, nor what was only together with it. Raises
    `NotListable` while somebody pays for it.
    """
    listings = await store_resale.lock(db, ticket_id)
    if any(one.is_kept(db.now) and one.order_id != one.show_id for one in listings):
        raise NotListable(reason="being_bought")
    if listings:
        await store_resale.remove(db, [one.ticket_id for one in listings])


async def keep(
    db: Db, show_id: UUID, wanted: Sequence[int], order_id: UUID, until: datetime
) -> None:
    """Locked and open listings of these seats are an order's for a while."""
    if wanted:
        await store_resale.hold(db, show_id, wanted, order_id, until)


async def lock_sellers(db: Db, order_id: UUID) -> Sellers:
    """What an order takes over, locked: orders in the order of their ids, then tickets."""
    listings = await store_resale.of_order(db, order_id)
    if not listings:
        return Sellers()
    seen = [await store_orders.ticket(db, one.ticket_id) for one in listings]
    orders = {}
    for one in sorted({ticket.order_id for ticket in seen if ticket}):
        found = await store_orders.lock(db, one)
        assert found is not None
        orders[one] = found
    tickets = await store_orders.lock_tickets(db, [one.ticket_id for one in listings])
    kept = await store_resale.lock_of_order(db, order_id)
    return Sellers(kept, tickets, orders)


async def ending(db: Db, sellers: Sellers) -> list[UUID]:
    """Tickets, and lines of extras, that end by it: what vouchers were used for of these is to be
    given back before the stock is touched.
    """
    gone = [one.ticket_id for one in sellers.listings]
    tickets = await store_orders.tickets(db, sellers.orders)
    over = [
        order_id
        for order_id, found in tickets.items()
        if all(one.state == "void" or one.id in gone for one in found)
    ]
    return [*gone, *await concessions.unused(db, over)]


async def settle(db: Db, show: Show, order: TicketOrder, sellers: Sellers) -> money.TicketsEnded:
    """The order is paid: the codes of who had these tickets are void, the seats are the order's;
    answers what is to go back to them. Raises `SeatGone`.
    """
    if not sellers.listings:
        return money.TicketsEnded()
    back, orders = [], dict(sellers.orders)
    for listing in sellers.listings:
        ticket = sellers.tickets[listing.ticket_id]
        seller = orders[ticket.order_id]
        if ticket.state != "valid" or ticket.holder_id != seller.buyer_id:
            raise SeatGone(seats=[listing.seat])
        back.append(money.MoneyBack(seller, ticket.id, ticket.price))
        after = replace(seller, refunded=seller.refunded + ticket.price, state="part_refunded")
        orders[seller.id] = after
    gone = [one.ticket_id for one in sellers.listings]
    await store_resale.remove(db, gone)
    await store_orders.void(db, gone)
    for listing in sellers.listings:
        await store_resale.give_seat(db, show.id, listing.seat, order.id)
    return money.TicketsEnded(back, await _save(db, list(orders.values())))


async def _save(db: Db, orders: Sequence[TicketOrder]) -> list[UUID]:
    """Answers those of which nothing is left."""
    tickets = await store_orders.tickets(db, [one.id for one in orders])
    over = [one.id for one in orders if all(each.state == "void" for each in tickets[one.id])]
    for one in orders:
        await store_orders.save(db, replace(one, state="refunded") if one.id in over else one)
    stream.tell(db, {one.buyer_id for one in orders}, CHANGED)
    return over


def missing(listed: Sequence[ResaleListing], wanted: Collection[int]) -> list[int]:
    """Seats that are bought only together with some of these, and are not among them. Pure."""
    groups = {one.together_id for one in listed if one.seat in wanted} - {None}
    return [o.seat for o in listed if o.together_id in groups and o.seat not in wanted]


async def _mine(db: Db, me: UUID, ticket_id: UUID) -> tuple[Ticket, TicketOrder, Show]:
    """A locked ticket that I hold. Raises `NoTicket`."""
    ticket = (await store_orders.lock_tickets(db, [ticket_id])).get(ticket_id)
    if ticket is None or ticket.holder_id != me or ticket.state == "held":
        raise NoTicket
    order = await store_orders.order(db, ticket.order_id)
    show = (await store.shows(db, [ticket.show_id]))[ticket.show_id]
    assert order is not None
    return ticket, order, show


def offer_time(show: Show, now: datetime) -> datetime:
    """Until when what came free is kept for who waits: half an hour, a day where the show is more
    than three days off, never past its start.
    """
    long = show.starts_at - now > timedelta(days=3)
    return min(now + timedelta(hours=24 if long else 0, minutes=0 if long else 30), show.starts_at)

"""Money back for one ticket by its holder; and tickets that go to somebody else."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from leapfrog import concessions, vouchers
from leapfrog.contacts import may_write
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.tickets import money, resale, seats, standing, store, store_orders
from leapfrog.tickets.errors import NoTicket, NotPassable, NotReturnable
from leapfrog.tickets.model import CHANGED, LIVE, OrderState, Show, Ticket, TicketOrder


async def give_back(db: Db, me: UUID, ticket_id: UUID) -> TicketOrder:
    """The holder gives a ticket back and has the money again; the seat is anybody's. Raises
    `NoTicket`, `NotReturnable`, `NotListable` while somebody pays for it, and what the escrow
    refuses.
    """
    seen = await of_holder(db, me, ticket_id)
    show = await share_show(db, seen.show_id)
    order = await store_orders.lock(db, seen.order_id)
    ticket = (await store_orders.lock_tickets(db, [ticket_id]))[ticket_id]
    assert order is not None
    _check_return(db, show, order, ticket)
    await resale.take_down(db, ticket_id)
    tickets = (await store_orders.tickets(db, [order.id]))[order.id]
    over = all(one.state == "void" or one.id == ticket.id for one in tickets)
    await end_tickets(db, [ticket], await concessions.unused(db, [order.id]) if over else ())
    state: OrderState = "refunded" if over else "part_refunded"
    after = replace(order, refunded=order.refunded + ticket.price, state=state)
    await store_orders.save(db, after)
    back = [money.MoneyBack(order, ticket.id, ticket.price)]
    await money.settle(db, show, [money.TicketsEnded(back, [order.id] if over else [])])
    stream.tell(db, {me}, CHANGED)
    return after


async def pass_on(db: Db, me: UUID, ticket_id: UUID, to: UUID) -> Ticket:
    """Gives a ticket to a contact; the code that I have is worth nothing any more. Again it is
    theirs already: `NoTicket`. Raises also `NotPassable`, and `NotListable` while it is being paid.
    """
    seen = await of_holder(db, me, ticket_id)
    show = await share_show(db, seen.show_id)
    ticket = (await store_orders.lock_tickets(db, [ticket_id]))[ticket_id]
    if ticket.holder_id != me:
        raise NoTicket
    if ticket.state != "valid" or to == me:
        raise NotPassable(reason="used" if ticket.state == "used" else "void")
    if db.now >= show.ends_at or show.state != "on_sale":
        raise NotPassable(reason="over")
    if not show.passable:
        raise NotPassable(reason="never")
    if not await may_write(db, [(me, to)]):
        raise NotPassable(reason="no_contact")
    await resale.take_down(db, ticket_id)
    await store_orders.give(db, ticket_id, to)
    stream.tell(db, {me, to}, CHANGED)
    return replace(ticket, holder_id=to, turn=ticket.turn + 1)


async def of_holder(db: Db, me: UUID, ticket_id: UUID) -> Ticket:
    """One of mine. Raises `NoTicket`."""
    found = await store_orders.ticket(db, ticket_id)
    if found is None or found.holder_id != me or found.state == "held":
        raise NoTicket
    return found


async def share_show(db: Db, show_id: UUID) -> Show:
    """A show that must exist, which nobody changes until the end of the transaction."""
    show = await store.share(db, show_id)
    assert show is not None
    return show


def _check_return(db: Db, show: Show, order: TicketOrder, ticket: Ticket) -> None:
    """Raises `NotReturnable`, which says why."""
    until = show.returnable_until()
    if ticket.state not in LIVE:
        raise NotReturnable(reason="void")
    if ticket.state == "used":
        raise NotReturnable(reason="used")
    if ticket.holder_id != order.buyer_id:
        raise NotReturnable(reason="passed_on")
    if until is None or show.state != "on_sale" or order.at_desk:
        raise NotReturnable(reason="never")
    if db.now > until:
        raise NotReturnable(reason="too_late")


async def end_tickets(db: Db, tickets: Sequence[Ticket], lines: Sequence[UUID] = ()) -> None:
    """They are void; their seats and places are anybody's. `lines`: extras that go back after
    that, whose vouchers have to be before the stock.
    """
    for one in sorted(tickets, key=lambda each: each.seat or 0):
        if one.seat is not None:
            await seats.let_go(db, one.show_id, [one.seat], one.order_id)
    await vouchers.give_back(db, [*(one.id for one in tickets), *lines])
    await concessions.hold_lines(db, lines)
    await standing.let_go(db, tickets)
    await concessions.void_fares(db, [one.id for one in tickets])
    for show_id in {one.show_id for one in tickets}:
        await seats.ask_who_waits(db, show_id)
    await store_orders.void(db, [one.id for one in tickets])

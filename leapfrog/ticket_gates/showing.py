"""Tickets that somebody shows where they are sold or something is handed over, by their codes."""

import msgspec

from leapfrog import ticket_codes, tickets
from leapfrog.kernel.db import Db
from leapfrog.tickets import ExtraShown, NoTicket, Show, Ticket, TicketOrder, TicketShown


class ShownTicket(msgspec.Struct, frozen=True):
    """A good ticket that somebody shows, and the order of it."""

    order: TicketOrder
    ticket: Ticket


async def shown_ticket(db: Db, show: Show, text: str) -> ShownTicket:
    """Raises `NoTicket` for what is no good ticket of this show, was passed on before, or belongs
    to somebody else than who paid: what was bought with it is theirs.
    """
    turn, found = await _by_code(db, show, text)
    order, ticket = found.order, found.ticket
    theirs = order.at_desk or ticket.holder_id == order.buyer_id
    if ticket.state not in tickets.LIVE or ticket.turn != turn or not theirs:
        raise NoTicket
    return found


async def ticket_by_code(db: Db, show: Show, text: str) -> Ticket:
    """A good ticket that somebody shows, whoever paid for it. Raises `NoTicket` for what is none of
    this show, or was passed on before.
    """
    turn, found = await _by_code(db, show, text)
    if found.ticket.state not in tickets.LIVE or found.ticket.turn != turn:
        raise NoTicket
    return found.ticket


async def sold_by_code(db: Db, show: Show, text: str) -> TicketOrder:
    """The order of the box office that a code is of, whatever became of its ticket: void, or passed
    on since. Raises `NoTicket`.
    """
    _, found = await _by_code(db, show, text)
    if found.order.sold_by is None:
        raise NoTicket
    return found.order


async def _by_code(db: Db, show: Show, text: str) -> tuple[int, ShownTicket]:
    """The ticket of this show that a code is of, and of which turn the code is. Raises
    `NoTicket`.
    """
    read = ticket_codes.read(text)
    keys = await tickets.public_keys(db)
    if read is None or read.code.key not in keys or not read.is_right(keys):
        raise NoTicket
    ticket = await tickets.ticket(db, read.code.ticket)
    if ticket is None or ticket.show_id != show.id:
        raise NoTicket
    order = (await tickets.orders(db, [ticket.order_id]))[ticket.order_id]
    return read.code.turn, ShownTicket(order, ticket)


async def with_extras(db: Db, found: ShownTicket) -> tuple[TicketShown, list[ExtraShown]]:
    """The ticket without its code, and what was bought with it."""
    [ticket] = await tickets.tickets_shown(db, [found.ticket])
    shown = await tickets.baskets_shown(db, [found.order])
    return msgspec.structs.replace(ticket, code=None, secret=None), shown[found.order.id].extras

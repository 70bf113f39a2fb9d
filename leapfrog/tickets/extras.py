"""What was bought beside tickets: found by a ticket that somebody shows, given back until it is
handed over.
"""

from uuid import UUID

import msgspec

from leapfrog import concessions, ticket_codes, vouchers
from leapfrog.concessions import ConcessionLine
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.tickets import returning, selling, shapes, store_gate, store_orders
from leapfrog.tickets.errors import NoTicket, NotReturnable
from leapfrog.tickets.model import CHANGED, LIVE, Show, Ticket, TicketOrder
from leapfrog.tickets.shapes import TicketShown
from leapfrog.tickets.shapes_baskets import ExtraShown, baskets_shown


class ShownTicket(msgspec.Struct, frozen=True):
    """A good ticket that somebody shows, and the order of it."""

    order: TicketOrder
    ticket: Ticket


async def give_back_extra(db: Db, me: UUID, order_id: UUID, line_id: UUID) -> TicketOrder:
    """What I bought beside tickets and nobody handed over goes back, as long as tickets could.
    Raises `NoTicketOrder`, `NoProduct`, `NotReturnable`, `NotHandable`, and what the escrow
    refuses.
    """
    seen = await selling.of_buyer(db, me, order_id)
    show = await returning.share_show(db, seen.show_id)
    order = await store_orders.lock(db, order_id)
    assert order is not None
    until = show.returnable_until()
    if until is None or show.state != "on_sale" or order.at_desk:
        raise NotReturnable(reason="never")
    if db.now > until:
        raise NotReturnable(reason="too_late")
    lines = {one.id: one for one in await _extras_of(db, order_id)}
    if line_id not in lines:
        raise concessions.NoProduct
    if lines[line_id].state == "back":
        return order
    await vouchers.give_back(db, [line_id])
    await concessions.give_back_line(db, show.merchant_id, lines[line_id])
    stream.tell(db, {me}, CHANGED)
    return order


async def _extras_of(db: Db, order_id: UUID) -> list[ConcessionLine]:
    found = (await concessions.of_orders(db, [order_id])).get(order_id, [])
    return [one for one in found if one.ticket_id is None]


async def shown_ticket(db: Db, show: Show, text: str) -> ShownTicket:
    """Raises `NoTicket` for what is no good ticket of this show, was passed on before, or belongs
    to somebody else than who paid: what was bought with it is theirs.
    """
    turn, found = await _by_code(db, show, text)
    order, ticket = found.order, found.ticket
    theirs = order.at_desk or ticket.holder_id == order.buyer_id
    if ticket.state not in LIVE or ticket.turn != turn or not theirs:
        raise NoTicket
    return found


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
    keys = await store_gate.keys(db)
    if read is None or read.code.key not in keys or not read.is_right(keys):
        raise NoTicket
    ticket = await store_orders.ticket(db, read.code.ticket)
    if ticket is None or ticket.show_id != show.id:
        raise NoTicket
    order = await store_orders.order(db, ticket.order_id)
    assert order is not None
    return read.code.turn, ShownTicket(order, ticket)


async def with_extras(db: Db, found: ShownTicket) -> tuple[TicketShown, list[ExtraShown]]:
    """The ticket without its code, and what was bought with it."""
    [ticket] = await shapes.tickets_shown(db, [found.ticket])
    shown = await baskets_shown(db, [found.order])
    return msgspec.structs.replace(ticket, code=None), shown[found.order.id].extras


async def hold_order(db: Db, order_id: UUID) -> TicketOrder:
    """Nobody else changes a known order until the end of the transaction."""
    found = await store_orders.lock(db, order_id)
    assert found is not None
    return found

"""What was bought beside tickets is given back until it is handed over."""

from uuid import UUID

from leapfrog import concessions, vouchers
from leapfrog.concessions import ConcessionLine
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.tickets import returning, selling, store_orders
from leapfrog.tickets.errors import NotReturnable
from leapfrog.tickets.model import CHANGED, TicketOrder


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

"""The counter: who shows a ticket is handed what was bought with it, once."""

from uuid import UUID

from leapfrog import concessions, tickets
from leapfrog.concessions import NotHandable
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.ticket_gates import showing
from leapfrog.ticket_gates.showing import ShownTicket
from leapfrog.tickets import TicketOrder


async def look(db: Db, me: UUID, show_id: UUID, code: str) -> ShownTicket:
    """The order of a ticket that somebody shows, for who works there. Raises `NoShow`,
    `RoleNeeded`, `NoTicket` for what is no good ticket of this show, was passed on before, or
    belongs to somebody else than who paid: what was bought with it is theirs.
    """
    show = await tickets.staff_show(db, me, show_id)
    return await showing.shown_ticket(db, show, code)


async def sold(db: Db, me: UUID, show_id: UUID, code: str) -> TicketOrder:
    """The order of the box office that a code is of, for who works there, also when its ticket is
    void: whoever paid cash has it back by the code that they have. Raises `NoShow`, `RoleNeeded`,
    `NoTicket`.
    """
    return await showing.sold_by_code(db, await tickets.staff_show(db, me, show_id), code)


async def hand_over(
    db: Db, me: UUID, show_id: UUID, code: str, line_id: UUID, act: UUID
) -> ShownTicket:
    """Hands what was bought beside a ticket over to who shows its code; its money goes on to the
    organiser. The same act again is the same. Raises what `look` does, `NoProduct`,
    `AlreadyHanded`, `NotHandable`, and what the escrow refuses.
    """
    await tickets.staff_show(db, me, show_id)
    show = await tickets.share_show(db, show_id)
    seen = await showing.shown_ticket(db, show, code)
    order = await tickets.hold_order(db, seen.order.id)
    if show.state != "on_sale":
        raise NotHandable(reason="cancelled")
    if db.now >= show.ends_at + tickets.SETTLE:
        raise NotHandable(reason="over")
    await concessions.hand_over(db, act, order.buyer_id, order.id, line_id)
    stream.tell(db, {order.buyer_id}, tickets.CHANGED)
    return seen

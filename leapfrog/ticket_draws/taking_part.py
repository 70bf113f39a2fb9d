"""Taking part: once for each person, free, while the draw is open."""

from uuid import UUID

from leapfrog import till
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import check_new_id
from leapfrog.ticket_draws import store
from leapfrog.ticket_draws.errors import (
    DrawStands,
    EnteredAlready,
    EnteredLate,
    NoTicketDraw,
    OwnDraw,
    TicketDrawNotNow,
)
from leapfrog.ticket_draws.model import DrawEntry, TicketDraw


async def enter(db: Db, me: UUID, show_id: UUID, entry_id: UUID) -> TicketDraw:
    """Enters me into a draw; the id is made by my device, and the draw follows from all of these.
    The same id again is the same. Raises `Invalid`, `NoTicketDraw`, `TicketDrawNotNow`,
    `EnteredLate`, `OwnDraw`, `EnteredAlready`, `DrawStands` for an id that is somebody else's.
    """
    check_new_id(entry_id)
    draw = await _shared(db, show_id)
    before = await store.entry(db, entry_id)
    if before is not None:
        if (before.show_id, before.person_id) != (show_id, me):
            raise DrawStands
        return draw
    if draw.phase(db.now) != "open":
        raise TicketDrawNotNow(phase=draw.phase(db.now))
    since = await store.registered_at(db, me)
    if since is None or since >= draw.registered_before:
        raise EnteredLate(registered_before=draw.registered_before.isoformat())
    if me in (await till.shop_staff(db, [draw.merchant_id])).get(draw.merchant_id, ()):
        raise OwnDraw
    if not await store.enter(db, DrawEntry(entry_id, show_id, me, db.now)):
        raise EnteredAlready
    return draw


async def leave(db: Db, me: UUID, show_id: UUID) -> None:
    """Takes my entry out of a draw while it is open; without one, nothing happens. Raises
    `NoTicketDraw`, `TicketDrawNotNow`.
    """
    draw = await _shared(db, show_id)
    found = await store.entry_of(db, show_id, me)
    if found is None:
        return
    if draw.phase(db.now) != "open":
        raise TicketDrawNotNow(phase=draw.phase(db.now))
    await store.leave(db, found.id)


async def _shared(db: Db, show_id: UUID) -> TicketDraw:
    """Raises `NoTicketDraw`."""
    found = await store.share(db, show_id)
    if found is None:
        raise NoTicketDraw
    return found

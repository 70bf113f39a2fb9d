"""The tickets of an order, for who bought it, and their codes."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.tickets import store, store_orders
from leapfrog.tickets.errors import NoShow
from leapfrog.tickets.model import LIVE, Show, Ticket, TicketOrder, TownEvent
from leapfrog.tickets.selling import of_buyer
from leapfrog.tickets.signing import codes_and_secrets


async def tickets_of(db: Db, me: UUID, order_id: UUID) -> list[Ticket]:
    """The good tickets of an order of mine that I still hold. Raises `NoTicketOrder`."""
    await of_buyer(db, me, order_id)
    found = (await store_orders.tickets(db, [order_id])).get(order_id, [])
    return [one for one in found if one.holder_id == me and one.state in LIVE]


async def show_of(db: Db, me: UUID, show_id: UUID) -> tuple[Show, TownEvent]:
    """A show of which I have a ticket, or had until it was called off, and its event. Raises
    `NoShow`.
    """
    found = (await store.shows(db, [show_id])).get(show_id)
    if found is None or not await store_orders.takes_part(db, show_id, me):
        raise NoShow
    return found, (await store.events(db, [found.event_id]))[found.event_id]


async def own_codes(db: Db, me: UUID, order_id: UUID) -> list[str]:
    """The QR codes' texts of tickets of an order that I still hold. Raises `NoTicketOrder`."""
    found = await tickets_of(db, me, order_id)
    shows = await store.shows(db, {one.show_id for one in found})
    codes = await codes_and_secrets(db, found, shows)
    return [codes[one.id][0] for one in found]


async def hold_order(db: Db, order_id: UUID) -> TicketOrder:
    """An order that must exist, locked until the end of the transaction."""
    found = await store_orders.lock(db, order_id)
    assert found is not None
    return found

"""Another show of the same event instead of the one that was paid: once, until half an hour before,
at least as many tickets. The old money goes back and the new is paid in one.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import concessions
from leapfrog.kernel.db import Db
from leapfrog.tickets import money, resale, seats, standing, store, store_orders
from leapfrog.tickets.errors import NotChangeable, NoTicketOrder
from leapfrog.tickets.model import Show, Ticket, TicketOrder

CHANGE_UNTIL = timedelta(minutes=30)


class Exchange(msgspec.Struct, frozen=True):
    """A paid order that ends by another one, locked, with its tickets."""

    show: Show
    order: TicketOrder
    tickets: Sequence[Ticket]

    async def ending(self, db: Db) -> list[UUID]:
        """Tickets, and lines of extras, that end by it."""
        lines = await concessions.unused(db, [self.order.id])
        return [*(one.id for one in self.tickets), *lines]


async def share_old_show(db: Db, me: UUID, old_id: UUID, show: Show) -> Show:
    """The show that is changed for another one; it stays as it is until the end. Raises
    `NoTicketOrder`, `NotChangeable`.
    """
    old = await store_orders.order(db, old_id)
    if old is None or old.buyer_id != me:
        raise NoTicketOrder
    found = await store.share(db, old.show_id)
    assert found is not None
    if (found.event_id, found.merchant_id) != (show.event_id, show.merchant_id):
        raise NotChangeable(reason="other_event")
    if found.state != "on_sale" or db.now > found.starts_at - CHANGE_UNTIL:
        raise NotChangeable(reason="too_late")
    return found


async def exchange(db: Db, me: UUID, old: TicketOrder, show: Show, count: int) -> Exchange:
    """A locked order of mine, ready to end by one of so many tickets. Raises `NotChangeable`, which
    says why, and `NotListable` while somebody pays for one of its tickets.
    """
    if old.state != "paid" or old.at_desk:
        raise NotChangeable(reason="not_paid")
    if old.changed_from is not None:
        raise NotChangeable(reason="once")
    if count < old.count:
        raise NotChangeable(reason="fewer")
    found = (await store_orders.tickets(db, [old.id]))[old.id]
    tickets = list((await store_orders.lock_tickets(db, [one.id for one in found])).values())
    if any(one.state != "valid" or one.holder_id != me for one in tickets):
        raise NotChangeable(reason="not_all_yours")
    for one in sorted(tickets, key=lambda each: each.seat or 0):
        await resale.take_down(db, one.id)
    return Exchange(show, old, tickets)


async def end(db: Db, given: Exchange) -> money.TicketsEnded:
    """The old tickets are void, their seats anybody's; answers what is to go back for them."""
    old = given.order
    numbers = [one.seat for one in given.tickets if one.seat is not None]
    if numbers:
        await seats.let_go(db, old.show_id, numbers, old.id)
    await standing.let_go(db, given.tickets)
    await seats.ask_who_waits(db, old.show_id)
    await store_orders.void(db, [one.id for one in given.tickets])
    await store_orders.save(db, replace(old, state="refunded", refunded=old.amount))
    return money.TicketsEnded([money.MoneyBack(old, old.id, old.amount)], [old.id])

"""Friends who pay for one order together, each for their own seats.

Who holds seats opens the order to their contacts for twenty minutes. A friend takes seats of it:
these are an order of the friend's own then, paid, lapsed and given back as any other. What nobody
paid falls free by itself, seat by seat, with the order that it is in.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import concessions, vouchers
from leapfrog.contacts import may_write
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.locks import lock
from leapfrog.kernel.timers import schedule
from leapfrog.tickets import (
    resale,
    selling,
    store,
    store_baskets,
    store_kept,
    store_orders,
    store_resale,
)
from leapfrog.tickets.errors import (
    HoldOver,
    NoParty,
    NotJoinable,
    TicketsIdUsed,
    TooManyTickets,
)
from leapfrog.tickets.model import CHANGED, Show, Ticket, TicketOrder
from leapfrog.tickets.store_baskets import TicketParty

# So long from the first seat on, and longer only where who began was offered seats for longer;
# a friend has no more than this even then.
TOGETHER = timedelta(minutes=20)


class PartySeat(msgspec.Struct, frozen=True):
    """A seat of the party: in whose order it is."""

    ticket: Ticket
    order: TicketOrder


class PartyNow(msgspec.Struct, frozen=True):
    party: TicketParty
    show: Show
    seats: Sequence[PartySeat]


async def open_party(db: Db, me: UUID, order_id: UUID) -> TicketParty:
    """Lets my contacts take seats of what I hold, each to be paid by themselves; all of it is held
    for twenty minutes from the first seat on. Again is the same. Raises `NoTicketOrder`,
    `NotOnSale`, `HoldOver`, and `NotJoinable` where there are no seats.
    """
    await lock(db, "tickets", me)
    seen = await selling.of_buyer(db, me, order_id)
    show = await selling.show_on_sale(db, seen.show_id)
    order = await store_orders.lock(db, order_id)
    before = await store_baskets.party(db, order_id)
    if before is not None:
        return before
    if order is None or order.state != "held" or order.until <= db.now or order.buyer_id != me:
        raise HoldOver
    if order.sold_by is not None or order.party_id is not None:
        raise NotJoinable(reason="not_yours")
    tickets = (await store_orders.tickets(db, [order.id]))[order.id]
    if any(one.seat is None for one in tickets):
        raise NotJoinable(reason="standing")
    until = max(order.until, min(order.made_at + TOGETHER, show.ends_at))
    made = TicketParty(order.id, show.id, me, until, db.now)
    await store_baskets.add_party(db, made)
    await store_baskets.join(db, order, order.id, until)
    await concessions.extend(db, order.id, until)
    await schedule(db, selling.HOLD_OVER, str(order.id), until)
    return made


async def look(db: Db, me: UUID, party_id: UUID) -> PartyNow:
    """The seats of a party and who takes which; once it is over for those who have one, and for who
    began. Raises `NoParty`, and `NotJoinable` for who is no contact of who began: somebody blocked,
    of another town, a stranger.
    """
    party = await _party(db, me, party_id)
    show = (await store.shows(db, [party.show_id]))[party.show_id]
    orders = {one.id: one for one in await store_baskets.orders_of(db, party.id)}
    found = await store_orders.tickets(db, orders)
    seats = [PartySeat(one, orders[one.order_id]) for each in found.values() for one in each]
    has = me == party.starter_id or any(one.buyer_id == me for one in orders.values())
    if party.until <= db.now and not has:
        raise NotJoinable(reason="over")
    seats.sort(key=lambda each: each.ticket.seat or 0)
    return PartyNow(party, show, seats)


async def join(
    db: Db, me: UUID, party_id: UUID, order_id: UUID, wanted: Sequence[UUID]
) -> TicketOrder:
    """Makes these seats of a friend's order one of mine, to be paid by me until the party is over;
    what a fare or a voucher of theirs made cheaper costs the whole again. The same id again is the
    same order. Raises `Invalid`, `NoParty`, `NotJoinable`, `NotOnSale`, `TicketsIdUsed`,
    `TooManyTickets`.
    """
    check_new_id(order_id)
    if not wanted or len(set(wanted)) < len(wanted):
        raise Invalid("Some seats, each once.")
    await lock(db, "tickets", me)
    party = await _party(db, me, party_id)
    if party.starter_id == me:
        raise NotJoinable(reason="yours")
    made = await store_orders.order(db, order_id)
    if made is not None:
        if (made.buyer_id, made.party_id) != (me, party_id):
            raise TicketsIdUsed
        return made
    show = await selling.show_on_sale(db, party.show_id)
    order = await store_orders.lock(db, party.id)
    if order is None or order.state != "held" or order.until <= db.now:
        raise NotJoinable(reason="over")
    tickets = (await store_orders.tickets(db, [order.id]))[order.id]
    mine = [one for one in tickets if one.id in set(wanted)]
    if len(mine) < len(wanted):
        raise NotJoinable(reason="taken")
    listed = await store_resale.of_order(db, order.id)
    if resale.missing(listed, {one.seat for one in mine if one.seat is not None}):
        raise NotJoinable(reason="together")
    bought = {one.seat for one in listed}
    own = [o.seat for o in mine if o.seat is not None and o.seat not in bought]
    if await store_kept.of_seats(db, show.id, own):
        raise NotJoinable(reason="kept_back")
    most = await selling.most_for(db, me, show)
    if await store_orders.count_of(db, show.id, me, db.now) + len(mine) > most:
        raise TooManyTickets(most=most)
    return await _take(db, party, order, order_id, me, mine)


async def _take(
    db: Db, party: TicketParty, order: TicketOrder, made_id: UUID, me: UUID, mine: Sequence[Ticket]
) -> TicketOrder:
    """Tickets of a locked order are in another one."""
    whole = [
        replace(one, price=one.full_price or one.price, full_price=None, fare_id=None)
        for one in mine
    ]
    until = min(party.until, db.now + TOGETHER)
    made = TicketOrder(
        id=made_id,
        show_id=order.show_id,
        buyer_id=me,
        state="held",
        amount=sum(one.price for one in whole),
        refunded=0,
        count=len(mine),
        until=until,
        made_at=db.now,
        paid_at=None,
        problem=None,
    )
    if not await store_orders.add(db, made, []):
        raise TicketsIdUsed
    ids = [one.id for one in mine]
    await store_baskets.move(db, order, mine, made.id, me)
    if len(mine) == order.count:
        # The order ends by this; its codes are locked before the stock.
        await vouchers.give_back_orders(db, [order.id])
    await vouchers.give_back(db, ids)
    await concessions.drop_fares(db, ids)
    await store_baskets.reprice(db, made.id, made.amount, whole)
    await store_baskets.join(db, made, party.id, until)
    await schedule(db, selling.HOLD_OVER, str(made.id), until)
    rest = (await store_orders.tickets(db, [order.id])).get(order.id, [])
    if rest:
        await store_baskets.shrink(db, order.id, sum(one.price for one in rest), len(rest))
    else:
        await selling.lapse(db, order)
    stream.tell(db, {me, party.starter_id}, CHANGED)
    return replace(made, party_id=party.id)


async def _party(db: Db, me: UUID, party_id: UUID) -> TicketParty:
    """Raises `NoParty`, `NotJoinable`."""
    found = await store_baskets.party(db, party_id)
    if found is None:
        raise NoParty
    if found.starter_id != me and not await may_write(db, [(found.starter_id, me)]):
        raise NotJoinable(reason="no_contact")
    return found

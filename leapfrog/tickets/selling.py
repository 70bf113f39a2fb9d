"""Tickets held, paid and let go of.

Locked are the person's consents, the show (shared), the order, listings and then seats in their
order, then the stock, the escrow and the books: everybody in this order.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from leapfrog import concessions, pay, ticket_origins, vouchers
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.kernel.locks import lock
from leapfrog.kernel.timers import cancel, schedule
from leapfrog.ticket_origins import TicketOrigin
from leapfrog.tickets import (
    changing,
    money,
    resale,
    seats,
    standing,
    store,
    store_orders,
    store_resale,
    store_rights,
    store_seats,
)
from leapfrog.tickets.errors import (
    DeskHold,
    HoldOver,
    NoShow,
    NoTicketOrder,
    NotOnSale,
    TicketsIdUsed,
    TooManyTickets,
)
from leapfrog.tickets.model import (
    CHANGED,
    HOLD,
    Choice,
    PriceCategory,
    Show,
    Ticket,
    TicketOrder,
)

HOLD_OVER = "tickets.hold"
MOST_AT_ONCE = 50


async def show_on_sale(db: Db, show_id: UUID) -> Show:
    """It stays on sale until the end of the transaction. Raises `NoShow`, `NotOnSale`."""
    show = await store.share(db, show_id)
    if show is None or show.state == "draft":
        raise NoShow
    if not show.is_on_sale(db.now):
        raise NotOnSale
    return show


async def hold(
    db: Db,
    me: UUID,
    order_id: UUID,
    show_id: UUID,
    choice: Choice,
    voucher: vouchers.FoundVoucher | None = None,
) -> TicketOrder:
    """Holds seats or places for ten minutes, all or none; what I held of this show before is let
    go, and where some of these seats are among it, the ten minutes go on. `voucher`: for which
    seats are kept back, and which is used next. The same id again is the same order. Raises
    `Invalid`, `NoShow`, `NotOnSale`, `TicketsIdUsed`, `TooManyTickets`, `SeatGone`, `PairBroken`,
    `SeatAlone`, stock's `SoldOut`.
    """
    check_choice(choice)
    check_new_id(order_id)
    await lock(db, "tickets", me)
    made = await store_orders.order(db, order_id)
    if made is not None:
        if (made.buyer_id, made.show_id) != (me, show_id):
            raise TicketsIdUsed
        return made
    show = await show_on_sale(db, show_id)
    before, over = await _end_others(db, me, show)
    has = await store_orders.count_of(db, show.id, me, db.now)
    most = await most_for(db, me, show)
    if has + choice.count > most:
        raise TooManyTickets(most=most)
    own = frozenset(one.seat for one in before if one.seat is not None)
    until = db.now + HOLD
    take = seats.Take(
        order_id,
        # Who adds a seat has no more time for it.
        until if own.isdisjoint(choice.seats) else min(until, over),
        own=own,
        ended=frozenset(one.order_id for one in before),
        queue=voucher.batch.id if voucher else None,
        code=voucher.code if voucher else None,
    )
    return await take_for(db, me, show, choice, take, before)


async def most_for(db: Db, me: UUID, show: Show) -> int:
    """How many tickets of a show that is on sale one person may have at this moment; before it
    opens to everybody only who has a right to be earlier. Raises `NotOnSale`.
    """
    right = None if show.opens_now(db.now) else await store_rights.of(db, show.id, me)
    if right is not None and right.until > db.now:
        return right.count
    check_open(show, db.now)
    return show.most_each


def check_open(show: Show, now: datetime) -> None:
    """Anybody may take tickets of a show at this moment. Raises `NotOnSale`."""
    if not show.is_open(now):
        opens = show.sale_opens_at
        raise NotOnSale(opens_at=opens.isoformat() if opens and opens > now else None)


async def take_for(
    db: Db, me: UUID, show: Show, choice: Choice, take: seats.Take, before: Sequence[Ticket] = ()
) -> TicketOrder:
    """Somebody's order, with what it holds instead of `before`. Raises what `hold` does."""
    order, tickets = await _made(db, me, show, choice, take)
    if not await store_orders.add(db, order, tickets):
        raise TicketsIdUsed
    await vouchers.give_back_orders(db, take.ended, take.code)
    await standing.exchange(db, me, before, tickets, order.until)
    await concessions.let_go(db, take.ended)
    if any(one.seat is None for one in before):
        await seats.ask_who_waits(db, show.id)
    await schedule(db, HOLD_OVER, str(order.id), order.until)
    return order


async def pay_for(
    db: Db,
    me: UUID,
    order_id: UUID,
    consent: pay.Consent,
    instead_of: UUID | None = None,
    origin: TicketOrigin | None = None,
) -> TicketOrder:
    """Pays an order: money, seats and tickets, all or nothing. Paid again is the same payment.
    `instead_of`: a paid order of another show of the event, which ends by this; `origin`: from
    where they came to the show, which is counted. Raises `NoTicketOrder`, `HoldOver`, `NotOnSale`,
    `NotChangeable`, `NotListable`, `SeatGone`, `DeskHold`, what is not confirmed, and what the
    wallet refuses.
    """
    held = await pay.hold_consents(db, [(me, consent)])
    seen = await of_buyer(db, me, order_id)
    if seen.state in ("paid", "part_refunded", "refunded"):
        return seen
    show = await show_on_sale(db, seen.show_id)
    old_show = await changing.share_old_show(db, me, instead_of, show) if instead_of else None
    orders = await _lock_all(db, order_id, instead_of)
    order = orders[order_id]
    if order.sold_by == me:
        # Who holds it is not who stands there: nobody settles what they keep for others.
        raise DeskHold
    if order.state != "held":
        return _paid_before(order)
    if order.until <= db.now:
        raise HoldOver
    old = None
    if instead_of and old_show:
        old = await changing.exchange(db, me, orders[instead_of], old_show, order.count)
        await store_orders.changed_from(db, order.id, instead_of)
    sellers = await resale.lock_sellers(db, order.id)
    extras = (await concessions.of_orders(db, [order.id])).get(order.id, [])
    total = order.amount + sum(one.price for one in extras)
    if total:
        asked = pay.Order("tickets", order.id, str(show.id), total)
        await held.take(pay.PaymentToConfirm(me, consent, asked))
    ending = await resale.ending(db, sellers)
    await vouchers.give_back(db, ending + (await old.ending(db) if old else []))
    ended = [await resale.settle(db, show, order, sellers)]
    await make_good(db, show, order, {one.seat for one in sellers.listings})
    if old is not None:
        ended.append(await changing.end(db, old))
    paid = await money.keep(db, show, order) if order.amount or extras else []
    await money.settle(db, show, ended, paid)
    await cancel(db, HOLD_OVER, str(order.id))
    if origin:
        await ticket_origins.note(db, show.id, origin, order.count)
    stream.tell(db, {me}, CHANGED)
    return replace(order, state="paid", paid_at=db.now, changed_from=instead_of)


async def _lock_all(db: Db, *ids: UUID | None) -> dict[UUID, TicketOrder]:
    """In the order of their ids, so that nobody waits in a ring."""
    found = {}
    for one in sorted(each for each in ids if each):
        order = await store_orders.lock(db, one)
        assert order is not None
        found[one] = order
    return found


async def make_good(db: Db, show: Show, order: TicketOrder, bought: Collection[int] = ()) -> None:
    """The tickets of a held order are good, its seats sold; `bought`: those of them that who had
    them has given up already. Raises `HoldOver`.
    """
    tickets = (await store_orders.tickets(db, [order.id]))[order.id]
    numbers = [one.seat for one in tickets if one.seat is not None and one.seat not in bought]
    if numbers:
        own = await store_seats.lock_of_order(db, show.id, numbers, order.id)
        if len(own) < len(numbers):
            raise HoldOver
        await store_seats.sell(db, show.id, numbers, order.id)
    await standing.keep(db, tickets)
    await store_orders.make_valid(db, order.id)
    await store_orders.save(db, replace(order, state="paid", paid_at=db.now))


async def drop(db: Db, me: UUID, order_id: UUID) -> None:
    """I do not want these after all; what is not held any more stays as it is. Raises
    `NoTicketOrder`.
    """
    await of_buyer(db, me, order_id)
    order = await store_orders.lock(db, order_id)
    if order is not None and order.state == "held":
        await lapse(db, order)


async def hold_is_over(db: Db, ref: str, _body: object) -> None:
    """A due row's handler: safe to run twice, and too early."""
    order = await store_orders.lock(db, UUID(ref))
    if order is not None and order.state == "held" and order.until <= db.now:
        await lapse(db, order)


async def lapse(db: Db, order: TicketOrder) -> None:
    """What a locked order held is anybody's again."""
    tickets = (await store_orders.tickets(db, [order.id])).get(order.id, [])
    numbers = [one.seat for one in tickets if one.seat is not None]
    await store_resale.let_go(db, [order.id])
    if numbers:
        await seats.let_go(db, order.show_id, numbers, order.id)
    await vouchers.give_back_orders(db, [order.id])
    await standing.let_go(db, tickets)
    await concessions.let_go(db, [order.id])
    await seats.ask_who_waits(db, order.show_id)
    await _close(db, order, tickets)


async def of_buyer(db: Db, me: UUID, order_id: UUID) -> TicketOrder:
    """One of mine. Raises `NoTicketOrder`."""
    found = await store_orders.order(db, order_id)
    if found is None or found.buyer_id != me:
        raise NoTicketOrder
    return found


def _paid_before(order: TicketOrder) -> TicketOrder:
    """Raises `HoldOver`."""
    if order.state == "lapsed":
        raise HoldOver
    return order


def check_choice(choice: Choice) -> None:
    """Raises `Invalid`."""
    ways = [bool(choice.seats), choice.best > 0, choice.standing > 0]
    if sum(ways) != 1 or not 1 <= choice.count <= MOST_AT_ONCE:
        raise Invalid("Seats, or the best so many, or so many places.")
    if len(set(choice.seats)) < len(choice.seats):
        raise Invalid("Each seat once.")
    if choice.standing and choice.category is None:
        raise Invalid("Places are of a category.")


async def _end_others(db: Db, me: UUID, show: Show) -> tuple[list[Ticket], datetime]:
    """Orders of mine that are not paid are over; answers their tickets, whose seats and places are
    still held, and until when the first of them was, if it is yet to come.
    """
    orders = await store_orders.held_by(db, show.id, me)
    tickets = await store_orders.tickets(db, [one.id for one in orders])
    for order in orders:
        await _close(db, order, tickets[order.id])
    held = [one for found in tickets.values() for one in found]
    times = [one.until for one in orders if one.until > db.now]
    return held, min(times, default=db.now + HOLD)


async def _close(db: Db, order: TicketOrder, tickets: Sequence[Ticket]) -> None:
    await store_orders.void(db, [one.id for one in tickets])
    await store_orders.save(db, replace(order, state="lapsed"))
    await cancel(db, HOLD_OVER, str(order.id))


async def _made(
    db: Db, me: UUID, show: Show, choice: Choice, take: seats.Take
) -> tuple[TicketOrder, list[Ticket]]:
    """An order with its tickets; its seats are taken."""
    categories = {one.n: one for one in (await store.categories(db, [show.id]))[show.id]}
    places: list[tuple[int | None, int]]
    listed: dict[int | None, int | None] = {}
    if choice.standing:
        _check_standing(categories.get(choice.category or 0))
        places = [(None, choice.category or 0)] * choice.standing
        await seats.let_go_of_own(db, show.id, take)
    else:
        taken = await seats.hold(db, show, choice, take)
        places = [(one.n, one.category) for one in taken]
        listed = {one.n: one.price for one in taken}
    tickets = [
        _ticket(me, show, take, n, seat, _priced(categories[category], listed.get(seat)))
        for n, (seat, category) in enumerate(places)
    ]
    order = TicketOrder(
        id=take.order_id,
        show_id=show.id,
        buyer_id=me,
        state="held",
        amount=sum(one.price for one in tickets),
        refunded=0,
        count=len(tickets),
        until=take.until,
        made_at=db.now,
        paid_at=None,
        problem=None,
    )
    return order, tickets


def _check_standing(category: PriceCategory | None) -> None:
    if category is None or category.capacity is None:
        raise Invalid("This category has seats.")


def _priced(category: PriceCategory, price: int | None) -> PriceCategory:
    """What somebody gives up costs what they paid."""
    return category if price is None else replace(category, price=price)


def _ticket(
    me: UUID, show: Show, take: seats.Take, n: int, seat: int | None, category: PriceCategory
) -> Ticket:
    return Ticket(
        id=derived_id(take.order_id, f"ticket:{n}"),
        order_id=take.order_id,
        show_id=show.id,
        holder_id=me,
        seat=seat,
        category=category.n,
        price=category.price,
        state="held",
        turn=0,
        used_at=None,
        used_gate=None,
    )

"""What is in a held order beside its seats: which fare each costs, extras, a voucher; and what all
of it costs by that.

Told as a whole each time, so that the same twice is the same. After the order are locked the
voucher's code, then the stock.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import concessions, vouchers
from leapfrog.concessions import ConcessionLine, ShowProduct
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.locks import lock
from leapfrog.tickets import (
    programme,
    seats,
    selling,
    store,
    store_baskets,
    store_kept,
    store_orders,
    store_resale,
    store_seats,
)
from leapfrog.tickets.errors import HoldOver, NoShow, SeatGone
from leapfrog.tickets.model import Choice, Show, Ticket, TicketOrder
from leapfrog.vouchers import Touched, VoucherBatch, VoucherNeeded


class BasketWish(msgspec.Struct, frozen=True):
    """`fares` by ticket, all others are whole; `extras`: so many of each product; `voucher`: a
    code.
    """

    fares: Mapping[UUID, UUID] = {}
    extras: Mapping[UUID, int] = {}
    voucher: str | None = None


class TicketBasket(msgspec.Struct, frozen=True):
    """A held order, locked, with all that its prices follow from. `bought`: seats that somebody
    gives up, which cost what they cost; `has`: units of products that are in it already, and stay
    though nobody else can have them any more.
    """

    show: Show
    order: TicketOrder
    tickets: Sequence[Ticket]
    products: Mapping[UUID, ShowProduct]
    categories: Mapping[int, str]
    prices: Mapping[int, int]
    kept: Mapping[int, UUID]
    bought: frozenset[int]
    has: Mapping[UUID, int]

    def full(self, ticket: Ticket) -> int:
        if ticket.seat in self.bought:
            return ticket.full_price or ticket.price
        return self.prices[ticket.category]


async def fill(db: Db, me: UUID, order_id: UUID, wish: BasketWish) -> TicketOrder:
    """Fares, extras and a voucher of what I hold, all or nothing. Raises `Invalid`,
    `NoTicketOrder`, `NoShow`, `NotOnSale`, `HoldOver`, `NoProduct`, `NoVoucher`, `VoucherNeeded`,
    `VoucherUnfit`, `VoucherUsed`, stock's `SoldOut`.
    """
    await lock(db, "tickets", me)
    seen = await selling.of_buyer(db, me, order_id)
    show = await selling.show_on_sale(db, seen.show_id)
    order = await store_orders.lock(db, order_id)
    if order is None or order.state != "held" or order.until <= db.now or order.buyer_id != me:
        raise HoldOver
    given = None
    if wish.voucher:
        given = await vouchers.find(db, wish.voucher, show.merchant_id, show.id)
    basket = await _basket(db, show, order)
    lines = _lines(basket, wish)
    batch = given.batch if given else None
    by_ticket = {one.ticket_id: basket.products[one.product_id] for one in lines if one.ticket_id}
    seats_now = {
        one.id: _of_ticket(basket, one, by_ticket.get(one.id), batch) for one in basket.tickets
    }
    extras_now = {one.id: _of_extra(basket, one, batch) for one in lines if not one.ticket_id}
    touched = [*seats_now.values(), *extras_now.values()]
    who = vouchers.VoucherOrder(order.id, me)
    used = await vouchers.exchange(db, who, given, touched)
    priced = [
        replace(
            one,
            price=_price(seats_now[one.id], used),
            full_price=basket.full(one),
            fare_id=by_ticket[one.id].id if one.id in by_ticket else None,
        )
        for one in basket.tickets
    ]
    sold = [
        one if one.ticket_id else replace(one, price=_price(extras_now[one.id], used))
        for one in lines
    ]
    await concessions.fill(db, me, order.id, sold, order.until)
    amount = sum(one.price for one in priced)
    await store_baskets.reprice(db, order.id, amount, priced)
    return replace(order, amount=amount)


async def hold_by_voucher(
    db: Db, me: UUID, order_id: UUID, show_id: UUID, choice: Choice, code: str
) -> TicketOrder:
    """Holds seats as `hold` does, also some that are kept back for those who have this code, which
    is used for them. Raises what `hold` and `fill` do.
    """
    show = (await store.shows(db, [show_id])).get(show_id)
    if show is None or show.state == "draft":
        raise NoShow
    voucher = await vouchers.find(db, code, show.merchant_id, show.id)
    order = await selling.hold(db, me, order_id, show_id, choice, voucher)
    if order.state != "held":
        return order
    return await fill(db, me, order.id, BasketWish(voucher=code))


async def look_up(db: Db, show_id: UUID, code: str) -> tuple[VoucherBatch, list[int]]:
    """What a code is good for at a show, and which seats are kept back for it and free. Raises
    `NoShow`, `NoVoucher`.
    """
    show = (await store.shows(db, [show_id])).get(show_id)
    if show is None or show.state == "draft":
        raise NoShow
    batch = (await vouchers.find(db, code, show.merchant_id, show.id)).batch
    now = await store_seats.seats(db, show.id)
    return batch, [one.n for one in now if one.order_id == batch.id and not one.is_free(db.now)]


async def keep_back(
    db: Db, me: UUID, show_id: UUID, batch_id: UUID, wanted: Sequence[int]
) -> list[int]:
    """Keeps these seats, and no others, back for a batch of vouchers of mine until that or the show
    is over; answers them. What was sold by it is its own again when it comes back. Raises `NoShow`,
    `RoleNeeded`, `NotOnSale`, `NoVoucherBatch`, `SeatGone`, `Invalid`.
    """
    show = await programme.led_show(db, me, show_id)
    show = await selling.show_on_sale(db, show.id)
    batch = await vouchers.of_leader(db, me, batch_id)
    fits = batch.merchant_id == show.merchant_id and batch.show_id in (None, show.id)
    plan = await seats.layout_of(db, show.plan_hash) if show.plan_hash else None
    if not fits or plan is None or not all(0 <= n < len(plan.seats) for n in wanted):
        raise Invalid("Seats of this show, for vouchers that are good there.")
    if wanted and not batch.is_good(db.now):
        raise Invalid("These vouchers are over.")
    return await _keep(db, show, seats.Take(batch.id, min(batch.until, show.ends_at)), wanted)


async def keep_for_house(db: Db, me: UUID, show_id: UUID, wanted: Sequence[int]) -> list[int]:
    """Sets the seats that are sold at the box office alone; answers them. Whoever works there may
    let go of some, who leads the shop may keep more. Raises `Invalid`, `NoShow`, `RoleNeeded`,
    `NotOnSale`, `SeatGone`.
    """
    before = set(await house_seats(db, show_id))
    leads = not before.issuperset(wanted)
    await programme.staff_show(db, me, show_id, leads=leads)
    show = await selling.show_on_sale(db, show_id)
    plan = await seats.layout_of(db, show.plan_hash) if show.plan_hash else None
    if plan is None or not all(0 <= n < len(plan.seats) for n in wanted):
        raise Invalid("Seats of this show.")
    return await _keep(db, show, seats.Take(seats.house_of(show.id), show.ends_at), wanted)


async def house_seats(db: Db, show_id: UUID) -> list[int]:
    """The seats of a show that are sold at the box office alone, sold ones too."""
    house = seats.house_of(show_id)
    return [n for n, of in (await store_kept.of_show(db, show_id)).items() if of == house]


async def _keep(db: Db, show: Show, take: seats.Take, wanted: Sequence[int]) -> list[int]:
    """Held for whom the take is, whoever takes them. Raises `SeatGone`."""
    for_id = take.order_id
    before = {n for n, of in (await store_kept.of_show(db, show.id)).items() if of == for_id}
    fresh, gone = sorted(set(wanted) - before), sorted(before - set(wanted))
    locked = {one.n: one for one in await store_seats.lock_rows(db, show.id, [*fresh, *gone])}
    taken = [n for n in fresh if not take.can_have(locked[n], db.now)]
    if taken:
        raise SeatGone(seats=taken)
    await store_kept.remove(db, show.id, gone)
    own = [n for n in gone if locked[n].order_id == for_id]
    await seats.release_locked(db, show.id, own)
    await store_kept.add(db, show.id, fresh, for_id, take.until)
    await store_seats.hold(db, show.id, fresh, for_id, take.until)
    return sorted(wanted)


async def _basket(db: Db, show: Show, order: TicketOrder) -> TicketBasket:
    categories = (await store.categories(db, [show.id]))[show.id]
    bought = await store_resale.of_order(db, order.id)
    has: Counter[UUID] = Counter()
    for line in (await concessions.of_orders(db, [order.id])).get(order.id, []):
        has[line.product_id] += line.units
    return TicketBasket(
        show=show,
        order=order,
        tickets=(await store_orders.tickets(db, [order.id]))[order.id],
        products={one.id: one for one in await concessions.products_of(db, [show.id])},
        categories={one.n: one.name for one in categories},
        prices={one.n: one.price for one in categories},
        kept=await store_kept.of_show(db, show.id),
        bought=frozenset(one.seat for one in bought),
        has=has,
    )


def _lines(basket: TicketBasket, wish: BasketWish) -> list[ConcessionLine]:
    """Raises `Invalid`, `NoProduct`."""
    tickets = {one.id: one for one in basket.tickets}
    lines = []
    for product_id, units in Counter(wish.fares.values()).items():
        _product(basket, product_id, "fare", units)
    for ticket_id, product_id in wish.fares.items():
        if ticket_id not in tickets or tickets[ticket_id].seat in basket.bought:
            raise Invalid("A fare is of a ticket of this order that nobody else gives up.")
        lines.append(_line(basket, product_id, ticket_id, 1, 0))
    for product_id, units in wish.extras.items():
        if units:
            product = _product(basket, product_id, "extra", units)
            lines.append(_line(basket, product_id, None, units, product.price * units))
    return lines


def _product(basket: TicketBasket, product_id: UUID, kind: str, units: int) -> ShowProduct:
    found = basket.products.get(product_id)
    has = basket.has.get(product_id, 0)
    if found is None or found.kind != kind or not (found.on_sale or has):
        raise concessions.NoProduct
    most = max(has, found.most_each if found.on_sale else 0)
    if not 1 <= units <= most:
        raise Invalid(f"1 to {most} of it.")
    return found


def _line(
    basket: TicketBasket, product_id: UUID, ticket_id: UUID | None, units: int, price: int
) -> ConcessionLine:
    return ConcessionLine(
        id=new_id(),
        order_id=basket.order.id,
        show_id=basket.show.id,
        product_id=product_id,
        ticket_id=ticket_id,
        units=units,
        before=price,
        price=price,
    )


def _of_ticket(
    basket: TicketBasket, ticket: Ticket, fare: ShowProduct | None, batch: VoucherBatch | None
) -> Touched:
    """What a ticket costs by its fare, and what a voucher would make of that. Raises
    `VoucherNeeded`.
    """
    # What somebody gives up is kept back for nobody: they have it already.
    seat = None if ticket.seat in basket.bought else ticket.seat
    kept = None if seat is None else basket.kept.get(seat)
    opened = fare is not None and fare.hidden
    if kept == seats.house_of(basket.show.id):
        kept = None
    if kept is not None and (batch is None or batch.id != kept):
        raise VoucherNeeded
    if fare is not None and opened and (batch is None or fare.id not in batch.opens):
        raise VoucherNeeded
    full = basket.full(ticket)
    before = fare.fare(full) if fare else full
    fits = batch is not None and ticket.seat not in basket.bought
    if fits and batch is not None:
        named = fare is not None and fare.id in batch.products
        fits = named or batch.fits_seat(basket.categories[ticket.category])
    after = batch.price(before) if batch is not None and fits else before
    return Touched(ticket.id, 1, before, after, kept is not None or opened)


def _of_extra(basket: TicketBasket, line: ConcessionLine, batch: VoucherBatch | None) -> Touched:
    """Raises `VoucherNeeded`."""
    product = basket.products[line.product_id]
    if product.hidden and (batch is None or product.id not in batch.opens):
        raise VoucherNeeded
    fits = batch is not None and product.id in batch.products
    after = batch.price(product.price) if batch is not None and fits else product.price
    return Touched(line.id, line.units, line.before, after * line.units, product.hidden)


def _price(one: Touched, used: set[UUID]) -> int:
    return one.after if one.id in used else one.before

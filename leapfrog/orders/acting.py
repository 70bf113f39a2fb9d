"""What buyers and shops do with an order: each act and its money are one transaction.

Locked are, in this order: the order, the pools of the stock, its delivery and parcels, the escrow,
the accounts of the wallet. So what an act gives back to the stock is given by the reaction to the
money.

No id that a client made goes on to the money or the stock as it is: what is kept there follows from
it and from who uses it, so that nobody can take an id that one of ours will have.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import coupons, escrow, parcels, stock, till
from leapfrog.escrow import EscrowAct, EscrowChanged
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.orders import news, store, store_cases
from leapfrog.orders.errors import (
    NoOrder,
    NotSoMany,
    OrderActIdUsed,
    OrderNotNow,
    PickupCodeLocked,
    WrongPickupCode,
)
from leapfrog.orders.following import Followed, follow
from leapfrog.orders.model import (
    LOCKED,
    LONGEST_EXTENSION,
    MOST_TRIES,
    TRACKED,
    OrderLine,
    ShopOrder,
    State,
    order_of,
)
from leapfrog.orders.worth import mean_fee, part_worth
from leapfrog.parcels import NewParcel, ParcelLabel
from leapfrog.till import Role

# What escrow says of something that its table does not have.
REFUSED = ("not_now", "not_your_part")
TO_SEND: tuple[State, ...] = ("paid", "sent_part")


async def enter(db: Db, order_id: UUID) -> Followed:
    """An order, locked, as its money is now. Raises `NoOrder`."""
    order = await store.lock(db, order_id)
    if order is None:
        raise NoOrder
    lines = (await store.lines(db, [order_id]))[order_id]
    found = Followed(order, lines, await store_cases.opened(db, order_id))
    return await keep(db, found, follow(found, await _money(db, order), db.now))


async def enter_as_buyer(db: Db, me: UUID, order_id: UUID) -> Followed:
    """An order of mine, locked, as its money is now. Raises `NoOrder`."""
    order = (await store.find(db, [order_id])).get(order_id)
    if order is None or order.buyer_id != me:
        raise NoOrder
    return await enter(db, order_id)


async def enter_as_shop(
    db: Db, me: UUID, order_id: UUID, allowed: Sequence[Role] = till.LEADING_ROLES
) -> Followed:
    """An order at a shop where I have one of these roles, locked, as its money is now. Raises
    `NoOrder`, `RoleNeeded`.
    """
    order = (await store.find(db, [order_id])).get(order_id)
    if order is None:
        raise NoOrder
    await lead(db, me, order, allowed)
    return await enter(db, order_id)


async def lead(
    db: Db, me: UUID, order: ShopOrder, allowed: Sequence[Role] = till.LEADING_ROLES
) -> Role:
    """My role in the shop of an order. Nobody acts for it in what they bought themselves: that
    would show them where a present goes. Raises `NoOrder` for who bought it or does not work there,
    `RoleNeeded`.
    """
    if order.buyer_id == me:
        raise NoOrder
    try:
        return await till.enter_shop(db, me, order.merchant_id, allowed)
    except till.NoMerchant:
        raise NoOrder from None


async def _money(db: Db, order: ShopOrder) -> escrow.Escrow:
    return await escrow.one(db, order.buyer_id, order.id)


async def keep(db: Db, before: Followed, after: Followed) -> Followed:
    """Writes what has changed. What is over is open no longer."""
    if after.order != before.order:
        after = replace(after, order=replace(after.order, changed_at=db.now))
        await store.save(db, after.order)
    await store.save_lines(
        db, [new for new, old in zip(after.lines, before.lines, strict=True) if new != old]
    )
    if after.case is not None and after.case != before.case:
        await store_cases.save(db, after.case.case)
    over = after.case is not None and after.case.case.outcome is not None
    return replace(after, case=None) if over else after


async def charge(db: Db, order_id: UUID, left: Sequence[OrderLine]) -> None:
    """The town takes of each line by its own rate: what goes back of one changes their mean, as
    long as the shop has got nothing. Locks the trade, so the stock comes before it.
    """
    rate = mean_fee(left) if any(one.refunded for one in left) else None
    if rate is not None:
        await escrow.charge(db, order_id, rate)


async def act(db: Db, here: Followed, *acts: EscrowAct) -> Followed:
    """Moves the money, and what follows. Raises `OrderNotNow`, what the wallet refuses."""
    await charge(db, here.order.id, here.lines)
    now = here
    for answer in await escrow.act(db, acts):
        if isinstance(answer, Problem):
            raise not_now(here.order) if answer.code in REFUSED else answer
        now = await keep(db, now, follow(now, answer, db.now))
    if now.lines != here.lines:
        await charge(db, now.order.id, now.lines)
    return now


def not_now(order: ShopOrder) -> OrderNotNow:
    return OrderNotNow(state=order.state, refund=order.refund)


async def pack(
    db: Db, me: UUID, order_id: UUID, allowed: Sequence[Role] = till.LEADING_ROLES
) -> ShopOrder:
    """The shop has packed an order, which cannot simply be called off from then on. Again is the
    same. Raises `NoOrder`, `RoleNeeded`, `OrderNotNow`.
    """
    here = await enter_as_shop(db, me, order_id, allowed)
    if here.order.packed_at is not None:
        return here.order
    if here.order.state != "paid" or not here.order.is_quiet:
        raise not_now(here.order)
    done = await keep(db, here, replace(here, order=replace(here.order, packed_at=db.now)))
    await news.changed(db, done.order, but=me)
    return done.order


class Sending(msgspec.Struct, frozen=True):
    """So many units by line; None: all that is open. What a carrier brings is a parcel with this
    label. `id`: made by the client.
    """

    id: UUID
    units: Mapping[int, int] | None = None
    label: ParcelLabel = ParcelLabel()


async def send(
    db: Db,
    me: UUID,
    order_id: UUID,
    sending: Sending,
    allowed: Sequence[Role] = till.LEADING_ROLES,
) -> ShopOrder:
    """The shop sends units, or they lie ready. The same id again is the same. Raises `NoOrder`,
    `RoleNeeded`, `OrderActIdUsed`, `OrderNotNow`, `NotSoMany`, `Invalid`, `DoNotFitTogether`.
    """
    shipment_id, units = sending.id, sending.units
    here = await enter_as_shop(db, me, order_id, allowed)
    known = await store.shipment_of(db, shipment_id)
    if known is not None:
        if known != order_id:
            raise OrderActIdUsed
        return here.order
    if here.order.state not in TO_SEND or not here.order.is_quiet:
        raise not_now(here.order)
    chosen = units if units is not None else {one.no: one.open for one in here.lines if one.open}
    check_units(here, chosen, {line.no: line.open for line in here.lines})
    sent = [line for line in here.lines if chosen.get(line.no)]
    spends = [_spend(shipment_id, line, chosen[line.no], me) for line in sent]
    raise_first(await stock.record(db, spends))
    worth = sum(part_worth(line, line.sent, chosen[line.no]) for line in sent)
    await store.add_shipment(db, shipment_id, order_id, me, chosen)
    gone = [replace(line, sent=line.sent + chosen.get(line.no, 0)) for line in here.lines]
    packed = replace(here.order, packed_at=here.order.packed_at or db.now)
    left = await keep(db, here, replace(here, order=packed, lines=gone))
    if packed.delivery in TRACKED:
        made = NewParcel(
            id=parcels.parcel_id(shipment_id, order_id),
            delivery_id=order_id,
            contents=chosen,
            label=sending.label,
        )
        await parcels.announce_parcel(db, me, made)
    step = derived_id(shipment_id, f"shipment of {order_id}")
    shipped = EscrowAct(step, order_id, packed.merchant_id, escrow.Ship(worth), me)
    done = await act(db, left, shipped)
    await news.changed(db, done.order, but=me)
    return done.order


def check_units(here: Followed, units: Mapping[int, int], most: Mapping[int, int]) -> None:
    """At least one unit, and of no line more than there are. Raises `NotSoMany`."""
    for no, n in units.items():
        if not 0 < n <= most.get(no, 0):
            raise NotSoMany(no=no, most=most.get(no, 0))
    if not units:
        raise NotSoMany(no=here.lines[0].no, most=most.get(here.lines[0].no, 0))


def _spend(shipment_id: UUID, line: OrderLine, units: int, by_id: UUID) -> stock.Spend:
    return stock.Spend(
        id=derived_id(shipment_id, f"line {line.no}"),
        pool_id=line.pool_id,
        units=units,
        claim_id=line.claim_id,
        by_id=by_id,
    )


def raise_first(answers: "list[stock.StockMove | Problem]") -> None:
    """Raises the first problem among these."""
    for one in answers:
        if isinstance(one, Problem):
            raise one


async def confirm(db: Db, me: UUID, order_id: UUID) -> ShopOrder:
    """The buyer confirms that an order has come; the shop gets the money. Again is the same. Raises
    `NoOrder`, `OrderNotNow`.
    """
    here = await enter_as_buyer(db, me, order_id)
    if here.order.received_at is not None:
        return here.order
    return await received(db, here, me)


async def received(db: Db, here: Followed, by_id: UUID | None) -> ShopOrder:
    """The buyer has it all, as somebody said or by itself. Raises `OrderNotNow`."""
    one = here.order
    confirmed = derived_id(one.id, "confirm")
    done = await act(db, here, EscrowAct(confirmed, one.id, one.buyer_id, escrow.Confirm(), by_id))
    await news.changed(db, done.order, but=by_id)
    return done.order


async def hand_over(db: Db, me: UUID, order_id: UUID, code: str) -> ShopOrder | Problem:
    """The shop hands an order over to whoever says its code, which confirms it. A wrong code is
    counted, so it is answered and not raised: `WrongPickupCode`, `PickupCodeLocked`. Raises
    `NoOrder`, `RoleNeeded`, `OrderNotNow`.
    """
    here = await enter_as_shop(db, me, order_id)
    one = here.order
    if one.received_at is not None:
        return one
    if one.state != "sent" or not one.is_quiet:
        raise not_now(one)
    until = one.code_locked_until
    if until is not None and until > db.now:
        return PickupCodeLocked(int((until - db.now).total_seconds()) + 1)
    if code == one.code:
        return await received(db, here, me)
    tries = one.code_tries + 1
    full = tries >= MOST_TRIES
    wrong = replace(
        one,
        code_tries=0 if full else tries,
        code_locked_until=db.now + LOCKED if full else None,
    )
    await keep(db, here, replace(here, order=wrong))
    return WrongPickupCode(tries_left=MOST_TRIES - tries)


async def extend(db: Db, me: UUID, order_id: UUID, act_id: UUID, days: int) -> ShopOrder:
    """The other side gets more time: the shop to send, or the buyer to confirm. The same id again
    is the same. Raises `NoOrder`, `RoleNeeded`, `OrderNotNow`, `OrderActIdUsed`.
    """
    order = (await store.find(db, [order_id])).get(order_id)
    if order is None:
        raise NoOrder
    mine = order.buyer_id == me
    here = await (enter_as_buyer if mine else enter_as_shop)(db, me, order_id)
    if not 1 <= days <= LONGEST_EXTENSION:
        raise not_now(here.order)
    party = here.order.buyer_id if mine else here.order.merchant_id
    more = escrow.Extend(timedelta(days=days))
    step = derived_id(act_id, f"extension by {party}")
    done = await act(db, here, EscrowAct(step, order_id, party, more, me))
    await news.changed(db, done.order, but=me)
    return done.order


async def money_changed(db: Db, event: EscrowChanged) -> None:
    """A reaction to money in escrow: the order's state follows it, and what will not be sent is
    free in the stock. Of what was never sent at all, the coupons are the buyer's again. Again,
    nothing happens.
    """
    order_id = order_of(event.of)
    if order_id is None:
        return
    before = (await store.find(db, [order_id])).get(order_id)
    here = await enter(db, order_id)
    await _free(db, here)
    if here.order.state == "returned" and not any(line.sent for line in here.lines):
        await coupons.give_back(db, order_id)
    await charge(db, order_id, here.lines)
    if before is not None and (before.state, before.refund) != (
        here.order.state,
        here.order.refund,
    ):
        await news.changed(db, here.order)


async def _free(db: Db, here: Followed) -> None:
    left = [line for line in here.lines if line.cancelled > line.freed]
    given = [
        stock.GiveUp(
            # Lines that came from several shelves have one claim.
            id=derived_id(line.claim_id, f"cancelled {line.cancelled} in {line.pool_id}"),
            pool_id=line.pool_id,
            units=line.cancelled - line.freed,
            claim_id=line.claim_id,
        )
        for line in left
    ]
    if given:
        raise_first(await stock.record(db, given))
        await store.save_lines(db, [replace(line, freed=line.cancelled) for line in left])

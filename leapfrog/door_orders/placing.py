"""Somebody orders what they will pay at their door; a shop says whether it sells so.

Locked are, in this order: the buyer's orders of this kind, the pools of the stock.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import market, orders, stock, till
from leapfrog.door_orders import news, store
from leapfrog.door_orders.errors import (
    DoorOrderIdUsed,
    DoorTotalChanged,
    NoPayingAtDoor,
    OverDoorLimit,
    PaysBefore,
    TooManyDoorOrders,
)
from leapfrog.door_orders.model import (
    HIGHEST,
    MOST_OPEN,
    MOST_REFUSED,
    REMEMBERED,
    DoorLine,
    DoorOrder,
    DoorService,
    DoorTerms,
    claim_of,
)
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.locks import lock
from leapfrog.kernel.timers import schedule
from leapfrog.market import Offer
from leapfrog.orders import Recipient, WantedLine, WantedShop
from leapfrog.stock import Claim, Want

# The due row of what the shop has not sent in time.
DUE = "door_orders.due"


class NewDoorOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants of one shop; `id` is made by them, `total` is what they saw (minor units,
    with the delivery, without coupons).
    """

    id: UUID
    merchant_id: UUID
    service: DoorService
    lines: list[WantedLine]
    recipient: Recipient
    note: str = ""
    total: int


async def set_terms(db: Db, me: UUID, merchant_id: UUID, wanted: DoorTerms) -> DoorTerms:
    """Sets up to how much (minor units) a shop that I lead lets people pay at the door, from now
    on; while it is paused, afterwards. Raises `NoMerchant`, `RoleNeeded`, `Invalid`.
    """
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    if wanted.most is not None and not 1 <= wanted.most <= HIGHEST:
        raise Invalid(f"Between 1 and {HIGHEST}.", field="most")
    await store.put_terms(db, merchant_id, wanted, me)
    return await store.terms(db, merchant_id)


async def place(db: Db, me: UUID, wanted: NewDoorOrder) -> DoorOrder:
    """Places an order paid at the door, taking its units. The same again is the same. Raises
    `DoorOrderIdUsed`, `NoPayingAtDoor`, what `orders.quote` raises, `DoorTotalChanged`,
    `OverDoorLimit`, `PaysBefore`, `TooManyDoorOrders`, `SoldOut`, `LimitReached`.
    """
    check_new_id(wanted.id)
    # Of two that are placed at once the second one counts the first.
    await lock(db, "door_orders.buyer", me)
    known = await store.find(db, wanted.id)
    if known is not None:
        if (known.buyer_id, known.merchant_id) != (me, wanted.merchant_id):
            raise DoorOrderIdUsed
        return known
    if await store.is_of_order(db, wanted.id):
        raise DoorOrderIdUsed
    terms = await store.terms(db, wanted.merchant_id)
    if terms.most is None or terms.paused:
        raise NoPayingAtDoor
    shop = WantedShop(
        wanted.merchant_id, wanted.service, wanted.lines, note=wanted.note, coupons=[]
    )
    quoted = (await orders.quote(db, me, [shop], wanted.recipient)).quote
    if quoted.total != wanted.total:
        raise DoorTotalChanged(total=quoted.total)
    if quoted.total > terms.most:
        raise OverDoorLimit(most=terms.most)
    await _check_buyer(db, me)
    offers = await market.offers(db, quoted.variants)
    [priced] = quoted.shops
    prices = {line.variant_id: line.price for line in priced.lines}
    front = (await market.fronts(db, [wanted.merchant_id]))[wanted.merchant_id]
    lines = await _claimed(db, me, wanted, offers, prices)
    made = DoorOrder(
        id=wanted.id,
        merchant_id=wanted.merchant_id,
        buyer_id=me,
        service=wanted.service,
        for_name=wanted.recipient.name,
        for_phone=wanted.recipient.phone,
        for_address=wanted.recipient.address,
        lat=wanted.recipient.lat,
        lon=wanted.recipient.lon,
        note=priced.note,
        goods=priced.goods,
        delivery_price=priced.coming.price,
        currency=quoted.currency,
        fee_bp=await _fee(db, lines, offers, quoted.total),
        due_at=db.now + timedelta(hours=front.ships_within),
        created_at=db.now,
        changed_at=db.now,
        trader=front.trader,
        returns_days=front.returns_days,
    )
    if not await store.add(db, made, lines):
        raise DoorOrderIdUsed
    await orders.drop_from_carts(db, [(me, line.variant_id) for line in lines])
    assert made.due_at
    await schedule(db, DUE, str(made.id), made.due_at)
    await news.changed(db, made, but=me)
    return made


async def _check_buyer(db: Db, me: UUID) -> None:
    """Raises `PaysBefore`, `TooManyDoorOrders`."""
    if await store.count_refused(db, me, db.now - REMEMBERED) >= MOST_REFUSED:
        raise PaysBefore(days=REMEMBERED.days)
    if await store.count_open(db, me) >= MOST_OPEN:
        raise TooManyDoorOrders(most=MOST_OPEN)


async def _claimed(
    db: Db,
    me: UUID,
    wanted: NewDoorOrder,
    offers: Mapping[UUID, Offer],
    prices: Mapping[UUID, int],
) -> list[DoorLine]:
    """Takes all of it, each line of one shelf, or raises what the stock refuses."""
    claims = [
        Claim(claim_of(wanted.id, no), me, (Want(tuple(offers[line.variant_id].pools), line.n),))
        for no, line in enumerate(wanted.lines)
    ]
    made = []
    for no, (line, got) in enumerate(zip(wanted.lines, await stock.claim(db, claims), strict=True)):
        if isinstance(got, Problem):
            raise got
        offer = offers[line.variant_id]
        made.append(
            DoorLine(
                order_id=wanted.id,
                no=no,
                variant_id=offer.variant_id,
                item_id=offer.item_id,
                title=offer.title,
                options=offer.options,
                picture=offer.picture,
                n=line.n,
                price=prices[line.variant_id],
                pool_id=got.lines[0].pool_id,
                claim_id=got.id,
                tax_class=offer.tax_class,
                no_withdrawal=offer.no_withdrawal,
            )
        )
    return made


async def _fee(db: Db, lines: Sequence[DoorLine], offers: Mapping[UUID, Offer], total: int) -> int:
    """The town's part of the whole sum by the rates of what is sold; of the delivery it takes
    nothing. In hundredths of a percent, rounded down.
    """
    table = await market.fee_now(db)
    rated = [
        market.rate_of(table, offers[one.variant_id].category) * one.n * one.price for one in lines
    ]
    return sum(rated) // total

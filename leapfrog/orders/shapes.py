"""How orders are shown: in a list, and with all that belongs to them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.coupons import CouponUsed
from leapfrog.escrow import Refunding
from leapfrog.identity import avatar_url
from leapfrog.kernel.db import Db
from leapfrog.orders import reading, store, store_presents
from leapfrog.orders.case_model import CaseKind, EntryAct, Outcome
from leapfrog.orders.faces import Faces, faces
from leapfrog.orders.journeys import Journey, journeys
from leapfrog.orders.model import (
    WITHDRAWAL,
    Delivery,
    OrderLine,
    ShopOrder,
    Side,
    State,
)
from leapfrog.orders.present_model import Gift
from leapfrog.orders.reading import WholeOrder
from leapfrog.parcels import ParcelRole, ParcelShown, ParcelState, PointShown, parcels_seen

PART: Mapping[Side, ParcelRole] = {"buyer": "buyer", "shop": "shop", "town": "desk"}


class OrderSummary(msgspec.Struct, frozen=True):
    """An order in a list. `total`: all that was paid for it, `delivery_price` among it; `waits`: of
    that, what lies between buyer and shop; `due_at`: when something happens by itself; `parcel`:
    where that is that says most. All money in minor units. `verified_brand`: which brand the town
    has verified the shop to be, by now.
    """

    id: UUID
    number: str
    side: Side
    merchant_id: UUID
    shop_name: str
    shop_picture_url: str | None
    verified_brand: str | None
    for_name: str
    state: State
    refund: Refunding
    delivery: Delivery
    title: str
    picture_url: str | None
    units: int
    total: int
    waits: int
    refunded: int
    released: int
    currency: str
    due_at: datetime | None
    packed_at: datetime | None
    created_at: datetime
    code: str | None
    delivery_price: int
    promised_for: date | None
    promised_at: datetime | None
    point: PointShown | None
    parcel: ParcelState | None


class OrderLineShown(msgspec.Struct, frozen=True):
    """`to_send`: units that are still to be sent; `returnable`: that were sent and have not come
    back.
    """

    no: int
    variant_id: UUID
    item_id: UUID
    title: str
    options: list[str]
    picture_url: str | None
    no_withdrawal: bool
    n: int
    unit_price: int
    paid: int
    to_send: int
    returnable: int
    sent: int
    cancelled: int
    returned: int
    refunded: int


class CaseEntryShown(msgspec.Struct, frozen=True):
    """`for_shop`, `to_buyer`: of a ruling, whose `text` is for the buyer."""

    id: UUID
    side: Side
    act: EntryAct
    text: str
    for_shop: str
    to_buyer: int | None
    at: datetime


class CaseUnits(msgspec.Struct, frozen=True):
    no: int
    n: int
    amount: int


class CaseShown(msgspec.Struct, frozen=True):
    """A question about money or goods back; `outcome` null: it is open."""

    id: UUID
    kind: CaseKind
    amount: int
    given: int
    unsent: bool
    outcome: Outcome | None
    units: list[CaseUnits]
    entries: list[CaseEntryShown]
    opened_at: datetime
    ended_at: datetime | None


class OrderStepShown(msgspec.Struct, frozen=True):
    """A step of the order's money; `side` null: the clock's."""

    act: str
    side: Side | None
    paid: int
    refunded: int
    released: int
    at: datetime


class GiftShown(msgspec.Struct, frozen=True):
    """It is a present, with these words; `hidden`: where it goes is not for the buyer to see."""

    message: str
    hidden: bool


class OrderShown(OrderSummary, frozen=True, kw_only=True):
    """An order with all of it. `withdraw_until`, `return_until`: so long it can be given back
    without a reason, by law, or by the shop's promise; null: not, or it counts from the receipt.
    `goods`: what all of it costs, from which `coupons` took off what is not in the total.
    """

    for_phone: str
    for_address: str
    note: str
    trader: bool
    returns_days: int
    may_withdraw: bool
    goods: int
    coupons: list[CouponUsed]
    withdraw_until: datetime | None
    return_until: datetime | None
    sent_at: datetime | None
    received_at: datetime | None
    ended_at: datetime | None
    lines: list[OrderLineShown]
    cases: list[CaseShown]
    steps: list[OrderStepShown]
    parcels: list[ParcelShown]
    gift: GiftShown | None


async def summaries(db: Db, orders: Sequence[ShopOrder], side: Side) -> list[OrderSummary]:
    """Orders in a list, as a side sees them."""
    lines = await store.lines(db, [one.id for one in orders])
    pictures = [line.picture for each in lines.values() for line in each[:1]]
    seen = await faces(db, [one.merchant_id for one in orders], pictures)
    ways = await journeys(db, orders)
    return [
        OrderSummary(
            **_summary(one, lines[one.id], seen, side),
            **_money(one, ways.get(one.id)),
            **_coming(ways.get(one.id)),
        )
        for one in orders
    ]


def _coming(way: Journey | None) -> dict[str, Any]:
    where = way.where if way else None
    return {
        "delivery_price": way.delivery.price if way else 0,
        "promised_for": way.delivery.promised_for if way else None,
        "promised_at": way.delivery.promised_at if way else None,
        "point": way.point if way else None,
        "parcel": where.state if where else None,
    }


def _money(one: ShopOrder, way: Journey | None) -> dict[str, Any]:
    """What was paid for goods and delivery together, and where that is. Their prices lie in two
    escrows; to people it is one sum.
    """
    price, settled = (way.delivery.price, way.delivery.settled) if way else (0, None)
    waits = one.total - one.refunded - one.released
    return {
        "total": one.total + price,
        "waits": waits + (price if settled is None else 0),
        "refunded": one.refunded + (price if settled == "buyer" else 0),
        "released": one.released + (price if settled == "shop" else 0),
    }


def _summary(one: ShopOrder, lines: Sequence[OrderLine], seen: Faces, side: Side) -> dict[str, Any]:
    shop = seen.shops[one.merchant_id]
    first = next(iter(lines), None)
    return {
        "id": one.id,
        "number": one.number,
        "side": side,
        "merchant_id": one.merchant_id,
        "shop_name": shop.name,
        "shop_picture_url": avatar_url(shop.picture),
        "verified_brand": seen.brands.get(one.merchant_id),
        "for_name": one.for_name,
        "state": one.state,
        "refund": one.refund,
        "delivery": one.delivery,
        # One without lines is a fault that `order_checks` tells; the others are shown all the same.
        "title": first.title if first else "",
        "picture_url": seen.picture(first.picture) if first else None,
        "units": sum(line.n for line in lines),
        "currency": one.currency,
        "due_at": one.due_at,
        "packed_at": one.packed_at,
        "created_at": one.created_at,
        # Never to the shop: whoever says it has got the goods.
        "code": one.code if side == "buyer" and one.received_at is None else None,
    }


async def shown(db: Db, orders: Sequence[ShopOrder], side: Side) -> list[OrderShown]:
    """A few orders with all of it, as a side sees them."""
    ways = await journeys(db, orders)
    seen_as = PART[side]
    parcels = {
        one.id: await parcels_seen(db, seen_as, ways[one.id].parcels if one.id in ways else [])
        for one in orders
    }
    every = await reading.whole(db, orders)
    pictures = [line.picture for one in every for line in one.lines]
    seen = await faces(db, [one.merchant_id for one in orders], pictures)
    gifts = await store_presents.gifts(db, [one.id for one in orders])
    return [
        OrderShown(
            **_shown(db.now, one, seen, side),
            **_money(one.order, ways.get(one.order.id)),
            **_coming(ways.get(one.order.id)),
            **_gift(one.order, gifts.get(one.order.id), side),
            parcels=parcels[one.order.id],
        )
        for one in every
    ]


def _shown(now: datetime, whole: WholeOrder, seen: Faces, side: Side) -> dict[str, Any]:
    one, got = whole.order, whole.order.received_at
    promised = timedelta(days=one.returns_days)
    return {
        **_summary(one, whole.lines, seen, side),
        "note": one.note,
        "trader": one.trader,
        "returns_days": one.returns_days,
        "may_withdraw": one.may_withdraw(now),
        "goods": sum(line.n * line.unit_price for line in whole.lines),
        "coupons": one.coupons,
        "withdraw_until": got + WITHDRAWAL if got and one.trader else None,
        "return_until": got + promised if got and promised else None,
        "sent_at": one.sent_at,
        "received_at": got,
        "ended_at": one.ended_at,
        "lines": [_line(line, seen) for line in whole.lines],
        "cases": _cases(whole),
        "steps": _steps(whole),
    }


def _gift(one: ShopOrder, gift: Gift | None, side: Side) -> dict[str, Any]:
    away = gift is not None and gift.hidden and side == "buyer"
    return {
        "for_phone": "" if away else one.for_phone,
        "for_address": "" if away else one.for_address,
        "gift": GiftShown(gift.message, gift.hidden) if gift else None,
    }


def _line(line: OrderLine, seen: Faces) -> OrderLineShown:
    return OrderLineShown(
        no=line.no,
        variant_id=line.variant_id,
        item_id=line.item_id,
        title=line.title,
        options=line.options,
        picture_url=seen.picture(line.picture),
        no_withdrawal=line.no_withdrawal,
        n=line.n,
        unit_price=line.unit_price,
        paid=line.paid,
        to_send=line.open,
        returnable=line.sent - line.returned,
        sent=line.sent,
        cancelled=line.cancelled,
        returned=line.returned,
        refunded=line.refunded,
    )


def _cases(whole: WholeOrder) -> list[CaseShown]:
    return [
        CaseShown(
            id=one.id,
            kind=one.kind,
            amount=one.amount,
            given=one.given,
            unsent=one.unsent,
            outcome=one.outcome,
            units=[CaseUnits(each.no, each.n, each.amount) for each in whole.case_lines[one.id]],
            entries=[
                CaseEntryShown(
                    id=each.id,
                    side=each.side,
                    act=each.act,
                    text=each.text,
                    for_shop=each.for_shop,
                    to_buyer=each.to_buyer,
                    at=each.at,
                )
                for each in whole.entries.get(one.id, [])
            ],
            opened_at=one.opened_at,
            ended_at=one.ended_at,
        )
        for one in whole.cases
    ]


def _steps(whole: WholeOrder) -> list[OrderStepShown]:
    one = whole.order
    sides: Mapping[UUID, Side] = {one.buyer_id: "buyer", one.merchant_id: "shop"}

    def side(party_id: UUID | None, by_id: UUID | None) -> Side | None:
        if party_id is not None:
            return sides[party_id]
        return "town" if by_id is not None else None

    return [
        OrderStepShown(
            act=step.act,
            side=side(step.party_id, step.by_id),
            paid=step.paid,
            refunded=step.refunded,
            released=step.released,
            at=step.at,
        )
        for step in whole.steps
    ]

"""How orders that are paid at the door are shown to both sides."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import market, parcels, till
from leapfrog.door_orders import store
from leapfrog.door_orders.model import (
    OPEN,
    DoorLine,
    DoorOrder,
    DoorService,
    EndedBy,
    PaidBy,
    Side,
    State,
)
from leapfrog.identity import avatar_url
from leapfrog.kernel.db import Db
from leapfrog.parcels import ParcelShown


class DoorLineShown(msgspec.Struct, frozen=True):
    """So many of something at a price each, in minor units."""

    item_id: UUID
    title: str
    options: list[str]
    picture_url: str | None
    n: int
    price: int


class DoorOrderShown(msgspec.Struct, frozen=True, kw_only=True):
    """An order that is paid at the door, as one of its sides sees it; `total`: what is paid there,
    the delivery with it, minor units. `parcel`: once it is sent, with the code for who gets it; in
    lists it is left out. `due_at`: what is not sent until then is called off. `trader`: a business
    sold it, which issues an invoice. The address is the shop's to see until the order is over.
    """

    id: UUID
    number: str
    side: Side
    state: State
    merchant_id: UUID
    sign: str
    service: DoorService
    for_name: str
    for_phone: str
    for_address: str
    note: str
    goods: int
    delivery_price: int
    total: int
    currency: str
    trader: bool
    paid_by: PaidBy | None
    paid_at: datetime | None
    lines: list[DoorLineShown]
    parcel: ParcelShown | None
    parcel_id: UUID | None
    can_pay: bool
    ended_by: EndedBy | None
    why: str
    due_at: datetime | None
    created_at: datetime
    sent_at: datetime | None
    ended_at: datetime | None


async def one_shown(db: Db, order: DoorOrder, side: Side) -> DoorOrderShown:
    """One order with its parcel."""
    [shown] = await shown_to(db, [order], side)
    if order.parcel_id is None:
        return shown
    found = (await parcels.parcels_by_ids(db, [order.parcel_id])).values()
    [parcel] = await parcels.parcels_seen(db, side, list(found))
    open_ = parcel.state not in (*parcels.TERMINAL, "returning")
    can_pay = side == "buyer" and order.state == "sent" and order.paid_by is None and open_
    return msgspec.structs.replace(shown, parcel=parcel, can_pay=can_pay)


async def shown_to(db: Db, found: Sequence[DoorOrder], side: Side) -> list[DoorOrderShown]:
    """The orders of a page."""
    lines = await store.lines(db, [one.id for one in found])
    merchants = {one.merchant_id for one in found}
    shops = await till.merchants_by_id(db, merchants)
    fronts = await market.fronts(db, merchants)
    pictures = await market.pictures(
        db, {line.picture for each in lines.values() for line in each if line.picture}
    )
    urls = {key: avatar_url(one.small) for key, one in pictures.items()}

    def line_shown(line: DoorLine) -> DoorLineShown:
        url = urls.get(line.picture) if line.picture else None
        return DoorLineShown(line.item_id, line.title, line.options, url, line.n, line.price)

    return [
        DoorOrderShown(
            **{name: getattr(one, name) for name in KEPT},
            side=side,
            sign=fronts[each].sign if each in fronts else shops[each].name,
            for_phone=one.for_phone if _sees(one, side) else "",
            for_address=one.for_address if _sees(one, side) else "",
            lines=[line_shown(line) for line in lines[one.id]],
            parcel=None,
            can_pay=False,
        )
        for one in found
        for each in [one.merchant_id]
    ]


def _sees(one: DoorOrder, side: Side) -> bool:
    """Whether it sees where this goes."""
    return side == "buyer" or one.state in OPEN


KEPT = [
    name
    for name in DoorOrderShown.__struct_fields__
    if name in ("number", "total", *DoorOrder.__struct_fields__)
    and name not in ("for_phone", "for_address")
]

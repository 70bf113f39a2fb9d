"""How what is fetched for orders is shown."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.identity import avatar_url
from leapfrog.warehouses.model import PickRun
from leapfrog.warehouses.picking import LineToPick, OpenOrder
from leapfrog.warehouses.shapes import GoodsShown


class OpenOrderShown(msgspec.Struct, frozen=True):
    """An order to be sent: how many `units` of how many `things`; `is_taken`: somebody fetches it
    now; `due_at`: what is not sent by then goes back to the buyer.
    """

    order_id: UUID
    number: str
    for_name: str
    delivery: str
    due_at: datetime | None
    units: int
    things: int
    is_taken: bool


class PickLineShown(msgspec.Struct, frozen=True):
    """What is fetched for which order, from where, and how many of it were scanned."""

    order_id: UUID
    number: str
    no: int
    goods: GoodsShown
    place: str
    shelf: str
    lot: str
    n: int
    picked: int


class PickShown(msgspec.Struct, frozen=True):
    """A list in the order in which one walks; `over_at`: it is done or called off."""

    id: UUID
    at: datetime
    over_at: datetime | None
    lines: list[PickLineShown]


class DayList(msgspec.Struct, frozen=True):
    """What a shop has to send, what is due first, and the lists by which somebody fetches now."""

    orders: list[OpenOrderShown]
    picks: list[UUID]


def open_order_shown(one: OpenOrder) -> OpenOrderShown:
    return OpenOrderShown(
        order_id=one.order.id,
        number=one.order.number,
        for_name=one.order.for_name,
        delivery=one.order.delivery,
        due_at=one.order.due_at,
        units=sum(line.open for line in one.lines),
        things=len(one.lines),
        is_taken=one.is_taken,
    )


def pick_shown(run: PickRun, lines: Sequence[LineToPick]) -> PickShown:
    return PickShown(run.id, run.at, run.over_at, [_pick_line(one) for one in lines])


def _pick_line(one: LineToPick) -> PickLineShown:
    known = one.variant
    goods = GoodsShown(
        variant_id=one.of.variant_id,
        item_id=one.of.item_id,
        title=one.of.title,
        options=one.of.options,
        sku=known.sku if known else "",
        gtin=known.gtin if known else "",
        picture_url=avatar_url(known.small) if known else None,
    )
    return PickLineShown(
        order_id=one.order.id,
        number=one.order.number,
        no=one.of.no,
        goods=goods,
        place=one.place.name if one.place else "",
        shelf=one.shelf,
        lot=one.lot,
        n=one.line.n,
        picked=one.line.picked,
    )

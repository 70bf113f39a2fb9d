"""What a shop packs and sends, as those see it who do so: what, for whom and where to, no money."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel.db import Db
from leapfrog.orders import acting, store
from leapfrog.orders.errors import NoOrder
from leapfrog.orders.faces import faces
from leapfrog.orders.journeys import Journey, journeys
from leapfrog.orders.model import Delivery, OrderLine, ShopOrder, State
from leapfrog.parcels import PointShown

# Afterwards nothing is left to pack.
PACKED: tuple[State, ...] = ("paid", "sent_part", "sent")


class PackingLine(msgspec.Struct, frozen=True):
    """`to_send`: units that are still to be sent."""

    no: int
    title: str
    options: list[str]
    picture_url: str | None
    n: int
    to_send: int


class PackingOrder(msgspec.Struct, frozen=True):
    """An order to be packed. `for_address`: of what does not go to a point or is fetched;
    `for_phone`: only where the shop itself brings it. Both are empty when all is sent.
    """

    id: UUID
    number: str
    state: State
    delivery: Delivery
    for_name: str
    for_address: str
    for_phone: str
    point: PointShown | None
    note: str
    lines: list[PackingLine]
    packed_at: datetime | None
    promised_for: date | None
    due_at: datetime | None


async def one_to_pack(db: Db, me: UUID, order_id: UUID) -> ShopOrder:
    """An order that is being packed or was sent, of a shop where I pack. Raises `NoOrder`,
    `RoleNeeded`.
    """
    order = (await store.find(db, [order_id])).get(order_id)
    if order is None:
        raise NoOrder
    await acting.lead(db, me, order, till.PACKING_ROLES)
    if order.state not in PACKED:
        raise NoOrder
    return order


async def to_pack(db: Db, orders: Sequence[ShopOrder]) -> list[PackingOrder]:
    """Orders as who packs them sees them."""
    lines = await store.lines(db, [one.id for one in orders])
    shops = [one.merchant_id for one in orders]
    pictures = [line.picture for one in orders for line in lines[one.id]]
    seen, ways = await faces(db, shops, pictures), await journeys(db, orders)

    def shown(line: OrderLine) -> PackingLine:
        url = seen.picture(line.picture)
        return PackingLine(line.no, line.title, line.options, url, line.n, line.open)

    return [_one(one, [shown(line) for line in lines[one.id]], ways.get(one.id)) for one in orders]


def _one(one: ShopOrder, lines: list[PackingLine], way: Journey | None) -> PackingOrder:
    open_ = one.state != "sent"
    # What a courier or carrier brings goes where its delivery says.
    address = one.for_address or (way.delivery.for_address if way else "")
    return PackingOrder(
        id=one.id,
        number=one.number,
        state=one.state,
        delivery=one.delivery,
        for_name=one.for_name,
        for_address=address if open_ and one.delivery in ("own", "courier") else "",
        for_phone=one.for_phone if open_ and one.delivery == "own" else "",
        point=way.point if way else None,
        note=one.note,
        lines=lines,
        packed_at=one.packed_at,
        promised_for=way.delivery.promised_for if way else None,
        due_at=one.due_at,
    )

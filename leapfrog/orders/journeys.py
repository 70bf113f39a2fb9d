"""How what was ordered comes: what was agreed on, and where its parcels are."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import parcels
from leapfrog.kernel.db import Db
from leapfrog.orders.model import ShopOrder
from leapfrog.parcels import AgreedDelivery, Parcel, PointShown

# Where a parcel is that says most about an order: what waits for somebody comes first.
FIRST = ("at_point", "failed", "on_the_way", "collected", "announced", "returning", "received")


class Journey(msgspec.Struct, frozen=True):
    """How an order comes."""

    delivery: AgreedDelivery
    parcels: list[Parcel]
    point: PointShown | None

    @property
    def where(self) -> Parcel | None:
        """The parcel to speak of."""
        known = [one for one in self.parcels if one.state in FIRST]
        return min(known, key=lambda one: FIRST.index(one.state), default=None)


async def points_named(db: Db, points: Iterable[UUID | None]) -> dict[UUID, PointShown]:
    """The pickup points of these ids, as they are shown, by id."""
    found = await parcels.points_of(db, {one for one in points if one is not None})
    return {one.id: one for one in await parcels.points_shown(db, found.values())}


async def journeys(db: Db, orders: Sequence[ShopOrder]) -> Mapping[UUID, Journey]:
    """By order; what is fetched at the shop has none."""
    ids = [one.id for one in orders if one.delivery != "pickup"]
    agreed = await parcels.deliveries(db, ids) if ids else {}
    if not agreed:
        return {}
    found = await parcels.of_deliveries(db, ids)
    points = await points_named(db, [one.point_id for one in agreed.values()])
    return {
        each: Journey(one, found.get(each, []), points.get(one.point_id) if one.point_id else None)
        for each, one in agreed.items()
    }

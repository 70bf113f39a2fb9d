"""Deliveries and parcels read by who knows their ids."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.parcels import access, store, store_people
from leapfrog.parcels.model import AgreedDelivery, Parcel
from leapfrog.parcels.people import PickupPoint


async def deliveries(db: Db, ids: Iterable[UUID]) -> dict[UUID, AgreedDelivery]:
    """Those of these that there are."""
    return await store.deliveries(db, ids)


async def of_deliveries(db: Db, ids: Iterable[UUID]) -> dict[UUID, list[Parcel]]:
    """The parcels of each, the oldest first."""
    return await store.of_deliveries(db, ids)


async def points_of(db: Db, merchants: Iterable[UUID]) -> dict[UUID, PickupPoint]:
    """Those of these shops that are or were pickup points."""
    return await store_people.points(db, merchants)


async def parcel_of(db: Db, me: UUID, parcel_id: UUID) -> tuple[AgreedDelivery, Parcel]:
    """A parcel that I have to do with. Raises `NoParcel`."""
    delivery, parcel, _ = await access.enter(db, me, parcel_id)
    return delivery, parcel

"""Deliveries and parcels read by who knows their ids."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.parcels import access, store, store_joined, store_people
from leapfrog.parcels.errors import NoParcel
from leapfrog.parcels.model import Act, AgreedDelivery, Parcel, read_number
from leapfrog.parcels.people import PickupPoint


async def deliveries(db: Db, ids: Iterable[UUID]) -> dict[UUID, AgreedDelivery]:
    """The deliveries of these ids, by id; ids of none are left out."""
    return await store.deliveries(db, ids)


async def of_deliveries(db: Db, ids: Iterable[UUID]) -> dict[UUID, list[Parcel]]:
    """The parcels of each delivery, the oldest first; what of it lies in the parcel of another one
    is a parcel with an id of its own.
    """
    asked = list(ids)
    found = await store.of_deliveries(db, asked)
    for each, parts in (await store_joined.parts_of(db, asked)).items():
        found[each] = [*found.get(each, []), *parts]
    return found


async def points_of(db: Db, merchants: Iterable[UUID]) -> dict[UUID, PickupPoint]:
    """The pickup points that these shops are, or were, by shop."""
    return await store_people.points(db, merchants)


async def parcels_by_ids(db: Db, ids: Iterable[UUID]) -> dict[UUID, Parcel]:
    """The parcels of these ids, by id, without looking who asks."""
    return await store.find(db, ids)


async def parcel_by_number(db: Db, text: str) -> Parcel:
    """The parcel with the number of a label, scanned or typed. Raises `NoParcel`."""
    found = await store.by_number(db, read_number(text) or text.strip().upper())
    if found is None:
        raise NoParcel
    return (await store.find(db, [found]))[found]


async def parcel_of(db: Db, me: UUID, parcel_id: UUID) -> tuple[AgreedDelivery, Parcel]:
    """A parcel that I have to do with, and its delivery. Raises `NoParcel`."""
    delivery, parcel, _ = await access.enter(db, me, parcel_id)
    return delivery, parcel


async def last_act(db: Db, parcel_id: UUID) -> Act | None:
    """The last act that was done with a parcel; None for none."""
    steps = (await store.events(db, [parcel_id])).get(parcel_id)
    return steps[-1].act if steps else None


async def was_done(db: Db, act_id: UUID) -> bool:
    """Whether an act with a parcel was done under this id."""
    return await store.event(db, act_id) is not None

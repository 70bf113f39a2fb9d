"""Several deliveries of one buyer in one parcel: it is brought once, so it is paid once. Of the
prices that were paid the highest is kept, for the parcel; the others go back at once.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.parcels import carriage, news, store, store_joined
from leapfrog.parcels.errors import DoNotFitTogether, NoParcel, ParcelEventIdUsed
from leapfrog.parcels.model import START, AgreedDelivery, Parcel
from leapfrog.parcels.store_joined import JoinedDelivery

MOST_TOGETHER = 20


def place_of(one: AgreedDelivery) -> tuple[object, ...]:
    """What deliveries must have in common to be one parcel: from whom, to whom, where, how."""
    return (
        one.merchant_id,
        one.buyer_id,
        one.service,
        one.point_id,
        one.receiver_id,
        one.for_name,
        one.for_phone,
        one.for_address,
        one.lat,
        one.lon,
        one.hidden,
    )


def lead_of(found: Sequence[AgreedDelivery]) -> AgreedDelivery:
    """Whose parcel it is: of the one for which most was paid; of several the first."""
    return min(found, key=lambda one: (-one.price, one.id))


async def check_together(db: Db, ids: Sequence[UUID]) -> AgreedDelivery:
    """Checks that deliveries can be one parcel; answers whose. Raises `DoNotFitTogether`."""
    found = await store.deliveries(db, ids)
    every = [*found.values()]
    fits = 2 <= len(set(ids)) == len(ids) == len(every) <= MOST_TOGETHER
    open_ones = all(one.settled is None and one.ended_at is None and not one.cash for one in every)
    if not fits or not open_ones or every[0].buyer_id is None:
        raise DoNotFitTogether
    sent = {*await store.of_deliveries(db, ids), *await store_joined.parts_of(db, ids)}
    if sent or len({place_of(one) for one in every}) != 1:
        raise DoNotFitTogether
    return lead_of(every)


async def deliveries_in_parcel(db: Db, parcels: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """For each of these parcels, by its delivery, the other deliveries that lie in it."""
    found = await store.find(db, parcels)
    beside = await store_joined.joined(db, found)
    return {
        one.delivery_id: [each.delivery_id for each in beside.get(one.id, [])]
        for one in found.values()
    }


async def number_of(db: Db, parcel_id: UUID) -> str:
    """The number on the label of a parcel. Raises `NoParcel`."""
    found = (await store.find(db, [parcel_id])).get(parcel_id)
    if found is None:
        raise NoParcel
    return found.number


async def join(
    db: Db, delivery: AgreedDelivery, part: JoinedDelivery, contents: dict[str, int]
) -> Parcel:
    """A delivery lies in the parcel of another one, both locked by who asks. The same again is the
    same. Raises `NoParcel`, `DoNotFitTogether` once it has left, `ParcelEventIdUsed`.
    """
    whole = await store.lock(db, part.parcel_id)
    if whole is None:
        raise NoParcel
    owner = (await store.deliveries(db, [whole.delivery_id]))[whole.delivery_id]
    known = (await store_joined.parts_of(db, [delivery.id])).get(delivery.id, [])
    if known:
        if [one.id for one in known] != [part.id]:
            raise ParcelEventIdUsed
        return known[0]
    if place_of(owner) != place_of(delivery) or whole.state != START:
        raise DoNotFitTogether
    if not await store_joined.join(db, part, contents):
        raise ParcelEventIdUsed
    return (await store_joined.parts_of(db, [delivery.id]))[delivery.id][0]


async def settle_joined(db: Db, parcel_id: UUID) -> int:
    """Gives back what was paid for deliveries that lie in the parcel of another one; answers how
    much (minor units). Again is the same. To be done last, since it moves money.
    """
    joined = [one.id for one in await store_joined.deliveries_in(db, parcel_id)]
    locked = await store.lock_deliveries(db, joined)
    left = [one for one in locked.values() if one.settled is None]
    await carriage.give_all_back(db, left)
    back = sum(one.price for one in left)
    whole = (await store.find(db, [parcel_id])).get(parcel_id)
    if whole is not None and back:
        owner = (await store.deliveries(db, [whole.delivery_id]))[whole.delivery_id]
        await news.changed(db, owner, whole, None)
    return back

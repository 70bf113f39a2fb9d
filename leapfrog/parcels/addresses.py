"""Address books: where somebody wants things to be brought. Nobody else reads them; what is ordered
is given a copy.
"""

from uuid import UUID

from msgspec.structs import replace

from leapfrog import places
from leapfrog.kernel.db import Db
from leapfrog.parcels import store_people
from leapfrog.parcels.errors import NoAddress, TooManyAddresses
from leapfrog.parcels.people import MOST_ADDRESSES, SavedAddress, checked_address


async def addresses(db: Db, me: UUID) -> list[SavedAddress]:
    """My book: the default one first, then the newest."""
    return await store_people.addresses(db, me)


async def put_address(db: Db, me: UUID, wanted: SavedAddress) -> list[SavedAddress]:
    """An address of my book, new or changed; the first one is the default. Raises `Invalid`,
    `TooManyAddresses`.
    """
    kept = checked_address(wanted)
    if kept.lat is not None and kept.lon is not None:
        places.point_of(kept.lat, kept.lon)
    there = await store_people.addresses(db, me)
    if len(there) >= MOST_ADDRESSES and kept.id not in {one.id for one in there}:
        raise TooManyAddresses(most=MOST_ADDRESSES)
    if not there:
        kept = replace(kept, is_default=True)
    await store_people.put_address(db, me, kept)
    return await store_people.addresses(db, me)


async def drop_address(db: Db, me: UUID, address_id: UUID) -> list[SavedAddress]:
    """Raises `NoAddress`."""
    if not await store_people.drop_address(db, me, address_id):
        raise NoAddress
    return await store_people.addresses(db, me)

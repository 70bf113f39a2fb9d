"""Record sets of pre-sales: somebody's deposits, and the pre-sales of their own shops."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import till
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.presales import store, turning

# Of who works there, of the stock and of the program.
INNER = ("by_id", "pool_id", "from_pool", "picture", "shelved", "reminded")


async def export_bookings(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.all_of_person(db, person_id):
        yield _without(one, "person_id", "right_id")


async def erase_bookings(_db: Db, _person_id: UUID) -> int:
    """None: they are the shop's as well. One under way keeps the person here: escrow says so."""
    return 0


async def export_presales(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person's own shops sold for a deposit."""
    for one in await store.of_merchants(db, await _own(db, person_id)):
        yield _without(one, *INNER)


async def erase_presales(db: Db, person_id: UUID) -> int:
    """A shop that closes sells nothing any more: all deposits go back."""
    ended, own = 0, await _own(db, person_id)
    for one in await store.of_merchants(db, own):
        presale = await store.lock(db, one.id)
        assert presale
        if presale.state == "open":
            await turning.end(db, replace(presale, state="called_off", ended_why=None))
            ended += 1
    await store.forget(db, own)
    return ended


async def _own(db: Db, person_id: UUID) -> list[UUID]:
    return [one.shop.id for one in await till.shops_of(db, person_id) if one.role == "owner"]


def _without(one: msgspec.Struct, *names: str) -> Record:
    shown: Record = msgspec.to_builtins(one)
    for name in names:
        del shown[name]
    return shown


# A pre-sale is of a shop of this town, and so is a deposit.
RECORD_SETS = (
    RecordSet("presales", export_presales, None, erase_presales),
    RecordSet("presales_bookings", export_bookings, None, erase_bookings),
)

"""Record sets of pre-sales: somebody's deposits, and the pre-sales of their own shops."""

from collections.abc import AsyncIterator
from uuid import UUID

from msgspec.structs import replace

from leapfrog import till
from leapfrog.kernel.archive import Record, RecordSet, record_without
from leapfrog.kernel.db import Db
from leapfrog.presales import store, turning

# Of who works there, of the stock and of the program.
INNER = ("by_id", "pool_id", "from_pool", "picture", "shelved", "reminded")


async def export_bookings(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.all_of_person(db, person_id):
        yield record_without(one, "person_id", "right_id")


async def erase_bookings(_db: Db, _person_id: UUID) -> int:
    """None: they are the shop's as well. One under way keeps the person here: escrow says so."""
    return 0


async def export_presales(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person's own shops sold for a deposit."""
    for one in await store.of_merchants(db, await till.shops_owned(db, person_id)):
        yield record_without(one, *INNER)


async def erase_presales(db: Db, person_id: UUID) -> int:
    """A shop that closes sells nothing any more: all deposits go back."""
    ended, own = 0, await till.shops_owned(db, person_id)
    for one in await store.of_merchants(db, own):
        presale = await store.lock(db, one.id)
        assert presale
        if presale.state == "open":
            called_off = replace(presale, state="called_off", ended_why=None)
            presale = await turning.end(db, called_off)
            ended += 1
        # All at once: the shop cannot go while a deposit lies with it.
        while await store.untried(db, one.id):
            await turning.settle_some(db, presale)
    await store.forget(db, own)
    return ended


# A pre-sale is of a shop of this town, and so is a deposit.
RECORD_SETS = (
    RecordSet("presales", export_presales, None, erase_presales),
    RecordSet("presales_bookings", export_bookings, None, erase_bookings),
)

"""Drops' record sets: somebody's tickets and codes, and the drops of their own shops."""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog import orders, till
from leapfrog.drops import announcing, rolling, store, store_tickets
from leapfrog.kernel.archive import Record, RecordSet, record_without
from leapfrog.kernel.db import Db


async def export_tickets(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store_tickets.of_person(db, person_id):
        yield record_without(one, "person_id")


async def erase_tickets(db: Db, person_id: UUID) -> int:
    """Tickets of open lists are gone; in a closed one they stay as numbers, or nobody could compute
    the draw any more. What the person could have bought goes to the next.
    """
    found = await store_tickets.of_person(db, person_id)
    drops = {one.drop_id for one in found}
    drops |= {one.drop_id for one in await store.codes_of(db, person_id)}
    # First: a list that is being closed at this moment has them, or has not.
    for drop_id in sorted(drops):
        await store.lock(db, drop_id)
    gone = await store_tickets.forget(db, person_id)
    await store.drop_helper(db, person_id)
    for drop_id in sorted(drops):
        drop = await store.lock(db, drop_id)
        assert drop
        rights = await store_tickets.rights_of(db, [drop.ref], person_id)
        await orders.void_rights(db, list(rights.values()))
        await rolling.roll(db, drop)
    return gone


async def export_codes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.codes_of(db, person_id):
        yield record_without(one, "person_id", "by_id", "right_id")


async def erase_codes(db: Db, person_id: UUID) -> int:
    """They are of use to nobody else."""
    return await store.forget_codes(db, person_id)


async def export_drops(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person's own shops dropped."""
    for one in await store.of_merchants(db, await till.shops_owned(db, person_id)):
        yield record_without(one, "maker_id", "pool_id", "from_pool", "root", "picture")


async def erase_drops(db: Db, person_id: UUID) -> int:
    """A shop that closes sells nothing any more, and what it said is forgotten; what was drawn can
    be computed still.
    """
    ended, own = 0, await till.shops_owned(db, person_id)
    for one in await store.of_merchants(db, own):
        drop = await store.lock(db, one.id)
        assert drop
        if drop.state not in ("over", "called_off"):
            await announcing.end(db, drop, "shop_closed")
            ended += 1
    await store.forget(db, own)
    return ended


# A drop is of a shop of this town, and so is a ticket.
RECORD_SETS = (
    RecordSet("drops", export_drops, None, erase_drops),
    RecordSet("drop_codes", export_codes, None, erase_codes),
    RecordSet("drop_tickets", export_tickets, None, erase_tickets),
)

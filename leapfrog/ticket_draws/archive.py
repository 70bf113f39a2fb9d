"""Record sets of draws: in which somebody took part, what they may take before others, and what
their own shops announced.
"""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog import tickets, till
from leapfrog.kernel.archive import Record, RecordSet, record_without
from leapfrog.kernel.db import Db
from leapfrog.ticket_draws import announcing, store


async def export_entries(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.entries_of(db, person_id):
        yield {"entry": record_without(one, "person_id")}
    for right in await tickets.rights_of_person(db, person_id):
        yield {"right": record_without(right, "person_id")}


async def erase_entries(db: Db, person_id: UUID) -> int:
    """Who takes part in an open draw is gone; in a closed list they stay as a number, or nobody
    could compute the draw any more. What they could have taken goes to the next.
    """
    for one in await store.entries_of(db, person_id):
        # First: a list that is being closed at this moment has them, or has not.
        await store.lock(db, one.show_id)
    gone = await store.forget_person(db, person_id)
    return gone + await tickets.forget_rights(db, person_id)


async def export_draws(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person's own shops announced."""
    for one in await store.of_shops(db, await till.shops_owned(db, person_id)):
        kept = record_without(one, "by_id", "town_seed", "maker_seed", "maker_commitment", "root")
        yield kept


async def erase_draws(db: Db, person_id: UUID) -> int:
    """What is not drawn of a shop that closes never is; what it said is forgotten."""
    ended, own = 0, await till.shops_owned(db, person_id)
    for one in await store.of_shops(db, own):
        draw = await store.lock(db, one.show_id)
        if draw is not None and draw.state in ("announced", "closed"):
            await announcing.end(db, draw, "")
            ended += 1
    await store.forget(db, own)
    return ended


# A draw is of a show of this town, and so is who took part.
RECORD_SETS = (
    RecordSet("ticket_draws", export_draws, None, erase_draws),
    RecordSet("ticket_draw_entries", export_entries, None, erase_entries),
)

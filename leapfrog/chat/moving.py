"""People who move between towns: their conversations go on, in the one town and in the other."""

from collections.abc import Collection, Sequence
from uuid import UUID

from leapfrog.chat import group_lock, members, store_leaving, store_moving
from leapfrog.chat.conversations import tell_changed
from leapfrog.chat.store_moving import DirectPlace
from leapfrog.kernel.db import Db


async def leave_groups(db: Db, person_id: UUID, but: Collection[UUID]) -> int:
    """Somebody leaves all their groups but these, which are passed on; answers how many."""
    found = [one for one in await store_leaving.groups(db, person_id) if one not in but]
    for group_id in found:
        await members.leave(await group_lock.enter(db, person_id, group_id))
    return len(found)


async def send_away(db: Db, person_id: UUID) -> Sequence[DirectPlace]:
    """Somebody lives elsewhere from now on: what is said in their conversations of two is carried.
    Nobody says anything there until the commit.
    """
    found = await store_moving.send_away(db, person_id)
    tell_changed(db, [one.other_id for one in found])
    return found


async def take_over(db: Db, before: UUID, after: UUID) -> int:
    """Somebody who was known as one elsewhere lives here: their conversations are those of their
    account here, but with whom that one talks already. Answers how many of two.
    """
    found = await store_moving.take_over(db, before, after)
    tell_changed(db, [after, *found])
    return len(found)

"""People who move between towns: their conversations go on, in the one town and in the other."""

from collections.abc import Collection, Sequence
from uuid import UUID

from leapfrog.chat import group_lock, members, store_leaving, store_moving
from leapfrog.chat.conversations import tell_changed
from leapfrog.chat.store_moving import DirectPlace
from leapfrog.kernel.db import Db


async def leave_groups(db: Db, person_id: UUID, but: Collection[UUID]) -> int:
    """Takes a person out of all their groups but these, passing them on; answers how many."""
    found = [one for one in await store_leaving.groups(db, person_id) if one not in but]
    for group_id in found:
        await members.leave(await group_lock.enter(db, person_id, group_id))
    return len(found)


async def send_away(db: Db, person_id: UUID) -> Sequence[DirectPlace]:
    """Makes the conversations of two of a person who moves away ones with another town, and answers
    them. They are locked until the end of the transaction.
    """
    found = await store_moving.send_away(db, person_id)
    tell_changed(db, [one.other_id for one in found])
    return found


async def take_over(db: Db, before: UUID, after: UUID) -> int:
    """Makes the conversations of somebody elsewhere those of their account here (`after`), except
    with people with whom that one talks already. Answers how many of two it were.
    """
    found = await store_moving.take_over(db, before, after)
    tell_changed(db, [after, *found])
    return len(found)

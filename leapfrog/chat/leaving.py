"""Leaving the town for good: what somebody said is emptied, their groups go to others or end."""

from uuid import UUID

from leapfrog.chat import calls, members, rooms, store_leaving
from leapfrog.kernel.db import Db


async def erase_messages(db: Db, person_id: UUID) -> int:
    """All of conversations that nobody else of the town has. Of others, each message of theirs is
    a recalled one, in its place, without its files: the others' logs have no hole.
    """
    await calls.leave(db, person_id)
    alone = await store_leaving.alone(db, person_id)
    gone = await store_leaving.delete_messages(db, alone)
    shared = await store_leaving.shared(db, person_id)
    for conversation_id in shared:
        gone += await store_leaving.empty(db, conversation_id, person_id)
    await store_leaving.forget(db, person_id)
    return gone


async def erase_conversations(db: Db, person_id: UUID) -> int:
    """Those that nobody else of the town has go; groups are left, and passed on."""
    gone = await store_leaving.delete(db, await store_leaving.alone(db, person_id))
    for group_id in await store_leaving.groups(db, person_id):
        await members.leave(await rooms.enter(db, person_id, group_id))
        gone += 1
    return gone

"""Leaving the town for good: what somebody said is emptied, their groups go to others or end."""

from uuid import UUID

from leapfrog.chat import group_lock, members, store_groups, store_leaving
from leapfrog.identity import named
from leapfrog.kernel import files
from leapfrog.kernel.db import Db

# A part of a name that is shorter is in too many words.
SHORTEST = 3


async def erase_messages(db: Db, person_id: UUID) -> int:
    """Deletes all messages of conversations that nobody else of the town has. Of others, recalls
    each of the person's, without its files, so that the log has no hole. Answers how many.
    """
    alone = await store_leaving.alone(db, person_id)
    gone = await store_leaving.delete_messages(db, alone)
    shared = await store_leaving.shared(db, person_id)
    for conversation_id in shared:
        await _take_picture(db, conversation_id, person_id)
        gone += await store_leaving.empty(db, conversation_id, person_id)
    await store_leaving.forget(db, person_id)
    return gone


async def _take_picture(db: Db, conversation_id: UUID, person_id: UUID) -> None:
    if await store_leaving.chose_picture(db, conversation_id, person_id):
        await store_groups.set_avatar(db, conversation_id, None)
        await files.forget(db, await files.disown_all(db, conversation_id))


async def erase_conversations(db: Db, person_id: UUID) -> int:
    """Deletes the conversations of a person that nobody else of the town has, and leaves their
    groups, which are passed on; answers how many. A group that is named after them loses its name.
    """
    await store_leaving.unname(db, person_id, await _names(db, person_id))
    alone = await store_leaving.alone(db, person_id)
    pictures = [one for each in alone for one in await files.disown_all(db, each)]
    await files.forget(db, pictures)
    gone = await store_leaving.delete(db, alone)
    for group_id in await store_leaving.groups(db, person_id):
        await members.leave(await group_lock.enter(db, person_id, group_id))
        gone += 1
    return gone


async def _names(db: Db, person_id: UUID) -> list[str]:
    """How they may be called in the name of a group: in full, by their first name, by handle."""
    found = (await named(db, [person_id]))[person_id]
    first = found.display_name.split()[0]
    names = {found.display_name, found.handle, first}
    return sorted(name.lower() for name in names if len(name) >= SHORTEST or not name.isascii())

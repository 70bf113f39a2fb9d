"""Groups in which some answer for somebody, such as for a shop, to one person who asked. Those who
answer are contacts of nobody, and others answer from the day on on which they do.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.chat import conversations, group_lock, groups, members, store_groups
from leapfrog.chat.errors import GroupIdUsed, NoConversation, NotContacts, NotMember
from leapfrog.chat.model import Conversation
from leapfrog.chat.store_groups import DeskMade
from leapfrog.contacts import apart
from leapfrog.kernel.db import Db


async def open_desk(
    db: Db, me: UUID, group_id: UUID, name: str, agents: Sequence[UUID]
) -> Conversation:
    """A group of `me` and those who answer. It is made when there is none, and belongs to `me`; who
    answers since then is taken in. Raises `NotContacts` where a block lies between all of them,
    `GroupIdUsed`, `Invalid`, `NotMember` for who left it.
    """
    blocked = await apart(db, [(me, each) for each in agents])
    others = sorted(each for each in agents if (me, each) not in blocked)
    if not others:
        raise NotContacts
    before = await store_groups.made(db, group_id)
    if before is not None and before.made_by != me:
        raise GroupIdUsed
    if before is None and await store_groups.make(
        db, group_id, groups.group_name(name), me, others
    ):
        await groups.fill(db, me, group_id, others)
    else:
        room = await group_lock.enter(db, me, group_id)
        if await room.take_in(others, "joined", all_of_it=True):
            await room.close()
    return await conversations.one(db, me, group_id)


async def groups_between(db: Db, after: UUID, last: UUID, limit: int) -> list[DeskMade]:
    """The desks' groups with ids after `after` up to `last`, by id, at most `limit`."""
    return await store_groups.between(db, after, last, limit)


async def join_desk(db: Db, group_id: UUID, asked_by: UUID, agent: UUID) -> bool:
    """Takes an agent into a desk's group, who sees what was said before. False where `asked_by` has
    left it, or a block lies between the two. Again, nothing happens.
    """
    if await apart(db, [(asked_by, agent)]):
        return False
    try:
        room = await group_lock.enter(db, asked_by, group_id)
    except (NoConversation, NotMember):
        return False
    if await room.take_in([agent], "joined", all_of_it=True):
        await room.close()
    return True


async def leave_desk(db: Db, group_id: UUID, agent: UUID) -> bool:
    """Takes an agent out of a desk's group; False for who is not in it."""
    try:
        await members.leave(await group_lock.enter(db, agent, group_id))
    except (NoConversation, NotMember):
        return False
    return True

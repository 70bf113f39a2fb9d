"""Conversations: opened between contacts, listed, and what changed in them."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.chat import store
from leapfrog.chat.errors import NoConversation, NotContacts
from leapfrog.chat.model import Conversation, Member, Message, pair
from leapfrog.contacts import may_write, names
from leapfrog.identity import named
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id

RECENT = 30
MOST = 1000


async def open_direct(db: Db, person_id: UUID, with_id: UUID) -> Conversation:
    """The conversation with a contact, made when there is none. Raises `NotContacts`."""
    if not await may_write(db, [(person_id, with_id)]):
        raise NotContacts
    opened = await store.open_direct(db, new_id(), pair(person_id, with_id))
    found = await store.one(db, person_id, opened)
    assert found is not None
    return (await _shown(db, person_id, [found]))[0]


async def one(db: Db, person_id: UUID, conversation_id: UUID) -> Conversation:
    """One of a person's own, also one in which nothing was said yet. Raises `NoConversation`."""
    found = await store.one(db, person_id, conversation_id)
    if found is None:
        raise NoConversation
    return (await _shown(db, person_id, [found]))[0]


async def mine(db: Db, person_id: UUID, limit: int = MOST) -> list[Conversation]:
    """The conversations in which something was said, the newest first."""
    return await _shown(db, person_id, await store.mine(db, person_id, limit))


async def changes(db: Db, person_id: UUID, since: int) -> list[Conversation]:
    """Those in which something changed since that xid, each with its newest messages."""
    members = await store.changed(db, person_id, since)
    recent: dict[UUID, list[Message]] = {}
    ids = [member.conversation_id for member in members]
    for message in await store.recent(db, ids, RECENT) if ids else ():
        recent.setdefault(message.conversation_id, []).append(message)
    return await _shown(db, person_id, members, recent)


async def person_changed(db: Db, person_id: UUID) -> None:
    """Somebody looks different now: those who talk with them are told."""
    touched = await store.touch(db, person_id)
    talking = {them for pair in (await store.people(db, touched)).values() for them in pair}
    stream.tell(db, talking, {"t": "changed", "what": "conversations"})


async def terms_changed(db: Db, one: UUID, other: UUID) -> None:
    """Two people may, or may no longer, write to each other, or one has a new name for the
    other.
    """
    if await store.touch_pair(db, pair(one, other)):
        stream.tell(db, (one, other), {"t": "changed", "what": "conversations"})


async def _shown(
    db: Db,
    person_id: UUID,
    members: Sequence[Member],
    recent: dict[UUID, list[Message]] | None = None,
) -> list[Conversation]:
    if not members:
        return []
    people = await named(db, [member.their_id for member in members])
    called = await names(db, person_id, people)
    writable = await may_write(db, [(person_id, member.their_id) for member in members])
    last = await store.last(db, members)
    return [
        Conversation(
            id=member.conversation_id,
            kind="direct",
            name=called.get(member.their_id) or people[member.their_id].display_name,
            person=people[member.their_id],
            last=last.get(member.conversation_id),
            last_seq=member.last_seq,
            read_seq=member.read_seq,
            their_read_seq=member.their_read_seq,
            unread=member.last_seq - member.read_seq,
            writable=(person_id, member.their_id) in writable,
            messages=(recent or {}).get(member.conversation_id, []),
        )
        for member in members
    ]

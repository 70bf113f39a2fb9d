"""Conversations: opened between contacts, listed, and what changed in them."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.chat import reading, showing, store, store_history
from leapfrog.chat.errors import NoConversation, NotContacts
from leapfrog.chat.model import Conversation, Message, pair
from leapfrog.contacts import connected, may_write
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id

RECENT = 30
MOST = 1000
CHANGED = {"t": "changed", "what": "conversations"}


async def open_direct(db: Db, person_id: UUID, with_id: UUID) -> Conversation:
    """The conversation with a contact, made when there is none. Raises `NotContacts`."""
    if not await may_write(db, [(person_id, with_id)]):
        raise NotContacts
    opened = await store.open_direct(db, new_id(), pair(person_id, with_id))
    return await one(db, person_id, opened)


async def one(db: Db, person_id: UUID, conversation_id: UUID) -> Conversation:
    """One of a person's own, also one in which nothing was said yet. Raises `NoConversation`."""
    found = await store.one(db, person_id, conversation_id)
    if found is None:
        raise NoConversation
    return (await showing.shown(db, person_id, [found], {}))[0]


async def mine(
    db: Db, person_id: UUID, limit: int = MOST, *, asked: bool = False
) -> list[Conversation]:
    """The conversations in which something was said, the newest first; `asked`: those that
    strangers began and that were not accepted yet, instead of all others.
    """
    found = await store.mine(db, person_id, limit, asked=asked)
    return await showing.shown(db, person_id, found, {})


async def changes(db: Db, person_id: UUID, since: int) -> list[Conversation]:
    """Those in which something changed since that xid, each with its newest messages."""
    members = await store.changed(db, person_id, since)
    spans = [(member.conversation_id, member.hidden_to, member.end) for member in members]
    found = await store_history.recent(db, spans, RECENT) if spans else []
    recent: dict[UUID, list[Message]] = {}
    for message in await reading.dressed(db, person_id, found):
        recent.setdefault(message.conversation_id, []).append(message)
    return await showing.shown(db, person_id, members, recent)


async def person_changed(db: Db, person_id: UUID) -> None:
    """Somebody looks different now: those who talk with them are told."""
    touched = await store.touch(db, person_id)
    stream.tell(db, await store.talking(db, touched), CHANGED)


async def terms_changed(db: Db, one: UUID, other: UUID) -> None:
    """Two people may, or may no longer, write to each other, or one has a new name for the
    other.
    """
    contacts = await connected(db, one, other)
    if await store.touch_pair(db, pair(one, other), contacts=contacts):
        stream.tell(db, (one, other), CHANGED)


def tell_changed(db: Db, people: Sequence[UUID]) -> None:
    """Their lists of conversations look different now."""
    stream.tell(db, people, CHANGED)

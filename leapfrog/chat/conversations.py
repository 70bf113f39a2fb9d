"""Conversations: listed, and what changed in them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.chat import hydration, store, store_history
from leapfrog.chat.errors import NoConversation
from leapfrog.chat.model import Conversation, Message
from leapfrog.chat_content import pair
from leapfrog.contacts import may_talk
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.presence import look_anew

RECENT = 30
MOST = 1000
CHANGED = {"t": "changed", "what": "conversations"}


async def one(db: Db, person_id: UUID, conversation_id: UUID) -> Conversation:
    """A conversation of this person's, also one without messages. Raises `NoConversation`."""
    found = await store.one(db, person_id, conversation_id)
    if found is None:
        raise NoConversation
    return (await hydration.shown(db, person_id, [found], {}))[0]


async def mine(
    db: Db, person_id: UUID, limit: int = MOST, *, asked: bool = False
) -> list[Conversation]:
    """The conversations of a person in which something was said, the newest first; `asked`: those
    that strangers began and that were not accepted yet, instead of all others.
    """
    found = await store.mine(db, person_id, limit, asked=asked)
    return await hydration.shown(db, person_id, found, {})


async def changes(db: Db, person_id: UUID, since: int) -> list[Conversation]:
    """The conversations in which something changed since that xid, each with the newest messages
    since then, and with what this person deleted for themselves.
    """
    listed = await store.changed(db, person_id, since)
    members = [one.member for one in listed]
    spans = [(member.conversation_id, member.hidden_to, member.end) for member in members]
    found = await store_history.recent(db, person_id, spans, RECENT, since) if spans else []
    recent: dict[UUID, list[Message]] = {}
    for message in found:
        recent.setdefault(message.conversation_id, []).append(message)
    hidden = await store.hidden_since(db, person_id, since)
    return [
        msgspec.structs.replace(one, hidden=hidden[one.id]) if one.id in hidden else one
        for one in await hydration.shown(db, person_id, listed, recent)
    ]


async def person_changed(db: Db, person_id: UUID) -> None:
    """Tells who talks with a person that their name or picture changed."""
    touched = await store.touch(db, person_id)
    stream.tell(db, await store.talking(db, touched), CHANGED)


async def terms_changed(db: Db, one: UUID, other: UUID) -> None:
    """Tells two people's devices that they may write to each other now, or no longer, or that one
    has a new name for the other.
    """
    look_anew(db, one, other)
    contacts = bool(await may_talk(db, [(one, other)]))
    if await store.touch_pair(db, pair(one, other), contacts=contacts):
        stream.tell(db, (one, other), CHANGED)


def tell_changed(db: Db, people: Sequence[UUID]) -> None:
    """Their lists of conversations look different now."""
    stream.tell(db, people, CHANGED)

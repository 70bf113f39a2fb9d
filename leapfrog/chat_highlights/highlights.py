"""Starring a message for oneself, pinning it for all, and what of both there is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import chat
from leapfrog.chat import Conversation, Message, MessageDraft, NoConversation, NoMessage
from leapfrog.chat_highlights import store
from leapfrog.chat_highlights.errors import MayNotPin, TooManyPins, TooManyStars
from leapfrog.chat_highlights.store import StarPosition
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.signing import base64url, from_base64url

MOST_PINS = 10
MOST_STARS = 10_000
# Whoever hears it reads the highlights of the chat on their screen anew.
CHANGED = {"t": "changed", "what": "conversations"}


class StarredMessage(msgspec.Struct, frozen=True):
    """A message that one starred, as it is now."""

    message: Message
    starred_at: datetime


class StarredPage(msgspec.Struct, frozen=True):
    """What was starred last first; `next` is the `before` of the following page."""

    starred: list[StarredMessage]
    next: str | None


class PinnedMessage(msgspec.Struct, frozen=True):
    """A message that stands over its conversation."""

    message: Message
    pinned_by: UUID
    pinned_at: datetime


class Highlights(msgspec.Struct, frozen=True):
    """Of one conversation: the numbers of what one starred oneself; what is pinned for all, the
    last first; and whether one may pin.
    """

    starred: list[int]
    pins: list[PinnedMessage]
    may_pin: bool


async def star(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """Twice is one operation. Raises `NoConversation`, `NoMessage`, `TooManyStars`."""
    await _check(db, person_id, conversation_id, seq)
    if await store.count_stars(db, person_id) >= MOST_STARS:
        raise TooManyStars
    await store.star(db, person_id, conversation_id, seq)
    stream.tell(db, [person_id], CHANGED)


async def unstar(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """Also where the message is not to be seen any more; twice is one operation."""
    await store.unstar(db, person_id, conversation_id, seq)
    stream.tell(db, [person_id], CHANGED)


async def starred(db: Db, person_id: UUID, before: str | None, limit: int) -> StarredPage:
    """A page of what one starred. Raises `Invalid`."""
    found = await store.starred(db, person_id, _position(before), limit)
    shown = await chat.with_reactions(db, [message for _, message in found])
    page = [
        StarredMessage(message, mark.starred_at)
        for message, (mark, _) in zip(shown, found, strict=True)
    ]
    return StarredPage(page, _next(page) if len(page) == limit else None)


def _next(page: Sequence[StarredMessage]) -> str:
    last = page[-1]
    place = StarPosition(last.starred_at, last.message.conversation_id, last.message.seq)
    return base64url(msgspec.json.encode(place))


def _position(text: str | None) -> StarPosition | None:
    if not text:
        return None
    try:
        return msgspec.json.decode(from_base64url(text), type=StarPosition)
    except (ValueError, msgspec.DecodeError):
        raise Invalid("`before` is what an earlier answer gave as `next`.") from None


async def highlights(db: Db, person_id: UUID, conversation_id: UUID) -> Highlights:
    """Of one of a person's own conversations. Raises `NoConversation`."""
    found = await chat.one(db, person_id, conversation_id)
    pins = await store.pinned(db, person_id, conversation_id)
    shown = await chat.with_reactions(db, [message for _, message in pins])
    return Highlights(
        starred=await store.starred_in(db, person_id, conversation_id),
        pins=[
            PinnedMessage(message, mark.pinned_by, mark.pinned_at)
            for message, (mark, _) in zip(shown, pins, strict=True)
        ],
        may_pin=_may_pin(found),
    )


def _may_pin(found: Conversation) -> bool:
    return found.writable and (found.kind == "direct" or found.role != "member")


async def pin(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """For all who are there, who read in the log who pinned it. Twice is one operation. Raises
    `NoConversation`, `NoMessage`, `MayNotPin`, `TooManyPins`, and why one may not write there.
    """
    await _may(db, person_id, conversation_id)
    await store.lock(db, conversation_id)
    await _check(db, person_id, conversation_id, seq)
    if not await store.pin(db, person_id, conversation_id, seq):
        return
    if await store.count_pins(db, conversation_id) > MOST_PINS:
        raise TooManyPins
    said = MessageDraft(
        conversation_id, person_id, new_id(), "", "system", ref=seq, meta={"what": "pinned"}
    )
    [answer] = await chat.append(db, [said])
    if isinstance(answer, Problem):
        raise answer
    stream.tell(db, await chat.people(db, conversation_id), CHANGED)


async def unpin(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """Twice is one operation. Raises `NoConversation`, `MayNotPin`."""
    await _may(db, person_id, conversation_id)
    if await store.unpin(db, conversation_id, seq):
        stream.tell(db, await chat.people(db, conversation_id), CHANGED)


async def _may(db: Db, person_id: UUID, conversation_id: UUID) -> None:
    if not _may_pin(await chat.one(db, person_id, conversation_id)):
        raise MayNotPin


async def _check(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    if not await store.is_member(db, person_id, conversation_id):
        raise NoConversation
    if not await store.is_seen(db, person_id, conversation_id, seq):
        raise NoMessage

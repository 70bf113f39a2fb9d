"""Messages: appended in batches, told at once, read back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat import store
from leapfrog.chat.errors import (
    ClientIdUsed,
    EmptyMessage,
    LongMessage,
    NoConversation,
    NotContacts,
)
from leapfrog.chat.model import LARGEST_SEQ, LONGEST, Draft, Message, clean
from leapfrog.contacts import may_write
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem

Appended = Message | Problem
People = tuple[UUID, UUID]
NEWEST = LARGEST_SEQ + 1


async def append(db: Db, drafts: Sequence[Draft]) -> list[Appended]:
    """Appends each draft to its conversation's log: the one way in.

    Answers one result per draft: the message, or why not (`EmptyMessage`, `LongMessage`,
    `NoConversation`, `NotContacts`, `ClientIdUsed`). The same client id again answers the message
    that it made the first time.
    """
    cleaned = [msgspec.structs.replace(draft, body=clean(draft.body)) for draft in drafts]
    people = await store.people(db, {draft.conversation_id for draft in cleaned})
    allowed = await may_write(db, list(_pairs(cleaned, people)))
    results: list[Appended | None] = [_refusal(draft, people, allowed) for draft in cleaned]
    accepted = [n for n, refused in enumerate(results) if refused is None]
    if accepted:
        rows = await store.append(db, [cleaned[n] for n in accepted])
        for n, (seq, body, at) in zip(accepted, rows, strict=True):
            draft = cleaned[n]
            results[n] = found = _result(draft, seq, body, at)
            # A replay is told again: whoever committed it may have died before it was told.
            if isinstance(found, Message):
                stream.tell(db, people[draft.conversation_id], {"t": "message", "message": found})
    return [result for result in results if result is not None]


async def history(
    db: Db, person_id: UUID, conversation_id: UUID, place: tuple[int | None, int | None], limit: int
) -> tuple[list[Message], bool]:
    """A page, oldest first, and whether there is more that way; `place`: before, or after, a seq.

    Raises `NoConversation`.
    """
    if await store.one(db, person_id, conversation_id) is None:
        raise NoConversation
    before, after = place[0] if place[0] is not None else NEWEST, place[1]
    if after is not None:
        found = await store.after(db, conversation_id, after, limit + 1)
        return found[:limit], len(found) > limit
    found = await store.before(db, conversation_id, before, limit + 1)
    return found[:limit][::-1], len(found) > limit


async def read(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """Marks all up to `seq` as read by this person. Raises `NoConversation`."""
    found = await store.one(db, person_id, conversation_id)
    if found is None:
        raise NoConversation
    moved = await store.read(db, conversation_id, person_id, seq)
    if moved is not None:
        told = {
            "t": "read",
            "conversation_id": conversation_id,
            "person_id": person_id,
            "seq": moved,
        }
        stream.tell(db, (person_id, found.their_id), told)


def _pairs(drafts: Sequence[Draft], people: dict[UUID, People]) -> set[People]:
    pairs = set()
    for draft in drafts:
        members = people.get(draft.conversation_id, ())
        if draft.sender_id in members:
            pairs |= {(draft.sender_id, them) for them in members if them != draft.sender_id}
    return pairs


def _refusal(draft: Draft, people: dict[UUID, People], allowed: set[People]) -> Problem | None:
    members = people.get(draft.conversation_id, ())
    if draft.sender_id not in members:
        return NoConversation()
    if not draft.body:
        return EmptyMessage()
    if len(draft.body) > LONGEST:
        return LongMessage()
    others = [(draft.sender_id, them) for them in members if them != draft.sender_id]
    return None if all(pair in allowed for pair in others) else NotContacts()


def _result(draft: Draft, seq: int, body: str, at: datetime) -> Appended:
    if body != draft.body:
        return ClientIdUsed()
    return Message(draft.conversation_id, seq, draft.client_id, draft.sender_id, "text", body, at)

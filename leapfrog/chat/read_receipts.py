"""Marks: how far each one has read, and what is on their devices."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.chat import hydration, store, store_history, store_read_receipts
from leapfrog.chat.errors import NoConversation, NoMessage, NotYourMessage
from leapfrog.chat.store_read_receipts import ReadMarkDraft
from leapfrog.chat_content import PersonLabel
from leapfrog.chat_settings import hiding_marks
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem

Marked = Problem | None


class Readers(msgspec.Struct, frozen=True):
    """Who has seen a message, and who only has it on a device."""

    read: list[PersonLabel]
    delivered: list[PersonLabel]


async def move(db: Db, marks: Sequence[ReadMarkDraft], *, alone: bool = False) -> list[Marked]:
    """Moves marks forward, never back, and not past what their person sees; whoever sees that hears
    of it. Answers `NoConversation` for those that are not theirs.
    """
    moved = await store_read_receipts.move(db, marks, alone=alone)
    for one in moved:
        if one.seq is not None and one.people:
            place = {"conversation_id": one.conversation_id, "person_id": one.person_id}
            stream.tell(db, {*one.people}, {"t": one.kind, **place, "seq": one.seq})
    if any(one.away for one in moved):
        db.wake()
    own = {(one.conversation_id, one.person_id) for one in moved}
    return [
        None if (mark.conversation_id, mark.person_id) in own else NoConversation()
        for mark in marks
    ]


async def read(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """Marks all up to `seq` as read by this person. Raises `NoConversation`."""
    await mark(db, person_id, conversation_id, seq, has_read=True)


async def mark(db: Db, person_id: UUID, conversation_id: UUID, seq: int, *, has_read: bool) -> None:
    """Marks all up to `seq` as on a person's device, or as read. Raises `NoConversation`."""
    [problem] = await move(db, [ReadMarkDraft(conversation_id, person_id, seq, has_read)])
    if problem:
        raise problem


async def readers(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> Readers:
    """Who has seen what this person said; nobody is named who does not show it, and nobody at all
    to whom does not. Raises `NoConversation`, `NoMessage`, `NotYourMessage`.
    """
    terms = await store.terms(db, person_id, conversation_id)
    if terms is None:
        raise NoConversation
    [*found] = await store_history.at(db, [(conversation_id, seq)]) if terms.sees(seq) else []
    if not found:
        raise NoMessage
    if found[0].sender_id != person_id:
        raise NotYourMessage
    rows = await store_read_receipts.readers(db, conversation_id, seq, person_id)
    read = [one.person_id for one in rows if one.has_read]
    delivered = [one.person_id for one in rows if not one.has_read]
    hides_read_receipts = await hiding_marks(db, {person_id, *read, *delivered})
    if person_id in hides_read_receipts:
        return Readers([], [])
    view = await hydration.view_of(
        db, person_id, conversation_id, {*read, *delivered} - hides_read_receipts
    )
    shown = [
        [view.face(conversation_id, one) for one in people if one in view.people]
        for people in (read, delivered)
    ]
    return Readers(*shown)

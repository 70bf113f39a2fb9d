"""Marks: how far each one has read, and what is on their devices."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog.chat import hydration, store, store_history, store_read_receipts
from leapfrog.chat.errors import NoConversation, NoMessage, NotYourMessage
from leapfrog.chat.events import ReadInAnotherTown
from leapfrog.chat.store_read_receipts import MarkedPlace, ReadAdvance, ReadMarkDraft
from leapfrog.chat_content import PersonLabel
from leapfrog.chat_settings import hiding_marks
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import announce_all

# So far back somebody hears that what they said in a group was read.
HEARD_BACK = 200
Marked = Problem | None
Places = Mapping[tuple[UUID, UUID], MarkedPlace]


class Readers(msgspec.Struct, frozen=True):
    """Who has seen a message, and who only has it on a device."""

    read: list[PersonLabel]
    delivered: list[PersonLabel]


async def move(db: Db, marks: Sequence[ReadMarkDraft]) -> list[Marked]:
    """Moves marks forward, never back, and not past what their person sees. Answers
    `NoConversation` for those that are not theirs.
    """
    entered = {one.n: one for one in await store_read_receipts.enter(db, marks)}
    own = [mark for n, mark in enumerate(marks) if n in entered]
    places = {(marks[n].conversation_id, marks[n].person_id): one for n, one in entered.items()}
    for kind in ("read", "delivered"):
        given = [mark for mark in own if mark.read is (kind == "read")]
        moved = await store_read_receipts.move(db, given, read=kind == "read") if given else []
        if moved:
            await _tell(db, kind, moved, places)
    return [None if n in entered else NoConversation() for n in range(len(marks))]


async def read(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """Marks all up to `seq` as read by this person. Raises `NoConversation`."""
    await mark(db, person_id, conversation_id, seq, has_read=True)


async def mark(db: Db, person_id: UUID, conversation_id: UUID, seq: int, *, has_read: bool) -> None:
    """Marks all up to `seq` as on a person's device, or as read. Raises `NoConversation`."""
    [problem] = await move(db, [ReadMarkDraft(conversation_id, person_id, seq, has_read)])
    if problem:
        raise problem


async def _tell(
    db: Db,
    kind: str,
    moved: Sequence[ReadAdvance],
    places: Places,
) -> None:
    """One's own devices hear of it; so do those who said what was read, where both show marks."""
    others = {key: place.other for key, place in places.items()}
    groups = [one for one in moved if others[one.conversation_id, one.person_id] is None]
    spans = [
        (one.conversation_id, max(one.before, one.seq - HEARD_BACK), one.seq) for one in groups
    ]
    found = await store_read_receipts.senders(db, spans) if spans and kind == "read" else {}
    senders = {
        (one.conversation_id, one.person_id): found.get(n, []) for n, one in enumerate(groups)
    }
    everybody = {one.person_id for one in moved}.union(*senders.values())
    everybody |= {them for them in others.values() if them}
    hides_read_receipts = await hiding_marks(db, everybody)
    for one in moved:
        key = (one.conversation_id, one.person_id)
        them = others[key]
        hearing = {them} if them else set(senders[key])
        open_ones = (
            hearing - hides_read_receipts if one.person_id not in hides_read_receipts else set()
        )
        told = {
            "t": kind,
            "conversation_id": one.conversation_id,
            "person_id": one.person_id,
            "seq": one.seq,
        }
        stream.tell(db, open_ones | {one.person_id}, told)
    carried = [
        ReadInAnotherTown(one.conversation_id, one.person_id)
        for one in moved
        if places[one.conversation_id, one.person_id].away
        and one.person_id not in hides_read_receipts
    ]
    if carried:
        await announce_all(db, carried)


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

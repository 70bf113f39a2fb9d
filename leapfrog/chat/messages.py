"""Messages: appended in batches, told at once."""

from collections.abc import Mapping, Sequence

import msgspec

from leapfrog.chat import attaching, content, editing, log, reading, store_log, writing
from leapfrog.chat.attaching import Files
from leapfrog.chat.editing import Targets
from leapfrog.chat.errors import ClientIdUsed, NoConversation
from leapfrog.chat.log import Audience, Batch, key_of
from leapfrog.chat.model import Draft, Message, Terms
from leapfrog.chat.store_log import Place, Row
from leapfrog.chat.writing import Ties
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem

Appended = Message | Problem


class Known(msgspec.Struct, frozen=True):
    """What decides about the drafts of a batch."""

    ties: Ties
    people: Audience
    targets: Targets
    files: Files


class Sent(msgspec.Struct, frozen=True):
    """A draft whose client id was used before, for what is at this place."""

    draft: Draft
    place: Place


Taken = Row | Sent | Problem


async def append(db: Db, drafts: Sequence[Draft]) -> list[Appended]:
    """Appends each draft to its conversation's log: the one way in.

    Answers one result per draft: the message, or why not: of what `errors` lists, the first that
    is true. The same client id again answers the message that it made the first time.
    """
    entered = await store_log.enter(db, drafts)
    there = [(drafts[n], terms) for n, (_, terms) in entered.items()]
    known = Known(
        await writing.ties(db, [(draft.sender_id, terms) for draft, terms in there]),
        await log.audience(db, {draft.conversation_id: terms for draft, terms in there}),
        await editing.targets(db, drafts),
        await attaching.known(db, [draft for draft, _ in there]),
    )
    batch, results = Batch(db.now), list[Taken]()
    for n, draft in enumerate(drafts):
        seq, terms = entered.get(n, (None, None))
        results.append(_take(batch, known, draft, seq, terms))
    if batch.rows:
        await batch.write(db)
    sent = [result.place for result in results if isinstance(result, Sent)]
    before = await reading.at(db, sent) if sent else {}
    return [_answer(db, known.people, result, before) for result in results]


def _take(batch: Batch, known: Known, draft: Draft, seq: int | None, terms: Terms | None) -> Taken:
    if terms is None:
        return NoConversation()
    filled = attaching.filled(draft, known.files)
    if isinstance(filled, Problem) and seq is not None:
        # It was sent while its file was there.
        filled = draft
    cleaned = filled if isinstance(filled, Problem) else content.checked(filled)
    if isinstance(cleaned, Problem):
        return cleaned
    if seq is not None:
        return Sent(cleaned, (cleaned.conversation_id, seq))
    twin = batch.rows.get(key_of(cleaned))
    if twin:
        return twin if twin.draft == cleaned else ClientIdUsed()
    return _refusal(batch, known, cleaned, terms) or _add(batch, known, cleaned, terms)


def _refusal(batch: Batch, known: Known, draft: Draft, terms: Terms) -> Problem | None:
    counted = batch.ord(draft.conversation_id, terms)
    return (
        writing.refusal(draft.sender_id, terms, known.ties, counted)
        or writing.kind_refusal(draft, terms, known.ties)
        or editing.refusal(batch.now, draft, terms, known.targets)
    )


def _add(batch: Batch, known: Known, draft: Draft, terms: Terms) -> Row:
    editing.note(draft, known.targets)
    if draft.mentions:
        here = set(known.people[draft.conversation_id]) if terms.kind == "group" else set()
        called = (person for person in dict.fromkeys(draft.mentions) if person in here)
        kept = tuple(person for person in called if person != draft.sender_id)
        draft = msgspec.structs.replace(draft, mentions=kept)
    return batch.add(draft, terms)


def _answer(db: Db, people: Audience, result: Taken, before: Mapping[Place, Message]) -> Appended:
    if isinstance(result, Problem):
        return result
    found = result.message(db.now) if isinstance(result, Row) else before[result.place]
    if isinstance(result, Sent) and not _same(found, result.draft):
        return ClientIdUsed()
    # A replay is told again: whoever committed it may have died before it was told.
    log.tell(db, people, found)
    return found


def _same(kept: Message, draft: Draft) -> bool:
    """Whether this draft is what became that message, as far as it can still be known."""
    if (kept.kind, kept.ref) != (draft.kind, draft.ref):
        return False
    changed = kept.edited_at is not None or kept.recalled
    return changed or (kept.body, kept.meta) == (draft.body, draft.meta)

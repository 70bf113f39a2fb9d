"""Messages: appended in batches, told at once."""

from collections.abc import Mapping, Sequence

import msgspec

from leapfrog.chat import attaching, editing, log, log_pages, store_log, write_permissions
from leapfrog.chat.attaching import Files
from leapfrog.chat.editing import Targets
from leapfrog.chat.errors import AskedElsewhere, ClientIdUsed, NoConversation
from leapfrog.chat.log import Audience, Batch, key_of
from leapfrog.chat.model import AppendedRow, ConversationTerms, Message
from leapfrog.chat.store_log import Place
from leapfrog.chat.write_permissions import ContactPairs
from leapfrog.chat_content import MessageDraft, checked
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem

Appended = Message | Problem


class AppendContext(msgspec.Struct, frozen=True):
    """What decides about the drafts of a batch."""

    ties: ContactPairs
    people: Audience
    targets: Targets
    files: Files


class Duplicate(msgspec.Struct, frozen=True):
    """A draft whose client id was used before, for what is at this place."""

    draft: MessageDraft
    place: Place


Taken = AppendedRow | Duplicate | Problem


async def append(db: Db, drafts: Sequence[MessageDraft], *, came: bool = False) -> list[Appended]:
    """Appends each draft to its conversation's log: the one way in. `came`: from another town.

    Answers one result per draft: the message, or why not: of what `errors` lists, the first that
    is true. The same client id again answers the message that it made the first time.
    """
    entered = await store_log.enter(db, drafts)
    there = [(drafts[n], terms) for n, (_, terms) in entered.items()]
    known = AppendContext(
        await write_permissions.ties(db, [(draft.sender_id, terms) for draft, terms in there]),
        await log.audience(db, {draft.conversation_id: terms for draft, terms in there}),
        await editing.targets(db, drafts),
        await attaching.known(db, [draft for draft, _ in there]),
    )
    batch, results = Batch(db.now, came=came), list[Taken]()
    for n, draft in enumerate(drafts):
        results.append(_take(batch, known, draft, *entered.get(n, (None, None))))
    if batch.rows:
        await batch.write(db)
    sent = [result.place for result in results if isinstance(result, Duplicate)]
    before = await log_pages.at(db, sent) if sent else {}
    return [_answer(db, known.people, result, before) for result in results]


async def note(db: Db, draft: MessageDraft) -> None:
    """Appends what happened between the people of a conversation, who may not write to each other
    any more by now: it did happen. Not for what people say themselves. Raises `NoConversation`
    when its sender never was there, `BadContent`.
    """
    terms = await store_log.lock(db, draft.conversation_id, draft.sender_id)
    if terms is None:
        raise NoConversation
    cleaned = checked(draft)
    if isinstance(cleaned, Problem):
        raise cleaned
    batch = Batch(db.now)
    row = batch.add(cleaned, terms)
    await batch.write(db)
    log.tell(db, await log.audience(db, {draft.conversation_id: terms}), row.message(db.now))


def _take(
    batch: Batch,
    known: AppendContext,
    draft: MessageDraft,
    seq: int | None,
    terms: ConversationTerms | None,
) -> Taken:
    if terms is None:
        return NoConversation()
    filled = attaching.filled(draft, known.files)
    if isinstance(filled, Problem) and seq is not None:
        # It was sent while its file was there.
        filled = draft
    cleaned = filled if isinstance(filled, Problem) else checked(filled)
    if isinstance(cleaned, Problem):
        return cleaned
    if seq is not None:
        return Duplicate(cleaned, (cleaned.conversation_id, seq))
    if twin := batch.rows.get(key_of(cleaned)):
        return twin if twin.draft == cleaned else ClientIdUsed()
    refused = _refusal(batch, known, cleaned, terms)
    if refused is None and terms.copy:
        refused = AskedElsewhere()
        refused.draft = cleaned
    return refused or _add(batch, known, cleaned, terms)


def _refusal(
    batch: Batch, known: AppendContext, draft: MessageDraft, terms: ConversationTerms
) -> Problem | None:
    counted = batch.ord(draft.conversation_id, terms)
    return (
        write_permissions.refusal(draft.sender_id, terms, known.ties, counted)
        or write_permissions.kind_refusal(draft, terms, known.ties)
        or editing.refusal(batch.now, draft, terms, known.targets)
    )


def _add(
    batch: Batch, known: AppendContext, draft: MessageDraft, terms: ConversationTerms
) -> AppendedRow:
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
    found = result.message(db.now) if isinstance(result, AppendedRow) else before[result.place]
    if isinstance(result, Duplicate) and not _same(found, result.draft):
        return ClientIdUsed()
    # A replay is told again: whoever committed it may have died before it was told.
    log.tell(db, people, found)
    return found


def _same(kept: Message, draft: MessageDraft) -> bool:
    """Whether this draft is what became that message, as far as it can still be known."""
    if (kept.kind, kept.ref) != (draft.kind, draft.ref):
        return False
    changed = kept.edited_at is not None or kept.recalled
    return changed or (kept.body, kept.meta) == (draft.body, draft.meta)

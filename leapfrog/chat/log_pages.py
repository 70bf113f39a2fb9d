"""Reading back what was said: pages of history, as one of its people has it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat import imported_labels, store, store_history
from leapfrog.chat.errors import NoConversation
from leapfrog.chat.model import Message, Reaction
from leapfrog.chat.store_history import Place, Span
from leapfrog.kernel.db import Db


class HistoryPosition(msgspec.Struct, frozen=True):
    """Which page: what lies before a seq, after one, around one, or from a moment on; else the
    newest.
    """

    before: int | None = None
    after: int | None = None
    around: int | None = None
    since: datetime | None = None


NEWEST = HistoryPosition()


async def history(
    db: Db, person_id: UUID, conversation_id: UUID, where: HistoryPosition, limit: int
) -> tuple[list[Message], bool]:
    """A page of a conversation, oldest first, and whether there is more that way; around a message
    or a moment: whether there is more after it. Who left a group reads what they saw, as it is now.

    Raises `NoConversation`.
    """
    terms = await store.terms(db, person_id, conversation_id)
    if terms is None:
        raise NoConversation
    low, high = terms.hidden_to, terms.end
    middle = where.around
    if where.since is not None:
        found = await store_history.since(db, (conversation_id, low, high), where.since)
        middle = found if found is not None else high
    if middle is not None:
        earlier, _ = await _before(db, (conversation_id, low, middle), limit // 2)
        start = (conversation_id, max(low, middle - 1), high)
        later, more = await _after(db, start, limit - len(earlier))
        page = earlier + later
    elif where.after is not None:
        page, more = await _after(db, (conversation_id, max(low, where.after), high), limit)
    else:
        end = high + 1 if where.before is None else min(high + 1, where.before)
        page, more = await _before(db, (conversation_id, low, end), limit)
    page = await hydrated(db, person_id, page)
    if terms.kind == "archive":
        page = await imported_labels.reacted(db, person_id, page)
    return page, more


async def _before(db: Db, span: Span, limit: int) -> tuple[list[Message], bool]:
    found = await store_history.before(db, span, limit + 1)
    return found[:limit][::-1], len(found) > limit


async def _after(db: Db, span: Span, limit: int) -> tuple[list[Message], bool]:
    found = await store_history.after(db, span, limit + 1)
    return found[:limit], len(found) > limit


async def hydrated(db: Db, person_id: UUID, messages: Sequence[Message]) -> list[Message]:
    """The messages with their reactions, and without what this person deleted for themselves."""
    if not messages:
        return []
    spans = _spans(messages)
    reactions = await store_history.reactions(db, spans)
    hidden = await store_history.hidden(db, person_id, spans)
    return [_hydrated(message, reactions, hidden) for message in messages]


def _hydrated(
    message: Message, reactions: dict[Place, list[Reaction]], hidden: set[Place]
) -> Message:
    place = (message.conversation_id, message.seq)
    if place in hidden:
        return msgspec.structs.replace(
            message, body="", ref=None, mentions=[], meta=None, edited_at=None, hidden=True
        )
    found = reactions.get(place)
    return msgspec.structs.replace(message, reactions=found) if found else message


async def said_here(
    db: Db, person_id: UUID, conversation_id: UUID, seqs: Iterable[int]
) -> list[Message]:
    """Those of these rows of a person's conversation that they see, in their order, each once.
    Raises `NoConversation`, also for what was said elsewhere and brought along.
    """
    terms = await store.terms(db, person_id, conversation_id)
    if terms is None or terms.kind == "archive":
        raise NoConversation
    places = [(conversation_id, seq) for seq in sorted(set(seqs)) if terms.sees(seq)]
    found = await store_history.at(db, places) if places else []
    return await hydrated(db, person_id, sorted(found, key=lambda message: message.seq))


async def at(db: Db, places: Sequence[Place]) -> dict[Place, Message]:
    """What is at these places, for everybody who sees it."""
    found = await reacted(db, await store_history.at(db, places))
    return {(message.conversation_id, message.seq): message for message in found}


async def reacted(db: Db, messages: Sequence[Message]) -> list[Message]:
    """The messages with their reactions."""
    if not messages:
        return []
    reactions = await store_history.reactions(db, _spans(messages))
    return [_hydrated(message, reactions, set()) for message in messages]


def _spans(messages: Sequence[Message]) -> list[Span]:
    spans: dict[UUID, Span] = {}
    for message in messages:
        place, seq = message.conversation_id, message.seq
        _, first, last = spans.get(place, (place, seq, seq))
        spans[place] = (place, min(first, seq), max(last, seq))
    return list(spans.values())

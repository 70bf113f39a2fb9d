"""Reading back what was said: pages of history, as one of its people has it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat import imported_labels, store, store_history
from leapfrog.chat.errors import NoConversation
from leapfrog.chat.model import ConversationKind, Message
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
) -> tuple[ConversationKind, list[Message], bool]:
    """What a conversation is, a page of it, oldest first, and whether there is more that way;
    around a message or a moment: whether there is more after it. Who left a group reads what they
    saw, as it is now. Raises `NoConversation`.
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
        earlier, _ = await _before(db, person_id, (conversation_id, low, middle), limit // 2)
        start = (conversation_id, max(low, middle - 1), high)
        later, more = await _after(db, person_id, start, limit - len(earlier))
        page = earlier + later
    elif where.after is not None:
        start = (conversation_id, max(low, where.after), high)
        page, more = await _after(db, person_id, start, limit)
    else:
        end = high + 1 if where.before is None else min(high + 1, where.before)
        page, more = await _before(db, person_id, (conversation_id, low, end), limit)
    if terms.kind == "archive":
        page = await imported_labels.reacted(db, person_id, page)
    return terms.kind, page, more


async def _before(db: Db, viewer: UUID, span: Span, limit: int) -> tuple[list[Message], bool]:
    found = await store_history.before(db, viewer, span, limit + 1)
    return found[:limit][::-1], len(found) > limit


async def _after(db: Db, viewer: UUID, span: Span, limit: int) -> tuple[list[Message], bool]:
    found = await store_history.after(db, viewer, span, limit + 1)
    return found[:limit], len(found) > limit


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
    found = await store_history.at(db, places, person_id) if places else []
    return sorted(found, key=lambda message: message.seq)


async def at(db: Db, places: Sequence[Place]) -> dict[Place, Message]:
    """What is at these places, for everybody who sees it."""
    found = await store_history.at(db, places)
    return {(message.conversation_id, message.seq): message for message in found}

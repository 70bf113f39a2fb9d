"""What changes a message that was said: edits, recalls, reactions. Each is a row of the log too,
and the message itself keeps what became of it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog.chat import store_log
from leapfrog.chat.errors import NoMessage, NotYourMessage, Recalled, TooLate
from leapfrog.chat.model import AppendedRow, ConversationTerms
from leapfrog.chat.store_log import Place, Target
from leapfrog.chat_content import EVENTS, UNCOUNTED, WORDED, MessageDraft
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem

EDIT_FOR = timedelta(minutes=15)
RECALL_FOR = timedelta(minutes=2)
# So long what is said in another town may be under way.
MOST_WAITED = timedelta(days=7)
# What stands for something outside of the log cannot be unsaid.
LASTING = UNCOUNTED | {"call", "card"}

Targets = dict[Place, Target]


async def targets(db: Db, drafts: Iterable[MessageDraft]) -> Targets:
    """What these drafts answer or change."""
    places = {(draft.conversation_id, draft.ref) for draft in drafts if draft.ref is not None}
    return await store_log.targets(db, places) if places else {}


def refusal(
    now: datetime, draft: MessageDraft, terms: ConversationTerms, found: Targets
) -> Problem | None:
    """Why this draft cannot refer to what it refers to: `NoMessage`, `NotYourMessage`, `Recalled`,
    `TooLate`. An admin of a group may recall what others said, at any time.
    """
    if draft.ref is None:
        return None
    place = (draft.conversation_id, draft.ref)
    target = found.get(place)
    if target is None or target.kind in UNCOUNTED or not terms.sees(draft.ref):
        return NoMessage()
    if draft.kind not in EVENTS:
        return None
    age = _age(now, draft, target)
    own = target.sender_id == draft.sender_id
    if draft.kind == "edit":
        if not own or target.kind not in WORDED - {"card"}:
            return NotYourMessage()
        late = age > EDIT_FOR
    elif draft.kind == "recall":
        admin = terms.kind == "group" and terms.role != "member"
        if not (own or admin) or target.kind in LASTING:
            return NotYourMessage()
        late = age > RECALL_FOR and not admin
    else:
        late = False
    if target.recalled:
        return Recalled()
    return TooLate() if late else None


def _age(now: datetime, draft: MessageDraft, target: Target) -> timedelta:
    """How old a message was when this changed it. What comes from another town was said when its
    own clock says, as far as that can be: what waited for longer than `MOST_WAITED` is late.
    """
    if draft.at is None:
        return now - target.created_at
    return max(draft.at - target.created_at, now - target.created_at - MOST_WAITED)


def note(draft: MessageDraft, found: Targets) -> None:
    """What follows in the same batch finds what this one leaves behind."""
    if draft.kind == "recall" and draft.ref is not None:
        place = (draft.conversation_id, draft.ref)
        found[place] = msgspec.structs.replace(found[place], recalled=True)


async def fold(db: Db, rows: Sequence[AppendedRow]) -> None:
    """The messages that these rows change become what they are now."""
    edits: dict[Place, str] = {}
    recalls: list[Place] = []
    reactions: dict[tuple[UUID, int, UUID], str] = {}
    for draft in (row.draft for row in rows):
        if draft.ref is None:
            continue
        if draft.kind == "edit":
            edits[draft.conversation_id, draft.ref] = draft.body
        elif draft.kind == "recall":
            recalls.append((draft.conversation_id, draft.ref))
        elif draft.kind == "reaction":
            reactions[draft.conversation_id, draft.ref, draft.sender_id] = draft.body
    if edits:
        await store_log.edit(db, edits)
    if reactions:
        await store_log.react(db, reactions)
    if recalls:
        await store_log.recall(db, recalls)

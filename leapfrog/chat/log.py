"""The log: rows get their numbers, are written, and are told to everybody who is there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.chat import attaching, editing, store_log
from leapfrog.chat.events import SaidToAnotherTown
from leapfrog.chat.model import AppendedRow, ConversationTerms, Message
from leapfrog.chat.store_log import LogAdvance, Read
from leapfrog.chat_content import EVENTS, MessageDraft, counts
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce_all

Key = tuple[int, int, int]
Audience = Mapping[UUID, Sequence[UUID]]


class Batch:
    """Rows that are written together; the conversations' rows are locked. `came`: they are said
    in other towns, to which those of two need not be told.
    """

    def __init__(self, now: datetime, *, came: bool = False) -> None:
        self.now, self.came = now, came
        self.accepted: set[UUID] = set()
        self.rows: dict[Key, AppendedRow] = {}
        self.moved: dict[UUID, LogAdvance] = {}
        self.read: Read = {}
        self.away: set[UUID] = set()

    def ord(self, conversation_id: UUID, terms: ConversationTerms) -> int:
        """How much was counted there, with what was added to this batch."""
        moved = self.moved.get(conversation_id)
        return moved.ord if moved else terms.last_ord

    def add(self, draft: MessageDraft, terms: ConversationTerms) -> AppendedRow:
        """Gives the draft its number. Who says something has read all before it."""
        place = draft.conversation_id
        moved = self.moved.get(place)
        if moved is None:
            moved = self.moved[place] = LogAdvance(terms.last_seq, terms.last_ord)
        moved.seq += 1
        if terms.away and not (self.came and terms.kind == "direct"):
            self.away.add(place)
        if terms.asked in ("waiting", "declined") and terms.asked_by != draft.sender_id:
            # Who answers what a stranger asked has accepted it.
            self.accepted.add(place)
        if counts(draft.kind, draft.meta):
            moved.ord += 1
            self.read[place, draft.sender_id] = (moved.seq, moved.ord)
        if draft.kind not in EVENTS:
            moved.shown = moved.seq
        if draft.meta and draft.meta.get("all"):
            moved.called = moved.seq
        row = AppendedRow(draft, moved.seq, moved.ord)
        self.rows[key_of(draft)] = row
        return row

    async def write(self, db: Db) -> None:
        """All rows, and what follows from them for messages that were there."""
        rows = list(self.rows.values())
        await store_log.append(db, rows, self.moved, self.read)
        mentions = [
            (person, row.draft.conversation_id, row.seq)
            for row in rows
            for person in row.draft.mentions
        ]
        if mentions:
            await store_log.mention(db, mentions)
        if self.accepted:
            await store_log.accept(db, self.accepted)
        if self.away:
            await announce_all(db, [SaidToAnotherTown(one) for one in sorted(self.away)])
        await editing.fold(db, rows)
        await attaching.note(db, rows)


def key_of(draft: MessageDraft) -> Key:
    """By what a message is known before it has a number; of ids as numbers, which hash faster."""
    return (draft.conversation_id.int, draft.sender_id.int, draft.client_id.int)


async def audience(db: Db, terms: Mapping[UUID, ConversationTerms]) -> Audience:
    """Who hears what is said in these conversations."""
    groups = [place for place, found in terms.items() if found.kind == "group"]
    two = {
        place: (found.one_id, found.other_id)
        for place, found in terms.items()
        if found.one_id and found.other_id
    }
    return {**two, **(await store_log.audience(db, groups) if groups else {})}


def tell(db: Db, people: Audience, message: Message) -> None:
    """After the commit, everybody who is in the conversation hears of it."""
    hearing = people.get(message.conversation_id, ())
    stream.tell(db, hearing, {"t": "message", "message": message})

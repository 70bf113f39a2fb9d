"""Conversations and the messages in them."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from leapfrog.chat_content import Adding, Joining, Kind, MessageDraft, PersonLabel, Role
from leapfrog.identity import Person

# What JavaScript can count to.
LARGEST_SEQ = 2**53

ConversationKind = Literal["direct", "group", "archive"]


class Reaction(msgspec.Struct, frozen=True):
    """Who answered a message with this emoji."""

    emoji: str
    people: list[UUID]


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of a conversation's log; `seq` counts from 1 without holes, `ord` the rows so far
    that count as unread.

    `ref`: the message that this one answers or changes. `meta` is described by its `kind`'s
    content. `hidden`: deleted by who asks, for themselves; nothing of it is shown.
    """

    conversation_id: UUID
    seq: int
    ord: int
    client_id: UUID
    sender_id: UUID
    kind: Kind
    body: str
    created_at: datetime
    ref: int | None = None
    mentions: list[UUID] = []
    meta: dict[str, Any] | None = None
    edited_at: datetime | None = None
    recalled: bool = False
    imported: str | None = None
    reactions: list[Reaction] = []
    hidden: bool = False


class ConversationTerms(msgspec.Struct, frozen=True):
    """What a conversation is, and what one of its people is in it: enough to say who may write.

    `hidden_to` and `until_seq`: what they may see lies between. `asked`: what became of the
    request of a stranger, who wrote from `asked_ord` on. `away`: somebody lives in another town.
    `copy`: a group that another town orders. `by_note`: what is said goes as private notes.
    """

    kind: ConversationKind
    last_seq: int
    last_ord: int
    one_id: UUID | None
    other_id: UUID | None
    muted_all: bool
    asked: Literal["waiting", "accepted", "declined"] | None
    asked_by: UUID | None
    asked_ord: int
    away: bool
    copy: bool
    by_note: bool
    role: Role
    hidden_to: int
    until_seq: int | None

    def other_than(self, person_id: UUID) -> UUID | None:
        """The other one of two."""
        return self.other_id if person_id == self.one_id else self.one_id

    def sees(self, seq: int) -> bool:
        """Whether this row of the log is theirs to see."""
        return self.hidden_to < seq <= self.end

    @property
    def end(self) -> int:
        """The last row that is theirs to see."""
        return self.last_seq if self.until_seq is None else self.until_seq


class Member(ConversationTerms, frozen=True):
    """A conversation as one of its people has it."""

    conversation_id: UUID
    shown_seq: int
    all_seq: int
    last_at: datetime
    read_seq: int
    read_ord: int
    muted: bool
    pinned: bool
    archived: bool
    marked_unread: bool
    mentioned: bool
    their_read_seq: int
    their_delivered_seq: int


class PersonTies(msgspec.Struct, frozen=True):
    """What somebody is to the one who looks: contacts of each other, one blocked the other, what
    they are called. `hides`: of the two, one does not show how far they have read.
    """

    connected: bool
    apart: bool
    name: str | None
    hides: bool


class Listed(msgspec.Struct, frozen=True):
    """A conversation as one of its people has it, with the other one of two, and the last message
    that a list shows.
    """

    member: Member
    person: Person | None
    ties: PersonTies | None
    last: Message | None


class Conversation(msgspec.Struct, frozen=True, omit_defaults=True):
    """A conversation as its row on the screen; `name` is what its owner calls it, or the other
    one.

    `writable`: they may write now; `why_not` is the code of the refusal. What is up to
    `hidden_to` is not theirs to see, nor, in a delta, what is `hidden`. `their_read_seq` and
    `their_delivered_seq` of two who both show them. Of a group: `members_preview` are its first
    members, `senders` those who said what is shown here, `waiting` counts, for admins, who asks
    to join. `across`: of a group with people of other towns, whether it is ordered here or there.
    `by_note`: the other one is reached by private notes of the fediverse.
    """

    id: UUID
    kind: ConversationKind
    name: str
    last: Message | None
    last_seq: int
    last_ord: int
    read_seq: int
    their_read_seq: int
    unread: int
    writable: bool
    messages: list[Message]
    person: Person | None = None
    their_delivered_seq: int = 0
    why_not: str | None = None
    role: Role = "member"
    member_count: int = 2
    members_preview: list[PersonLabel] = []
    senders: list[PersonLabel] = []
    avatar: str | None = None
    announcement: str = ""
    muted_all: bool = False
    joining: Joining | None = None
    adding: Adding | None = None
    waiting: int = 0
    mentioned: bool = False
    muted: bool = False
    pinned: bool = False
    archived: bool = False
    marked_unread: bool = False
    hidden_to: int = 0
    hidden: list[int] = []
    request: Literal["sent", "received"] | None = None
    across: Literal["", "here", "there"] = ""
    by_note: bool = False


class AppendedRow(msgspec.Struct, frozen=True):
    """A draft that has its place in the log."""

    draft: MessageDraft
    seq: int
    ord: int

    def message(self, now: datetime) -> Message:
        """What it is as a message."""
        draft = self.draft
        return Message(
            conversation_id=draft.conversation_id,
            seq=self.seq,
            ord=self.ord,
            client_id=draft.client_id,
            sender_id=draft.sender_id,
            kind=draft.kind,
            body=draft.body,
            created_at=draft.at or now,
            ref=draft.ref,
            mentions=list(draft.mentions),
            meta=draft.meta,
        )

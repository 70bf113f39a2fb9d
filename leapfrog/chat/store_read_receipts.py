"""SQL of what each one made of a conversation: how far they read, what they put away."""

from collections.abc import Iterable, Sequence
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id

# Not `ALONE`: other marks are a part of something.
MARK = "select * /* acts */ from chat_mark($1, $2, $3, $4, $5, $6)"
MARK_ALONE = "select * from chat_mark($1, $2, $3, $4, $5, $6) /* alone */"

CHANGE = """
update chat_member set muted = coalesce($3, muted), pinned = coalesce($4, pinned),
    archived = coalesce($5, archived), marked_unread = coalesce($6, marked_unread),
    last_xid = pg_current_xact_id()
where conversation_id = $1 and person_id = $2
"""
HIDE_TO = """
update chat_member m set hidden_to = s.seq, read_seq = greatest(m.read_seq, s.seq),
    read_ord = greatest(m.read_ord, s.ord), marked_unread = false, last_xid = pg_current_xact_id()
from chat_conversation c, chat_message s
where m.conversation_id = $1 and m.person_id = $2 and c.id = $1 and s.conversation_id = $1
    and s.seq = least($3, coalesce(m.until_seq, c.last_seq)) and m.hidden_to < s.seq
"""
HIDE = """
insert into chat_hidden (person_id, conversation_id, seq)
select $2, m.conversation_id, m.seq from chat_message m
where m.conversation_id = $1 and m.seq = any($3::bigint[]) on conflict do nothing
"""
TOUCH = """
update chat_member set last_xid = pg_current_xact_id()
where conversation_id = $1 and person_id = $2
"""
READERS = """
select m.person_id, m.read_seq >= $2 as has_read from chat_member m
where m.conversation_id = $1 and m.person_id <> $3 and m.until_seq is null and m.hidden_to < $2
    and greatest(m.read_seq, m.delivered_seq) >= $2
"""


class ReadMarkDraft(msgspec.Struct, frozen=True):
    """Somebody read, or has on a device, all up to `seq`."""

    conversation_id: UUID
    person_id: UUID
    seq: int
    read: bool


class MovedMark(msgspec.Struct, frozen=True):
    """How far somebody has got in a conversation of theirs, and who hears of it; `seq`: None where
    that was known. `away`: it was announced.
    """

    conversation_id: UUID
    person_id: UUID
    kind: Literal["read", "delivered"]
    seq: int | None
    people: Sequence[UUID] | None
    away: bool


class ReaderRow(msgspec.Struct, frozen=True):
    """Somebody who has a message; `has_read`: not only on a device."""

    person_id: UUID
    has_read: bool


async def move(db: Db, marks: Sequence[ReadMarkDraft], *, alone: bool) -> list[MovedMark]:
    """Moves marks forward; both kinds of each person and conversation where they are. `alone`: by
    one statement that commits, where `db` does nothing else.
    """
    names = ("conversation_id", "person_id", "seq", "read")
    columns = [[getattr(mark, name) for mark in marks] for name in names]
    given = (*columns, [new_id() for _ in marks], db.now)
    return await db.all_as(MovedMark, MARK_ALONE if alone else MARK, *given)


async def change(db: Db, conversation_id: UUID, person_id: UUID, *flags: bool | None) -> None:
    """`flags`: muted, pinned, archived, marked unread; None: as it was."""
    await db.run(CHANGE, conversation_id, person_id, *flags)


async def hide_to(db: Db, conversation_id: UUID, person_id: UUID, seq: int) -> None:
    """All up to `seq` is gone for this person."""
    await db.run(HIDE_TO, conversation_id, person_id, seq)


async def hide(db: Db, conversation_id: UUID, person_id: UUID, seqs: Iterable[int]) -> None:
    """These are gone for this person."""
    await db.run(HIDE, conversation_id, person_id, list(seqs))
    await db.run(TOUCH, conversation_id, person_id)


async def readers(db: Db, conversation_id: UUID, seq: int, sender_id: UUID) -> list[ReaderRow]:
    """Who read the sender's message, or only has it on a device."""
    return await db.all_as(ReaderRow, READERS, conversation_id, seq, sender_id)

"""SQL of what each one made of a conversation: how far they read, what they put away."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

ENTER = """
select g.n - 1 as n, case when c.one_id = g.person_id then c.other_id else c.one_id end as other,
    c.away
from unnest($1::uuid[], $2::uuid[]) with ordinality as g (conversation_id, person_id, n)
join chat_conversation c on c.id = g.conversation_id
join chat_member m on m.conversation_id = g.conversation_id and m.person_id = g.person_id
"""
# How far it is really: no further than what they see. The rows are locked in order. Each message
# is looked up by itself (`limit 1`): joined, all of the log would be read.
PLACES = """
with given as (
    select conversation_id, person_id, max(seq) as seq
    from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as g (conversation_id, person_id, seq)
    group by 1, 2
), place as (
    select m.conversation_id, m.person_id, m.read_seq, m.delivered_seq, s.seq, s.ord
    from given g
    join chat_member m on m.conversation_id = g.conversation_id and m.person_id = g.person_id
    join chat_conversation c on c.id = g.conversation_id
    cross join lateral (
        select s.seq, s.ord from chat_message s where s.conversation_id = g.conversation_id
            and s.seq = least(g.seq, coalesce(m.until_seq, c.last_seq)) limit 1
    ) s
    order by m.conversation_id, m.person_id for update of m
)
"""
READ = f"""{PLACES}update chat_member m
set read_seq = p.seq, read_ord = p.ord, marked_unread = false, last_xid = pg_current_xact_id()
from place p
where m.conversation_id = p.conversation_id and m.person_id = p.person_id and p.read_seq < p.seq
returning m.conversation_id, m.person_id, p.read_seq as before, p.seq
"""
DELIVERED = f"""{PLACES}update chat_member m
set delivered_seq = p.seq, last_xid = pg_current_xact_id()
from place p
where m.conversation_id = p.conversation_id and m.person_id = p.person_id
    and greatest(p.read_seq, p.delivered_seq) < p.seq
returning m.conversation_id, m.person_id, p.delivered_seq as before, p.seq
"""
# Who said something in (after, up to] of a conversation.
SENDERS = """
select distinct g.n, m.sender_id
from unnest($1::uuid[], $2::bigint[], $3::bigint[]) with ordinality
    as g (conversation_id, after, seq, n)
cross join lateral (
    select m.sender_id, m.kind from chat_message m
    where m.conversation_id = g.conversation_id and m.seq > g.after and m.seq <= g.seq offset 0
) m
where m.kind not in ('edit', 'recall', 'reaction', 'system')
"""

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


class MarkedPlace(msgspec.Struct, frozen=True):
    """Where the mark with this number is: of two, with whom; `away`: one is in another town."""

    n: int
    other: UUID | None
    away: bool


class ReadAdvance(msgspec.Struct, frozen=True):
    """A mark that went from `before` to `seq`."""

    conversation_id: UUID
    person_id: UUID
    before: int
    seq: int


class ReaderRow(msgspec.Struct, frozen=True):
    """Somebody who has a message; `has_read`: not only on a device."""

    person_id: UUID
    has_read: bool


async def enter(db: Db, marks: Sequence[ReadMarkDraft]) -> list[MarkedPlace]:
    """Those marks that are in a conversation of their person, by their number in the list."""
    people = [mark.person_id for mark in marks]
    return await db.all_as(MarkedPlace, ENTER, [mark.conversation_id for mark in marks], people)


async def move(db: Db, marks: Sequence[ReadMarkDraft], *, read: bool) -> list[ReadAdvance]:
    """Moves marks forward; answers those that moved."""
    columns = [
        [mark.conversation_id for mark in marks],
        [mark.person_id for mark in marks],
        [mark.seq for mark in marks],
    ]
    return await db.all_as(ReadAdvance, READ if read else DELIVERED, *columns)


async def senders(db: Db, spans: Sequence[tuple[UUID, int, int]]) -> dict[int, list[UUID]]:
    """Who said something in each (conversation, after, up to), by its place."""
    found: dict[int, list[UUID]] = {}
    columns: list[list[Any]] = [list(column) for column in zip(*spans, strict=True)]
    for n, sender_id in await db.rows(SENDERS, *columns):
        found.setdefault(n - 1, []).append(sender_id)
    return found


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

"""SQL of the search: which blocks of the logs hold which tokens."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat.model import Message
from leapfrog.chat.store_history import COLUMNS, message_of
from leapfrog.kernel.db import Db

BLOCK = 32
Block = tuple[UUID, int]
Span = tuple[UUID, int, int]
Words = tuple[UUID, int, datetime, str, dict[str, Any] | None]

TAKE = """
delete from chat_unindexed where ctid in (
    select ctid from chat_unindexed limit $1 for update skip locked
) returning conversation_ids
"""
PUT_BACK = "insert into chat_unindexed values ($1)"
BEHIND = """
select c.id, coalesce(i.seq, 0), c.last_seq from chat_conversation c
left join chat_indexed i on i.conversation_id = c.id
where c.id = any($1::uuid[]) and c.last_seq > coalesce(i.seq, 0)
order by c.last_seq - coalesce(i.seq, 0) desc, c.id
"""
# Earlier messages that the rows of a span changed. `offset 0`, and `limit` below: each span is
# looked up by itself. Joined, a log without statistics is read from end to end.
CHANGED = """
select distinct m.conversation_id, m.ref
from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as span (id, low, high)
cross join lateral (
    select m.conversation_id, m.ref, m.kind from chat_message m
    where m.conversation_id = span.id and m.seq > span.low and m.seq <= span.high offset 0
) m
where m.kind in ('edit', 'recall')
"""
SAID = "m.kind not in ('edit', 'recall', 'reaction', 'system') and not m.recalled"
# What is said in these blocks, in order.
WORDS = f"""
select m.conversation_id, b.block, m.created_at, m.body, m.meta
from unnest($1::uuid[], $2::bigint[]) as b (id, block)
cross join lateral (
    select * from chat_message m where m.conversation_id = b.id
        and m.seq between b.block * {BLOCK} and b.block * {BLOCK} + {BLOCK - 1}
    limit {BLOCK}
) m
where {SAID} order by m.conversation_id, m.seq
"""
PUT = """
insert into chat_search (conversation_id, block, last_at, tokens)
values ($1, $2, $3, $4) on conflict (conversation_id, block)
do update set last_at = excluded.last_at, tokens = excluded.tokens
"""
DROP = """
delete from chat_search s using unnest($1::uuid[], $2::bigint[]) as b (id, block)
where s.conversation_id = b.id and s.block = b.block
"""
REACHED = """
insert into chat_indexed (conversation_id, seq) select * from unnest($1::uuid[], $2::bigint[])
on conflict (conversation_id) do update set seq = excluded.seq
"""


def _found(having: str = "") -> str:
    """All at once: what a person sees of their conversations, which blocks of it may hold the
    words, and what is said there. Round trips and their planning take longer than finding does.
    """
    return f"""
with span as materialized (
    select m.conversation_id as id, m.hidden_to as low, coalesce(m.until_seq, c.last_seq) as high
    from chat_member m join chat_conversation c on c.id = m.conversation_id
    where m.person_id = $1 and ($2::uuid is null or m.conversation_id = $2)
        and coalesce(m.until_seq, c.last_seq) > m.hidden_to
), hit as materialized (
    select s.conversation_id as id, s.block, s.last_at from chat_search s
    where {having} s.conversation_id = any(array(select id from span))
        and ($3::timestamptz is null or (s.last_at, s.conversation_id, s.block) < ($3, $4, $5))
    order by s.last_at desc, s.conversation_id desc, s.block desc limit $6
)
select hit.id, hit.block, hit.last_at, {COLUMNS}
from hit join span using (id) left join lateral (
    select * from chat_message m where m.conversation_id = hit.id
        and m.seq between hit.block * {BLOCK} and hit.block * {BLOCK} + {BLOCK - 1}
        and m.seq > span.low and m.seq <= span.high
        and {SAID} and not exists (
            select from chat_hidden h
            where (h.person_id, h.conversation_id, h.seq) = ($1, m.conversation_id, m.seq)
        )
    limit {BLOCK}
) m on true
order by hit.last_at desc, hit.id desc, hit.block desc, m.seq
"""


WITH_TOKENS = _found("s.tokens @> $7::integer[] and")
# For what has no token of its own, like a single letter.
WITHOUT = _found()


class Hit(msgspec.Struct, frozen=True, array_like=True):
    """A block in which something may be, and when its last message was said."""

    conversation_id: UUID
    block: int
    last_at: datetime


class SearchQuery(msgspec.Struct, frozen=True):
    """The tokens of what is searched for, in all of one's conversations or in one."""

    tokens: Sequence[int]
    conversation_id: UUID | None


async def take(db: Db, limit: int) -> set[UUID]:
    """Conversations whose newest messages the search does not know."""
    return {one for row in await db.rows(TAKE, limit) for one in row[0]}


async def put_back(db: Db, ids: Iterable[UUID]) -> None:
    """There is more to do in these."""
    await db.run(PUT_BACK, list(ids))


async def behind(db: Db, ids: Iterable[UUID]) -> list[Span]:
    """(conversation, known up to, last seq) of those that are behind, furthest first: where much is
    said without end, their last blocks, which are not full yet, are not made anew in each turn.
    """
    return [(row[0], row[1], row[2]) for row in await db.rows(BEHIND, list(ids))]


async def changed(db: Db, spans: Sequence[Span]) -> set[Block]:
    """The blocks in which the rows of (conversation, after, up to) changed something."""
    columns = [list(column) for column in zip(*spans, strict=True)]
    return {(row[0], row[1] // BLOCK) for row in await db.rows(CHANGED, *columns)}


async def words(db: Db, blocks: Sequence[Block]) -> list[Words]:
    """What is said in these blocks, in order: (conversation, block, when, text, meta)."""
    ids, numbers = [block[0] for block in blocks], [block[1] for block in blocks]
    return [tuple(row) for row in await db.rows(WORDS, ids, numbers)]


async def put(db: Db, entries: Sequence[tuple[UUID, int, datetime, list[int]]]) -> None:
    """(conversation, block, time of the last message, tokens)."""
    await db.run_many(PUT, entries)


async def drop(db: Db, blocks: Sequence[Block]) -> None:
    """Nothing is said in these any more."""
    await db.run(DROP, [block[0] for block in blocks], [block[1] for block in blocks])


async def reached(db: Db, ends: Sequence[tuple[UUID, int]]) -> None:
    """The search knows each (conversation, seq)'s log up to there."""
    await db.run(REACHED, [end[0] for end in ends], [end[1] for end in ends])


async def find(
    db: Db, person_id: UUID, wanted: SearchQuery, before: Hit | None, limit: int
) -> dict[Hit, list[Message]]:
    """Blocks that have all tokens, the newest first, after `before`; and what this person sees of
    what is said there, in order.
    """
    place = (before.last_at, before.conversation_id, before.block) if before else (None,) * 3
    given = (person_id, wanted.conversation_id, *place, limit)
    if wanted.tokens:
        rows = await db.rows(WITH_TOKENS, *given, wanted.tokens)
    else:
        rows = await db.rows(WITHOUT, *given)
    found: dict[Hit, list[Message]] = {}
    for row in rows:
        said = found.setdefault(Hit(*row[:3]), [])
        if row[3] is not None:
            said.append(message_of(row[3:]))
    return found

"""SQL of reading the logs in blocks, behind those who write them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat import MESSAGE_COLUMNS
from leapfrog.kernel.db import Db

Span = tuple[UUID, int, int]
# So many rows of a log are a block: block = seq / 32.
BLOCK = 32
Block = tuple[UUID, int]

LAST_SEQS = "select id, last_seq from chat_conversation where id = any($1::uuid[])"
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
# What is said in these blocks from a seq on, in order.
WORDS = f"""
select m.conversation_id, b.block, m.created_at, m.body, m.meta
from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as b (id, block, first)
cross join lateral (
    select * from chat_message m where m.conversation_id = b.id
        and m.seq between b.first and b.block * {BLOCK} + {BLOCK - 1}
    limit {BLOCK}
) m
where {SAID} order by m.conversation_id, m.seq
"""


def blocks_as_seen(hits: str) -> str:
    """A statement that reads all at once: what a person ($1) sees of their conversations, or of one
    ($2, else null), which blocks of it are `hits`, and what is said there: by somebody ($3, or
    null), of some kinds ($4, or null), with an address of the net in it ($5). Round trips and their
    planning take longer than finding does.

    `hits`: a query of (id, block, last_at) which may read `span`, the conversations by `id`; its
    own parameters begin with $6. Each row of the answer is place, block and last_at, and a message,
    or nulls for a block of which they see nothing; the newest block first.
    """
    return rf"""
with span as materialized (
    select m.conversation_id as id, m.hidden_to as low, coalesce(m.until_seq, c.last_seq) as high
    from chat_member m join chat_conversation c on c.id = m.conversation_id
    where m.person_id = $1 and ($2::uuid is null or m.conversation_id = $2)
        and coalesce(m.until_seq, c.last_seq) > m.hidden_to
), hit as materialized (
    {hits}
)
select hit.id as place, hit.block, hit.last_at, {MESSAGE_COLUMNS}
from hit join span using (id) left join lateral (
    select * from chat_message m where m.conversation_id = hit.id
        and m.seq between hit.block * {BLOCK} and hit.block * {BLOCK} + {BLOCK - 1}
        and m.seq > span.low and m.seq <= span.high
        and {SAID} and ($3::uuid is null or m.sender_id = $3)
        and ($4::text[] is null or m.kind = any($4))
        and (not $5::boolean or m.body ~* '(https?://|\mwww\.)[^\s]') and not exists (
            select from chat_hidden h
            where (h.person_id, h.conversation_id, h.seq) = ($1, m.conversation_id, m.seq)
        )
    limit {BLOCK}
) m on true
order by hit.last_at desc, hit.id desc, hit.block desc, m.seq
"""


class BlockWords(msgspec.Struct, frozen=True):
    """What one message of a block says."""

    conversation_id: UUID
    block: int
    created_at: datetime
    body: str
    meta: dict[str, Any] | None


class ChangedRow(msgspec.Struct, frozen=True):
    """A row of a log that a later one changed."""

    conversation_id: UUID
    ref: int


async def last_seqs(db: Db, ids: Iterable[UUID]) -> dict[UUID, int]:
    """The last seq of each of these conversations that are there."""
    return {row[0]: row[1] for row in await db.rows(LAST_SEQS, list(ids))}


async def changed_by(db: Db, spans: Sequence[Span]) -> list[ChangedRow]:
    """What the rows of these (conversation, after, up to) edited or recalled."""
    columns = [list(column) for column in zip(*spans, strict=True)]
    return await db.all_as(ChangedRow, CHANGED, *columns)


async def said_in_blocks(db: Db, firsts: Mapping[Block, int]) -> list[BlockWords]:
    """What is said in these blocks, from this seq on in each, in order."""
    ids, numbers = [block[0] for block in firsts], [block[1] for block in firsts]
    return await db.all_as(BlockWords, WORDS, ids, numbers, list(firsts.values()))

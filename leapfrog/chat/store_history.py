"""SQL of reading the log."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat.model import Message, Reaction
from leapfrog.kernel.db import Db

Place = tuple[UUID, int]
Span = tuple[UUID, int, int]

COLUMNS = """
m.conversation_id, m.seq, m.ord, m.client_id, m.sender_id, m.kind, m.body, m.created_at, m.ref,
coalesce(m.mentions, '{}') as mentions, m.meta, m.edited_at, m.recalled, m.imported
"""
AT = f"""
select {COLUMNS} from unnest($1::uuid[], $2::bigint[]) as wanted (conversation_id, seq)
join chat_message m using (conversation_id, seq)
"""
# The newest of each conversation that lie between (excluding) and (including), from the first on
# that was written or changed by that transaction or a later one. Where xids have come round, a few
# more come than were asked for.
RECENT = f"""
select {COLUMNS} from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as wanted (id, low, high)
cross join lateral (
    select *, bool_or(fresh) over (order by seq) as news from (
        select *, age(xmin) <= age($5::text::xid8::xid) as fresh from chat_message
        where conversation_id = wanted.id and seq > wanted.low and seq <= wanted.high
        order by seq desc limit $4
    ) newest
) m where m.news order by m.conversation_id, m.seq
"""
# The newest that a list shows.
SHOWN = f"""
select {COLUMNS} from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as wanted (id, low, high)
cross join lateral (
    select * from chat_message m where m.conversation_id = wanted.id
        and m.seq > wanted.low and m.seq <= wanted.high
        and m.kind not in ('edit', 'recall', 'reaction')
        and not exists (
            select from chat_hidden h
            where (h.person_id, h.conversation_id, h.seq) = ($1, m.conversation_id, m.seq)
        )
    order by m.seq desc limit 1
) m
"""
BEFORE = f"""
select {COLUMNS} from chat_message m
where m.conversation_id = $1 and m.seq > $2 and m.seq < $3 order by m.seq desc limit $4
"""
AFTER = f"""
select {COLUMNS} from chat_message m
where m.conversation_id = $1 and m.seq > $2 and m.seq <= $3 order by m.seq limit $4
"""
# The log's times only grow, but for what was brought along: a few rows more or less are no harm.
SINCE = """
select min(m.seq) from chat_message m
where m.conversation_id = $1 and m.seq > $2 and m.seq <= $3 and m.created_at >= $4
"""
REACTIONS = """
select r.conversation_id, r.seq, r.emoji,
    array_agg(r.person_id order by r.created_at, r.person_id) as people
from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as span (id, first, last)
join chat_reaction r on r.conversation_id = span.id and r.seq between span.first and span.last
group by 1, 2, 3 order by 1, 2, min(r.created_at), 3
"""
HIDDEN = """
select h.conversation_id, h.seq
from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as span (id, first, last)
join chat_hidden h on h.person_id = $1 and h.conversation_id = span.id
    and h.seq between span.first and span.last
"""


class PlaceRow(msgspec.Struct, frozen=True):
    """A row of a log."""

    conversation_id: UUID
    seq: int


async def at(db: Db, places: Sequence[Place]) -> list[Message]:
    """What is at these places of the log."""
    return await db.all_as(Message, AT, *_columns(places))


async def recent(db: Db, spans: Sequence[Span], limit: int, since: int) -> list[Message]:
    """The messages since that xid of each (conversation, after, up to), oldest first, without a
    hole; no more than the newest `limit` of each.
    """
    return await db.all_as(Message, RECENT, *_columns(spans), limit, str(since))


async def shown(db: Db, person_id: UUID, spans: Sequence[Span]) -> list[Message]:
    """Of each (conversation, after, up to), the last message that a list shows."""
    return await db.all_as(Message, SHOWN, person_id, *_columns(spans))


async def before(db: Db, span: Span, limit: int) -> list[Message]:
    """Older ones than the span's end, which is not among them, newest first."""
    return await db.all_as(Message, BEFORE, *span, limit)


async def after(db: Db, span: Span, limit: int) -> list[Message]:
    """Newer ones than the span's beginning, up to its end, oldest first."""
    return await db.all_as(Message, AFTER, *span, limit)


async def since(db: Db, span: Span, moment: datetime) -> int | None:
    """The first row from that moment on."""
    found: int | None = await db.value(SINCE, *span, moment)
    return found


async def reactions(db: Db, spans: Sequence[Span]) -> dict[Place, list[Reaction]]:
    """Who answered how to the messages of these spans, ends included; the first one first."""
    found: dict[Place, list[Reaction]] = {}
    for place, reaction in await db.pairs_as(PlaceRow, Reaction, REACTIONS, *_columns(spans)):
        if reaction:
            found.setdefault((place.conversation_id, place.seq), []).append(reaction)
    return found


async def hidden(db: Db, person_id: UUID, spans: Sequence[Span]) -> set[Place]:
    """What a person deleted for themselves in these spans, ends included."""
    found = await db.all_as(PlaceRow, HIDDEN, person_id, *_columns(spans))
    return {(one.conversation_id, one.seq) for one in found}


def _columns(rows: Iterable[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]

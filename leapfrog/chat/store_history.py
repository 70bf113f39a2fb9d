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
# Reactions are rare, and to look whether there is one costs less than to gather none. Here and
# below not by `exists`, for which a kept plan may read the whole table.
REACTED = """
case when (
    select true from chat_reaction r
    where (r.conversation_id, r.seq) = (m.conversation_id, m.seq) limit 1
) then (
    select jsonb_agg(jsonb_build_object('emoji', e.emoji, 'people', e.people)
        order by e.since, e.emoji)
    from (
        select r.emoji, array_agg(r.person_id order by r.created_at, r.person_id) as people,
            min(r.created_at) as since
        from chat_reaction r where (r.conversation_id, r.seq) = (m.conversation_id, m.seq)
        group by r.emoji
    ) e
) else '[]' end
"""


def hidden_sql(viewer: str) -> str:
    """True where somebody, given as the SQL of their id, deleted `chat_message m` for themselves,
    else null.
    """
    return f"""
(
    select true from chat_hidden h
    where (h.person_id, h.conversation_id, h.seq) = ({viewer}, m.conversation_id, m.seq)
)
"""


def seen_sql(viewer: str) -> str:
    """The columns of a `Message` as somebody has it; `seen` reads them."""
    return f"{COLUMNS}, {REACTED} as reactions, coalesce({hidden_sql(viewer)}, false) as hidden"


SEEN = seen_sql("$1")
# With a limit each is looked up: for a join, a plan made in an empty town reads the whole log.
AT = f"""
select {SEEN} from unnest($2::uuid[], $3::bigint[]) as wanted (id, at)
cross join lateral (
    select * from chat_message where (conversation_id, seq) = (wanted.id, wanted.at) limit 1
) m
"""
# The newest of each conversation that lie between (excluding) and (including), from the first on
# that was written or changed by that transaction or a later one. Where xids have come round, a few
# more come than were asked for.
RECENT = f"""
with given as materialized (select $2::uuid[] as ids, $3::bigint[] as lows, $4::bigint[] as highs)
select {SEEN} from given g cross join unnest(g.ids, g.lows, g.highs) as wanted (id, low, high)
cross join lateral (
    select *, bool_or(fresh) over (order by seq) as news from (
        select *, age(xmin) <= age($6::text::xid8::xid) as fresh from chat_message
        where conversation_id = wanted.id and seq > wanted.low and seq <= wanted.high
        order by seq desc limit $5
    ) newest
) m where m.news order by m.conversation_id, m.seq
"""
BEFORE = f"""
select {SEEN} from chat_message m
where m.conversation_id = $2 and m.seq > $3 and m.seq < $4 order by m.seq desc limit $5
"""
AFTER = f"""
select {SEEN} from chat_message m
where m.conversation_id = $2 and m.seq > $3 and m.seq <= $4 order by m.seq limit $5
"""
# The log's times only grow, but for what was brought along: a few rows more or less are no harm.
SINCE = """
select min(m.seq) from chat_message m
where m.conversation_id = $1 and m.seq > $2 and m.seq <= $3 and m.created_at >= $4
"""
REACTIONS = f"""
select {REACTED} from unnest($1::uuid[], $2::bigint[]) with ordinality m (conversation_id, seq, n)
order by m.n
"""


async def at(db: Db, places: Sequence[Place], viewer: UUID | None = None) -> list[Message]:
    """What is at these places of the log; without a viewer nothing is hidden."""
    return [seen(one) for one in await db.all_as(Message, AT, viewer, *_columns(places))]


async def recent(
    db: Db, viewer: UUID, spans: Sequence[Span], limit: int, since: int
) -> list[Message]:
    """The messages since that xid of each (conversation, after, up to), oldest first, without a
    hole; no more than the newest `limit` of each.
    """
    given = (viewer, *_columns(spans), limit, str(since))
    return [seen(one) for one in await db.all_as(Message, RECENT, *given)]


async def before(db: Db, viewer: UUID, span: Span, limit: int) -> list[Message]:
    """Older ones than the span's end, which is not among them, newest first."""
    return [seen(one) for one in await db.all_as(Message, BEFORE, viewer, *span, limit)]


async def after(db: Db, viewer: UUID, span: Span, limit: int) -> list[Message]:
    """Newer ones than the span's beginning, up to its end, oldest first."""
    return [seen(one) for one in await db.all_as(Message, AFTER, viewer, *span, limit)]


def seen(message: Message) -> Message:
    """What `seen_sql` gave, with reactions as such, and nothing of what is hidden."""
    if message.hidden:
        return msgspec.structs.replace(
            message, body="", ref=None, mentions=[], meta=None, edited_at=None, reactions=[]
        )
    if message.reactions:
        reactions = msgspec.convert(message.reactions, list[Reaction])
        return msgspec.structs.replace(message, reactions=reactions)
    return message


async def since(db: Db, span: Span, moment: datetime) -> int | None:
    """The first row from that moment on."""
    found: int | None = await db.value(SINCE, *span, moment)
    return found


async def reacted(db: Db, messages: Sequence[Message]) -> list[Message]:
    """The messages, which were read without their reactions, with them."""
    if not messages:
        return []
    places = _columns((one.conversation_id, one.seq) for one in messages)
    both = zip(messages, await db.rows(REACTIONS, *places), strict=True)
    return [seen(msgspec.structs.replace(one, reactions=row[0])) for one, row in both]


def _columns(rows: Iterable[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]

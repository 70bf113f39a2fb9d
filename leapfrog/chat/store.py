"""All SQL of chat."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.chat.model import Draft, Member, Message
from leapfrog.kernel.db import Db

OPEN = """
insert into chat_conversation (id, kind, one_id, other_id, last_at, created_at)
values ($1, 'direct', $2, $3, $4, $4) on conflict (one_id, other_id) do nothing returning id
"""
FIND = "select id from chat_conversation where (one_id, other_id) = ($1, $2)"
ADD_MEMBERS = """
insert into chat_member (conversation_id, person_id) select $1, unnest($2::uuid[])
"""
PEOPLE = "select id, one_id, other_id from chat_conversation where id = any($1::uuid[])"

MEMBER = """
select c.id, c.last_seq, c.last_at, m.read_seq, t.person_id, t.read_seq
from chat_member m
join chat_conversation c on c.id = m.conversation_id
join chat_member t on t.conversation_id = m.conversation_id and t.person_id <> m.person_id
where m.person_id = $1
"""
MINE = f"{MEMBER} and c.last_seq > 0 order by c.last_at desc limit $2"
ONE = f"{MEMBER} and c.id = $2"
CHANGED = f"""
{MEMBER} and c.last_seq > 0
and (c.last_xid >= $2::text::xid8 or m.last_xid >= $2::text::xid8 or t.last_xid >= $2::text::xid8)
order by c.last_at desc
"""

COLUMNS = "m.conversation_id, m.seq, m.client_id, m.sender_id, m.kind, m.body, m.created_at"
LAST = f"""
select {COLUMNS}
from unnest($1::uuid[], $2::bigint[]) as wanted (conversation_id, seq)
join chat_message m using (conversation_id, seq)
"""
RECENT = f"""
select {COLUMNS} from unnest($1::uuid[]) as wanted (conversation_id)
cross join lateral (
    select * from chat_message m where m.conversation_id = wanted.conversation_id
    order by m.seq desc limit $2
) m order by m.conversation_id, m.seq
"""
BEFORE = f"""
select {COLUMNS} from chat_message m
where m.conversation_id = $1 and m.seq < $2 order by m.seq desc limit $3
"""
AFTER = f"""
select {COLUMNS} from chat_message m
where m.conversation_id = $1 and m.seq > $2 order by m.seq limit $3
"""

# The conversations' rows are locked in the order of their ids, so two writers never wait in a
# ring. What was sent before under the same client id keeps its number; of two in one batch the
# first counts. A replay that this snapshot cannot see yet ends in a unique violation: try again.
APPEND = """
with given as (
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[])
        with ordinality as g (conversation_id, sender_id, client_id, body, n)
), locked as (
    select id, last_seq from chat_conversation
    where id in (select conversation_id from given) order by id for update
), sent as (
    select g.n, m.seq, m.body, m.created_at from given g
    join chat_message m using (conversation_id, sender_id, client_id)
), fresh as (
    select distinct on (conversation_id, sender_id, client_id) * from given
    where n not in (select n from sent) order by conversation_id, sender_id, client_id, n
), numbered as (
    select f.*, l.last_seq + row_number() over (partition by f.conversation_id order by f.n) as seq
    from fresh f join locked l on l.id = f.conversation_id
), added as (
    insert into chat_message (conversation_id, seq, client_id, sender_id, kind, body, created_at)
    select conversation_id, seq, client_id, sender_id, 'text', body, $5 from numbered
), moved as (
    update chat_conversation c
    set last_seq = c.last_seq + k.count, last_at = $5, last_xid = pg_current_xact_id()
    from (select conversation_id, count(*) as count from numbered group by 1) k
    where c.id = k.conversation_id
), read as (
    update chat_member m
    set read_seq = greatest(m.read_seq, k.seq), last_xid = pg_current_xact_id()
    from (select conversation_id, sender_id, max(seq) as seq from numbered group by 1, 2) k
    where m.conversation_id = k.conversation_id and m.person_id = k.sender_id
)
select coalesce(s.seq, f.seq), coalesce(s.body, f.body), coalesce(s.created_at, $5)
from given g
left join sent s using (n)
left join numbered f using (conversation_id, sender_id, client_id)
order by g.n
"""
READ = """
update chat_member m set read_seq = least($3, c.last_seq), last_xid = pg_current_xact_id()
from chat_conversation c
where m.conversation_id = $1 and m.person_id = $2 and c.id = m.conversation_id
    and m.read_seq < least($3, c.last_seq)
returning m.read_seq
"""

TOUCH = """
update chat_member set last_xid = pg_current_xact_id() where person_id = $1
returning conversation_id
"""
TOUCH_PAIR = """
update chat_conversation set last_xid = pg_current_xact_id() where (one_id, other_id) = ($1, $2)
"""


async def open_direct(db: Db, new_id: UUID, people: tuple[UUID, UUID]) -> UUID:
    """The conversation of these two (smaller id first), made when there is none."""
    found: UUID | None = await db.value(FIND, *people)
    if found is not None:
        return found
    made: UUID | None = await db.value(OPEN, new_id, *people, db.now)
    if made is None:
        again: UUID = await db.value(FIND, *people)
        return again
    await db.run(ADD_MEMBERS, made, list(people))
    return made


async def people(db: Db, ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, UUID]]:
    """Who is in which conversation. Of a direct one that never changes."""
    return {row[0]: (row[1], row[2]) for row in await db.rows(PEOPLE, list(ids))}


async def mine(db: Db, person_id: UUID, limit: int) -> list[Member]:
    return [Member(*row) for row in await db.rows(MINE, person_id, limit)]


async def one(db: Db, person_id: UUID, conversation_id: UUID) -> Member | None:
    row = await db.row(ONE, person_id, conversation_id)
    return Member(*row) if row else None


async def changed(db: Db, person_id: UUID, since: int) -> list[Member]:
    return [Member(*row) for row in await db.rows(CHANGED, person_id, str(since))]


async def last(db: Db, members: Sequence[Member]) -> dict[UUID, Message]:
    """The last message of each conversation."""
    ids = [member.conversation_id for member in members]
    rows = await db.rows(LAST, ids, [member.last_seq for member in members])
    return {row[0]: Message(*row) for row in rows}


async def recent(db: Db, ids: Sequence[UUID], limit: int) -> list[Message]:
    """The newest messages of each conversation, oldest first."""
    return [Message(*row) for row in await db.rows(RECENT, list(ids), limit)]


async def before(db: Db, conversation_id: UUID, seq: int, limit: int) -> list[Message]:
    """Older ones, newest first."""
    return [Message(*row) for row in await db.rows(BEFORE, conversation_id, seq, limit)]


async def after(db: Db, conversation_id: UUID, seq: int, limit: int) -> list[Message]:
    """Newer ones, oldest first."""
    return [Message(*row) for row in await db.rows(AFTER, conversation_id, seq, limit)]


async def append(db: Db, drafts: Sequence[Draft]) -> list[tuple[int, str, datetime]]:
    """For each draft: its number, the text under its client id, and when."""
    rows = await db.rows(
        APPEND,
        [draft.conversation_id for draft in drafts],
        [draft.sender_id for draft in drafts],
        [draft.client_id for draft in drafts],
        [draft.body for draft in drafts],
        db.now,
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def read(db: Db, conversation_id: UUID, person_id: UUID, seq: int) -> int | None:
    """Moves the mark forward; None when it was there already."""
    moved: int | None = await db.value(READ, conversation_id, person_id, seq)
    return moved


async def touch(db: Db, person_id: UUID) -> list[UUID]:
    """Marks the conversations of a person as changed; answers which."""
    return [row[0] for row in await db.rows(TOUCH, person_id)]


async def touch_pair(db: Db, people: tuple[UUID, UUID]) -> bool:
    """Marks the conversation of two as changed, if there is one."""
    return await db.run(TOUCH_PAIR, *people) == 1

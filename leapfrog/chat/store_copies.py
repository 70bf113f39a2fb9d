"""SQL of groups that another town orders."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.chat_content import CopiedGroup, CopiedMember
from leapfrog.kernel.db import Db

MAKE = """
insert into chat_conversation (id, kind, last_at, created_at, last_seq, last_ord, shown_seq, away,
    copy)
values ($1, 'group', $2, $2, $3, $4, $3, true, true)
on conflict (id) do nothing returning id
"""
MAKE_GROUP = """
insert into chat_group (conversation_id, name, made_by, made_of) values ($1, $2, $3, '{}')
"""
# Rows that are missing between are those that nobody here was to see. What somebody brought of the
# group, and is theirs alone, goes on as the copy.
BEGIN_ANEW = """
update chat_conversation c set last_seq = greatest(last_seq, $2), kind = 'group', copy = true,
    last_ord = greatest(last_ord, $3), away = true, last_xid = pg_current_xact_id()
where id = $1 and (copy or kind = 'archive' and last_seq <= $2 and cardinality($4::uuid[]) > 0
    and not exists (select from chat_archive a where a.conversation_id = c.id)
    and array(select m.person_id from chat_member m where m.conversation_id = c.id) <@ $4)
"""
PUT_MEMBERS = """
insert into chat_member (conversation_id, person_id, role, name, joined_at, hidden_to)
select $1, g.person_id, g.role, g.name, g.joined_at, $6
from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[])
    as g (person_id, role, name, joined_at)
on conflict (conversation_id, person_id) do update
set role = excluded.role, name = excluded.name, joined_at = excluded.joined_at, until_seq = null
"""
END = """
update chat_member m set until_seq = c.last_seq, role = 'member', last_xid = pg_current_xact_id()
from chat_conversation c
where c.id = m.conversation_id and (c.id, m.person_id) = ($1, $2) and m.until_seq is null
"""
SET_COPY = """
update chat_conversation set copy = $2, last_xid = pg_current_xact_id() where id = $1
"""
REWIND = (
    "delete from chat_message where conversation_id = $1 and seq > $2",
    "delete from chat_reaction where conversation_id = $1 and seq > $2",
    "delete from chat_mention where conversation_id = $1 and seq > $2",
    "delete from chat_hidden where conversation_id = $1 and seq > $2",
    "delete from chat_attachment where conversation_id = $1 and seq > $2",
    "delete from chat_archive_entry where conversation_id = $1 and seq > $2",
    """
    update chat_member set read_seq = least(read_seq, $2), delivered_seq = least(delivered_seq, $2),
        until_seq = case when until_seq > $2 then null else until_seq end,
        last_xid = pg_current_xact_id()
    where conversation_id = $1
    """,
    """
    update chat_conversation c set last_seq = $2, last_ord = coalesce(s.ord, 0),
        shown_seq = least(c.shown_seq, $2), all_seq = least(c.all_seq, $2),
        last_xid = pg_current_xact_id()
    from (select max(ord) as ord from chat_message where conversation_id = $1 and seq <= $2) s
    where c.id = $1
    """,
)
UNINDEX = "insert into chat_unindexed values (array[$1::uuid], true)"
# No message has this number.
HOLD = """
insert into chat_attachment (file_id, conversation_id, seq)
select f.id, $1, 0 from chat_file f where f.id = any($2::uuid[]) on conflict do nothing
"""
LET_GO = """
delete from chat_attachment where conversation_id = $1 and seq = 0 and file_id = any($2::uuid[])
"""


async def make(db: Db, group: CopiedGroup) -> bool:
    """False when the id is taken."""
    return await db.value(MAKE, group.id, db.now, group.seq, group.ord) is not None


async def make_group(db: Db, group: CopiedGroup, owner: UUID) -> None:
    await db.run(MAKE_GROUP, group.id, group.name, owner)


async def begin_anew(db: Db, group: CopiedGroup) -> bool:
    """False for what is no copy, and cannot be one."""
    return await db.run(BEGIN_ANEW, group.id, group.seq, group.ord, list(group.came)) == 1


async def put_members(db: Db, group_id: UUID, members: Sequence[CopiedMember], seq: int) -> None:
    await db.run(
        PUT_MEMBERS,
        group_id,
        [one.person_id for one in members],
        [one.role for one in members],
        [one.card for one in members],
        [one.joined_at for one in members],
        seq,
    )


async def end(db: Db, group_id: UUID, person_id: UUID) -> None:
    """Nothing that comes later is theirs to see."""
    await db.run(END, group_id, person_id)


async def set_copy(db: Db, group_id: UUID, *, copy: bool) -> None:
    await db.run(SET_COPY, group_id, copy)


async def rewind(db: Db, group_id: UUID, seq: int) -> None:
    """Nothing is here that came after a row; the search reads it anew."""
    for statement in REWIND:
        await db.run(statement, group_id, seq)
    await db.run(UNINDEX, group_id)


async def hold(db: Db, group_id: UUID, ids: Sequence[UUID], *, waiting: bool) -> None:
    """Files that wait there, or do not any more."""
    await db.run(HOLD if waiting else LET_GO, group_id, list(ids))

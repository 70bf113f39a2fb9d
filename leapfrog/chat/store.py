"""SQL of conversations and of what each of their people has to do with them."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat.model import ConversationTerms, Listed, Member, Message, PersonTies
from leapfrog.chat.store_history import hidden_sql, seen, seen_sql
from leapfrog.chat.store_log import TERMS
from leapfrog.chat_content import DirectPair, GroupSummary
from leapfrog.contacts import entries_sql, ties_sql
from leapfrog.identity import Person, person_sql
from leapfrog.kernel.db import Db, Row
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.records import pair_columns, reader

# In the order of their people, so that two who make several never wait in a ring.
OPEN = """
insert into chat_conversation (id, kind, one_id, other_id, last_at, created_at, away)
select g.id, 'direct', g.one_id, g.other_id, $4, $4, exists (
    select from identity_person p where p.id in (g.one_id, g.other_id) and p.kind = 'remote'
)
from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as g (id, one_id, other_id)
order by g.one_id, g.other_id on conflict (one_id, other_id) do nothing
returning id, one_id as one, other_id as other
"""
# `limit`: each is looked up by itself.
FIND = """
select c.id, c.one_id as one, c.other_id as other
from unnest($1::uuid[], $2::uuid[]) as g (one_id, other_id)
cross join lateral (
    select c.id, c.one_id, c.other_id from chat_conversation c
    where (c.one_id, c.other_id) = (g.one_id, g.other_id) limit 1
) c
"""
ADD_TWO = """
insert into chat_member (conversation_id, person_id)
select c.id, unnest(array[c.one_id, c.other_id]) from chat_conversation c
where c.id = any($1::uuid[])
"""

MINE_OF = f"""
select {TERMS} from chat_conversation c
join chat_member m on m.conversation_id = c.id and m.person_id = $2
where c.id = $1
"""
MEMBER = f"""
{TERMS}, c.id as conversation_id, c.shown_seq, c.all_seq, c.last_at, m.read_seq, m.read_ord,
    m.muted, m.pinned, m.archived, m.marked_unread, c.all_seq > m.read_seq or exists (
        select from chat_mention n
        where n.person_id = m.person_id and n.conversation_id = c.id and n.seq > m.read_seq
    ) as mentioned, coalesce(t.read_seq, 0) as their_read_seq,
    coalesce(t.delivered_seq, 0) as their_delivered_seq
from given g join chat_member m on m.person_id = g.me
join chat_conversation c on c.id = m.conversation_id
left join chat_member t on c.kind = 'direct' and t.conversation_id = m.conversation_id
    and t.person_id <> m.person_id
"""
# The last one that a list shows, of `o`: one of `MEMBER`.
LAST = f"""
{seen_sql("g.me")} from chat_message m
where m.conversation_id = o.conversation_id and m.seq > o.hidden_to
    and m.seq <= least(coalesce(o.until_seq, o.last_seq), o.shown_seq)
    and m.kind not in ('edit', 'recall', 'reaction') and {hidden_sql("g.me")} is null
order by m.seq desc limit 1
"""
# What the planner cannot look at: it would plan a list of a few anew each time, since that looks
# cheaper than the plan for all, and takes longer than to read the list.
GIVEN = """
with given as materialized (
    select $1::uuid as me,
        coalesce((select not read_marks from chat_settings where person_id = $1), false) as hides
)
"""


def _people_sql(which: str) -> str:
    """People, and what they are to the one who looks."""
    columns = f"""
{ties_sql("g.me", "p.id")}, g.hides
    or coalesce((select not read_marks from chat_settings where person_id = p.id), false) as hides
"""
    return person_sql(columns, f"{entries_sql('g.me', 'p.id')} where {which}")


def _listed_sql(members: str) -> str:
    """These of a person's conversations, each with the other one of two and what was said last."""
    them = "p.id = case g.me when o.one_id then o.other_id else o.one_id end"
    return f"""{GIVEN}
select o.*, p.*, l.* from ({members}) o cross join given g
left join lateral ({_people_sql(them)}) p on true left join lateral (select {LAST}) l on true
order by o.last_at desc
"""


# `limit` and `offset` also keep what is joined to each from being looked up for the others.
# Those of the main list, or of the box of what strangers ask.
MINE = _listed_sql(f"""
select {MEMBER} where coalesce(m.until_seq, c.last_seq) > m.hidden_to
    and coalesce(c.asked = 'waiting' and c.asked_by <> g.me, false) = $3
order by c.last_at desc limit $2
""")
ONE = _listed_sql(f"select {MEMBER} where c.id = $2")
CHANGED = _listed_sql(f"""
with since as materialized (select $2::text::xid8 as xid)
select {MEMBER} cross join since s
where c.last_seq > 0 and (c.last_xid >= s.xid or m.last_xid >= s.xid or t.last_xid >= s.xid)
offset 0
""")
PEOPLE = f"""{GIVEN}, asked as materialized (select $2::uuid[] as ids)
select p.* from given g cross join asked a
cross join lateral ({_people_sql("p.id = any(a.ids)")}) p
"""
HIDDEN_SINCE = """
select conversation_id, seq from chat_hidden
where person_id = $1 and last_xid >= $2::text::xid8 order by 1, 2
"""
GROUPS = """
select g.conversation_id, g.name, g.announcement, g.avatar, g.joining, g.adding, g.members,
    g.preview,
    (select count(*) from chat_join j where j.conversation_id = g.conversation_id) as waiting
from chat_group g where g.conversation_id = any($1::uuid[])
"""
CARDS = """
select conversation_id, person_id, name from chat_member
where conversation_id = any($1::uuid[]) and person_id = any($2::uuid[]) and name <> ''
"""

TOUCH = """
update chat_member set last_xid = pg_current_xact_id() where person_id = $1
returning conversation_id
"""
TALKING = """
select distinct t.person_id from chat_conversation c
join chat_member t on t.conversation_id = c.id
where c.kind = 'direct' and c.id = any($1::uuid[])
"""
TOUCH_PAIR = """
update chat_conversation set last_xid = pg_current_xact_id(),
    asked = case when $3 then null else asked end
where (one_id, other_id) = ($1, $2)
"""
# What was asked and answered before stays so.
ASK = """
update chat_conversation set asked = 'waiting', asked_by = $2, asked_ord = last_ord,
    last_xid = pg_current_xact_id()
where id = $1 and asked is null
"""
BY_NOTE = """
update chat_conversation set by_note = $2::uuid is not null, last_xid = pg_current_xact_id(),
    asked_by = case when asked is null then $2 else asked_by end,
    asked_ord = case when asked is null then last_ord else asked_ord end,
    asked = case when $2 is not null then coalesce(asked, 'waiting') end
where id = $1
"""
ANSWER = """
update chat_conversation set asked = $2, last_xid = pg_current_xact_id() where id = $1
"""


class DirectRow(msgspec.Struct, frozen=True):
    """The conversation of two."""

    id: UUID
    people: DirectPair


async def find_directs(db: Db, pairs: Iterable[DirectPair]) -> dict[DirectPair, UUID]:
    """The conversations of those of these two that have one."""
    found = await db.all_as(DirectRow, FIND, *_columns(pairs))
    return {one.people: one.id for one in found}


async def open_directs(db: Db, pairs: Iterable[DirectPair]) -> dict[DirectPair, UUID]:
    """The conversation of each of these two, made when there is none."""
    wanted = set(pairs)
    found = await find_directs(db, wanted)
    missing = wanted - found.keys()
    if missing:
        ids = [new_id() for _ in missing]
        made = await db.all_as(DirectRow, OPEN, ids, *_columns(missing), db.now)
        await db.run(ADD_TWO, [one.id for one in made])
        found |= {one.people: one.id for one in made}
        if others := wanted - found.keys():
            found |= await find_directs(db, others)
    return found


def _columns(pairs: Iterable[DirectPair]) -> tuple[list[UUID], list[UUID]]:
    two = list(pairs)
    return [one.one for one in two], [one.other for one in two]


async def terms(db: Db, person_id: UUID, conversation_id: UUID) -> ConversationTerms | None:
    """What one of a person's own conversations is, and what they are in it."""
    return await db.one_as(ConversationTerms, MINE_OF, conversation_id, person_id)


async def mine(db: Db, person_id: UUID, limit: int, *, asked: bool) -> list[Listed]:
    """`asked`: what strangers ask, instead of all else."""
    return _listed(await db.rows(MINE, person_id, limit, asked))


async def one(db: Db, person_id: UUID, conversation_id: UUID) -> Listed | None:
    found = _listed(await db.rows(ONE, person_id, conversation_id))
    return found[0] if found else None


async def changed(db: Db, person_id: UUID, since: int) -> list[Listed]:
    return _listed(await db.rows(CHANGED, person_id, str(since)))


def _listed(rows: Sequence[Row]) -> list[Listed]:
    if not rows:
        return []
    columns, parts, at = tuple(rows[0].keys()), list[list[Any]](), 0
    for kind in (Member, Person, PersonTies, Message):
        own, _ = pair_columns(kind, columns[at:])
        there = [row[at : at + len(own)] for row in rows]
        found = iter(reader(kind, own)([one for one in there if one[0] is not None]))
        parts.append([None if one[0] is None else next(found) for one in there])
        at += len(own)
    return [
        Listed(member, person, ties, seen(said) if said else None)
        for member, person, ties, said in zip(*parts, strict=True)
    ]


async def people(
    db: Db, viewer: UUID, ids: Iterable[UUID]
) -> list[tuple[Person, PersonTies | None]]:
    """These people, and what they are to the one who looks."""
    return await db.pairs_as(Person, PersonTies, PEOPLE, viewer, list(ids))


async def hidden_since(db: Db, person_id: UUID, since: int) -> dict[UUID, list[int]]:
    """What a person deleted for themselves since that xid, by conversation."""
    found: dict[UUID, list[int]] = {}
    for conversation_id, seq in await db.rows(HIDDEN_SINCE, person_id, str(since)):
        found.setdefault(conversation_id, []).append(seq)
    return found


async def groups(db: Db, ids: Sequence[UUID]) -> dict[UUID, GroupSummary]:
    return {one.conversation_id: one for one in await db.all_as(GroupSummary, GROUPS, list(ids))}


async def cards(
    db: Db, ids: Iterable[UUID], people: Iterable[UUID]
) -> dict[tuple[UUID, UUID], str]:
    """By (conversation, person): what somebody calls themselves in a group."""
    rows = await db.rows(CARDS, list(ids), list(people))
    return {(group_id, person_id): name for group_id, person_id, name in rows}


async def touch(db: Db, person_id: UUID) -> list[UUID]:
    """Marks the conversations of a person as changed; answers which."""
    return [row[0] for row in await db.rows(TOUCH, person_id)]


async def talking(db: Db, ids: Sequence[UUID]) -> list[UUID]:
    """Who is in those of these conversations that are of two."""
    return [row[0] for row in await db.rows(TALKING, list(ids))]


async def touch_pair(db: Db, people: DirectPair, *, contacts: bool) -> bool:
    """Marks the conversation of two as changed, if there is one; contacts ask nothing any more."""
    return await db.run(TOUCH_PAIR, people.one, people.other, contacts) == 1


async def ask(db: Db, conversation_id: UUID, person_id: UUID) -> None:
    """A stranger asks to write there."""
    await db.run(ASK, conversation_id, person_id)


async def answer(db: Db, conversation_id: UUID, state: str) -> None:
    """`state`: accepted or declined."""
    await db.run(ANSWER, conversation_id, state)


async def set_by_note(db: Db, conversation_id: UUID, by: UUID | None) -> None:
    """Makes a conversation one by private notes, as `by` asked; None: an ordinary one again."""
    await db.run(BY_NOTE, conversation_id, by)

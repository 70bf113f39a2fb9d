"""SQL of the log: who may write where, the one way in, and what changes a row that is there."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat.model import AppendedRow, ConversationTerms
from leapfrog.chat.store_plain_texts import is_bare_text
from leapfrog.chat_content import MessageDraft
from leapfrog.kernel.db import Db

Place = tuple[UUID, int]
Read = dict[tuple[UUID, UUID], tuple[int, int]]

TERMS = """
c.kind, c.last_seq, c.last_ord, c.one_id, c.other_id, c.muted_all, c.asked, c.asked_by, c.asked_ord,
c.away, c.copy, c.by_note, m.role, m.hidden_to, m.until_seq
"""
# The conversations' rows stay locked until the commit, and are locked in the order of their ids, so
# that two writers never wait in a ring. The first rows are the places of the writers, each once;
# then come the drafts that are there already. A replay that this snapshot cannot see yet ends in a
# unique violation: try again. `limit`: each draft is looked up by itself. Joined, and planned while
# the log was small, it would be read from end to end until somebody counts it.
ENTER = f"""
with given as materialized (
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality
        as g (conversation_id, sender_id, client_id, n)
), place as (
    select m.conversation_id, m.person_id, {TERMS}
    from (select distinct g.conversation_id, g.sender_id from given g) g
    join chat_conversation c on c.id = g.conversation_id
    join chat_member m on m.conversation_id = g.conversation_id and m.person_id = g.sender_id
    order by c.id for no key update of c
)
select null::bigint as n, null::bigint as seq, p.* from place p
union all
select g.n, s.seq, null, null, null, null, null, null, null, null, null, null, null, null, null,
    null, null, null, null
from given g
cross join lateral (
    select m.seq from chat_message m where m.conversation_id = g.conversation_id
        and m.sender_id = g.sender_id and m.client_id = g.client_id
    limit 1
) s
"""
LOCK = f"""
select {TERMS} from chat_conversation c
join chat_member m on m.conversation_id = c.id and m.person_id = $2
where c.id = $1 for no key update of c
"""
# As nobody in particular: for whoever is not in it yet.
LOCK_GROUP = """
select c.kind, c.last_seq, c.last_ord, c.one_id, c.other_id, c.muted_all, c.asked, c.asked_by,
    c.asked_ord, c.away, c.copy, c.by_note, 'member' as role, 0 as hidden_to, null as until_seq
from chat_conversation c where c.id = $1 for no key update
"""
AUDIENCE = """
select conversation_id, person_id from chat_member
where conversation_id = any($1::uuid[]) and until_seq is null
"""
# $1 … $10, $21: the rows; $11: now; $12 … $16: what becomes of the conversations; $17 … $20: how
# far their senders have read by writing.
APPEND = """
with added as (
    insert into chat_message (conversation_id, seq, ord, client_id, sender_id, kind, body, ref,
        mentions, meta, created_at)
    select g.c, g.seq, g.ord, g.client, g.sender, g.kind, g.body, g.ref, g.mentions::uuid[],
        g.meta::jsonb, coalesce(g.at, $11)
    from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::uuid[], $6::text[],
        $7::text[], $8::bigint[], $9::text[], $10::text[], $21::timestamptz[])
        as g (c, seq, ord, client, sender, kind, body, ref, mentions, meta, at)
), moved as (
    update chat_conversation c set last_seq = k.seq, last_ord = k.ord,
        shown_seq = coalesce(k.shown, c.shown_seq), all_seq = coalesce(k.called, c.all_seq),
        last_at = case when k.shown is null then c.last_at else $11 end,
        last_xid = pg_current_xact_id()
    from unnest($12::uuid[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[])
        as k (id, seq, ord, shown, called)
    where c.id = k.id
), read as (
    update chat_member m set read_seq = greatest(m.read_seq, k.seq),
        read_ord = greatest(m.read_ord, k.ord), marked_unread = false,
        last_xid = pg_current_xact_id()
    from unnest($17::uuid[], $18::uuid[], $19::bigint[], $20::bigint[])
        as k (conversation_id, person_id, seq, ord)
    where m.conversation_id = k.conversation_id and m.person_id = k.person_id
), news as (
    insert into chat_unread_queue select $17 where cardinality($17) > 0
)
insert into chat_unindexed values ($12)
"""
# The same for texts and nothing else, which is nearly always: each element of an array that is not
# sent is time. $1 … $6: the rows; $7: now.
APPEND_TEXTS = """
with given as materialized (
    select * from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::uuid[], $6::text[])
        as g (c, seq, ord, client, sender, body)
), added as (
    insert into chat_message (conversation_id, seq, ord, client_id, sender_id, kind, body,
        created_at)
    select g.c, g.seq, g.ord, g.client, g.sender, 'text', g.body, $7 from given g
), moved as (
    update chat_conversation c set last_seq = k.seq, last_ord = k.ord, shown_seq = k.seq,
        last_at = $7, last_xid = pg_current_xact_id()
    from (select g.c, max(g.seq) as seq, max(g.ord) as ord from given g group by 1) k
    where c.id = k.c
), read as (
    update chat_member m set read_seq = greatest(m.read_seq, k.seq),
        read_ord = greatest(m.read_ord, k.ord), marked_unread = false,
        last_xid = pg_current_xact_id()
    from (
        select g.c, g.sender, max(g.seq) as seq, max(g.ord) as ord from given g group by 1, 2
    ) k
    where m.conversation_id = k.c and m.person_id = k.sender
), news as (
    insert into chat_unread_queue select array_agg(distinct g.c) from given g
)
insert into chat_unindexed select array_agg(distinct g.c) from given g
"""
SAID = """
select exists (
    select from chat_message where (conversation_id, sender_id, client_id) = ($1, $2, $3)
)
"""
MENTION = """
insert into chat_mention (person_id, conversation_id, seq)
select * from unnest($1::uuid[], $2::uuid[], $3::bigint[]) on conflict do nothing
"""
ACCEPT = """
update chat_conversation set asked = 'accepted', last_xid = pg_current_xact_id()
where id = any($1::uuid[])
"""

TARGETS = """
select m.conversation_id, m.seq, m.sender_id, m.kind, m.created_at, m.recalled
from unnest($1::uuid[], $2::bigint[]) as g (conversation_id, seq)
join chat_message m using (conversation_id, seq)
"""
EDIT = """
update chat_message m set body = g.body, edited_at = $4
from unnest($1::uuid[], $2::bigint[], $3::text[]) as g (conversation_id, seq, body)
where m.conversation_id = g.conversation_id and m.seq = g.seq
"""
RECALL = """
update chat_message m set body = '', meta = null, mentions = null, recalled = true
from unnest($1::uuid[], $2::bigint[]) as g (conversation_id, seq)
where m.conversation_id = g.conversation_id and m.seq = g.seq
"""
RECALL_EDITS = """
update chat_message m set body = ''
from unnest($1::uuid[], $2::bigint[]) as g (conversation_id, seq)
where m.conversation_id = g.conversation_id and m.ref = g.seq and m.kind = 'edit'
"""
RECALL_REACTIONS = """
delete from chat_reaction r using unnest($1::uuid[], $2::bigint[]) as g (conversation_id, seq)
where r.conversation_id = g.conversation_id and r.seq = g.seq
"""
RECALL_MENTIONS = """
delete from chat_mention r using unnest($1::uuid[], $2::bigint[]) as g (conversation_id, seq)
where r.conversation_id = g.conversation_id and r.seq = g.seq
"""
REACT = """
insert into chat_reaction (conversation_id, seq, person_id, emoji, created_at)
select *, $5 from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[])
on conflict (conversation_id, seq, person_id) do update set emoji = excluded.emoji
"""
UNREACT = """
delete from chat_reaction r
using unnest($1::uuid[], $2::bigint[], $3::uuid[]) as g (conversation_id, seq, person_id)
where (r.conversation_id, r.seq, r.person_id) = (g.conversation_id, g.seq, g.person_id)
"""


class EnteredRow(msgspec.Struct, frozen=True):
    """A place of a writer, or the number of a draft, from 1, and the seq that it has already."""

    n: int | None
    seq: int | None
    conversation_id: UUID | None
    person_id: UUID | None


class Target(msgspec.Struct, frozen=True):
    """What another message refers to."""

    conversation_id: UUID
    seq: int
    sender_id: UUID
    kind: str
    created_at: datetime
    recalled: bool


class LogAdvance(msgspec.Struct):
    """How far a conversation has come; `shown` and `called`: the last row of a list, and to all."""

    seq: int
    ord: int
    shown: int | None = None
    called: int | None = None


async def enter(
    db: Db, drafts: Sequence[MessageDraft]
) -> dict[int, tuple[int | None, ConversationTerms]]:
    """By the place of each draft whose sender is, or was, in the conversation: the seq it has
    already, and the terms. Nobody else writes there until the commit.
    """
    rows = await db.pairs_as(
        EnteredRow,
        ConversationTerms,
        ENTER,
        [draft.conversation_id for draft in drafts],
        [draft.sender_id for draft in drafts],
        [draft.client_id for draft in drafts],
    )
    places = {(one.conversation_id, one.person_id): terms for one, terms in rows if terms}
    seen = {one.n - 1: one.seq for one, _ in rows if one.n is not None}
    return {
        n: (seen.get(n), terms)
        for n, draft in enumerate(drafts)
        if (terms := places.get((draft.conversation_id, draft.sender_id)))
    }


async def is_said(db: Db, conversation_id: UUID, sender_id: UUID, client_id: UUID) -> bool:
    """Whether this person said something in a conversation under this client id."""
    return bool(await db.value(SAID, conversation_id, sender_id, client_id))


async def lock(db: Db, conversation_id: UUID, person_id: UUID) -> ConversationTerms | None:
    """One of a person's own; nobody else writes there until the commit."""
    return await db.one_as(ConversationTerms, LOCK, conversation_id, person_id)


async def lock_group(db: Db, group_id: UUID) -> ConversationTerms:
    """A group, for somebody who is not in it; nobody else writes there until the commit."""
    found = await db.one_as(ConversationTerms, LOCK_GROUP, group_id)
    assert found is not None
    return found


async def audience(db: Db, ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Who is in these conversations now."""
    found: dict[UUID, list[UUID]] = {}
    for conversation_id, person_id in await db.rows(AUDIENCE, list(ids)):
        found.setdefault(conversation_id, []).append(person_id)
    return found


async def append(
    db: Db, rows: Sequence[AppendedRow], moved: dict[UUID, LogAdvance], read: Read
) -> None:
    """Writes the rows; `read`: by (conversation, person), how far they have read by writing."""
    db.wake_soon()
    drafts = [row.draft for row in rows]
    places = (
        [draft.conversation_id for draft in drafts],
        [row.seq for row in rows],
        [row.ord for row in rows],
        [draft.client_id for draft in drafts],
        [draft.sender_id for draft in drafts],
    )
    bodies = [draft.body for draft in drafts]
    if all(is_bare_text(draft) for draft in drafts):
        await db.run(APPEND_TEXTS, *places, bodies, db.now)
        return
    await db.run(
        APPEND,
        *places,
        [draft.kind for draft in drafts],
        bodies,
        [draft.ref for draft in drafts],
        [_uuids(draft.mentions) for draft in drafts],
        [_json(draft.meta) for draft in drafts],
        db.now,
        list(moved),
        [one.seq for one in moved.values()],
        [one.ord for one in moved.values()],
        [one.shown for one in moved.values()],
        [one.called for one in moved.values()],
        [place[0] for place in read],
        [place[1] for place in read],
        [seq for seq, _ in read.values()],
        [ord for _, ord in read.values()],
        [draft.at for draft in drafts],
    )


def _uuids(ids: Sequence[UUID]) -> str | None:
    return "{" + ",".join(map(str, ids)) + "}" if ids else None


def _json(value: Any) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


async def mention(db: Db, mentions: Sequence[tuple[UUID, UUID, int]]) -> None:
    """`mentions`: (who, conversation, seq)."""
    await db.run(MENTION, *_columns(mentions))


async def accept(db: Db, ids: Iterable[UUID]) -> None:
    """What strangers asked in these conversations was answered."""
    await db.run(ACCEPT, list(ids))


async def targets(db: Db, places: Iterable[Place]) -> dict[Place, Target]:
    """What is at these places of the log."""
    found = await db.all_as(Target, TARGETS, *_columns(list(places)))
    return {(one.conversation_id, one.seq): one for one in found}


async def edit(db: Db, bodies: dict[Place, str]) -> None:
    """New texts for what is at these places."""
    columns = _columns([(*place, body) for place, body in bodies.items()])
    await db.run(EDIT, *columns, db.now)


async def recall(db: Db, places: Sequence[Place]) -> None:
    """Empties what is at these places, and what was made of it later."""
    columns = _columns(places)
    for statement in (RECALL, RECALL_EDITS, RECALL_REACTIONS, RECALL_MENTIONS):
        await db.run(statement, *columns)


async def react(db: Db, reactions: dict[tuple[UUID, int, UUID], str]) -> None:
    """By (conversation, seq, person): their emoji there, or none any more."""
    given = [(*place, emoji) for place, emoji in reactions.items() if emoji]
    taken = [place for place, emoji in reactions.items() if not emoji]
    if given:
        await db.run(REACT, *_columns(given), db.now)
    if taken:
        await db.run(UNREACT, *_columns(taken))


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]

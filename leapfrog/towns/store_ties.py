"""SQL of who here is tied to whom elsewhere, and of what of their conversations was carried."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat_content import CARRIED, TOLD_ELSEWHERE
from leapfrog.kernel.db import Db

# In one order, so that nobody waits in a ring.
LOCK = """
select e.person_id, e.other_id, e.told_seq, e.card_sent, e.card_seen, e.since from towns_tie e
join unnest($1::uuid[], $2::uuid[]) as w (person_id, other_id) using (person_id, other_id)
order by e.person_id, e.other_id for update of e
"""
# What two said before one of them agreed stays where it was said: not what they said while it was
# being told.
MAKE = """
insert into towns_tie (person_id, other_id, told_seq, since)
select w.a, w.b, coalesce((
    select max(m.seq) from chat_conversation c
    join chat_message m on m.conversation_id = c.id and m.created_at < coalesce((
        select max(r.decided_at) from contacts_request r
        where r.state = 'accepted' and (r.from_id, r.to_id) in ((w.a, w.b), (w.b, w.a))
    ), $3)
    where (c.one_id, c.other_id) = (least(w.a, w.b), greatest(w.a, w.b))
), 0), $3
from unnest($1::uuid[], $2::uuid[]) as w (a, b)
where not exists (select from towns_tie e where (e.person_id, e.other_id) = (w.a, w.b))
order by 1, 2
on conflict do nothing
"""
BEGIN = """
insert into towns_tie (person_id, other_id, told_seq, since)
select n.person_id, n.other_id, n.seq, $4
from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as n (person_id, other_id, seq)
on conflict (person_id, other_id) do update set told_seq = excluded.told_seq
"""
# By conversation, the first message of somebody here that is not done in the other town yet: on its
# line, or not even written there.
UNTOLD = """
select m.conversation_id, min(m.seq) from chat_conversation c
join chat_message m on m.conversation_id = c.id and m.sender_id = $1
left join towns_tie e on e.person_id = $1
    and e.other_id = case when c.one_id = $1 then c.other_id else c.one_id end
where $1 in (c.one_id, c.other_id) and c.away and m.kind = any($3::text[])
    and (m.seq > coalesce(e.told_seq, 0) or m.client_id in (
        select (d.body::jsonb #>> '{b,i}')::uuid from towns_dispatch d
        join towns_town t on t.domain = d.domain and d.n > t.acked
        where d.sender = $2 and d.kind = 'say'
    ))
group by 1
"""
OF_TWO = """
select id from chat_conversation
where (one_id, other_id) = (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid)) and away
"""
TOLD = """
update towns_tie e set told_seq = n.seq
from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as n (person_id, other_id, seq)
where (e.person_id, e.other_id) = (n.person_id, n.other_id)
"""
CARD_SENT = "update towns_tie set card_sent = $3 where (person_id, other_id) = ($1, $2)"
CARD_OF = "select card_sent from towns_tie where (person_id, other_id) = ($1, $2)"
CARD_SEEN = """
update towns_tie set card_seen = $3 where (person_id, other_id) = ($1, $2) and card_seen < $3
"""
TIED = """
select c.owner_id from contacts_contact c
join identity_person p on p.id = c.owner_id and p.kind = 'remote'
where c.person_id = $1 and c.connected and not c.deleted
order by 1
"""
# Whom somebody here asked, and who has not answered.
ASKED = """
select r.to_id from contacts_request r join identity_person p on p.id = r.to_id
where r.from_id = $1 and r.state = 'pending' and p.kind = 'remote'
order by 1
"""
TIED_PEOPLE = """
select distinct e.person_id from towns_tie e
join identity_person p on p.id = e.person_id and p.kind = 'person'
where $1::uuid is null or e.person_id > $1 order by 1 limit $2
"""
DOMAINS = """
select distinct p.domain from towns_tie e
join identity_person p on p.id = e.other_id and p.kind = 'remote'
where e.person_id = $1 order by 1
"""
# In which towns somebody here is known, by ties, requests and groups.
KNOWN_IN = """
select p.domain from identity_person p where p.kind = 'remote' and p.id in (
    select e.other_id from towns_tie e where e.person_id = $1
    union select r.to_id from contacts_request r where r.from_id = $1 and r.state = 'pending'
    union select o.person_id from chat_member m
        join chat_conversation c on c.id = m.conversation_id and c.kind = 'group' and c.away
        join chat_member o on o.conversation_id = c.id
        where m.person_id = $1
)
"""
# Of these, those that are silent.
SILENT = f"""
select t.domain, t.failing_since as since from towns_town t
where t.failing_since is not null and t.domain in ({KNOWN_IN})
order by 1
"""
LOCK_LINES = f"""
select t.domain from towns_town t
where t.domain in ({KNOWN_IN})
    or t.domain in (select d.domain from towns_dispatch d where d.sender = $2)
order by 1 for update of t
"""
DROP = "delete from towns_tie where person_id = $1"
TWO = """
select id, one_id, other_id, last_seq from chat_conversation
where id = any($1::uuid[]) and away and kind = 'direct' order by id
"""
# In each conversation, what one of two said since then, and to what it refers.
SAID = """
select s.* from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as w (place, said_by, since)
cross join lateral (
    select m.conversation_id, m.seq, m.client_id, m.kind, m.body, m.meta, m.created_at,
        r.sender_id as ref_by, r.client_id as ref_id
    from chat_message m
    left join chat_message r on r.conversation_id = m.conversation_id and r.seq = m.ref
    where m.conversation_id = w.place and m.sender_id = w.said_by and m.seq > w.since
        and m.kind = any($4::text[]) and m.imported is null and not m.recalled
    order by m.seq limit $5
) s
order by s.conversation_id, s.seq
"""
SEQ_OF = """
select seq from chat_message where (conversation_id, sender_id, client_id) = ($1, $2, $3)
"""
PENDING = """
select count(*) from contacts_request r join identity_person p on p.id = r.from_id
where p.domain = $1 and p.kind = 'remote' and r.created_at > $2
    and ($3::uuid is null or r.from_id = $3)
"""
WANT_RESYNC = "update towns_tie set resync = true where person_id = $1"
TAKE_RESYNC = """
update towns_tie set resync = false where (person_id, other_id) = ($1, $2) and resync
"""
RESYNCED = """
update towns_tie set resynced_at = $4
where (person_id, other_id) = ($1, $2) and (resynced_at is null or resynced_at < $3)
"""
LAST_OF = """
select client_id from chat_message
where conversation_id = $1 and sender_id = $2 and kind = any($3::text[])
order by seq desc limit 1
"""
WAITING_OF = """
select count(*) from towns_dispatch l join towns_town t on t.domain = l.domain and l.n > t.acked
where l.domain = $1 and l.sender = $2 and l.kind = 'say'
"""


Pair = tuple[UUID, UUID]


class SilentTown(msgspec.Struct, frozen=True):
    """A town in which somebody is known, and since when it does not answer."""

    domain: str
    since: datetime


class Tie(msgspec.Struct, frozen=True):
    """Of somebody here and somebody elsewhere: how far was told in their conversation, the last
    versions of both cards, since when.
    """

    person_id: UUID
    other_id: UUID
    told_seq: int
    card_sent: int
    card_seen: int
    since: datetime


class BegunTie(msgspec.Struct, frozen=True):
    """Who here and who elsewhere, and how far of their conversation is told."""

    person_id: UUID
    other_id: UUID
    seq: int


class TalkOfTwo(msgspec.Struct, frozen=True):
    """Who talks in a conversation, and how far it is."""

    id: UUID
    one_id: UUID
    other_id: UUID
    last_seq: int


class SaidRow(msgspec.Struct, frozen=True):
    """Something that somebody said; `ref_by` and `ref_id`: to what of whom it refers."""

    conversation_id: UUID
    seq: int
    client_id: UUID
    kind: str
    body: str
    meta: dict[str, Any] | None
    created_at: datetime
    ref_by: UUID | None
    ref_id: UUID | None


async def lock(db: Db, person_id: UUID, other_id: UUID) -> Tie:
    """What was carried between these two; begun when there is nothing."""
    return (await lock_all(db, [(person_id, other_id)]))[person_id, other_id]


async def lock_all(db: Db, pairs: Collection[Pair]) -> dict[Pair, Tie]:
    """The same of many pairs of somebody here and somebody elsewhere."""
    columns = [[two[0] for two in pairs], [two[1] for two in pairs]]
    found = await db.all_as(Tie, LOCK, *columns)
    if len(found) < len(set(pairs)):
        await db.run(MAKE, *columns, db.now)
        found = await db.all_as(Tie, LOCK, *columns)
    return {(one.person_id, one.other_id): one for one in found}


async def told(db: Db, person_id: UUID, other_id: UUID, seq: int) -> None:
    await told_all(db, {(person_id, other_id): seq})


async def told_all(db: Db, upto: Mapping[Pair, int]) -> None:
    """How far was told to each of these."""
    await db.run(TOLD, [two[0] for two in upto], [two[1] for two in upto], list(upto.values()))


async def card_sent(db: Db, person_id: UUID, other_id: UUID, version: int) -> None:
    await db.run(CARD_SENT, person_id, other_id, version)


async def card_of(db: Db, person_id: UUID, other_id: UUID) -> int:
    """The version of the last card that was sent; 0 for none."""
    return int(await db.value(CARD_OF, person_id, other_id) or 0)


async def card_seen(db: Db, person_id: UUID, other_id: UUID, version: int) -> bool:
    """False for a card that is older than the one that was seen."""
    return await db.run(CARD_SEEN, person_id, other_id, version) == 1


async def tied(db: Db, person_id: UUID) -> list[UUID]:
    """Who elsewhere holds somebody here as a contact."""
    return [row[0] for row in await db.rows(TIED, person_id)]


async def tied_people(db: Db, after: UUID | None, limit: int) -> list[UUID]:
    """Who here is or was tied with anybody elsewhere, after this one."""
    return [row[0] for row in await db.rows(TIED_PEOPLE, after, limit)]


async def silent(db: Db, person_id: UUID) -> list[SilentTown]:
    return await db.all_as(SilentTown, SILENT, person_id)


async def lock_lines(db: Db, person_id: UUID, pid: str | None) -> None:
    """To where somebody here is known, and where dispatches of theirs are kept for, by domain."""
    await db.rows(LOCK_LINES, person_id, pid)


async def domains(db: Db, person_id: UUID) -> list[str]:
    """In which towns somebody here is known."""
    return [row[0] for row in await db.rows(DOMAINS, person_id)]


async def asked(db: Db, person_id: UUID) -> list[UUID]:
    """Whom elsewhere somebody here asked in vain so far."""
    return [row[0] for row in await db.rows(ASKED, person_id)]


async def drop(db: Db, person_id: UUID) -> int:
    return await db.run(DROP, person_id)


async def two(db: Db, conversation_id: UUID) -> TalkOfTwo | None:
    """Of a conversation of which one lives in another town."""
    found = await twos(db, [conversation_id])
    return found[0] if found else None


async def twos(db: Db, conversation_ids: Collection[UUID]) -> list[TalkOfTwo]:
    """Those of these conversations of which one lives in another town."""
    return await db.all_as(TalkOfTwo, TWO, list(conversation_ids))


async def said(
    db: Db, since: Sequence[tuple[UUID, UUID, int]], kinds: list[str], limit: int
) -> list[SaidRow]:
    """What was said after this row (conversation, sender, row), of these kinds, and not taken back:
    so much of each.
    """
    columns = list(map(list, zip(*since, strict=True))) or [[], [], []]
    return await db.all_as(SaidRow, SAID, *columns, kinds, limit)


async def seq_of(db: Db, conversation_id: UUID, by: UUID, client_id: UUID) -> int | None:
    """Where somebody's message is in the log here."""
    found: int | None = await db.value(SEQ_OF, conversation_id, by, client_id)
    return found


async def asks_of(db: Db, domain: str, since: datetime, by: UUID | None = None) -> int:
    """How many people of a town, or how often one of them, asked somebody here since then."""
    return int(await db.value(PENDING, domain, since, by))


async def waiting_of(db: Db, domain: str, pid: str) -> int:
    """How many messages of somebody here wait for a town."""
    return int(await db.value(WAITING_OF, domain, pid))


async def begin(db: Db, ties: Sequence[BegunTie]) -> None:
    """What was said so far in these conversations is told."""
    columns = [[getattr(one, name) for one in ties] for name in BegunTie.__struct_fields__]
    await db.run(BEGIN, *columns, db.now)


async def untold(db: Db, person_id: UUID, pid: str) -> dict[UUID, int]:
    """By conversation, the number of the first message of somebody here that the other town has not
    done.
    """
    return dict(await db.rows(UNTOLD, person_id, pid, sorted(TOLD_ELSEWHERE)))


async def talk_of(db: Db, one: UUID, other: UUID) -> UUID | None:
    """The conversation of two of whom one lives elsewhere, where they have one."""
    found: UUID | None = await db.value(OF_TWO, one, other)
    return found


async def want_resync(db: Db, person_id: UUID) -> None:
    """All who elsewhere are tied with somebody here are to be asked for what is missing."""
    await db.run(WANT_RESYNC, person_id)


async def take_resync(db: Db, person_id: UUID, other_id: UUID) -> bool:
    """Whether this one is to be asked, which is done now."""
    return await db.run(TAKE_RESYNC, person_id, other_id) == 1


async def resynced(db: Db, person_id: UUID, other_id: UUID, before: datetime) -> bool:
    """Notes that it is asked for now; False where it was since `before`."""
    return await db.run(RESYNCED, person_id, other_id, before, db.now) == 1


async def last_of(db: Db, conversation_id: UUID, by: UUID) -> UUID | None:
    """The client id of the last that somebody said there."""
    found: UUID | None = await db.value(LAST_OF, conversation_id, by, sorted(CARRIED))
    return found

"""SQL of who here is tied to whom elsewhere, and of what of their conversations was carried."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat_content import CARRIED, EVENTS, TOLD_ELSEWHERE
from leapfrog.kernel.db import Db

LOCK = """
select told_seq, card_sent, card_seen, since from towns_tie
where (person_id, other_id) = ($1, $2) for update
"""
# What two said before one of them agreed stays where it was said: not what they said while it was
# being told.
MAKE = """
insert into towns_tie (person_id, other_id, told_seq, since)
select $1, $2, coalesce((
    select max(m.seq) from chat_conversation c
    join chat_message m on m.conversation_id = c.id and m.created_at < coalesce((
        select max(r.decided_at) from contacts_request r
        where r.state = 'accepted' and (r.from_id, r.to_id) in (($1, $2), ($2, $1))
    ), $3)
    where (c.one_id, c.other_id) = (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid))
), 0), $3
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
TOLD = "update towns_tie set told_seq = $3 where (person_id, other_id) = ($1, $2)"
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
# Of the towns in which somebody here is known, by ties, requests and groups, those that are silent.
SILENT = """
with others as (
    select e.other_id from towns_tie e where e.person_id = $1
    union select r.to_id from contacts_request r where r.from_id = $1 and r.state = 'pending'
    union select o.person_id from chat_member m
        join chat_conversation c on c.id = m.conversation_id and c.kind = 'group' and c.away
        join chat_member o on o.conversation_id = c.id
        where m.person_id = $1
)
select t.domain, t.failing_since as since from towns_town t
where t.failing_since is not null and t.domain in (
    select p.domain from others join identity_person p on p.id = other_id and p.kind = 'remote'
)
order by 1
"""
DROP = "delete from towns_tie where person_id = $1"
TWO = """
select one_id, other_id, last_seq from chat_conversation
where id = $1 and away and kind = 'direct'
"""
# What one of two said since then, and to what it refers.
SAID = """
select m.seq, m.client_id, m.kind, m.body, m.meta, m.created_at, r.sender_id as ref_by,
    r.client_id as ref_id
from chat_message m
left join chat_message r on r.conversation_id = m.conversation_id and r.seq = m.ref
where m.conversation_id = $1 and m.sender_id = $2 and m.seq > $3 and m.kind = any($4::text[])
    and m.imported is null and not m.recalled
order by m.seq limit $5
"""
SEQ_OF = """
select seq from chat_message where (conversation_id, sender_id, client_id) = ($1, $2, $3)
"""
# The last of the other one's messages that is on a device of somebody here, and that they read.
REACHED = """
select got.seq as got_seq, got.client_id as got, done.seq as read_seq, done.client_id as read
from chat_member m
left join lateral (
    select s.seq, s.client_id from chat_message s
    where s.conversation_id = $1 and s.sender_id = $3 and s.kind = any($4::text[])
        and s.seq <= greatest(m.read_seq, m.delivered_seq)
    order by s.seq desc limit 1
) got on true
left join lateral (
    select s.seq, s.client_id from chat_message s
    where s.conversation_id = $1 and s.sender_id = $3 and s.kind = any($4::text[])
        and s.seq <= m.read_seq
    order by s.seq desc limit 1
) done on true
where m.conversation_id = $1 and m.person_id = $2
"""
MARKED = """
update towns_tie set got_seq = greatest(got_seq, $3), read_seq = greatest(read_seq, $4)
where (person_id, other_id) = ($1, $2) and (got_seq < $3 or read_seq < $4)
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


class SilentTown(msgspec.Struct, frozen=True):
    """A town in which somebody is known, and since when it does not answer."""

    domain: str
    since: datetime


class Tie(msgspec.Struct, frozen=True):
    """How far was told in a conversation, the last versions of both cards, since when."""

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

    one_id: UUID
    other_id: UUID
    last_seq: int


class SaidRow(msgspec.Struct, frozen=True):
    """Something that somebody said; `ref_by` and `ref_id`: to what of whom it refers."""

    seq: int
    client_id: UUID
    kind: str
    body: str
    meta: dict[str, Any] | None
    created_at: datetime
    ref_by: UUID | None
    ref_id: UUID | None


class Reached(msgspec.Struct, frozen=True):
    """The last messages of the other one that are on a device here, and read: place, client id."""

    got_seq: int | None
    got: UUID | None
    read_seq: int | None
    read: UUID | None


async def lock(db: Db, person_id: UUID, other_id: UUID) -> Tie:
    """What was carried between these two; begun when there is nothing."""
    await db.run(MAKE, person_id, other_id, db.now)
    found = await db.one_as(Tie, LOCK, person_id, other_id)
    assert found is not None
    return found


async def told(db: Db, person_id: UUID, other_id: UUID, seq: int) -> None:
    await db.run(TOLD, person_id, other_id, seq)


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
    return await db.one_as(TalkOfTwo, TWO, conversation_id)


async def said(
    db: Db, conversation_id: UUID, by: UUID, after: int, kinds: list[str], limit: int
) -> list[SaidRow]:
    """What somebody said there after this row, of these kinds, and did not take back."""
    return await db.all_as(SaidRow, SAID, conversation_id, by, after, kinds, limit)


async def seq_of(db: Db, conversation_id: UUID, by: UUID, client_id: UUID) -> int | None:
    """Where somebody's message is in the log here."""
    found: int | None = await db.value(SEQ_OF, conversation_id, by, client_id)
    return found


async def reached(db: Db, conversation_id: UUID, person_id: UUID, other_id: UUID) -> Reached | None:
    """How far somebody here has what the other one said; None for who is not there."""
    said = sorted(CARRIED - EVENTS)
    return await db.one_as(Reached, REACHED, conversation_id, person_id, other_id, said)


async def marked(db: Db, person_id: UUID, other_id: UUID, to: Reached) -> bool:
    """Notes how far was told; False when it was told already."""
    places = (to.got_seq or 0, to.read_seq or 0)
    return await db.run(MARKED, person_id, other_id, *places) == 1


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

"""All SQL of requests, blocks and invitations: how two people came to know each other, or not."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.contacts.model import Invitation, StoredRequest
from leapfrog.kernel.db import Db

ASKED = "r.id, r.from_id, r.to_id, r.greeting, r.state, r.created_at"
REQUEST = f"select {ASKED} from contacts_request r where r.id = $1"
# Whoever blocked the sender does not hear of the request; the sender is not told so.
HEARD = """
not exists (
    select from contacts_block b where (b.owner_id, b.person_id) = (r.to_id, r.from_id)
)
"""
RECEIVED = f"""
select {ASKED} from contacts_request r where r.to_id = $1 and {HEARD}
order by r.state = 'pending' desc, r.created_at desc, r.id limit $2
"""
SENT = f"""
select {ASKED} from contacts_request r where r.from_id = $1
order by r.created_at desc, r.id limit $2
"""
PENDING = f"""
select count(*) from contacts_request r where r.to_id = $1 and r.state = 'pending' and {HEARD}
"""
ADD = """
insert into contacts_request (id, from_id, to_id, greeting, state, created_at, decided_at)
values (
    $1, $2, $3, $4, $5::text, $6::timestamptz,
    case when $5::text = 'pending' then null else $6::timestamptz end
)
"""
DECIDE = """
update contacts_request set state = $2, decided_at = $3 where id = $1 and state = 'pending'
"""
SETTLE = """
update contacts_request set state = 'accepted', decided_at = $3
where (from_id, to_id) in (($1, $2), ($2, $1)) and state <> 'accepted'
"""
WITHDRAW = """
delete from contacts_request where from_id = $1 and to_id = $2 and state <> 'accepted'
"""
END = """
update contacts_request set state = 'declined', decided_at = $3
where from_id = $1 and to_id = $2 and state = 'pending'
"""
TIES = """
select
    (select c.id from contacts_contact c
        where c.owner_id = $1 and c.person_id = $2 and not c.deleted) as contact_id,
    exists (select from contacts_contact c
        where c.owner_id = $1 and c.person_id = $2 and c.connected and not c.deleted) as connected,
    exists (select from contacts_contact c
        where c.owner_id = $2 and c.person_id = $1 and c.connected and not c.deleted)
    as connected_there,
    exists (select from contacts_block where owner_id = $1 and person_id = $2) as blocked,
    exists (select from contacts_block where owner_id = $2 and person_id = $1) as blocked_there,
    (select r.id from contacts_request r where r.from_id = $1 and r.to_id = $2
        and r.state not in ('accepted', 'undelivered', 'over')
        order by r.created_at desc limit 1) as sent,
    (select max(r.created_at) from contacts_request r where r.from_id = $1 and r.to_id = $2
        and r.state not in ('accepted', 'undelivered', 'over')) as sent_at,
    (select r.id from contacts_request r where r.from_id = $2 and r.to_id = $1
        and r.state not in ('accepted', 'undelivered', 'over')
        order by r.state = 'pending' desc limit 1) as received,
    exists (select from contacts_request r where r.from_id = $2 and r.to_id = $1
        and r.state = 'pending') as received_pending
"""
# Each pair is looked up by itself, by a limit or a subquery: joined, PostgreSQL reads whole tables
# for a few.
MAY_TALK = """
select w.a, w.b from unnest($1::uuid[], $2::uuid[]) w(a, b)
cross join lateral (select from contacts_contact c
    where c.owner_id = w.a and c.person_id = w.b and c.connected and not c.deleted limit 1) c
cross join lateral (select from contacts_contact c
    where c.owner_id = w.b and c.person_id = w.a and c.connected and not c.deleted limit 1) d
where not exists (select from contacts_block b
        where (b.owner_id, b.person_id) in ((w.a, w.b), (w.b, w.a)))
    and coalesce((select p.moved_to from identity_person p where p.id = w.b), '') = ''
"""
MAY_WRITE = f"""{MAY_TALK}
    and coalesce((select p.kind from identity_person p where p.id = w.a), '') <> 'remote'
    and coalesce((select p.kind from identity_person p where p.id = w.b), '') <> 'remote'
"""
TAKE_OVER_BLOCKS = """
with gone as (delete from contacts_block where person_id = $1 returning owner_id, created_at)
insert into contacts_block (owner_id, person_id, created_at)
select owner_id, $2, created_at from gone where owner_id <> $2 on conflict do nothing
"""
COPY_BLOCKS = """
insert into contacts_block (owner_id, person_id, created_at)
select owner_id, $2, created_at from contacts_block where person_id = $1 and owner_id <> $2
on conflict do nothing
"""
FORGET = "delete from contacts_request where $1 in (from_id, to_id)"
APART = """
select w.a, w.b from unnest($1::uuid[], $2::uuid[]) w(a, b)
where exists (select from contacts_block b
        where (b.owner_id, b.person_id) in ((w.a, w.b), (w.b, w.a)))
"""
BLOCKED_BETWEEN = """
select owner_id, person_id from contacts_block
where owner_id = any($1::uuid[]) and person_id = any($2::uuid[])
union
select person_id, owner_id from contacts_block
where owner_id = any($2::uuid[]) and person_id = any($1::uuid[])
"""
BLOCK = """
insert into contacts_block (owner_id, person_id, created_at) values ($1, $2, $3)
on conflict do nothing
"""
UNBLOCK = "delete from contacts_block where owner_id = $1 and person_id = $2"
BLOCKED = "select person_id from contacts_block where owner_id = $1 order by created_at desc"

INVITATION = """
select id, owner_id, contact_id, token, created_at, expires_at from contacts_invitation
"""
INVITATION_BY_ID = f"{INVITATION} where id = $1"
INVITATION_BY_TOKEN = f"{INVITATION} where token = $1"
INVITATIONS = f"{INVITATION} where owner_id = $1 and expires_at > $2 order by created_at desc"
REVOKE = "delete from contacts_invitation where owner_id = $1 and id = $2"
INVITE = """
insert into contacts_invitation (id, owner_id, contact_id, token, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6) on conflict do nothing
"""
MOVE = "update contacts_invitation set contact_id = $3 where owner_id = $1 and contact_id = $2"
DROP_EXPIRED = "delete from contacts_invitation where expires_at <= $1"

Pair = tuple[UUID, UUID]


class RelationshipState(msgspec.Struct, frozen=True):
    """What is between two people. `sent`, `received`: requests that were not accepted, as the one
    who sent them sees it: still standing, even if declined.
    """

    contact_id: UUID | None
    connected: bool
    connected_there: bool
    blocked: bool
    blocked_there: bool
    sent: UUID | None
    sent_at: datetime | None
    received: UUID | None
    received_pending: bool


async def ties(db: Db, me: UUID, them: UUID) -> RelationshipState:
    found = await db.one_as(RelationshipState, TIES, me, them)
    assert found is not None
    return found


async def may_write(db: Db, pairs: Sequence[Pair]) -> set[Pair]:
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return {(row[0], row[1]) for row in await db.rows(MAY_WRITE, one, other)}


async def may_talk(db: Db, pairs: Sequence[Pair]) -> set[Pair]:
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return {(row[0], row[1]) for row in await db.rows(MAY_TALK, one, other)}


async def apart(db: Db, pairs: Sequence[Pair]) -> set[Pair]:
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return {(row[0], row[1]) for row in await db.rows(APART, one, other)}


async def blocked_between(db: Db, ones: Sequence[UUID], others: Sequence[UUID]) -> set[Pair]:
    return {(row[0], row[1]) for row in await db.rows(BLOCKED_BETWEEN, ones, others)}


async def request(db: Db, request_id: UUID) -> StoredRequest | None:
    return await db.one_as(StoredRequest, REQUEST, request_id)


async def received(db: Db, me: UUID, limit: int) -> list[StoredRequest]:
    return await db.all_as(StoredRequest, RECEIVED, me, limit)


async def sent(db: Db, me: UUID, limit: int) -> list[StoredRequest]:
    return await db.all_as(StoredRequest, SENT, me, limit)


async def pending(db: Db, me: UUID) -> int:
    return int(await db.value(PENDING, me))


async def add(db: Db, asked: StoredRequest) -> None:
    await db.run(ADD, *msgspec.structs.astuple(asked))


async def decide(db: Db, request_id: UUID, state: str) -> bool:
    """False when it was not pending any more."""
    return await db.run(DECIDE, request_id, state, db.now) == 1


async def settle(db: Db, one: UUID, other: UUID) -> None:
    """They are contacts now: whatever they asked each other is granted."""
    await db.run(SETTLE, one, other, db.now)


async def withdraw(db: Db, from_id: UUID, to_id: UUID) -> None:
    await db.run(WITHDRAW, from_id, to_id)


async def end(db: Db, from_id: UUID, to_id: UUID) -> None:
    """What waits is answered no more; that it was asked is remembered."""
    await db.run(END, from_id, to_id, db.now)


async def block(db: Db, owner: UUID, person_id: UUID, since: datetime) -> bool:
    """False when it was so already."""
    return await db.run(BLOCK, owner, person_id, since) == 1


async def unblock(db: Db, owner: UUID, person_id: UUID) -> bool:
    return await db.run(UNBLOCK, owner, person_id) == 1


async def blocked(db: Db, owner: UUID) -> list[UUID]:
    """The last one first."""
    return [row[0] for row in await db.rows(BLOCKED, owner)]


async def invitation(db: Db, invitation_id: UUID) -> Invitation | None:
    return await db.one_as(Invitation, INVITATION_BY_ID, invitation_id)


async def invitation_of(db: Db, token: str) -> Invitation | None:
    return await db.one_as(Invitation, INVITATION_BY_TOKEN, token)


async def invitations_of(db: Db, owner: UUID) -> list[Invitation]:
    """Those that can still be followed, the last one first."""
    return await db.all_as(Invitation, INVITATIONS, owner, db.now)


async def revoke(db: Db, owner: UUID, invitation_id: UUID) -> None:
    """Nothing happens when there is none, or it is another's."""
    await db.run(REVOKE, owner, invitation_id)


async def invite(db: Db, made: Invitation) -> bool:
    """False when the id or the token is there already."""
    return await db.run(INVITE, *msgspec.structs.astuple(made)) == 1


async def move_invitations(db: Db, owner: UUID, from_id: UUID, to_id: UUID) -> None:
    await db.run(MOVE, owner, from_id, to_id)


async def drop_expired(db: Db) -> None:
    await db.run(DROP_EXPIRED, db.now)


async def forget(db: Db, person_id: UUID) -> None:
    """All that somebody asked or was asked."""
    await db.run(FORGET, person_id)


async def take_over_blocks(db: Db, before: UUID, after: UUID) -> None:
    """Who blocked one person blocks another one instead."""
    await db.run(TAKE_OVER_BLOCKS, before, after)


async def copy_blocks(db: Db, before: UUID, after: UUID) -> None:
    """Who blocked one person blocks another one too, which says of itself that it is the same."""
    await db.run(COPY_BLOCKS, before, after)

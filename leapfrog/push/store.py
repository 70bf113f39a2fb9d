"""All SQL of push."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from leapfrog.identity import Principal
from leapfrog.kernel.db import Db
from leapfrog.push.model import Address, EncryptedPush, PushNotice

ADD_KEY = "insert into push_key (private_key, public_key) values ($1, $2) on conflict do nothing"
KEY = "select private_key, public_key from push_key"

TAKE_OVER = """
delete from push_subscription
where endpoint = $1 and session_id <> $2 and (p256dh, auth) = ($3, $4)
"""
SUBSCRIBE = """
insert into push_subscription
    (session_id, person_id, endpoint, p256dh, auth, device, created_at, expires_at)
select $1, $2, $3, $4, $5, $6, $7, $8
where not exists (select from push_subscription where endpoint = $3 and session_id <> $1)
on conflict (session_id) do update
set endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth
"""
UNSUBSCRIBE = "delete from push_subscription where person_id = $1 and session_id = $2"
GONE = "delete from push_subscription where endpoint = $1"
MINE = """
select session_id, device, endpoint, created_at from push_subscription
where person_id = $1 and expires_at > $2 order by created_at desc, session_id desc
"""
SHOWS_TEXT = """
select coalesce((select shows_text from push_person where person_id = $1), true)
"""
SHOW_TEXT = """
insert into push_person (person_id, shows_text) values ($1, $2)
on conflict (person_id) do update set shows_text = excluded.shows_text
"""
CHOSEN = "select shows_text from push_person where person_id = $1"
FORGET = """
with f as (delete from push_front where person_id = $1)
delete from push_person where person_id = $1
"""

# A row that was here before has a job that will find what is in it now.
PUT = """
insert into push_waiting as w (session_id, tag, urgency, expires_at)
select s.session_id, n.tag, n.urgency, n.expires_at
from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[])
    as n (person_id, tag, urgency, expires_at)
join push_subscription s using (person_id)
where s.expires_at > $5 order by 1, 2
on conflict (session_id, tag) do update set
    urgency = excluded.urgency, expires_at = excluded.expires_at, version = w.version + 1
returning (select person_id from push_subscription s where s.session_id = w.session_id),
    w.session_id, w.tag, w.version = 1
"""
PENDING = """
select w.session_id, w.tag, s.person_id, coalesce(p.shows_text, true),
    s.endpoint, s.p256dh, s.auth, w.urgency, w.expires_at, w.version, w.attempts
from push_waiting w
join push_subscription s on s.session_id = w.session_id and s.expires_at > $3
left join push_person p on p.person_id = s.person_id
where w.session_id = $1 and w.tag = $2 for update of w
"""
TRIED = "update push_waiting set attempts = attempts + 1 where session_id = $1 and tag = $2"
DROP = "delete from push_waiting where session_id = $1 and tag = $2 and version = $3"
DROP_EXPIRED = """
with gone as (delete from push_front where until <= $1)
delete from push_subscription where expires_at <= $1
"""
COUNT = "select (select count(*) from push_waiting), (select count(*) from push_subscription)"

COME = """
insert into push_front (session_id, person_id, until) values ($1, $2, $3)
on conflict (session_id) do update set until = excluded.until
"""
GO = "delete from push_front where session_id = $1"
LOOKING = (
    "select distinct person_id from push_front where person_id = any($1::uuid[]) and until > $2"
)


async def add_key(db: Db, private_key: bytes, public_key: bytes) -> None:
    """Nothing happens when there is one."""
    await db.run(ADD_KEY, private_key, public_key)


async def key(db: Db) -> tuple[bytes, bytes]:
    """The town's private and public key."""
    row = await db.row(KEY)
    assert row is not None
    return row[0], row[1]


async def subscribe(
    db: Db, signed: Principal, device: str, address: Address, ends_at: datetime
) -> bool:
    """False when another session has this endpoint with other keys."""
    keys = (address.p256dh, address.auth)
    await db.run(TAKE_OVER, address.endpoint, signed.session_id, *keys)
    who = (signed.session_id, signed.person_id)
    return await db.run(SUBSCRIBE, *who, address.endpoint, *keys, device, db.now, ends_at) == 1


async def unsubscribe(db: Db, person_id: UUID, session_id: UUID) -> bool:
    return await db.run(UNSUBSCRIBE, person_id, session_id) == 1


async def gone(db: Db, endpoint: str) -> None:
    """Nobody is reached there any more."""
    await db.run(GONE, endpoint)


async def mine(db: Db, person_id: UUID) -> list[tuple[UUID, str, str, datetime]]:
    """(session id, device, endpoint, since when), the newest first."""
    return [tuple(row) for row in await db.rows(MINE, person_id, db.now)]


async def shows_text(db: Db, person_id: UUID) -> bool:
    return bool(await db.value(SHOWS_TEXT, person_id))


async def show_text(db: Db, person_id: UUID, yes: bool) -> None:
    await db.run(SHOW_TEXT, person_id, yes)


async def chosen(db: Db, person_id: UUID) -> bool | None:
    """What the person chose about texts; None when they never did."""
    found: bool | None = await db.value(CHOSEN, person_id)
    return found


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)


async def put(db: Db, notices: Collection[PushNotice]) -> list[tuple[UUID, UUID, str]]:
    """A push to each device of these people; at most one notice for each person and tag.

    Answers (person id, session id, tag) of those that took no other's place.
    """
    rows = await db.rows(
        PUT,
        [notice.person_id for notice in notices],
        [notice.tag for notice in notices],
        [notice.urgency for notice in notices],
        [db.now + notice.lasts for notice in notices],
        db.now,
    )
    return [(row[0], row[1], row[2]) for row in rows if row[3]]


async def pending(db: Db, session_id: UUID, tag: str) -> EncryptedPush | None:
    """The push to this device about this, kept as it is until the end of the transaction."""
    row = await db.row(PENDING, session_id, tag, db.now)
    if row is None:
        return None
    session, about, person, shows_text, endpoint, p256dh, auth, *how = row
    return EncryptedPush(session, about, person, shows_text, Address(endpoint, p256dh, auth), *how)


async def tried(db: Db, push: EncryptedPush) -> None:
    await db.run(TRIED, push.session_id, push.tag)


async def drop(db: Db, push: EncryptedPush) -> None:
    """It is of no use any more, if no newer one took its place."""
    await db.run(DROP, push.session_id, push.tag, push.version)


async def drop_expired(db: Db) -> None:
    await db.run(DROP_EXPIRED, db.now)


async def count(db: Db) -> tuple[int, int]:
    """How many pushes are on their way, and how many devices there are."""
    row = await db.row(COUNT)
    assert row is not None
    return row[0], row[1]


async def come(db: Db, signed: Principal, until: datetime) -> None:
    await db.run(COME, signed.session_id, signed.person_id, until)


async def go(db: Db, session_id: UUID) -> None:
    await db.run(GO, session_id)


async def looking(db: Db, people: Iterable[UUID]) -> set[UUID]:
    return {row[0] for row in await db.rows(LOOKING, list(people), db.now)}

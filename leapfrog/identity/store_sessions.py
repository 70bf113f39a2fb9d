"""SQL of sessions: who is signed in, from where, and since when they proved it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from leapfrog.identity.model import ClientInfo, Principal, Session
from leapfrog.kernel.db import Db

ADD_SESSION = """
insert into identity_session
    (id, person_id, token_hash, kind, name, address, created_at, last_seen_at, expires_at,
     proved_at)
values ($1, $2, $3, $4, $5, $6, $7, $7, $8, case when $4 <> 'linked' then $7::timestamptz end)
"""
HOLDS = """
select s.token_hash, s.person_id, s.id, s.kind = 'linked', s.last_seen_at from identity_session s
join identity_person p on p.id = s.person_id and p.kind = 'person'
"""
SIGNED = f"{HOLDS} where s.token_hash = any($1::bytea[]) and s.expires_at > $2"
# An array of one is planned anew each time that it comes, which takes longer than to find it.
SIGNED_ALONE = f"{HOLDS} where s.token_hash = $1 and s.expires_at > $2"
PROVED_AT = "select proved_at from identity_session where id = $1"
PROVE = "update identity_session set proved_at = $2 where id = $1"
ENDS = "select expires_at from identity_session where id = $1"
ADDRESSES = """
select distinct address from identity_session where person_id = $1 and expires_at > $2
"""
SEEN = "update identity_session set last_seen_at = $2, address = $3 where id = $1"
SESSIONS = """
select id, name, kind, coalesce(id = $2, false) as current, created_at, last_seen_at, address
from identity_session
where person_id = $1 and expires_at > $3 order by last_seen_at desc, id desc
"""
END_SESSION = "delete from identity_session where person_id = $1 and id = $2"
END_ALL = """
with l as (delete from identity_device_link where approved_by = $1)
delete from identity_session where person_id = $1
"""
END_HELD = "delete from identity_session where token_hash = $1 returning person_id, id"
# A computer that a phone has vouched for, and that has not come in yet, is one of them.
END_OTHERS = """
with l as (delete from identity_device_link where approved_by = $1)
delete from identity_session where person_id = $1 and id <> $2
"""
DROP_EXPIRED = """
with s as (delete from identity_session where expires_at <= $1),
     c as (delete from identity_challenge where expires_at <= $1)
delete from identity_device_link where expires_at <= $1
"""


async def add_session(
    db: Db,
    signed: Principal,
    token_hash: bytes,
    kind: str,
    device: ClientInfo,
    expires_at: datetime,
) -> None:
    who = (signed.session_id, signed.person_id, token_hash, kind)
    await db.run(ADD_SESSION, *who, device.name, device.address, db.now, expires_at)


async def signed(db: Db, hashes: Collection[bytes]) -> dict[bytes, tuple[Principal, datetime]]:
    """Who holds which of these tokens, and when it was last seen."""
    if len(hashes) == 1:
        rows = await db.rows(SIGNED_ALONE, *hashes, db.now)
    else:
        rows = await db.rows(SIGNED, list(hashes), db.now)
    return {row[0]: (Principal(row[1], row[2], row[3]), row[4]) for row in rows}


async def proved_at(db: Db, session_id: UUID) -> datetime | None:
    found: datetime | None = await db.value(PROVED_AT, session_id)
    return found


async def prove(db: Db, session_id: UUID) -> None:
    await db.run(PROVE, session_id, db.now)


async def session_ends(db: Db, who: Principal) -> datetime | None:
    """When a session ends by itself; None when it has ended."""
    found: datetime | None = await db.value(ENDS, who.session_id)
    return found


async def addresses(db: Db, person_id: UUID) -> list[str]:
    """From where a person's living sessions were last seen."""
    return [row[0] for row in await db.rows(ADDRESSES, person_id, db.now)]


async def seen(db: Db, session_id: UUID, address: str) -> None:
    await db.run(SEEN, session_id, db.now, address)


async def sessions(db: Db, who: Principal) -> list[Session]:
    return await db.all_as(Session, SESSIONS, who.person_id, who.session_id, db.now)


async def sessions_of(db: Db, person_id: UUID) -> list[Session]:
    """All sessions of a person, none of which is marked as the one that asks."""
    return await db.all_as(Session, SESSIONS, person_id, None, db.now)


async def end_all(db: Db, person_id: UUID) -> int:
    return await db.run(END_ALL, person_id)


async def end_session(db: Db, person_id: UUID, session_id: UUID) -> bool:
    return await db.run(END_SESSION, person_id, session_id) == 1


async def end_held(db: Db, token_hash: bytes) -> tuple[UUID, UUID] | None:
    """Ends the session of this token; answers whose it was and its id."""
    row = await db.row(END_HELD, token_hash)
    return (row[0], row[1]) if row else None


async def end_others(db: Db, who: Principal) -> int:
    return await db.run(END_OTHERS, who.person_id, who.session_id)


async def drop_expired(db: Db) -> None:
    """Deletes sessions, passkey challenges and links between devices that are over."""
    await db.run(DROP_EXPIRED, db.now)

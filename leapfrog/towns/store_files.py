"""SQL of files between towns: what may be fetched here, and what is to be fetched there."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

OFFER = """
insert into towns_offer (domain, sha256, file_id, at) values ($1, $2, $3, $4)
on conflict (domain, sha256, file_id) do update set at = excluded.at
"""
# Only while a message between the two towns has it, or one of a group of several: what was recalled
# has no files.
OFFERED = """
select o.file_id from towns_offer o
where (o.domain, o.sha256) = ($1, $2) and exists (
    select from chat_attachment a
    join chat_conversation c on c.id = a.conversation_id and c.away
    where a.file_id = o.file_id and (c.kind = 'group' or exists (
        select from identity_person p
        where p.id in (c.one_id, c.other_id) and p.domain = o.domain
    ))
)
order by o.at desc
"""
PRUNE_OFFERS = "delete from towns_offer where at < $1"
ANNOUNCE = """
insert into towns_pull (file_id, domain, sha256, size, at) values ($1, $2, $3, $4, $5)
on conflict (file_id) do update
set sha256 = excluded.sha256, size = excluded.size, at = excluded.at, failures = 0,
    leased_until = null, begun_at = null, done = false
where towns_pull.done
"""
LOCKED = """
select file_id, domain, sha256, size, at, failures, leased_until from towns_pull
where file_id = $1 and not done for update
"""
UNDER_WAY = "select count(*) from towns_pull where domain = $1 and leased_until > $2 and not done"
WAITING = "select count(*) from towns_pull where domain = $1 and not done"
AHEAD = """
select count(*) from towns_pull where domain = $1 and not done and (at, file_id) < ($2, $3)
"""
OF_THE_WEEK = """
select coalesce(sum(size), 0) from towns_pull where domain = $1 and begun_at > $2
"""
LEASE = """
update towns_pull set leased_until = $2, begun_at = coalesce(begun_at, $3) where file_id = $1
"""
FAILED = """
update towns_pull set failures = failures + 1, leased_until = null where file_id = $1
"""
DONE = "update towns_pull set done = true, leased_until = null where file_id = $1"
PRUNE_PULLS = "delete from towns_pull where at < $1"


class Pull(msgspec.Struct, frozen=True):
    """A file that is to be fetched: from which town, and by what it is known there."""

    file_id: UUID
    domain: str
    sha256: bytes
    size: int
    at: datetime
    failures: int
    leased_until: datetime | None


async def offer(db: Db, domain: str, sha256: bytes, file_id: UUID) -> None:
    """From now on a town may fetch this file."""
    await db.run(OFFER, domain, sha256, file_id, db.now)


async def offered(db: Db, domain: str, sha256: bytes) -> list[UUID]:
    """The files with this hash that a town may fetch, the last one announced first: of those that
    it was told of, what is in a message to somebody of it still.
    """
    return [row[0] for row in await db.rows(OFFERED, domain, sha256)]


async def announce(db: Db, file_id: UUID, domain: str, sha256: bytes, size: int) -> bool:
    """It is to be fetched; False when it is already."""
    return await db.run(ANNOUNCE, file_id, domain, sha256, size, db.now) == 1


async def waiting(db: Db, domain: str) -> int:
    """How many files of a town have not come."""
    return int(await db.value(WAITING, domain))


async def ahead(db: Db, one: Pull) -> int:
    """How many of its town were announced before it and have not come."""
    return int(await db.value(AHEAD, one.domain, one.at, one.file_id))


async def locked(db: Db, file_id: UUID) -> Pull | None:
    """A file that has not come; nobody else fetches it until the commit."""
    return await db.one_as(Pull, LOCKED, file_id)


async def under_way(db: Db, domain: str) -> int:
    """How many files of a town are being fetched now."""
    return int(await db.value(UNDER_WAY, domain, db.now))


async def begun_since(db: Db, domain: str, since: datetime) -> int:
    """How many bytes of a town were asked for since then."""
    return int(await db.value(OF_THE_WEEK, domain, since))


async def lease(db: Db, file_id: UUID, until: datetime) -> None:
    await db.run(LEASE, file_id, until, db.now)


async def failed(db: Db, file_id: UUID) -> None:
    await db.run(FAILED, file_id)


async def done(db: Db, file_id: UUID) -> None:
    """It came, or never will."""
    await db.run(DONE, file_id)


async def prune(db: Db, offers_before: datetime, pulls_before: datetime) -> None:
    """Forgets offers and fetched files of long ago."""
    await db.run(PRUNE_OFFERS, offers_before)
    await db.run(PRUNE_PULLS, pulls_before)

"""SQL of home records and the keys that sign them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.identity.home_records import CheckedHome, HomeSeeds, KnownHome
from leapfrog.kernel.db import Db

STORED = """
h.person_id, h.pid, h.n, h.key, h.next, h.digest, h.record, h.seed, h.next_seed, h.sealed, h.own
"""
OF = f"select {STORED} from identity_home h where h.person_id = $1"
LOCKED = f"{OF} for update"
BY_PID = f"select {STORED} from identity_home h where h.pid = $1"
BY_PIDS = f"select {STORED} from identity_home h where h.pid = any($1::text[])"
LOCKED_BY_PID = f"{BY_PID} for update"
# Of who is not known yet there is no row to lock.
LOCK_PID = "select pg_advisory_xact_lock(hashtextextended('identity_home:' || $1, 0))"
PIDS = "select person_id, pid from identity_home where person_id = any($1::uuid[])"
PUT = """
insert into identity_home as h (person_id, pid, n, key, next, digest, record, seed, next_seed)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (person_id) do update set n = excluded.n, key = excluded.key, next = excluded.next,
    digest = excluded.digest, record = excluded.record, other = null,
    seed = coalesce(excluded.seed, h.seed), next_seed = coalesce(excluded.next_seed, h.next_seed)
where h.pid = excluded.pid
"""
TWO_HOMES = "update identity_home set other = $2 where person_id = $1"
SEAL = "update identity_home set sealed = $2 where person_id = $1"
DROP = "delete from identity_home where person_id = $1"
HOLD_OWN = """
update identity_home set next_seed = null, sealed = null, own = $2 where person_id = $1
"""
HOLD_FOR = "update identity_home set next_seed = $2, own = null where person_id = $1"
GIVE_AWAY = """
update identity_home set seed = null, next_seed = null, sealed = null, own = null
where person_id = $1
"""
DROP_PID = "delete from identity_home where pid = $1 and person_id <> $2"
READDRESS = """
update identity_person p
set handle = $2, domain = $3, moved_to = '', last_xid = pg_current_xact_id()
where p.id = $1 and p.kind = 'remote' and not exists (
    select from identity_person o where (o.handle, o.domain) = ($2, $3) and o.id <> $1
)
"""


class StoredHome(msgspec.Struct, frozen=True):
    """The record of a person that counts; of people here with its private keys."""

    person_id: UUID
    pid: str
    n: int
    key: str
    next: str
    digest: bytes
    record: dict[str, Any]
    seed: bytes | None
    next_seed: bytes | None
    sealed: dict[str, Any] | None
    own: dict[str, Any] | None

    @property
    def known(self) -> KnownHome:
        return KnownHome(self.pid, self.n, self.key, self.next, self.digest)


async def of(db: Db, person_id: UUID) -> StoredHome | None:
    return await db.one_as(StoredHome, OF, person_id)


async def locked(db: Db, person_id: UUID) -> StoredHome | None:
    return await db.one_as(StoredHome, LOCKED, person_id)


async def by_pid(db: Db, pid: str) -> StoredHome | None:
    return await db.one_as(StoredHome, BY_PID, pid)


async def by_pids(db: Db, pids: Iterable[str]) -> list[StoredHome]:
    return await db.all_as(StoredHome, BY_PIDS, list(pids))


async def locked_by_pid(db: Db, pid: str) -> StoredHome | None:
    """Nobody else decides about a record of theirs until the commit, nor makes the first one."""
    await db.value(LOCK_PID, pid)
    return await db.one_as(StoredHome, LOCKED_BY_PID, pid)


async def pids(db: Db, people: Iterable[UUID]) -> dict[UUID, str]:
    return dict(await db.rows(PIDS, list(people)))


async def put(
    db: Db,
    person_id: UUID,
    come: CheckedHome,
    said: Mapping[str, Any],
    seeds: HomeSeeds | None = None,
) -> bool:
    """Keeps a record as the one that counts; False where another one's is kept of this person."""
    found = come.record
    kept = (found.pid, found.n, found.key, found.next, come.digest, dict(said))
    private = (seeds.key, seeds.next or None) if seeds else (None, None)
    return await db.run(PUT, person_id, *kept, *private) == 1


async def two_homes(db: Db, person_id: UUID, said: Mapping[str, Any]) -> None:
    """Another record of the same number came; the first one still counts."""
    await db.run(TWO_HOMES, person_id, dict(said))


async def seal(db: Db, person_id: UUID, sealed: Mapping[str, Any]) -> None:
    await db.run(SEAL, person_id, dict(sealed))


async def hold_own(db: Db, person_id: UUID, own: Mapping[str, Any]) -> None:
    """The private half of the next key is the person's: only their boxes of it are kept."""
    await db.run(HOLD_OWN, person_id, dict(own))


async def hold_for(db: Db, person_id: UUID, next_seed: bytes) -> None:
    """The town keeps it for them again."""
    await db.run(HOLD_FOR, person_id, next_seed)


async def give_away(db: Db, person_id: UUID) -> None:
    """The private halves are another town's to keep."""
    await db.run(GIVE_AWAY, person_id)


async def drop_pid(db: Db, pid: str, but: UUID) -> None:
    """Nobody else is known by it."""
    await db.run(DROP_PID, pid, but)


async def drop(db: Db, person_id: UUID) -> int:
    return await db.run(DROP, person_id)


async def readdress(db: Db, person_id: UUID, handle: str, domain: str) -> bool:
    """Somebody elsewhere has another address; False when another one is known by it."""
    return await db.run(READDRESS, person_id, handle, domain) == 1

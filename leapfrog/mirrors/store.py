"""SQL of spares that people of this town keep in others."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.mirrors.model import SpareState

SPARE = """
s.person_id, s.pid, s.domain, s.state, s.data_key, s.exchange, s.generation, s.n, s.chain, s.coming,
s.whole, s.since_whole, s.used, s.room, s.records, s.whole_at, s.fresh_at, s.created_at, s.failures,
s.told_late, s.checked_at, s.checked_found, s.checked_of, s.checked_problem, s.lost_at
"""
ONE = f"select {SPARE} from mirrors_spare s where s.person_id = $1"
LOCKED = f"{ONE} for update"
ADD = """
insert into mirrors_spare
    (person_id, pid, domain, state, data_key, exchange, generation, created_at)
values ($1, $2, $3, 'filling', $4, '', '', $5) on conflict do nothing
"""
BEGIN_ANEW = """
update mirrors_spare set generation = '', whole_at = null, fresh_at = null where person_id = $1
"""
BEGIN_OVER = "update mirrors_spare set generation = '' where person_id = $1"
RENAME = "update mirrors_spare set pid = $2 where person_id = $1"
NO_FILES = "delete from mirrors_file where person_id = $1"
SIZES = "select sha256, size from mirrors_file where person_id = $1"
DROP = "delete from mirrors_spare where person_id = $1"
IS_KEPT = "select exists (select from mirrors_spare where (domain, pid) = ($1, $2))"
EVERYONE = "select person_id from mirrors_spare order by person_id"
OPENED = """
update mirrors_spare set generation = $2, exchange = $3, n = 0, chain = $4, coming = null,
    whole = 0, since_whole = 0, whole_at = null, room = $5
where person_id = $1 and data_key = $6
"""
COMING = "update mirrors_spare set coming = $3 where person_id = $1 and generation = $2"
CHUNK = """
update mirrors_spare set n = $3, chain = $4, coming = null where person_id = $1 and generation = $2
"""
ROUND = """
update mirrors_spare set state = 'fresh', failures = 0, told_late = false, fresh_at = $3,
    records = $4, used = $5, room = $6,
    whole = whole + case when whole_at is null then $7::bigint else 0 end,
    since_whole = since_whole + case when whole_at is null then 0 else $7::bigint end,
    whole_at = coalesce(whole_at, $3)
where person_id = $1 and generation = $2
"""
FAILED = """
update mirrors_spare set state = $2, failures = failures + 1, told_late = $3 where person_id = $1
"""
LOST = """
update mirrors_spare set lost_at = $2 where person_id = $1 and whole_at is not null
"""
CHECKED = """
update mirrors_spare set checked_at = $2, checked_found = $3, checked_of = $4, checked_problem = $5
where person_id = $1
"""
MARKS = "select name, digests from mirrors_mark where person_id = $1"
PUT_MARK = """
insert into mirrors_mark (person_id, name, digests) values ($1, $2, $3)
on conflict (person_id, name) do update set digests = excluded.digests
"""
DROP_MARKS = "delete from mirrors_mark where person_id = $1"
FILES = "select sha256 from mirrors_file where person_id = $1"
ADD_FILE = """
insert into mirrors_file (person_id, sha256, size) values ($1, $2, $3) on conflict do nothing
"""
DROP_FILES = "delete from mirrors_file where person_id = $1 and sha256 = any($2::bytea[])"


class StoredSpare(msgspec.Struct, frozen=True):
    """A spare in another town, and how far it is."""

    person_id: UUID
    pid: str
    domain: str
    state: SpareState
    data_key: bytes
    exchange: str
    generation: str
    n: int
    chain: bytes | None
    coming: bytes | None
    whole: int
    since_whole: int
    used: int
    room: int
    records: int
    whole_at: datetime | None
    fresh_at: datetime | None
    created_at: datetime
    failures: int
    told_late: bool
    checked_at: datetime | None
    checked_found: int | None
    checked_of: int | None
    checked_problem: str | None
    lost_at: datetime | None


class DoneRound(msgspec.Struct, frozen=True):
    """What a round came to: how many records there are, how many bytes were sent, and what the
    other town says of its room.
    """

    records: int
    sent: int
    used: int
    room: int


async def one(db: Db, person_id: UUID, *, lock: bool = False) -> StoredSpare | None:
    return await db.one_as(StoredSpare, LOCKED if lock else ONE, person_id)


async def add(db: Db, person_id: UUID, pid: str, domain: str, data_key: bytes) -> bool:
    """False where they have one already."""
    return await db.run(ADD, person_id, pid, domain, data_key, db.now) == 1


async def drop(db: Db, person_id: UUID) -> int:
    return await db.run(DROP, person_id)


async def is_kept(db: Db, domain: str, pid: str) -> bool:
    """Whether a spare of somebody is kept there, or was begun."""
    return bool(await db.value(IS_KEPT, domain, pid))


async def everyone(db: Db) -> list[UUID]:
    """Who has a spare elsewhere."""
    return [row[0] for row in await db.rows(EVERYONE)]


async def opened(
    db: Db, spare: StoredSpare, generation: str, exchange: str, chain: bytes, *, room: int
) -> None:
    """A whole copy begins; of the records nothing is there yet, of the files what was there. Of a
    spare that was given up meanwhile nothing does.
    """
    told = (generation, exchange, chain, room, spare.data_key)
    if await db.run(OPENED, spare.person_id, *told):
        await db.run(DROP_MARKS, spare.person_id)


async def rename(db: Db, person_id: UUID, pid: str) -> None:
    """By what their owner is known now."""
    await db.run(RENAME, person_id, pid)


async def begin_over(db: Db, person_id: UUID) -> None:
    """The next round begins a whole copy; the files that are there stay so."""
    await db.run(BEGIN_OVER, person_id)


async def begin_anew(db: Db, person_id: UUID) -> None:
    """Nothing is known to be there: the next round begins a whole copy, with all files."""
    await db.run(BEGIN_ANEW, person_id)
    await db.run(NO_FILES, person_id)


async def sizes(db: Db, person_id: UUID) -> dict[bytes, int]:
    """The files that are there, by their SHA-256, and how many bytes each has."""
    return dict(await db.rows(SIZES, person_id))


async def coming(db: Db, spare: StoredSpare, chain: bytes) -> None:
    """This chunk is sent now: if the answer is lost, it may be there."""
    await db.run(COMING, spare.person_id, spare.generation, chain)


async def chunk(db: Db, spare: StoredSpare, n: int, chain: bytes) -> None:
    """It is there."""
    await db.run(CHUNK, spare.person_id, spare.generation, n, chain)


async def round_done(
    db: Db, spare: StoredSpare, done: DoneRound, marks: Mapping[str, bytes]
) -> bool:
    """All of a round is there; False where the spare was given up or begun anew meanwhile."""
    told = (done.records, done.used, done.room, done.sent)
    if await db.run(ROUND, spare.person_id, spare.generation, db.now, *told) != 1:
        return False
    await db.run_many(PUT_MARK, [(spare.person_id, name, all_) for name, all_ in marks.items()])
    return True


async def failed(db: Db, person_id: UUID, state: SpareState, *, told_late: bool) -> None:
    await db.run(FAILED, person_id, state, told_late)


async def lost(db: Db, person_id: UUID) -> bool:
    """The other town does not have it any more; False where it was never whole."""
    return await db.run(LOST, person_id, db.now) == 1


async def checked(db: Db, person_id: UUID, found: int, of: int, problem: str | None = None) -> None:
    await db.run(CHECKED, person_id, db.now, found, of, problem)


async def marks(db: Db, person_id: UUID) -> dict[str, bytes]:
    """By record set, what of it is there."""
    return dict(await db.rows(MARKS, person_id))


async def files(db: Db, person_id: UUID) -> set[bytes]:
    """The SHA-256 of the files that are there."""
    return {row[0] for row in await db.rows(FILES, person_id)}


async def add_file(db: Db, person_id: UUID, sha256: bytes, size: int) -> None:
    await db.run(ADD_FILE, person_id, sha256, size)


async def drop_files(db: Db, person_id: UUID, hashes: Sequence[bytes]) -> None:
    await db.run(DROP_FILES, person_id, list(hashes))

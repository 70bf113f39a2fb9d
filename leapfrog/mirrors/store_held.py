"""SQL of spares that people of other towns keep here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.mirrors.model import MirrorRow

HELD = "h.pid, h.id, h.domain, h.address, h.record, h.boxes, h.link, h.heard_at, h.given_up_at"
ONE = f"select {HELD} from mirrors_held h where h.pid = $1 for update"
BY_ADDRESS = f"""
select {HELD} from mirrors_held h
where h.address = $1 or exists (
    select from mirrors_generation g
    where g.pid = h.pid and g.upto > 0 and g.record ->> 'address' = $1
)
order by h.heard_at desc limit 1
"""
COUNT = "select count(*) from mirrors_held"
PUT = """
insert into mirrors_held (pid, id, domain, address, record, boxes, link, heard_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
on conflict (pid) do update set domain = excluded.domain, address = excluded.address,
    record = excluded.record, boxes = excluded.boxes, link = excluded.link,
    heard_at = excluded.heard_at, given_up_at = null
"""
HEARD = "update mirrors_held set heard_at = $2 where pid = $1"
GIVE_UP = """
update mirrors_held set given_up_at = $2 where pid = $1 and given_up_at is null
"""
DROP = "delete from mirrors_held where pid = $1 returning id"
ROWS = """
select h.domain, h.address, h.heard_at, h.given_up_at,
    coalesce((select sum(p.size) from mirrors_part p where p.pid = h.pid), 0)::bigint as used
from mirrors_held h order by h.domain, h.address
"""
GENERATION = """
g.generation, g.sealed, g.n, g.chain, g.upto, g.upto_at, g.opened_at,
coalesce(g.record, h.record) as record, coalesce(g.boxes, h.boxes) as boxes,
case when g.record is null then h.link else g.link end as link, g.replaced_at
"""
GENERATIONS = f"""
select {GENERATION} from mirrors_generation g join mirrors_held h using (pid)
where g.pid = $1 order by g.opened_at desc
"""
OPEN = """
insert into mirrors_generation (pid, generation, sealed, chain, opened_at, record, boxes, link)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""
MOVE_ON = """
update mirrors_generation set n = $3, chain = $4,
    upto = case when $5 then $3 else upto end,
    upto_at = case when $5 then $6 else upto_at end
where (pid, generation) = ($1, $2)
"""
ENDS = """
update mirrors_part set ends = true where (pid, generation, name, n) = ($1, $2, '', $3)
"""
DROP_GENERATIONS = "delete from mirrors_generation where pid = $1 and generation = any($2::text[])"
DROP_PARTS = """
delete from mirrors_part where pid = $1 and generation = any($2::text[]) returning file_id
"""
DROP_FILES = """
delete from mirrors_part where pid = $1 and generation = '' and name = any($2::text[])
returning file_id
"""
USED = """
select coalesce(sum(size), 0)::bigint from mirrors_part
where pid = $1 and generation = any($2::text[])
"""
PARTS = "select count(*) from mirrors_part where pid = $1 and generation = any($2::text[])"
SILENT = """
select pid from mirrors_held where heard_at < $1 or given_up_at < $2
order by heard_at limit $3 for update skip locked
"""
PART = """
select sha256, size, file_id, added_at from mirrors_part
where (pid, generation, name, n) = ($1, $2, $3, $4)
"""
ADD_PART = """
insert into mirrors_part (pid, generation, name, n, sha256, size, file_id, added_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""
CHUNKS = """
select n, sha256 from mirrors_part where pid = $1 and generation = $2 and name = '' and n <= $3
order by n
"""
PIECES = """
select n, sha256 from mirrors_part where pid = $1 and generation = $3 and name = $2 order by n
"""


class StoredHeld(msgspec.Struct, frozen=True):
    """A spare of somebody of another town; `id` owns its blobs."""

    pid: str
    id: UUID
    domain: str
    address: str
    record: dict[str, Any]
    boxes: list[dict[str, Any]]
    link: dict[str, Any] | None
    heard_at: datetime
    given_up_at: datetime | None = None


class StoredGeneration(msgspec.Struct, frozen=True):
    """A whole copy and what came after it; all up to `upto` can be come back from. `record`,
    `boxes` and `link` are those with which it began; `replaced_at`: a newer one is whole since.
    """

    generation: str
    sealed: bytes
    n: int
    chain: bytes
    upto: int
    upto_at: datetime | None
    opened_at: datetime
    record: dict[str, Any]
    boxes: list[dict[str, Any]]
    link: dict[str, Any] | None
    replaced_at: datetime | None


class StoredPart(msgspec.Struct, frozen=True):
    """A chunk, or a piece of a file."""

    sha256: bytes
    size: int
    file_id: UUID
    added_at: datetime


class PartPlace(msgspec.Struct, frozen=True):
    """Where a part belongs: a chunk of a generation, or a piece of a file (without one)."""

    pid: str
    generation: str
    name: str
    n: int


class NumberedPart(msgspec.Struct, frozen=True):
    """The how many-th, and which blob."""

    n: int
    sha256: bytes


async def one(db: Db, pid: str) -> StoredHeld | None:
    """Locked until the commit."""
    return await db.one_as(StoredHeld, ONE, pid)


async def by_address(db: Db, address: str) -> StoredHeld | None:
    return await db.one_as(StoredHeld, BY_ADDRESS, address)


async def count(db: Db) -> int:
    return int(await db.value(COUNT))


async def put(db: Db, held: StoredHeld) -> None:
    kept = (held.pid, held.id, held.domain, held.address, held.record, held.boxes, held.link)
    await db.run(PUT, *kept, db.now)


async def heard(db: Db, pid: str) -> None:
    await db.run(HEARD, pid, db.now)


async def give_up(db: Db, pid: str) -> None:
    """Its town wants it kept no more."""
    await db.run(GIVE_UP, pid, db.now)


async def drop(db: Db, pid: str) -> UUID | None:
    """Who owned the blobs."""
    found: UUID | None = await db.value(DROP, pid)
    return found


async def rows(db: Db) -> list[MirrorRow]:
    return await db.all_as(MirrorRow, ROWS)


async def generations(db: Db, pid: str) -> list[StoredGeneration]:
    """The newest first."""
    return await db.all_as(StoredGeneration, GENERATIONS, pid)


async def open_generation(
    db: Db, held: StoredHeld, generation: str, sealed: bytes, chain: bytes
) -> None:
    """A copy begins with what its spare has by now."""
    begun = (held.record, held.boxes, held.link)
    await db.run(OPEN, held.pid, generation, sealed, chain, db.now, *begun)


async def move_on(db: Db, pid: str, generation: str, n: int, chain: bytes, *, whole: bool) -> None:
    """One chunk more; `whole`: it ends a round."""
    await db.run(MOVE_ON, pid, generation, n, chain, whole, db.now)
    if whole:
        await db.run(ENDS, pid, generation, n)


async def drop_generations(db: Db, pid: str, names: Sequence[str]) -> list[UUID]:
    """The files of their chunks."""
    gone = [row[0] for row in await db.rows(DROP_PARTS, pid, list(names))]
    await db.run(DROP_GENERATIONS, pid, list(names))
    return gone


async def drop_files(db: Db, pid: str, names: Sequence[str]) -> list[UUID]:
    """The files of their pieces."""
    return [row[0] for row in await db.rows(DROP_FILES, pid, list(names))]


async def used(db: Db, pid: str, generations: Sequence[str]) -> int:
    """Bytes of these generations; of the files under an empty name."""
    return int(await db.value(USED, pid, list(generations)))


async def parts(db: Db, pid: str, generations: Sequence[str]) -> int:
    """How many chunks and pieces these have."""
    return int(await db.value(PARTS, pid, list(generations)))


async def silent(db: Db, since: datetime, given_up: datetime, most: int) -> list[str]:
    """Whose home was not heard since then, or gave it up before `given_up`, locked until the
    commit.
    """
    return [row[0] for row in await db.rows(SILENT, since, given_up, most)]


async def part(db: Db, at: PartPlace) -> StoredPart | None:
    return await db.one_as(StoredPart, PART, at.pid, at.generation, at.name, at.n)


async def add_part(db: Db, at: PartPlace, kept: StoredPart) -> None:
    place = (at.pid, at.generation, at.name, at.n)
    await db.run(ADD_PART, *place, kept.sha256, kept.size, kept.file_id, kept.added_at)


async def chunks(db: Db, pid: str, generation: str, upto: int) -> list[NumberedPart]:
    """In their order."""
    return await db.all_as(NumberedPart, CHUNKS, pid, generation, upto)


async def pieces(db: Db, pid: str, name: str, place: str = "") -> list[NumberedPart]:
    """Of a file, in their order; `place`: what it is a generation of (`earlier.ASIDE`)."""
    return await db.all_as(NumberedPart, PIECES, pid, name, place)

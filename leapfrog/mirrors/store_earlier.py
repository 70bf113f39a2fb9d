"""SQL of what a spare was before, which stays for a while beside what it is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

REPLACED = """
update mirrors_generation set replaced_at = $3
where pid = $1 and generation <> $2 and replaced_at is null
"""
SIZES = """
select g.generation, coalesce(sum(p.size), 0)::bigint as size
from mirrors_generation g left join mirrors_part p on (p.pid, p.generation) = (g.pid, g.generation)
where g.pid = $1 and g.replaced_at is not null
group by g.generation, g.opened_at order by g.opened_at, g.generation
"""
PUT_ASIDE = """
update mirrors_part p set generation = $3, forgotten_at = $4
where p.pid = $1 and p.generation = '' and p.name = any($2::text[]) and not exists (
    select from mirrors_part k where (k.pid, k.generation, k.name) = (p.pid, $3, p.name)
)
"""
TRIM_ASIDE = """
delete from mirrors_part p using (
    select name, (sum(sum(size)) over oldest)::bigint as size,
        (sum(count(*)) over oldest)::bigint as parts
    from mirrors_part where (pid, generation) = ($1, $2)
    group by name window oldest as (order by min(added_at), name)
) aside
where (p.pid, p.generation) = ($1, $2) and p.name = aside.name
    and (aside.size > $3 or aside.parts > $4)
returning p.file_id
"""
POINTS = """
select last.generation, last.n, last.at, last.size
from (
    select distinct on (found.generation, date_trunc('day', found.at))
        found.generation, found.n, found.at, found.size
    from (
        select p.generation, p.n, p.added_at as at, p.ends,
            (sum(p.size) over (partition by p.generation order by p.n))::bigint as size
        from mirrors_part p join mirrors_generation g using (pid, generation)
        where p.pid = $1 and p.name = ''
    ) found
    where found.ends and found.at >= $2 and (found.generation, found.n) <> ($3, $4)
    order by found.generation, date_trunc('day', found.at), found.at desc, found.n desc
) last
order by last.at desc, last.generation
"""
OLD = """
select pid from mirrors_generation where replaced_at < $1
union select pid from mirrors_part where forgotten_at < $1 limit $2
"""
OLD_GENERATIONS = """
select generation from mirrors_generation where pid = $1 and replaced_at < $2
"""
DROP_OLD_PIECES = """
delete from mirrors_part where pid = $1 and forgotten_at < $2 returning file_id
"""
ANY_BOXES = """
select exists (select from mirrors_generation where pid = $1 and upto > 0 and boxes <> '[]')
"""


class SizedGeneration(msgspec.Struct, frozen=True):
    """A copy that was replaced, and bytes of its chunks."""

    generation: str
    size: int


class EarlierPoint(msgspec.Struct, frozen=True):
    """The end of a round: what was there after the `n`-th chunk of a generation. `size`: bytes of
    all chunks up to it.
    """

    generation: str
    n: int
    at: datetime
    size: int


async def replaced(db: Db, pid: str, by: str) -> None:
    """All generations but this one are kept as what was before."""
    await db.run(REPLACED, pid, by, db.now)


async def sizes(db: Db, pid: str) -> list[SizedGeneration]:
    """Of those that were replaced, the oldest first."""
    return await db.all_as(SizedGeneration, SIZES, pid)


async def put_aside(db: Db, pid: str, names: Sequence[str], place: str) -> None:
    """Files that go are kept there, unless one of that name is."""
    await db.run(PUT_ASIDE, pid, list(names), place, db.now)


async def trim_aside(db: Db, pid: str, place: str, size: int, parts: int) -> list[UUID]:
    """The oldest files that are kept there stay, as many as have so many bytes and pieces. Answers
    the files of the pieces of all others.
    """
    return [row[0] for row in await db.rows(TRIM_ASIDE, pid, place, size, parts)]


async def points(db: Db, pid: str, since: datetime, newest: str, n: int) -> list[EarlierPoint]:
    """Of each copy and day since then the last round that ended, the latest first; not the one that
    ends with the `n`-th chunk of the newest generation.
    """
    return await db.all_as(EarlierPoint, POINTS, pid, since, newest, n)


async def old(db: Db, before: datetime, most: int) -> list[str]:
    """Whose spare has something that was replaced or forgotten before then."""
    return [row[0] for row in await db.rows(OLD, before, most)]


async def old_generations(db: Db, pid: str, before: datetime) -> list[str]:
    return [row[0] for row in await db.rows(OLD_GENERATIONS, pid, before)]


async def drop_old_pieces(db: Db, pid: str, before: datetime) -> list[UUID]:
    """The files of those that were forgotten before then."""
    return [row[0] for row in await db.rows(DROP_OLD_PIECES, pid, before)]


async def any_boxes(db: Db, pid: str) -> bool:
    """Whether any copy can be opened by its person alone."""
    return bool(await db.value(ANY_BOXES, pid))

"""SQL of what somebody did elsewhere beside showing posts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from leapfrog.kernel.db import Db

ADD = """
insert into post_archives_trace (owner_id, kind, value, text, source, at, import_id)
select $1, g.kind, g.value, g.text, $2, g.at, $3
from unnest($4::text[], $5::text[], $6::text[], $7::timestamptz[]) as g (kind, value, text, at)
on conflict do nothing
"""
PAGE = """
select kind, value, text, source, at from post_archives_trace
where owner_id = $1 and ($2::text is null or kind = $2) order by kind, n offset $3 limit $4
"""
ALL = """
select kind, value, text, source, at, held from post_archives_trace
where owner_id = $1 order by kind, n
"""
HOLD = "update post_archives_trace set held = true where (owner_id, kind, value) = ($1, $2, $3)"
HELD = "select kind, value from post_archives_trace where owner_id = $1 and import_id = $2 and held"
AGAINST = """
select owner_id, kind, value from post_archives_trace
where lower(value) = $1 and kind in ('block', 'mute') and not held
"""
KINDS_OF_IMPORT = """
select kind, count(*) from post_archives_trace where owner_id = $1 and import_id = $2 group by kind
"""
OF_IMPORT = "delete from post_archives_trace where owner_id = $1 and import_id = $2"
ERASE = "delete from post_archives_trace where owner_id = $1"
ERASE_BROUGHT = "delete from post_archives_brought where owner_id = $1"
BROUGHT = """
select post_id, source, url from post_archives_brought where owner_id = $1 order by post_id
"""

Row = tuple[str, str, str, datetime | None]


async def add(db: Db, owner: UUID, source: str, import_id: UUID | None, rows: Sequence[Row]) -> int:
    """`rows`: kind, value, text, when. Answers how many were new."""
    if not rows:
        return 0
    return await db.run(ADD, owner, source, import_id, *map(list, zip(*rows, strict=True)))


async def page(db: Db, owner: UUID, kind: str | None, after: int, limit: int) -> list[Any]:
    """(kind, value, text, source, at), in the order of the archive."""
    return await db.rows(PAGE, owner, kind, after, limit)


async def everything(db: Db, owner: UUID) -> list[Any]:
    """(kind, value, text, source, at, whether it holds here)"""
    return await db.rows(ALL, owner)


async def hold(db: Db, owner: UUID, kind: str, value: str) -> None:
    """It holds here because of the archive."""
    await db.run(HOLD, owner, kind, value)


async def held(db: Db, owner: UUID, import_id: UUID) -> list[tuple[str, str]]:
    """(kind, value) of what holds because of it."""
    return [(row[0], row[1]) for row in await db.rows(HELD, owner, import_id)]


async def against(db: Db, address: str) -> list[tuple[UUID, str, str]]:
    """(owner, kind, value) of what is not held yet against who has this address."""
    return [(row[0], row[1], row[2]) for row in await db.rows(AGAINST, address.lower())]


async def kinds_of_import(db: Db, owner: UUID, import_id: UUID) -> dict[str, int]:
    """How many of each kind an import brought."""
    return {row[0]: row[1] for row in await db.rows(KINDS_OF_IMPORT, owner, import_id)}


async def forget(db: Db, owner: UUID, import_id: UUID) -> None:
    await db.run(OF_IMPORT, owner, import_id)


async def erase(db: Db, owner: UUID) -> int:
    return await db.run(ERASE, owner)


async def brought(db: Db, owner: UUID) -> list[Any]:
    """(post, source, url)"""
    return await db.rows(BROUGHT, owner)


async def erase_brought(db: Db, owner: UUID) -> int:
    return await db.run(ERASE_BROUGHT, owner)

"""SQL of what somebody did elsewhere beside showing posts."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.post_archives.formats import TraceKind
from leapfrog.post_archives.store import BroughtPostRow

ADD = """
insert into post_archives_trace (owner_id, source, import_id, kind, value, text, at, held)
select $1, $2, $3, g.*
from unnest($4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::bool[])
    as g (kind, value, text, at, held)
on conflict do nothing
"""
PAGE = """
select kind, value, text, source, at, held from post_archives_trace
where owner_id = $1 and ($2::text is null or kind = $2) order by kind, n offset $3 limit $4
"""
ALL = """
select kind, value, text, source, at, held from post_archives_trace
where owner_id = $1 order by kind, n
"""
HOLD = """
update post_archives_trace t set held = true
from unnest($2::text[], $3::text[]) as w (kind, value)
where (t.owner_id, t.kind, t.value) = ($1, w.kind, w.value)
"""
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


class NewTrace(msgspec.Struct, frozen=True):
    """What somebody did elsewhere, as it is kept first."""

    kind: str
    value: str
    text: str
    at: datetime | None
    held: bool = False


class TraceRow(msgspec.Struct, frozen=True):
    """A trace as its row; `held`: it holds here because of the archive."""

    kind: TraceKind
    value: str
    text: str
    source: str
    at: datetime | None
    held: bool


class TraceKey(msgspec.Struct, frozen=True):
    """Which trace of somebody."""

    kind: str
    value: str


class AwaitedTrace(msgspec.Struct, frozen=True):
    """A block or mute of somebody that does not hold yet."""

    owner_id: UUID
    kind: str
    value: str


async def add(
    db: Db, owner: UUID, source: str, import_id: UUID | None, found: Sequence[NewTrace]
) -> int:
    """Answers how many were new."""
    if not found:
        return 0
    kinds, values = [one.kind for one in found], [one.value for one in found]
    texts, times = [one.text for one in found], [one.at for one in found]
    held = [one.held for one in found]
    return await db.run(ADD, owner, source, import_id, kinds, values, texts, times, held)


async def page(db: Db, owner: UUID, kind: str | None, after: int, limit: int) -> list[TraceRow]:
    """In the order of the archive."""
    return await db.all_as(TraceRow, PAGE, owner, kind, after, limit)


async def everything(db: Db, owner: UUID) -> list[TraceRow]:
    return await db.all_as(TraceRow, ALL, owner)


async def hold(db: Db, owner: UUID, traces: Sequence[TraceKey]) -> None:
    """These hold here because of the archive."""
    kinds, values = [one.kind for one in traces], [one.value for one in traces]
    await db.run(HOLD, owner, kinds, values)


async def held(db: Db, owner: UUID, import_id: UUID) -> list[TraceKey]:
    """What holds because of it."""
    return await db.all_as(TraceKey, HELD, owner, import_id)


async def against(db: Db, address: str) -> list[AwaitedTrace]:
    """What is not held yet against who has this address."""
    return await db.all_as(AwaitedTrace, AGAINST, address.lower())


async def kinds_of_import(db: Db, owner: UUID, import_id: UUID) -> dict[str, int]:
    """How many traces (likes, follows, ...) an import brought, by kind."""
    return dict(await db.rows(KINDS_OF_IMPORT, owner, import_id))


async def forget(db: Db, owner: UUID, import_id: UUID) -> None:
    await db.run(OF_IMPORT, owner, import_id)


async def erase(db: Db, owner: UUID) -> int:
    return await db.run(ERASE, owner)


async def brought(db: Db, owner: UUID) -> list[BroughtPostRow]:
    return await db.all_as(BroughtPostRow, BROUGHT, owner)


async def erase_brought(db: Db, owner: UUID) -> int:
    return await db.run(ERASE_BROUGHT, owner)

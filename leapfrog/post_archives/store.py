"""SQL of where posts come from."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

# Whatever came of an archive once is known: what was taken back here does not return by itself.
BROUGHT = """
select post_id, import_id from post_archives_brought
where owner_id = $1 and post_id = any($2::uuid[])
"""
NOTE = """
insert into post_archives_brought (owner_id, post_id, import_id, source, url)
select $1, g.post_id, $2, g.source, g.url
from unnest($3::uuid[], $4::text[], $5::text[]) as g (post_id, source, url)
on conflict do nothing
"""
ORIGINS = "select post_id, source, url from post_archives_brought where post_id = any($1::uuid[])"
OF_IMPORT = "select post_id from post_archives_brought where owner_id = $1 and import_id = $2"
FORGET = "delete from post_archives_brought where owner_id = $1 and import_id = $2"


class BroughtPostRow(msgspec.Struct, frozen=True):
    """From which place a post came, and at what address it was there."""

    post_id: UUID
    source: str
    url: str


async def brought(db: Db, owner: UUID, ids: Sequence[UUID]) -> dict[UUID, UUID | None]:
    """Those of these posts that an archive brought once, here still or not, each with the import;
    None: it came in a take-out.
    """
    return dict(await db.rows(BROUGHT, owner, list(ids)))


async def note(db: Db, owner: UUID, import_id: UUID | None, found: Sequence[BroughtPostRow]) -> int:
    """Notes where posts of the owner come from. `import_id`: which import brought them, None for a
    take-out. Answers how many were new.
    """
    if not found:
        return 0
    ids, sources = [one.post_id for one in found], [one.source for one in found]
    return await db.run(NOTE, owner, import_id, ids, sources, [one.url for one in found])


async def origins(db: Db, ids: Sequence[UUID]) -> list[BroughtPostRow]:
    return await db.all_as(BroughtPostRow, ORIGINS, list(ids))


async def of_import(db: Db, owner: UUID, import_id: UUID) -> list[UUID]:
    """The posts that an import brought."""
    return [one for (one,) in await db.rows(OF_IMPORT, owner, import_id)]


async def forget(db: Db, owner: UUID, import_id: UUID) -> None:
    """That the posts of an import ever were here."""
    await db.run(FORGET, owner, import_id)

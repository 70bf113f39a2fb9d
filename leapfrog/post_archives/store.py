"""SQL of where posts come from."""

from collections.abc import Sequence
from uuid import UUID

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


async def brought(db: Db, owner: UUID, ids: Sequence[UUID]) -> dict[UUID, UUID | None]:
    """Those of these posts that an archive brought once, here still or not, each with the import;
    None: it came in a take-out.
    """
    return {row[0]: row[1] for row in await db.rows(BROUGHT, owner, list(ids))}


async def note(
    db: Db, owner: UUID, import_id: UUID | None, found: Sequence[tuple[UUID, str, str]]
) -> int:
    """Notes from where posts are: (post, place, address). `import_id`: which import brought them;
    None: they came in a take-out. Answers how many were new.
    """
    if not found:
        return 0
    return await db.run(NOTE, owner, import_id, *map(list, zip(*found, strict=True)))


async def origins(db: Db, ids: Sequence[UUID]) -> list[tuple[UUID, str, str]]:
    """(post, place, address)"""
    return [(row[0], row[1], row[2]) for row in await db.rows(ORIGINS, list(ids))]


async def of_import(db: Db, owner: UUID, import_id: UUID) -> list[UUID]:
    """The posts that an import brought."""
    return [row[0] for row in await db.rows(OF_IMPORT, owner, import_id)]


async def forget(db: Db, owner: UUID, import_id: UUID) -> None:
    """That the posts of an import ever were here."""
    await db.run(FORGET, owner, import_id)

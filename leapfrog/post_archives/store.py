"""SQL of posts on their way in, and of where they come from."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db, Row
from leapfrog.post_archives.formats import Kind, Source
from leapfrog.post_archives.model import (
    ImportChoice,
    ImportKind,
    ImportTraces,
    PostImport,
    PostImportRemark,
    State,
    Widest,
)

MOST_PREVIEWS = 5
ADD = """
insert into posts_import (id, owner_id, name, sha256, file_id, source, account, state, audience,
    kinds, chosen, traces, files, missing, first_at, last_at, skipped, problems, created_at)
values ($1, $2, $3, $4, $5, $6, $7, 'preview', 'me', $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
on conflict do nothing
"""
ORIGIN = "select owner_id, sha256 from posts_import where id = $1"
IMPORTS = """
select id, name, source, account, state, audience, kinds, chosen, traces, files, missing, first_at,
    last_at, done, added, skipped, problems, created_at, applied_at
from posts_import
where owner_id = $1 and ($2::uuid is null or id = $2) order by created_at desc, id desc
"""
LOCK = "select state, file_id from posts_import where owner_id = $1 and id = $2 for update"
LOCK_ALL = "select state from posts_import where owner_id = $1 order by id for update"
WORK = """
select owner_id, name, source, audience, chosen from posts_import
where id = $1 and state = 'working'
"""
BEGIN = """
update posts_import set state = 'working', audience = $2, chosen = $3, done = 0
where id = $1
"""
PROGRESS = "update posts_import set done = $2, added = added + $3 where id = $1"
SET_STATE = """
update posts_import
set state = $2, applied_at = case when $2 = 'applied' then $3 else applied_at end where id = $1
"""
REMARK = "update posts_import set problems = $2, skipped = $3 where id = $1"
LOSE_FILE = "update posts_import set file_id = null where id = $1"
OLD = """
select id, file_id from posts_import where owner_id = $1 and state in ('preview', 'failed')
order by created_at desc, id desc offset $2
"""
DELETE = "delete from posts_import where id = $1"
# Whatever came of an archive once is known: what was taken back here does not return by itself.
BROUGHT = "select post_id from posts_brought where owner_id = $1 and post_id = any($2::uuid[])"
NOTE = """
insert into posts_brought (owner_id, post_id, import_id, source, url)
select $1, g.post_id, $2, g.source, g.url
from unnest($3::uuid[], $4::text[], $5::text[]) as g (post_id, source, url)
on conflict do nothing
"""
ORIGINS = "select post_id, source, url from posts_brought where post_id = any($1::uuid[])"
OF_IMPORT = "select post_id from posts_brought where owner_id = $1 and import_id = $2"
FORGET = "delete from posts_brought where owner_id = $1 and import_id = $2"


class PostImportJob(msgspec.Struct, frozen=True):
    """What is to be read, for whom, and how."""

    owner_id: UUID
    name: str
    source: Source
    audience: Widest
    chosen: list[Kind]


async def add(db: Db, import_id: UUID, owner: UUID, values: Sequence[Any]) -> bool:
    """`values`: name, SHA-256, file, source, account, kinds, chosen, traces, files, missing, first,
    last, skipped, remarks. False when the id is taken.
    """
    return await db.run(ADD, import_id, owner, *values, db.now) == 1


async def origin(db: Db, import_id: UUID) -> tuple[UUID, bytes] | None:
    """Whose it is, and of which file."""
    row = await db.row(ORIGIN, import_id)
    return (row[0], row[1]) if row else None


async def imports(db: Db, owner: UUID, import_id: UUID | None = None) -> list[PostImport]:
    """All of a person, or that one; the newest first."""
    return [_import(row) for row in await db.rows(IMPORTS, owner, import_id)]


def _import(row: Row) -> PostImport:
    found = list(row)
    found[6] = msgspec.convert(row[6], list[ImportKind])
    found[8] = msgspec.convert(row[8], list[ImportTraces])
    found[16] = msgspec.convert(row[16], list[PostImportRemark])
    return PostImport(*found)


async def lock(db: Db, owner: UUID, import_id: UUID) -> tuple[State, UUID | None] | None:
    """Its state and file, to be changed in this transaction; None when it is not the owner's."""
    row = await db.row(LOCK, owner, import_id)
    return (row[0], row[1]) if row else None


async def lock_all(db: Db, owner: UUID) -> list[State]:
    """The states of all of a person, none of which changes in this transaction."""
    return [row[0] for row in await db.rows(LOCK_ALL, owner)]


async def work(db: Db, import_id: UUID) -> PostImportJob | None:
    """What is to be done; None when it is done, or was ended."""
    row = await db.row(WORK, import_id)
    return PostImportJob(*row) if row else None


async def begin(db: Db, import_id: UUID, choice: ImportChoice) -> None:
    await db.run(BEGIN, import_id, choice.audience, list(choice.kinds))


async def progress(db: Db, import_id: UUID, done: int, added: int) -> None:
    """`added`: so many more came in."""
    await db.run(PROGRESS, import_id, done, added)


async def set_state(db: Db, import_id: UUID, state: State) -> None:
    await db.run(SET_STATE, import_id, state, db.now)


async def remark(
    db: Db, import_id: UUID, remarks: Sequence[PostImportRemark], skipped: int
) -> None:
    await db.run(REMARK, import_id, msgspec.to_builtins(remarks), skipped)


async def lose_file(db: Db, import_id: UUID) -> None:
    await db.run(LOSE_FILE, import_id)


async def old(db: Db, owner: UUID) -> list[tuple[UUID, UUID | None]]:
    """(id, file) of all but the newest that were only looked at."""
    return [(row[0], row[1]) for row in await db.rows(OLD, owner, MOST_PREVIEWS)]


async def delete(db: Db, import_id: UUID) -> None:
    await db.run(DELETE, import_id)


async def brought(db: Db, owner: UUID, ids: Sequence[UUID]) -> set[UUID]:
    """Those of these posts that an archive brought once, here still or not."""
    return {row[0] for row in await db.rows(BROUGHT, owner, list(ids))}


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
    return [row[0] for row in await db.rows(OF_IMPORT, owner, import_id)]


async def forget(db: Db, owner: UUID, import_id: UUID) -> None:
    """That the posts of an import ever were here."""
    await db.run(FORGET, owner, import_id)

"""SQL of pictures that stand for words elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db

KNOWN = """
select id from fediverse_emoji where id = any($1::uuid[]) and (picture is not null or at > $2)
"""
COUNT = "select count(*) from fediverse_emoji where host = $1"
KEEP = """
insert into fediverse_emoji (id, host, url, picture, at) values ($1, $2, $3, $4, $5)
on conflict (id) do update set at = excluded.at,
    picture = coalesce(excluded.picture, fediverse_emoji.picture)
"""
PICTURE = "select picture from fediverse_emoji where id = $1"


async def known(db: Db, ids: Sequence[UUID], after: datetime) -> set[UUID]:
    """Which of these are here, or could not be had after that time."""
    return {row[0] for row in await db.rows(KNOWN, list(ids), after)}


async def count(db: Db, host: str) -> int:
    return int(await db.value(COUNT, host))


async def keep(db: Db, ident: UUID, host: str, url: str, picture: bytes | None) -> None:
    """Without a picture it could not be had; one that is here stays."""
    await db.run(KEEP, ident, host, url, picture, db.now)


async def picture(db: Db, ident: UUID) -> bytes | None:
    found: bytes | None = await db.value(PICTURE, ident)
    return found

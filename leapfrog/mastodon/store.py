"""SQL of what the Mastodon API keeps of its own: keys of requests, and the secret of addresses."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db

ONCE = """
insert into mastodon_once as o (token_id, key, status_id, at) values ($1, $2, $3, $4)
on conflict (token_id, key) do update set key = excluded.key returning status_id
"""
DROP_EXPIRED = "delete from mastodon_once where at <= $1"
SECRET = "select secret from mastodon_secret"


async def once(db: Db, token_id: UUID, key: str, status_id: UUID) -> UUID:
    """The id that was made under this key first; whoever comes second waits for the first."""
    found: UUID = await db.value(ONCE, token_id, key, status_id, db.now)
    return found


async def drop_expired(db: Db, before: datetime) -> None:
    await db.run(DROP_EXPIRED, before)


async def secret(db: Db) -> bytes:
    """With what addresses of files are signed."""
    found: bytes = await db.value(SECRET)
    return found

"""What the Mastodon API forgets with time."""

from leapfrog.kernel.db import Db
from leapfrog.mastodon import store
from leapfrog.mastodon.model import ONCE


async def drop_expired(db: Db) -> None:
    """Deletes the idempotency keys of requests of client apps after an hour."""
    await store.drop_expired(db, db.now - ONCE)

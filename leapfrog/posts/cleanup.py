"""What is no use to anybody any more."""

from leapfrog.kernel.db import Db
from leapfrog.posts import files, notifications, store_mutes


async def drop_expired(db: Db) -> None:
    """Old notifications, mutes whose time is over, uploads whose post never came."""
    await notifications.forget_old(db)
    await store_mutes.tidy(db, db.now)
    await files.drop_unused(db)

"""What an archive brought is gone again. Nobody was told that it came, so nobody is told now."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.post_archives import keeping_away, store, store_traces
from leapfrog.posts import take_away_posts

AT_ONCE = 1_000


async def take_away(db: Db, owner: UUID, import_id: UUID) -> None:
    """Takes an import back: its posts with all that hangs on them, its traces, and blocks and mutes
    that were in force because of them. What was here before it stays.
    """
    ids = await store.of_import(db, owner, import_id)
    for start in range(0, len(ids), AT_ONCE):
        await take_away_posts(db, owner, ids[start : start + AT_ONCE])
    await store.forget(db, owner, import_id)
    await keeping_away.let_go(db, owner, import_id)
    await store_traces.forget(db, owner, import_id)

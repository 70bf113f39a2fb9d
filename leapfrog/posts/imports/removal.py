"""What an archive brought is gone again. Nobody was told that it came, so nobody is told now."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.posts import files
from leapfrog.posts import store as store_posts
from leapfrog.posts.imports import keeping_away, store, store_traces

AT_ONCE = 1_000


async def take_away(db: Db, owner: UUID, import_id: UUID) -> None:
    """Its posts with all that hangs on them, its traces, and what holds because of those. What was
    here before it stays.
    """
    ids = await store.of_import(db, owner, import_id)
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        await files.drop(db, await store.files_of(db, part))
        await store_posts.uncount(db, part)
    await store.forget(db, owner, import_id, ids)
    await keeping_away.let_go(db, owner, import_id)
    await store_traces.forget(db, owner, import_id)

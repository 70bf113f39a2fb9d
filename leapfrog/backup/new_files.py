"""Files that people bring are copied to where the log goes, while the town is open: a log without
them brings back messages whose pictures are gone.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from leapfrog.backup import blobs, store
from leapfrog.kernel.http import Town
from leapfrog.kernel.turning import turning

EVERY = 30.0
# What began before the last look may have been committed after it.
OVERLAP = timedelta(minutes=10)


@asynccontextmanager
async def following(town: Town) -> AsyncIterator[None]:
    """A context for as long as a town is open: finished segments of its log are put aside to the
    archive of the settings every 30 seconds, with its new files. Does nothing where no archive is
    set, or files lie in an object storage.
    """
    shelf = town.settings.archive
    if shelf is None or town.settings.media_url:
        yield
        return
    async with turning(EVERY, Follower(town, shelf).turn):
        yield


class Follower:
    """Copies into a folder of backups what files are new since the last turn; in its first turn all
    that are not there.
    """

    def __init__(self, town: Town, shelf: Path) -> None:
        self._town = town
        self._media, self._blobs = town.settings.home / "media", shelf / "blobs"
        self._since: datetime | None = None

    async def turn(self) -> None:
        now = self._town.clock.now()
        if self._since is None:
            await asyncio.to_thread(blobs.copy_all, self._media, self._blobs)
        else:
            async with self._town.database.glance() as db:
                names = await store.blobs_since(db, self._since - OVERLAP)
            await asyncio.to_thread(self._copy, names)
        self._since = now

    def _copy(self, names: set[str]) -> None:
        for name in names:
            if not blobs.path_of(self._blobs, name).exists():
                blobs.copy(self._media, self._blobs, name)

"""What a process that was killed leaves behind: files that it had only for a moment, blobs that it
wrote and whose owner it did not come to note. Whatever was not touched for a day is nobody's.
"""

import asyncio
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from leapfrog.kernel.db import Db
from leapfrog.kernel.files import delete_unowned, unowned
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import enqueue
from leapfrog.kernel.timers import schedule

SWEEP = "storage:sweep"
EVERY = timedelta(days=1)
# No upload takes that long, and no import.
UNTOUCHED = timedelta(days=1)

log = structlog.get_logger()


async def sweep_is_due(db: Db, ref: str, _body: object) -> None:
    """The timer: the job, and again a day later."""
    await enqueue(db, SWEEP, {}, key=SWEEP)
    await schedule(db, SWEEP, ref, db.now + EVERY)


async def sweep(town: Town, _payload: Any) -> None:
    """The job."""
    before = datetime.now(UTC) - UNTOUCHED
    left = await asyncio.to_thread(_sweep_folder, town.settings.home / "tmp", before)
    left += await asyncio.to_thread(town.files.drop_unfinished, before)
    async for names in town.files.older(before):
        async with town.database.glance() as db:
            nobodys = await unowned(db, names)
        await delete_unowned(town.database, town.files, nobodys)
        left += len(nobodys)
    if left:
        log.warning("leftovers_deleted", count=left)


def _sweep_folder(folder: Path, before: datetime) -> int:
    """Deletes what is in a folder and was not touched since, nor anything in it; answers how many
    entries.
    """
    gone = 0
    for entry in folder.iterdir() if folder.is_dir() else ():
        if _touched(entry) < before.timestamp():
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)
            gone += 1
    return gone


def _touched(entry: Path) -> float:
    """When it, or the newest of what is in it, was written last; just now for what is gone."""
    try:
        return max(path.stat().st_mtime for path in (entry, *entry.rglob("*")))
    except FileNotFoundError:
        return datetime.now(UTC).timestamp()

"""Letting an archive in: a job that may be killed and begun anew at any time, since all that it
makes has the same ids each time.
"""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from leapfrog.kernel import stream
from leapfrog.kernel.db import GONE, Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work, enqueue
from leapfrog.kernel.storage import DiskFull, QuotaFull, StorageFull
from leapfrog.kernel.unpacking import Folder
from leapfrog.post_archives import keeping_away, store, traces
from leapfrog.post_archives.bringing import PostImportWriter, Ready
from leapfrog.post_archives.errors import NoPostImport, PostImportUndone
from leapfrog.post_archives.formats import ArchivedPost, ArchivedTrace, read
from leapfrog.post_archives.model import MOST_REMARKS, ImportChoice, PostImport, PostImportRemark
from leapfrog.post_archives.preview import file_of, let_go, one
from leapfrog.posts import check_open, drop_loose_files

APPLY = "posts:bring"
BATCH = 100
FULL = frozenset((QuotaFull.code, DiskFull.code))


async def ask(db: Db, owner: UUID, import_id: UUID, choice: ImportChoice) -> PostImport:
    """Lets the chosen kinds in; the job does it. Twice is one operation.

    Raises `NoPostImport`, `PostImportUndone`, `Closed`, `Invalid` when nothing is chosen.
    """
    found = await store.lock(db, owner, import_id)
    if found is None:
        raise NoPostImport
    if found[0] == "undone":
        raise PostImportUndone
    if found[0] in ("preview", "failed"):
        await check_open(db, owner)
        before = await one(db, owner, import_id)
        if not choice.kinds and not before.traces:
            raise Invalid("Choose what is to come in.")
        await store.begin(db, import_id, choice)
        await enqueue(db, APPLY, {"id": str(import_id)}, key=f"{APPLY}:{import_id}")
    return await one(db, owner, import_id)


def works(town: Town) -> Mapping[str, Work]:
    """The jobs, by name."""
    return {APPLY: partial(work, town)}


async def work(town: Town, payload: Any) -> None:
    """The job."""
    import_id = UUID(payload["id"])
    async with town.database.reading() as db:
        job = await store.work(db, import_id)
    if job is None:
        return
    received: list[UUID] = []
    try:
        async with file_of(town, job.owner_id, import_id) as path:
            await _Applying(town, import_id, job, received).all(path)
    except GONE:
        # The job is run again.
        raise
    except Exception as cause:
        async with town.database.transaction() as db:
            if await store.work(db, import_id) is None:
                # Another run of the same job was faster, or the owner is gone.
                return
            await store.set_state(db, import_id, "failed")
            if isinstance(cause, StorageFull):
                await _say(db, job.owner_id, import_id, PostImportRemark("", cause.code))
            _tell(db, job.owner_id)
        if not isinstance(cause, StorageFull):
            raise
    finally:
        await _tidy(town, job.owner_id, received)


async def _say(db: Db, owner: UUID, import_id: UUID, why: PostImportRemark) -> None:
    """Notes first of all why it did not come in."""
    before = await one(db, owner, import_id)
    await store.remark(db, import_id, [why, *_others(before.problems)], before.skipped)


def _others(problems: Sequence[PostImportRemark]) -> list[PostImportRemark]:
    """What is wrong with the archive, not with the town."""
    return [one for one in problems if one.reason not in FULL]


async def _tidy(town: Town, owner: UUID, received: Sequence[UUID]) -> None:
    """What a run received for posts that never came goes with it, unless an archive is on its way
    in that may want it: the same thing has the same id each time.
    """
    if not received:
        return
    async with town.database.transaction() as db:
        if "working" not in await store.lock_all(db, owner):
            await drop_loose_files(db, received)


class _Ended(Exception):
    """This is not worked on any more."""


class _Applying:
    """One run of the job."""

    def __init__(
        self, town: Town, import_id: UUID, job: store.PostImportJob, received: list[UUID]
    ) -> None:
        self.town, self.import_id, self.job, self.received = town, import_id, job, received
        self.done = 0

    async def all(self, path: Path) -> None:
        with path.open("rb") as file:
            folder = Folder(file, self.job.name)
            writer = PostImportWriter(self.town, self.import_id, self.job, folder, self.received)
            told = read(folder)
            while batch := await asyncio.to_thread(list, islice(told, BATCH)):
                sent = [one for one in batch if isinstance(one, ArchivedPost)]
                ready = await writer.ready(sent)
                self.done += len(sent)
                await self._keep(
                    writer, ready, [one for one in batch if isinstance(one, ArchivedTrace)]
                )
        await self._finish(writer)

    async def _keep(
        self, writer: PostImportWriter, ready: Sequence[Ready], found: list[ArchivedTrace]
    ) -> None:
        """One batch, and how far it is now; of two runs one waits for the other."""
        async with self.town.database.transaction() as db:
            owner = self.job.owner_id
            state = await store.lock(db, owner, self.import_id)
            if state is None or state[0] != "working":
                raise _Ended
            added = await writer.bring(db, ready)
            await traces.keep(db, owner, self.job.source, self.import_id, found)
            await keeping_away.hold(db, owner, found)
            await store.progress(db, self.import_id, self.done, added)
            _tell(db, owner)

    async def _finish(self, writer: PostImportWriter) -> None:
        owner = self.job.owner_id
        async with self.town.database.transaction() as db:
            found = await store.lock(db, owner, self.import_id)
            if found is None or found[0] != "working":
                return
            before = await one(db, owner, self.import_id)
            remarks = [*_others(before.problems), *writer.remarks]
            skipped = before.skipped + len(writer.remarks)
            await store.remark(db, self.import_id, remarks[:MOST_REMARKS], skipped)
            await store.set_state(db, self.import_id, "applied")
            await let_go(db, owner, self.import_id, found[1])
            _tell(db, owner)


def _tell(db: Db, owner: UUID) -> None:
    stream.tell(db, (owner,), {"t": "changed", "what": "post_imports"})

"""Letting a history in: a job that may be killed and begun anew at any time, since all that it
makes has the same ids each time. What it makes is seen when all of it is there.
"""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from leapfrog.chat import archives_by_digest, open_archives
from leapfrog.chat_archives import store_imports
from leapfrog.chat_archives.errors import HistoryUndone, NoHistory
from leapfrog.chat_archives.model import HistoryImport, HistoryRemark, ImportPerson, ImportThread
from leapfrog.chat_archives.people import contacts_of
from leapfrog.chat_archives.preview import file_of, let_go, one, options_of
from leapfrog.chat_archives.writing import ArchiveWriter
from leapfrog.chat_formats import Folder, HistoryEntry, HistoryThread, Speaker, Told, read
from leapfrog.kernel import stream
from leapfrog.kernel.db import GONE, Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import enqueue
from leapfrog.kernel.storage import DiskFull, QuotaFull, StorageFull

APPLY = "history:apply"
BATCH = 400
FULL = frozenset((QuotaFull.code, DiskFull.code))
PAGE = 5_000

log = structlog.get_logger()


async def ask(db: Db, owner: UUID, import_id: UUID, threads: Sequence[int] | None) -> HistoryImport:
    """Lets these threads in, or all that are not here already; the job does it. Twice is one
    operation.

    Raises `NoHistory`, `HistoryUndone`, `Invalid` when nothing is chosen.
    """
    found = await store_imports.lock(db, owner, import_id)
    if found is None:
        raise NoHistory
    if found[0] == "undone":
        raise HistoryUndone
    if found[0] in ("preview", "failed"):
        await _know(db, owner, import_id)
        if threads is not None:
            await store_imports.pick(db, import_id, threads)
        await _begin(db, owner, import_id)
    return await one(db, owner, import_id)


async def _know(db: Db, owner: UUID, import_id: UUID) -> None:
    """Marks what came in since the file was looked at."""
    await store_imports.lock_all(db, owner)
    digests = await store_imports.digests(db, import_id)
    here = await archives_by_digest(db, owner, set(digests.values()))
    await store_imports.know(db, owner, import_id, here)


async def _begin(db: Db, owner: UUID, import_id: UUID) -> None:
    chosen = await one(db, owner, import_id)
    if any(thread.chosen for thread in chosen.threads):
        await store_imports.set_state(db, import_id, "working")
        await enqueue(db, APPLY, {"id": str(import_id)}, key=f"{APPLY}:{import_id}")
    elif all(thread.known for thread in chosen.threads):
        # The very same is here: nothing is added, and that is done.
        await store_imports.set_state(db, import_id, "applied")
    else:
        raise Invalid("Choose what is to come in.")


async def work(town: Town, payload: Any) -> None:
    """The job."""
    import_id = UUID(payload["id"])
    async with town.database.reading() as db:
        job = await store_imports.work(db, import_id)
    if job is None:
        return
    try:
        async with file_of(town, job.owner_id, import_id) as path:
            await _Applying(town, import_id, job).all(path)
    except GONE:
        # The job is run again.
        raise
    except Exception as cause:
        async with town.database.transaction() as db:
            if await store_imports.work(db, import_id) is None:
                # Another run of the same job was faster, or the owner is gone.
                return
            await store_imports.set_state(db, import_id, "failed")
            full = cause.code if isinstance(cause, StorageFull) else ""
            await _say(db, job.owner_id, import_id, full)
            _tell(db, job.owner_id)
        if not full:
            raise


async def _say(db: Db, owner: UUID, import_id: UUID, full: str) -> None:
    """Notes that there was no room for it; empty: that there is, or that nobody knows."""
    before = (await one(db, owner, import_id)).problems
    told = [HistoryRemark("", full)] if full else []
    after = told + [each for each in before if each.reason not in FULL]
    if after != before:
        await store_imports.remark(db, import_id, after)


class _Ended(Exception):
    """This is not worked on any more."""


class _Applying:
    """One run of the job."""

    def __init__(self, town: Town, import_id: UUID, job: store_imports.HistoryImportJob) -> None:
        self.town, self.import_id, self.job = town, import_id, job
        self.done = 0

    async def all(self, path: Path) -> None:
        async with self.town.database.reading() as db:
            found = await one(db, self.job.owner_id, self.import_id)
            people = await _people(db, self.import_id)
            book = await contacts_of(db, self.job.owner_id, people)
            options = options_of(db, self.job.zone, self.job.day_first)
        chosen = {thread.n: thread for thread in found.threads if thread.chosen}
        digests = await self._digests()
        with path.open("rb") as file:
            folder = Folder(file, self.job.name)
            writer = ArchiveWriter(
                self.town, self.job.owner_id, folder, {one.key: one for one in people}
            )
            writer.book = book
            await self._threads(writer, read(folder, options), chosen, digests)
        await self._finish([thread.conversation_id for thread in chosen.values()])

    async def _digests(self) -> dict[UUID, bytes]:
        async with self.town.database.reading() as db:
            return await store_imports.digests(db, self.import_id)

    async def _threads(
        self,
        writer: ArchiveWriter,
        told: Iterator[Told],
        chosen: dict[int, ImportThread],
        digests: dict[UUID, bytes],
    ) -> None:
        n = -1
        while batch := await asyncio.to_thread(list, islice(told, BATCH)):
            for part in _parts(batch):
                if isinstance(part[0], HistoryThread):
                    n += 1
                    thread = chosen.get(n)
                    digest = digests[thread.conversation_id] if thread else b""
                    await writer.begin(thread, part[0], digest)
                    continue
                await writer.write(
                    [one for one in part if isinstance(one, Speaker)],
                    [one for one in part if isinstance(one, HistoryEntry)],
                )
            if writer.written != self.done:
                self.done = writer.written
                await self._progress()

    async def _progress(self) -> None:
        async with self.town.database.transaction() as db:
            if not await store_imports.progress(db, self.import_id, self.done):
                raise _Ended
            _tell(db, self.job.owner_id)

    async def _finish(self, ids: Sequence[UUID]) -> None:
        owner = self.job.owner_id
        async with self.town.database.transaction() as db:
            found = await store_imports.lock(db, owner, self.import_id)
            if found is None or found[0] != "working":
                return
            await open_archives(db, owner, ids)
            await store_imports.set_state(db, self.import_id, "applied")
            await _say(db, owner, self.import_id, "")
            await let_go(db, owner, self.import_id, found[1])
            _tell(db, owner)
            stream.tell(db, (owner,), {"t": "changed", "what": "conversations"})


async def _people(db: Db, import_id: UUID) -> list[ImportPerson]:
    found: list[ImportPerson] = []
    while page := await store_imports.people(db, import_id, len(found), PAGE):
        found += page
    return found


def _parts(batch: Sequence[Told]) -> Iterator[list[Told]]:
    """Each thread's beginning alone; what belongs to one thread together."""
    held: list[Told] = []
    for told in batch:
        if isinstance(told, HistoryThread):
            if held:
                yield held
            yield [told]
            held = []
        else:
            held.append(told)
    if held:
        yield held


def _tell(db: Db, owner: UUID) -> None:
    stream.tell(db, (owner,), {"t": "changed", "what": "histories"})

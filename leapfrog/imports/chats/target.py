"""Chats as a target of imports."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from leapfrog.chat import archives_by_digest, empty_archives, open_archives
from leapfrog.chat_formats import (
    Folder,
    HistoryEntry,
    HistorySkip,
    HistoryThread,
    ReadOptions,
    Speaker,
    Told,
    format_of,
    read,
)
from leapfrog.imports.chats import store
from leapfrog.imports.chats.model import LARGEST, ImportConversation, ImportPerson
from leapfrog.imports.chats.noting import note
from leapfrog.imports.chats.parts import contacts_of
from leapfrog.imports.chats.summary import AMBIGUOUS, HistorySummary, summarise
from leapfrog.imports.chats.writing import ArchiveWriter
from leapfrog.imports.counting import RecordCounts
from leapfrog.imports.model import (
    UNREADABLE,
    ImportChange,
    ImportCount,
    ImportJob,
    ImportOptions,
    ImportUpload,
    InFile,
    Noted,
    TargetName,
)
from leapfrog.imports.store import lock_all
from leapfrog.imports.target import ImportRun
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town

BATCH = 400
PAGE = 5_000


class ChatsTarget:
    """Each conversation of a file becomes an archive: read-only, its owner's alone. It is seen when
    all of it is there.
    """

    name: TargetName = "chats"
    largest = LARGEST
    most_previews = 5
    keeps_file = True

    def format_of(self, folder: Folder) -> str:
        """Raises `UnreadableFile`."""
        return format_of(folder)

    async def read(
        self, town: Town, owner: UUID, upload: ImportUpload, path: Path
    ) -> HistorySummary:
        """Reads all of it once. Raises `UnreadableFile`, `Invalid` for a zone that is none."""
        async with town.database.reading() as db:
            options = read_options(db, upload.options)
        return await asyncio.to_thread(summarise, path, upload.name, options)

    async def note(self, db: Db, job: ImportJob, found: HistorySummary) -> Noted:
        """Keeps its conversations and people."""
        return await note(db, job, found)

    def is_read_anew(self, before: ImportOptions, now: ImportOptions) -> bool:
        """The times of all messages follow from these."""
        return (before.zone, before.day_first) != (now.zone, now.day_first)

    async def choose(self, db: Db, job: ImportJob, change: ImportChange) -> None:
        """Which conversations come in."""
        if isinstance(change.conversations, tuple | None):
            await store.pick(db, job.id, change.conversations)

    async def in_file(self, db: Db, jobs: Sequence[ImportJob]) -> dict[UUID, InFile]:
        """How many conversations, messages and people."""
        found = await store.in_files(db, [job.id for job in jobs])
        return {one: InFile(chats=chats) for one, chats in found.items()}

    async def begin(self, db: Db, job: ImportJob) -> Noted | None:
        """Marks what came in since the file was looked at. Raises `Invalid`."""
        await lock_all(db, job.owner_id)
        digests = await store.digests(db, job.id)
        here = await archives_by_digest(db, job.owner_id, set(digests.values()))
        await store.know(db, job.owner_id, job.id, here)
        found = await store.conversations(db, job.id)
        if any(one.chosen for one in found):
            return None
        if not all(one.known for one in found):
            raise Invalid("Choose what is to come in.")
        # The very same is here: nothing is added, and that is done.
        return Noted(_all_known(job), job.problems, job.skipped)

    async def bring(self, run: ImportRun, path: Path) -> Noted:
        """Writes each chosen conversation into an archive of its own."""
        job = run.job
        async with run.town.database.reading() as db:
            found = await store.conversations(db, job.id)
            digests = await store.digests(db, job.id)
            people = await _people(db, job.id)
            book = await contacts_of(db, job.owner_id, people)
            options = read_options(db, job.options)
        with path.open("rb") as file:
            folder = Folder(file, job.name)
            speakers = {one.key: one for one in people}
            writer = ArchiveWriter(run.town, job.owner_id, folder, speakers)
            writer.book = book
            await _Bringing(run, writer, found, digests).all(read(folder, options))
        return Noted(writer.counts.all(), job.problems, job.skipped)

    async def finish(self, db: Db, job: ImportJob) -> None:
        """The archives are seen from now on."""
        await open_archives(db, job.owner_id, await store.chosen(db, job.id))
        _tell(db, job)

    async def tidy(self, run: ImportRun) -> None:
        """Nothing is left over: the files hang on archives that are undone with the import."""

    async def take_away(self, db: Db, job: ImportJob) -> None:
        """Empties the archives that it made."""
        await empty_archives(db, job.owner_id, await store.chosen(db, job.id))
        _tell(db, job)

    async def forget(self, db: Db, job: ImportJob) -> None:
        """Also what a job that failed had begun to write; not what was undone before."""
        await empty_archives(db, job.owner_id, await store.chosen(db, job.id))


def read_options(db: Db, options: ImportOptions) -> ReadOptions:
    """How a file is read. Raises `Invalid` for a zone that is none."""
    try:
        return ReadOptions(ZoneInfo(options.zone), options.day_first, db.now)
    except (ZoneInfoNotFoundError, ValueError, OSError) as cause:
        raise Invalid(f"There is no time zone {options.zone[:50]}.") from cause


def _all_known(job: ImportJob) -> list[ImportCount]:
    counts = RecordCounts()
    for one in job.counts:
        if one.kind == UNREADABLE:
            for reason, n in one.skipped.items():
                counts.unreadable(reason, n)
        else:
            counts.known(one.kind, one.seen)
    return counts.all()


async def _people(db: Db, import_id: UUID) -> list[ImportPerson]:
    found: list[ImportPerson] = []
    while page := await store.people(db, import_id, len(found), PAGE):
        found += page
    return found


def _tell(db: Db, job: ImportJob) -> None:
    stream.tell(db, (job.owner_id,), {"t": "changed", "what": "conversations"})


class _Bringing:
    """One run through a file."""

    def __init__(
        self,
        run: ImportRun,
        writer: ArchiveWriter,
        found: Sequence[ImportConversation],
        digests: dict[UUID, bytes],
    ) -> None:
        self.run, self.writer, self.digests = run, writer, digests
        self.found = {one.n: one for one in found}
        self.n, self.done = -1, 0

    async def all(self, told: Iterator[Told]) -> None:
        """Some hundred values at a time."""
        while batch := await asyncio.to_thread(list, islice(told, BATCH)):
            for part in _parts(batch):
                if isinstance(part[0], HistoryThread):
                    await self._begin(part[0])
                else:
                    await self._write(part)
            if self.writer.written != self.done:
                self.done = self.writer.written
                async with self.run.town.database.transaction() as db:
                    await self.run.progress(db, self.done)

    async def _begin(self, told: HistoryThread) -> None:
        self.n += 1
        one = self.found.get(self.n)
        if one is None or not one.chosen:
            await self.writer.begin(None, told, b"")
        else:
            await self.writer.begin(one, told, self.digests[one.conversation_id])

    async def _write(self, part: Sequence[Told]) -> None:
        entries = [one for one in part if isinstance(one, HistoryEntry)]
        await self.writer.write([one for one in part if isinstance(one, Speaker)], entries)
        one = self.found.get(self.n)
        if one is None or not one.chosen:
            for entry in entries:
                self.writer.left_out(entry, known=one is not None and one.known)
        for skipped in part:
            if isinstance(skipped, HistorySkip) and skipped.reason != AMBIGUOUS:
                self.writer.counts.unreadable(skipped.reason)


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

"""Posts as a target of imports."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from uuid import UUID

import msgspec

from leapfrog.imports.counting import RecordCounts
from leapfrog.imports.model import (
    MOST_REMARKS,
    ImportChange,
    ImportCount,
    ImportJob,
    ImportOptions,
    ImportUpload,
    InFile,
    Noted,
    PostsInFile,
    PostsOfKind,
    TargetName,
    TracesOfKind,
)
from leapfrog.imports.posts.model import LARGEST
from leapfrog.imports.posts.summary import PostArchiveSummary, summarise
from leapfrog.imports.posts.writing import FILE, PostImportWriter, Ready
from leapfrog.imports.store import lock_all
from leapfrog.imports.target import ImportRun
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.post_archives import (
    ArchivedPost,
    ArchivedTrace,
    PostSkip,
    Told,
    bring_traces,
    known,
    read,
    source_of,
    take_away,
    traces_of_import,
)
from leapfrog.posts import check_open, drop_loose_files
from leapfrog.unpacking import Folder

BATCH = 100
AT_ONCE = 5_000
# What is still to be decided: of a preview these are neither brought nor left out.
UNDECIDED = "undecided"


class PostsTarget:
    """An archive comes in with its own dates, for whom its owner chose, and nobody is told."""

    name: TargetName = "posts"
    largest = LARGEST
    most_previews = 5
    keeps_file = True

    def format_of(self, folder: Folder) -> str:
        """From which place it is. Raises `UnreadableFile`."""
        return source_of(folder)[0]

    async def read(
        self, town: Town, owner: UUID, upload: ImportUpload, path: Path
    ) -> PostArchiveSummary:
        """Reads all of it once. Raises `UnreadableFile`."""
        return await asyncio.to_thread(summarise, path, upload.name, owner)

    async def note(self, db: Db, job: ImportJob, found: PostArchiveSummary) -> Noted:
        """What it holds; nothing of it is kept beside that and the file."""
        kinds = [
            PostsOfKind(kind, len(ids), await _known(db, job.owner_id, ids))
            for kind, ids in found.ids.items()
        ]
        traces = [TracesOfKind(kind, count) for kind, count in found.traces.items()]
        about = PostsInFile(
            account=found.account,
            kinds=kinds,
            traces=traces,
            files=found.files,
            missing=found.missing,
            first_at=found.first_at,
            last_at=found.last_at,
        )
        details = msgspec.to_builtins(about)
        return Noted(_counts(about, found), found.remarks, found.unread.total(), details)

    def is_read_anew(self, before: ImportOptions, now: ImportOptions) -> bool:
        """Nothing of it depends on options."""
        return False

    async def choose(self, db: Db, job: ImportJob, change: ImportChange) -> None:
        """All that is chosen are options."""

    async def in_file(self, db: Db, jobs: Sequence[ImportJob]) -> dict[UUID, InFile]:
        """As it was noted when it was looked at."""
        return {job.id: InFile(posts=_noted(job)) for job in jobs}

    async def begin(self, db: Db, job: ImportJob) -> Noted | None:
        """Raises `Invalid`, `PostingClosed`."""
        await check_open(db, job.owner_id)
        if job.options.kinds == () and not _noted(job).traces:
            raise Invalid("Choose what is to come in.")
        return None

    async def bring(self, run: ImportRun, path: Path) -> Noted:
        """Posts with their files and traces, a hundred at a time."""
        job = run.job
        with path.open("rb") as file:
            folder = Folder(file, job.name)
            bringing = _Bringing(run, PostImportWriter(run, folder))
            told = read(folder)
            while batch := await asyncio.to_thread(list, islice(told, BATCH)):
                await bringing.batch(batch)
        return await bringing.noted()

    async def finish(self, db: Db, job: ImportJob) -> None:
        """Each batch is seen as soon as it is in."""

    async def tidy(self, run: ImportRun) -> None:
        """What a run received for posts that never came goes with it, unless an archive is on its
        way in that may want it: the same thing has the same id each time.
        """
        if not run.received:
            return
        async with run.town.database.transaction() as db:
            jobs = await lock_all(db, run.job.owner_id)
            if not any(job.state == "working" and job.target == self.name for job in jobs):
                await drop_loose_files(db, run.received)

    async def take_away(self, db: Db, job: ImportJob) -> None:
        """Its posts, its traces, and what holds because of those."""
        await take_away(db, job.owner_id, job.id)

    async def forget(self, db: Db, job: ImportJob) -> None:
        """Also what a job that failed had begun to write."""
        await take_away(db, job.owner_id, job.id)


def _noted(job: ImportJob) -> PostsInFile:
    return msgspec.convert(job.details, PostsInFile)


async def _known(db: Db, owner: UUID, ids: list[UUID]) -> int:
    parts = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    return sum([len(await known(db, owner, part)) for part in parts])


def _counts(about: PostsInFile, found: PostArchiveSummary) -> list[ImportCount]:
    counts = RecordCounts()
    for kind in about.kinds:
        counts.known(kind.kind, kind.known)
        counts.skipped(kind.kind, UNDECIDED, kind.posts - kind.known)
    for trace in about.traces:
        counts.skipped(trace.kind, UNDECIDED, trace.count)
    counts.skipped(FILE, UNDECIDED, about.files + about.missing)
    for reason, n in found.unread.items():
        counts.unreadable(reason, n)
    return counts.all()


class _Bringing:
    """One run through an archive."""

    def __init__(self, run: ImportRun, writer: PostImportWriter) -> None:
        self.run, self.writer, self.done = run, writer, 0
        self.traces = Counter[str]()

    async def batch(self, told: Sequence[Told]) -> None:
        """Files first; then all else in one transaction."""
        sent = [one for one in told if isinstance(one, ArchivedPost)]
        traces = [one for one in told if isinstance(one, ArchivedTrace)]
        ready = await self.writer.ready(sent)
        self.done += len(sent)
        await self._keep(ready, traces)
        self.traces.update(one.kind for one in traces)
        for one in told:
            if isinstance(one, PostSkip):
                self.writer.counts.unreadable(one.reason)

    async def _keep(self, ready: Sequence[Ready], traces: Sequence[ArchivedTrace]) -> None:
        """One batch, and how far it is now; of two runs one waits for the other."""
        job, source = self.run.job, self.writer.source
        async with self.run.town.database.transaction() as db:
            await self.run.hold(db)
            await self.writer.bring(db, ready)
            await bring_traces(db, job.owner_id, source, job.id, traces)
            await self.run.progress(db, self.done)

    async def noted(self) -> Noted:
        """What came of it, by all runs together."""
        job, writer = self.run.job, self.writer
        async with self.run.town.database.reading() as db:
            brought = await traces_of_import(db, job.owner_id, job.id)
        for kind, seen in self.traces.items():
            new = min(seen, brought.get(kind, 0))
            writer.counts.brought(kind, new)
            writer.counts.known(kind, seen - new)
        problems = [*job.problems, *writer.remarks][:MOST_REMARKS]
        return Noted(writer.counts.all(), problems, job.skipped + len(writer.remarks))

"""What each target of imports gives: contacts, chats, posts. A target reads its files, says what is
in them, brings that into its module, and takes it away again.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from leapfrog.imports import store
from leapfrog.imports.model import (
    ImportChange,
    ImportJob,
    ImportOptions,
    ImportUpload,
    InFile,
    Noted,
    TargetName,
)
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.unpacking import Folder


class Ended(Exception):
    """This is not worked on any more."""


class ImportRun:
    """One run of the worker for one import. `received`: files that came in during it, whatever
    becomes of what they hang on.
    """

    def __init__(self, town: Town, job: ImportJob) -> None:
        self.town, self.job = town, job
        self.received: list[UUID] = []

    async def hold(self, db: Db) -> None:
        """Until the commit nobody else works on it or ends it. Raises `Ended`."""
        found = await store.lock(db, self.job.owner_id, self.job.id)
        if found is None or found.state != "working":
            raise Ended

    async def progress(self, db: Db, done: int) -> None:
        """So many records were gone through. Raises `Ended`."""
        if not await store.progress(db, self.job.id, done):
            raise Ended
        tell(db, self.job.owner_id)


class ImportTarget(Protocol):
    """One kind of thing that files are brought for.

    - `largest`: bytes of a file; `most_previews`: how many that were only looked at are kept;
      `keeps_file`: whether the file is needed again when it is applied.
    - `begin` either does all of it in the transaction of the request and answers what came of it,
      or answers None: then a job calls `bring`, which may die and be run again, and doubles
      nothing then; and at its end, in one transaction, `finish`.
    """

    name: TargetName
    largest: int
    most_previews: int
    keeps_file: bool

    def format_of(self, folder: Folder) -> str:
        """Which of its formats reads it. Raises `UnreadableFile`."""
        ...

    async def read(self, town: Town, owner: UUID, upload: ImportUpload, path: Path) -> Any:
        """What `note` needs of the file, read outside of a transaction. Raises `UnreadableFile`,
        `Invalid` for options that are none.
        """
        ...

    async def note(self, db: Db, job: ImportJob, found: Any) -> Noted:
        """Keeps what is in the file as parts of the import. Raises `UnreadableFile`."""
        ...

    def is_read_anew(self, before: ImportOptions, now: ImportOptions) -> bool:
        """Whether the file must be read again for these options."""
        ...

    async def choose(self, db: Db, job: ImportJob, change: ImportChange) -> None:
        """Keeps what of the file is to come in, where that is no option."""
        ...

    async def in_file(self, db: Db, jobs: Sequence[ImportJob]) -> dict[UUID, InFile]:
        """What the files of these imports hold."""
        ...

    async def begin(self, db: Db, job: ImportJob) -> Noted | None:
        """Checks that it may come in. Raises `Invalid` when nothing is to come in."""
        ...

    async def bring(self, run: ImportRun, path: Path) -> Noted:
        """Brings it in; answers what came of it. Raises `StorageFull`, `Ended`."""
        ...

    async def finish(self, db: Db, job: ImportJob) -> None:
        """All of it is in: from now on it is seen."""
        ...

    async def tidy(self, run: ImportRun) -> None:
        """After each run, however it ended."""
        ...

    async def take_away(self, db: Db, job: ImportJob) -> None:
        """What it brought is gone again. What was here before stays."""
        ...

    async def forget(self, db: Db, job: ImportJob) -> None:
        """Also what a job that failed had begun to write, and what is prepared for it."""
        ...


def tell(db: Db, owner: UUID) -> None:
    """One of the owner's imports is different."""
    stream.tell(db, (owner,), {"t": "changed", "what": "imports"})

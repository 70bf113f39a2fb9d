"""Contacts as a target of imports."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import msgspec

from leapfrog.contacts import forget_batch, take_away_batch
from leapfrog.imports import store as imports
from leapfrog.imports.contacts import apply, preview, store
from leapfrog.imports.contacts.model import LARGEST
from leapfrog.imports.contacts.reading import format_of
from leapfrog.imports.counting import RecordCounts
from leapfrog.imports.model import (
    UNREADABLE,
    ImportChange,
    ImportCount,
    ImportJob,
    ImportOptions,
    ImportUpload,
    InFile,
    KeptAsIs,
    Noted,
    TargetName,
)
from leapfrog.imports.target import ImportRun
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.unpacking import Folder

CONTACT = "contact"


class ContactsTarget:
    """Cards become contacts, or complete those that are the same people, in one transaction: all
    that this needs was prepared when the file was read, which is not kept then.
    """

    name: TargetName = "contacts"
    largest = LARGEST
    most_previews = 10
    keeps_file = False

    def format_of(self, folder: Folder) -> str:
        """Raises `UnreadableFile`."""
        return format_of(folder)

    async def read(self, town: Town, owner: UUID, upload: ImportUpload, path: Path) -> Path:
        """The file itself: its cards are compared with the book as they are read."""
        return path

    async def note(self, db: Db, job: ImportJob, found: Path) -> Noted:
        """Keeps an item for each card. Raises `UnreadableFile`."""
        with found.open("rb") as file:
            remarks = await preview.read_items(db, job, file)
        counts = await _counts(db, job.id)
        for reason, n in remarks.unread.items():
            counts.unreadable(reason, n)
        return Noted(counts.all(), remarks.first, remarks.unread.total())

    def is_read_anew(self, before: ImportOptions, now: ImportOptions) -> bool:
        """Nothing of it depends on options."""
        return False

    async def choose(self, db: Db, job: ImportJob, change: ImportChange) -> None:
        """Each item is decided on its own."""

    async def in_file(self, db: Db, jobs: Sequence[ImportJob]) -> dict[UUID, InFile]:
        """How many cards, and what is decided about them."""
        found = await store.in_files(db, [job.id for job in jobs])
        return {one: InFile(contacts=contacts) for one, contacts in found.items()}

    async def begin(self, db: Db, job: ImportJob) -> Noted | None:
        """All of it, at once. Raises `Invalid`, `QuotaFull`."""
        await apply.apply(db, job.owner_id, job.id)
        counts = await _counts(db, job.id)
        return Noted([*counts.all(), *_unreadable(job)], job.problems, job.skipped)

    async def bring(self, run: ImportRun, path: Path) -> Noted:
        """No job is needed: `begin` does all of it."""
        raise NotImplementedError

    async def finish(self, db: Db, job: ImportJob) -> None:
        """No job is needed: `begin` does all of it."""

    async def tidy(self, run: ImportRun) -> None:
        """No job is needed: `begin` does all of it."""

    async def take_away(self, db: Db, job: ImportJob) -> None:
        """What was added, and what others got; not what was edited since, which is named."""
        added = await store.added(db, job.id)
        stayed = await take_away_batch(db, job.owner_id, job.id, added, job.applied_xid or 0)
        kept = [KeptAsIs(one.id, one.name) for one in stayed]
        await imports.detail(db, job.id, {"stayed": msgspec.to_builtins(kept)})

    async def forget(self, db: Db, job: ImportJob) -> None:
        """Its drafts, and what contacts were before it."""
        await forget_batch(db, job.id)


async def _counts(db: Db, import_id: UUID) -> RecordCounts:
    counts = RecordCounts()
    for one in await store.counts(db, import_id):
        if one.decision in ("add", "merge"):
            counts.brought(CONTACT, one.count)
        elif one.decision == "same":
            counts.known(CONTACT, one.count)
        else:
            counts.skipped(CONTACT, one.reason, one.count)
    return counts


def _unreadable(job: ImportJob) -> list[ImportCount]:
    return [one for one in job.counts if one.kind == UNREADABLE]

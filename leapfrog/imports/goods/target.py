"""Goods as a target of imports."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from leapfrog.catalogue_formats import format_of
from leapfrog.imports.counting import RecordCounts
from leapfrog.imports.goods import store
from leapfrog.imports.goods.reading import FILE, ITEM, CatalogueSummary, summarise
from leapfrog.imports.goods.writing import CatalogueRun
from leapfrog.imports.model import (
    GoodsInFile,
    ImportChange,
    ImportCount,
    ImportJob,
    ImportOptions,
    ImportUpload,
    InFile,
    Noted,
    TargetName,
)
from leapfrog.imports.store import detail
from leapfrog.imports.target import ImportRun
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.http import Town
from leapfrog.market import run_front, take_back, untouched_items
from leapfrog.unpacking import Folder

LARGEST = 2_000_000_000
UNDECIDED = "undecided"


class GoodsTarget:
    """A catalogue comes into a shop of its owner; what is there by its key is updated."""

    name: TargetName = "goods"
    largest = LARGEST
    most_previews = 5
    keeps_file = True

    def format_of(self, folder: Folder) -> str:
        """Of which place it is. Raises `UnreadableFile`."""
        return format_of(folder)

    async def read(
        self, town: Town, owner: UUID, upload: ImportUpload, path: Path
    ) -> CatalogueSummary:
        """Reads all of it once. Raises `UnreadableFile`, `Invalid`, `NoFront`, `NoMerchant`,
        `RoleNeeded`.
        """
        return await summarise(town, owner, upload, path)

    async def note(self, db: Db, job: ImportJob, found: CatalogueSummary) -> Noted:
        """What it holds; nothing of it is kept beside that and the file."""
        details = msgspec.to_builtins(found.in_file())
        return Noted(_counts(found), found.remarks, found.unread.total(), details)

    def is_read_anew(self, before: ImportOptions, now: ImportOptions) -> bool:
        """For another shop, category or rate."""
        return _of_goods(before) != _of_goods(now)

    async def choose(self, db: Db, job: ImportJob, change: ImportChange) -> None:
        """All that is chosen are options."""

    async def in_file(self, db: Db, jobs: Sequence[ImportJob]) -> dict[UUID, InFile]:
        """As it was noted when it was looked at."""
        return {job.id: InFile(goods=_noted(job)) for job in jobs}

    async def begin(self, db: Db, job: ImportJob) -> Noted | None:
        """Raises `Invalid`, `NoFront`, `NoMerchant`, `RoleNeeded`."""
        found = _noted(job)
        await run_front(db, job.owner_id, found.shop)
        if not found.new + found.changed + found.same:
            raise Invalid("There is no item in it that can be brought.")
        return None

    async def bring(self, run: ImportRun, path: Path) -> Noted:
        """Items with their stock, two hundred at a time, each with its pictures after it."""
        job = run.job
        with path.open("rb") as file:
            bringing = CatalogueRun(run, _noted(job).shop, Folder(file, job.name))
            await bringing.all()
        return bringing.noted()

    async def finish(self, db: Db, job: ImportJob) -> None:
        """Each batch is seen as soon as it is in."""

    async def tidy(self, run: ImportRun) -> None:
        """Nothing is received but what hangs on its item."""

    async def take_away(self, db: Db, job: ImportJob) -> None:
        """The items that it brought and that nobody changed since; what it changed stays as it
        is.
        """
        brought = await store.new(db, job.id)
        gone = 0
        for shop in {one.merchant_id for one in brought}:
            at = {one.item_id: one.changed_at for one in brought if one.merchant_id == shop}
            gone += await _take_back(db, job.owner_id, shop, at)
        await store.forget(db, job.id)
        stayed = msgspec.structs.replace(_noted(job), stayed=len(brought) - gone)
        await detail(db, job.id, msgspec.to_builtins(stayed))

    async def forget(self, db: Db, job: ImportJob) -> None:
        """Also what a job that failed had begun to write."""
        await self.take_away(db, job)


def _noted(job: ImportJob) -> GoodsInFile:
    return msgspec.convert(job.details, GoodsInFile)


def _of_goods(options: ImportOptions) -> tuple[object, ...]:
    return (options.shop, options.category, options.rate)


def _counts(found: CatalogueSummary) -> list[ImportCount]:
    counts = RecordCounts()
    counts.known(ITEM, found.became["same"])
    counts.skipped(ITEM, UNDECIDED, found.became["new"] + found.became["changed"])
    for reason, n in found.refused.items():
        counts.skipped(ITEM, reason, n)
    counts.skipped(FILE, UNDECIDED, found.files + found.missing)
    for reason, n in found.unread.items():
        counts.unreadable(reason, n)
    return counts.all()


async def _take_back(db: Db, owner: UUID, shop: UUID, at: Mapping[UUID, datetime]) -> int:
    """Answers how many are gone: none where the owner runs the shop no more."""
    try:
        await run_front(db, owner, shop)
    except Problem:
        return 0
    ids = await untouched_items(db, shop, at)
    await take_back(db, ids)
    return len(ids)

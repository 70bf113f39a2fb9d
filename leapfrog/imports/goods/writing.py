"""Bringing a catalogue: items in batches, each batch in one transaction; pictures after them, made
anew as for uploads. It may die and be run again: all that it makes has the same ids each time.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from contextlib import closing
from uuid import UUID

from leapfrog.catalogue_formats import CataloguePicture, CatalogueSkip
from leapfrog.catalogues import PlannedItem, RefusedItem
from leapfrog.imports.counting import RecordCounts
from leapfrog.imports.goods import store
from leapfrog.imports.goods.reading import FILE, ITEM, CatalogueReader, options_of
from leapfrog.imports.model import MOST_REMARKS, GoodsBecome, ImportRemark, Noted
from leapfrog.imports.target import ImportRun
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.storage import StorageFull
from leapfrog.market import (
    PictureUpload,
    add_picture,
    bring_items,
    complete_sale,
    look_front,
    made_picture,
    run_front,
)
from leapfrog.unpacking import Folder, UnreadableFile

LARGEST_PICTURE = 12_000_000


class CatalogueRun:
    """One run of the worker through a catalogue."""

    def __init__(self, run: ImportRun, shop: UUID, folder: Folder) -> None:
        self.run, self.shop, self.folder = run, shop, folder
        self.counts = RecordCounts()
        self.remarks: list[ImportRemark] = []
        self._done = 0

    async def all(self) -> None:
        """Raises `StorageFull`, `Ended`, `NoFront`, `NoMerchant`, `RoleNeeded`."""
        job, town = self.run.job, self.run.town
        async with town.database.reading() as db:
            front = await look_front(db, job.owner_id, self.shop)
            how = await options_of(db, front, job.options)
        reader = CatalogueReader(town, job.id, front, job.options)
        async for planned, skips in reader.batches(self.folder, how):
            await self._batch(planned, skips)

    async def _batch(
        self, planned: Sequence[PlannedItem | RefusedItem], skips: Sequence[CatalogueSkip]
    ) -> None:
        items = [one for one in planned if isinstance(one, PlannedItem)]
        refused = [one for one in planned if isinstance(one, RefusedItem)]
        self._done += len(planned)
        await self._keep(items)
        for item in items:
            await self._pictures(item)
        for one in refused:
            self.counts.skipped(ITEM, one.reason)
            self.counts.skipped(FILE, "not_chosen", len(one.told.pictures))
        for skipped in skips:
            if not skipped.kept:
                self.counts.unreadable(skipped.reason)

    async def _keep(self, items: Sequence[PlannedItem]) -> None:
        """One batch, and how far it is now; of two runs one waits for the other."""
        job = self.run.job
        async with self.run.town.database.transaction() as db:
            await self.run.hold(db)
            await run_front(db, job.owner_id, self.shop)
            before = await store.known(db, job.id, [one.brought.id for one in items])
            written = [one for one in items if one.becomes != "same"]
            brought = [one.brought for one in written]
            await bring_items(db, self.shop, job.owner_id, brought)
            became: dict[UUID, GoodsBecome] = {one.brought.id: one.becomes for one in written}
            await store.note(db, job.id, self.shop, became)
            await self.run.progress(db, self._done)
        for one in items:
            if one.brought.id in became or one.brought.id in before:
                self.counts.brought(ITEM)
            else:
                self.counts.known(ITEM)

    async def _pictures(self, item: PlannedItem) -> None:
        """Those of an item that are in the upload; then it may be complete."""
        ids: dict[int, UUID] = {}
        is_new = False
        for n, picture in enumerate(item.pictures):
            content = await self._content(picture)
            if content is None:
                continue
            picture_id = _id_of(item.brought.id, content)
            if picture_id in item.known_pictures or picture_id in ids.values():
                self.counts.known(FILE)
                ids[n] = picture_id
            elif await self._add(item.brought.id, picture_id, picture, content):
                is_new = True
                ids[n] = picture_id
        shown = {v: ids[n] for v, n in item.shown_on.items() if n in ids}
        if is_new or shown:
            await self._complete(item, shown)

    async def _complete(self, item: PlannedItem, shown: dict[UUID, UUID]) -> None:
        sale = [item.brought.id] if item.brought.sale == "live" else []
        async with self.run.town.database.transaction() as db:
            await self.run.hold(db)
            await complete_sale(db, sale, shown)

    async def _content(self, picture: CataloguePicture) -> bytes | None:
        """None for what is not in the upload, or too large."""
        if not picture.path:
            self.counts.skipped(FILE, "missing")
            return None
        if self.folder.size(picture.path) > LARGEST_PICTURE:
            self._odd(picture, "file_too_large")
            return None
        try:
            return await asyncio.to_thread(self._read, picture.path)
        except UnreadableFile:
            self._odd(picture, "file_unreadable")
            return None

    def _read(self, path: str) -> bytes:
        with closing(self.folder.open(path)) as content:
            return content.read(LARGEST_PICTURE)

    async def _add(
        self, item_id: UUID, picture_id: UUID, picture: CataloguePicture, content: bytes
    ) -> bool:
        """False for what is no picture, or one too many."""
        town, owner = self.run.town, self.run.job.owner_id
        try:
            made = await made_picture(content)
            async with town.database.transaction() as db:
                await self.run.hold(db)
                wanted = PictureUpload(picture_id, item_id, picture.alt[:500])
                await add_picture(db, town, owner, wanted, made)
        except StorageFull:
            raise
        except Problem as cause:
            full = cause.code == "too_many_pictures"
            self._odd(picture, cause.code if full else "file_unreadable")
            return False
        self.counts.brought(FILE)
        return True

    def _odd(self, picture: CataloguePicture, reason: str) -> None:
        self.counts.skipped(FILE, reason)
        self.remarks.append(ImportRemark(picture.path, reason))

    def noted(self) -> Noted:
        """What came of it, by all runs together."""
        job = self.run.job
        problems = [*job.problems, *self.remarks][:MOST_REMARKS]
        return Noted(self.counts.all(), problems, job.skipped + len(self.remarks))


def _id_of(item_id: UUID, content: bytes) -> UUID:
    """The same picture of the same item has the same id each time."""
    return derived_id(item_id, f"picture {hashlib.sha256(content).hexdigest()}")

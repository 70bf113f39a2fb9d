"""A catalogue is read in batches, each beside what its shop has already."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from uuid import UUID

import msgspec

from leapfrog import pay
from leapfrog.catalogue_formats import (
    CatalogueItem,
    CatalogueOptions,
    CatalogueSkip,
    Told,
    read,
)
from leapfrog.catalogues import CataloguePlan, PlannedItem, RefusedItem
from leapfrog.imports.model import (
    MOST_REMARKS,
    GoodsInFile,
    GoodsRow,
    ImportOptions,
    ImportRemark,
    ImportUpload,
    name_of,
)
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.market import Front, NoFront, bans_in_force, known_items, look_front, own_fronts
from leapfrog.market_categories import CATEGORIES
from leapfrog.unpacking import Folder, UnreadableFile

BATCH = 200
FIRST = 50
MOST_ITEMS = 100_000
# The kinds under which is counted what a catalogue holds.
ITEM, FILE = "item", "file"


class CatalogueSummary(msgspec.Struct):
    """What a catalogue holds, as counted so far."""

    front: Front
    became: Counter[str] = msgspec.field(default_factory=Counter)
    refused: Counter[str] = msgspec.field(default_factory=Counter)
    unread: Counter[str] = msgspec.field(default_factory=Counter)
    variants: int = 0
    files: int = 0
    missing: int = 0
    unsorted: int = 0
    first: list[GoodsRow] = msgspec.field(default_factory=list)
    remarks: list[ImportRemark] = msgspec.field(default_factory=list)
    money: str = ""

    def take(self, skipped: CatalogueSkip) -> None:
        """A line that could not be read, or not as it stands."""
        self.money = self.money or skipped.money
        if not skipped.kept:
            self.unread[skipped.reason] += 1
        self.remark(skipped.place, skipped.reason, kept=skipped.kept)

    def remark(self, place: str, reason: str, *, kept: bool = False) -> None:
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(ImportRemark(name_of(place), reason, kept))

    def plan(self, one: PlannedItem | RefusedItem) -> None:
        """An item, and what becomes of it."""
        found = [picture for picture in one.told.pictures if picture.path]
        self.files += len(found)
        self.missing += len(one.told.pictures) - len(found)
        if isinstance(one, RefusedItem):
            self.refused[one.reason] += 1
            self.remark(" · ".join(filter(None, (one.told.place, one.field))), one.reason)
            return
        self.became[one.becomes] += 1
        wanted = one.brought.wanted
        self.variants += len(wanted.variants)
        self.unsorted += not wanted.category
        for field in one.odd:
            self.remark(one.told.place, field, kept=True)
        if len(self.first) < FIRST:
            price = min(each.price for each in wanted.variants)
            self.first.append(GoodsRow(wanted.title, len(wanted.variants), price, one.becomes))

    def in_file(self) -> GoodsInFile:
        return GoodsInFile(
            shop=self.front.merchant_id,
            currency=self.front.currency,
            new=self.became["new"],
            changed=self.became["changed"],
            same=self.became["same"],
            variants=self.variants,
            files=self.files,
            missing=self.missing,
            unsorted=self.unsorted,
            money=self.money,
            first=self.first,
        )


async def front_of(db: Db, owner: UUID, options: ImportOptions) -> Front:
    """The front that a catalogue is for. Raises `NoFront` when the owner runs none, `NoMerchant`,
    `RoleNeeded`.
    """
    if options.shop is not None:
        return await look_front(db, owner, options.shop)
    fronts = await own_fronts(db, owner)
    if not fronts:
        raise NoFront
    return fronts[0]


async def options_of(db: Db, front: Front, options: ImportOptions) -> CatalogueOptions:
    """How the formats are to read it. Raises `Invalid`."""
    if options.category and options.category not in CATEGORIES:
        raise Invalid("There is no such category.", field="category")
    exponent = (await pay.money_terms(db)).exponent
    return CatalogueOptions(front.currency, exponent, _rate(options.rate))


def _rate(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        rate = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise Invalid("A rate is a number.", field="rate") from None
    if not rate.is_finite() or not Decimal("0.000001") <= rate <= 1_000_000:
        raise Invalid("From 0.000001 to 1,000,000.", field="rate")
    return rate


class CatalogueReader:
    """One reading of an uploaded catalogue, in batches that are planned for its shop."""

    def __init__(self, town: Town, import_id: UUID, front: Front, options: ImportOptions) -> None:
        self.town, self.front = town, front
        self._import, self._category = import_id, options.category
        self._plan: CataloguePlan | None = None
        self._count = 0

    async def batches(
        self, folder: Folder, options: CatalogueOptions
    ) -> AsyncIterator[tuple[list[PlannedItem | RefusedItem], list[CatalogueSkip]]]:
        """Items as they are planned, and what could not be read. Raises `UnreadableFile`."""
        told = read(folder, options)
        while batch := await asyncio.to_thread(list, islice(told, BATCH)):
            items = [one for one in batch if isinstance(one, CatalogueItem)]
            self._count += len(items)
            if self._count > MOST_ITEMS:
                raise UnreadableFile("too_many_items", "There is too much in this catalogue.")
            yield await self._planned(items), _skips(batch)

    async def _planned(self, items: list[CatalogueItem]) -> list[PlannedItem | RefusedItem]:
        skus = {one.sku.strip() for item in items for one in item.variants if one.sku}
        async with self.town.database.reading() as db:
            keys = {item.key for item in items}
            known = await known_items(db, self.front.merchant_id, keys, skus)
            if self._plan is None:
                bans = await bans_in_force(db)
                self._plan = CataloguePlan(self._import, self._category, bans)
        return self._plan.plan(items, known)


def _skips(batch: list[Told]) -> list[CatalogueSkip]:
    return [one for one in batch if isinstance(one, CatalogueSkip)]


async def summarise(town: Town, owner: UUID, upload: ImportUpload, path: Path) -> CatalogueSummary:
    """Reads the whole file. Raises `UnreadableFile`, `Invalid`, `NoFront`, `NoMerchant`,
    `RoleNeeded`.
    """
    options = upload.options
    async with town.database.reading() as db:
        front = await front_of(db, owner, options)
        how = await options_of(db, front, options)
    summary = CatalogueSummary(front)
    reader = CatalogueReader(town, upload.id, front, options)
    with path.open("rb") as file:
        async for planned, skips in reader.batches(Folder(file, upload.name), how):
            for one in planned:
                summary.plan(one)
            for skipped in skips:
                summary.take(skipped)
    if not summary.became and not summary.refused and not summary.unread:
        raise UnreadableFile("nothing_shown", "There is no item in this file.")
    return summary

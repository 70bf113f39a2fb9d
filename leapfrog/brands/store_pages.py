"""SQL of the pages of brands."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from leapfrog.brands.model import BrandPage, BrandShelf
from leapfrog.kernel.db import Db

COLUMNS = "merchant_id, words, shelves, head, head_width, head_height, head_alt, changed_at"
FIND = f"select {COLUMNS} from brands_page where merchant_id = any($1::uuid[])"
BEGIN = """
insert into brands_page (merchant_id, words, shelves, changed_at) values ($1, '', '[]', $2)
on conflict do nothing
"""
LOCK = f"select {COLUMNS} from brands_page where merchant_id = $1 for no key update"
PUT = "update brands_page set words = $2, shelves = $3, changed_at = $4 where merchant_id = $1"
PUT_HEAD = """
update brands_page set head = $2, head_width = $3, head_height = $4, head_alt = $5
where merchant_id = $1
"""
DROP = "delete from brands_page where merchant_id = any($1::uuid[])"


def _read(raw: BrandPage) -> BrandPage:
    shelves = msgspec.convert(raw.shelves, list[BrandShelf])
    return msgspec.structs.replace(raw, shelves=shelves)


async def pages(db: Db, merchants: Iterable[UUID]) -> dict[UUID, BrandPage]:
    found = map(_read, await db.all_as(BrandPage, FIND, list(merchants)))
    return {one.merchant_id: one for one in found}


async def lock(db: Db, merchant_id: UUID) -> BrandPage:
    """The page, made empty where there was none; nobody else changes it until the end of the
    transaction.
    """
    await db.run(BEGIN, merchant_id, db.now)
    found = await db.one_as(BrandPage, LOCK, merchant_id)
    assert found
    return _read(found)


async def put(db: Db, page: BrandPage) -> None:
    shelves = msgspec.to_builtins(page.shelves)
    await db.run(PUT, page.merchant_id, page.words, shelves, page.changed_at)


async def put_head(db: Db, page: BrandPage) -> None:
    size = (page.head_width, page.head_height)
    await db.run(PUT_HEAD, page.merchant_id, page.head, *size, page.head_alt)


async def drop(db: Db, merchants: list[UUID]) -> int:
    return await db.run(DROP, merchants)

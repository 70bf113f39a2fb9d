"""SQL of the items that imports brought."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.imports.model import GoodsBecome
from leapfrog.kernel.db import Db

NOTE = """
insert into imports_goods (import_id, merchant_id, item_id, becomes, changed_at)
select $1, $2, n.*, $5 from unnest($3::uuid[], $4::text[]) as n (item_id, becomes)
on conflict (import_id, item_id) do update set changed_at = excluded.changed_at
"""
KNOWN = """
select item_id, becomes from imports_goods where import_id = $1 and item_id = any($2::uuid[])
"""
NEW = """
select merchant_id, item_id, changed_at from imports_goods
where import_id = $1 and becomes = 'new' order by item_id
"""
FORGET = "delete from imports_goods where import_id = $1"


class BroughtGoods(msgspec.Struct, frozen=True):
    """An item that an import brought, as it was right after that."""

    merchant_id: UUID
    item_id: UUID
    changed_at: datetime


async def note(
    db: Db, import_id: UUID, merchant_id: UUID, became: Mapping[UUID, GoodsBecome]
) -> None:
    """What became of these items by an import, as they are at this moment."""
    await db.run(NOTE, import_id, merchant_id, list(became), list(became.values()), db.now)


async def known(db: Db, import_id: UUID, items: Iterable[UUID]) -> dict[UUID, GoodsBecome]:
    """What became of these already, by a run before."""
    return {row[0]: row[1] for row in await db.rows(KNOWN, import_id, list(items))}


async def new(db: Db, import_id: UUID) -> list[BroughtGoods]:
    """All that it brought, and that was not here before."""
    return await db.all_as(BroughtGoods, NEW, import_id)


async def forget(db: Db, import_id: UUID) -> None:
    await db.run(FORGET, import_id)

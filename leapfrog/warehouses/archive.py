"""The record sets of stock-keeping: what the shops of which somebody is the owner wrote down."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.warehouses import store, store_counts, store_picks, store_purchases


async def export_stock(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record a shop: its transfers, counts, suppliers, purchases and lists."""
    for shop in await till.shops_owned(db, person_id):
        moved = await store.transfers_of(db, [shop])
        counted = await store_counts.of_shops(db, [shop])
        bought = await store_purchases.of_shops(db, [shop])
        fetched = await store_picks.of_shops(db, [shop])
        known = await store_purchases.suppliers(db, [shop])
        record = {
            "merchant_id": shop,
            "watched": [*(await store.watches(db, shop)).values()],
            "transfers": moved,
            "transfer_lines": await store.transfer_lines(db, [one.id for one in moved]),
            "counts": counted,
            "count_lines": await store_counts.lines(db, [one.id for one in counted]),
            "suppliers": [*known.values()],
            "purchases": bought,
            "purchase_lines": await store_purchases.lines(db, [one.id for one in bought]),
            "receipts": await store_purchases.receipts(db, [one.id for one in bought]),
            "picks": fetched,
            "pick_lines": await store_picks.lines(db, [one.id for one in fetched]),
        }
        made: Record = msgspec.to_builtins(record, str_keys=True)
        yield made


async def erase_stock(db: Db, person_id: UUID) -> int:
    """From whom they bought, and what they wrote beside things, is forgotten; the books stay."""
    shops = await till.shops_owned(db, person_id)
    return await store.forget(db, shops) + await store_purchases.forget(db, shops)


RECORD_SETS = (RecordSet("warehouses", export_stock, None, erase_stock),)

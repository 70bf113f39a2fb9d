"""What lies of a variant where: counted and received by who runs the shop."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import stock
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id, derived_id, new_id
from leapfrog.market import indexing, items, store, store_items, store_search
from leapfrog.market.errors import NoItem, NoVariant, NoWarehouse, StockChanged
from leapfrog.market.model import Stocked, Warehouse
from leapfrog.stock import Count, Receive, StockMove, StockPool

MOST_UNITS = 1_000_000


class StockChange(msgspec.Struct, frozen=True):
    """So many more of a variant lie in a warehouse (`receive`), or so many in all (`count`);
    `warehouse_id` None: at the shop. `seen`: how many lay there as whoever counts was told; None:
    they were told nothing.
    """

    id: UUID
    variant_id: UUID
    why: Literal["receive", "count"]
    units: int
    warehouse_id: UUID | None = None
    seen: int | None = None


async def change_stock(db: Db, me: UUID, wanted: StockChange) -> StockMove:
    """Writes the journal of what lies there; the same id again is the same entry. Raises `Invalid`,
    `NoVariant`, `RoleNeeded`, `NoWarehouse`, `MoveIdUsed`, `StockChanged`.
    """
    check_new_id(wanted.id)
    least = 0 if wanted.why == "count" else 1
    if not least <= wanted.units <= MOST_UNITS:
        raise Invalid(f"{least} to {MOST_UNITS}.", field="units")
    variant = (await store_items.variants_by_id(db, [wanted.variant_id])).get(wanted.variant_id)
    if variant is None:
        raise NoVariant
    try:
        found = await items.own_item(db, me, variant.item_id)
    except NoItem:
        raise NoVariant from None
    pool = await _pool(db, wanted, found.merchant_id)
    kind = Count if wanted.why == "count" else Receive
    # The journal is the whole town's: an id that somebody made must not meet one that is derived.
    entry = derived_id(wanted.id, f"shop {found.merchant_id}")
    [made] = await stock.record(db, [kind(id=entry, pool_id=pool, units=wanted.units, by_id=me)])
    if isinstance(made, Problem):
        raise made
    before = made.units - made.delta
    if wanted.seen not in (None, before):
        raise StockChanged(units=before)
    await indexing.index(db, [variant.item_id])
    return made


async def at_shop(db: Db, shops: Mapping[UUID, UUID]) -> dict[UUID, int]:
    """How many of each variant (its shop) lie at the shop itself, where it is counted unless a
    warehouse is named; those that nobody counted there are missing.
    """
    first: dict[UUID, Warehouse] = {}
    for one in await store.warehouses(db, set(shops.values())):
        first.setdefault(one.merchant_id, one)
    pools = {
        _pool_id(variant, first[shop].id): variant
        for variant, shop in shops.items()
        if shop in first
    }
    return {pools[each]: n for each, n in (await stock.on_hand(db, pools)).items()}


async def count_all(db: Db, merchant_id: UUID, by: UUID, units: Mapping[UUID, int]) -> None:
    """So many lie of each of these variants of a locked front at the shop itself; who knows it
    already hears nothing. The search is not told.
    """
    if not units:
        return
    at = (await store.warehouses(db, [merchant_id]))[0].id
    pools = {_pool_id(variant, at): variant for variant in units}
    there = await stock.on_hand(db, pools)
    new = [
        StockPool(pool, f"{indexing.OWNER}{variant}", units[variant], low_water=0)
        for pool, variant in pools.items()
        if pool not in there
    ]
    await stock.open_pools(db, new)
    await store_search.open_pools(db, [Stocked(v, at, pool) for pool, v in pools.items()])
    counts = [
        Count(id=new_id(), pool_id=pool, units=units[variant], by_id=by)
        for pool, variant in pools.items()
        if pool in there and there[pool] != units[variant]
    ]
    for answer in await stock.record(db, counts) if counts else []:
        if isinstance(answer, Problem):
            raise answer


def _pool_id(variant_id: UUID, warehouse_id: UUID, lot: str = "") -> UUID:
    of_lot = f" lot {lot}" if lot else ""
    return derived_id(variant_id, f"in {warehouse_id}{of_lot}")


async def _pool(db: Db, wanted: StockChange, merchant_id: UUID) -> UUID:
    """The pool of a variant in a warehouse, opened where there is none."""
    there = await store.warehouses(db, [merchant_id])
    at = next((one for one in there if wanted.warehouse_id in (None, one.id)), None)
    if at is None:
        raise NoWarehouse
    [pool] = await open_shelves(db, [StockedLot(wanted.variant_id, at.id)])
    return pool


class StockedLot(msgspec.Struct, frozen=True):
    """Where some units of a variant lie, or shall; `lot` empty: without a mark."""

    variant_id: UUID
    warehouse_id: UUID
    lot: str = ""
    expires_on: date | None = None


async def open_shelves(db: Db, lots: Sequence[StockedLot]) -> list[UUID]:
    """The pools that count these, opened where there are none; whoever asks has looked that these
    variants and warehouses are of one shop. A lot keeps the day of expiry with which it came first.
    What is watched for one of a variant's pools is watched for a new one.
    """
    variants = {one.variant_id for one in lots}
    there = await store_search.stocked(db, variants)
    known = {each.pool_id for some in there.values() for each in some}
    ids = [_pool_id(one.variant_id, one.warehouse_id, one.lot) for one in lots]
    marks = await stock.low_waters(db, known)
    new = [
        (one, pool) for one, pool in dict(zip(lots, ids, strict=True)).items() if pool not in known
    ]
    pools = []
    for one, pool in new:
        low = max((marks.get(each.pool_id, 0) for each in there.get(one.variant_id, [])), default=0)
        pools.append(StockPool(pool, f"{indexing.OWNER}{one.variant_id}", 0, low_water=low))
    await stock.open_pools(db, pools)
    rows = [
        Stocked(one.variant_id, one.warehouse_id, pool, one.lot, one.expires_on)
        for one, pool in new
    ]
    await store_search.open_pools(db, rows)
    return ids

"""What lies of a variant where: counted and received by who runs the shop."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import stock
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id, derived_id, new_id
from leapfrog.market import indexing, items, store, store_items, store_search
from leapfrog.market.errors import MoreInLots, NoItem, NoVariant, NoWarehouse, StockChanged
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
    """Writes the stock journal of a variant; the same id again is the same entry. What lies there
    in lots is counted by its lots: it is part of the number, and only the rest is written. The
    answer's `units` are all that lie there. Raises `Invalid`, `NoVariant`, `RoleNeeded`,
    `NoWarehouse`, `MoveIdUsed`, `StockChanged`, `MoreInLots`.
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
    pool, in_lots = await _pool(db, wanted, found.merchant_id)
    units = wanted.units - in_lots if wanted.why == "count" else wanted.units
    if units < 0:
        raise MoreInLots(units=in_lots)
    kind = Count if wanted.why == "count" else Receive
    # The journal is the whole town's: an id that somebody made must not meet one that is derived.
    entry = derived_id(wanted.id, f"shop {found.merchant_id}")
    [made] = await stock.record(db, [kind(id=entry, pool_id=pool, units=units, by_id=me)])
    if isinstance(made, Problem):
        raise made
    after = made.units + in_lots
    if wanted.seen not in (None, after - made.delta):
        raise StockChanged(units=after - made.delta)
    await indexing.index(db, [variant.item_id])
    return replace(made, units=after)


async def at_shop(db: Db, shops: Mapping[UUID, UUID]) -> dict[UUID, int]:
    """How many of each variant (its shop) lie at the shop itself, in lots or not, where it is
    counted unless a warehouse is named; those that nobody counted there are missing.
    """
    first: dict[UUID, Warehouse] = {}
    for one in await store.warehouses(db, set(shops.values())):
        first.setdefault(one.merchant_id, one)
    lie = [
        each
        for some in (await store_search.stocked(db, shops)).values()
        for each in some
        if (at := first.get(shops[each.variant_id])) and each.warehouse_id == at.id
    ]
    return await _sums(db, lie)


async def _sums(db: Db, lie: Sequence[Stocked]) -> dict[UUID, int]:
    """How many of each variant lie in these."""
    units = await stock.on_hand(db, [one.pool_id for one in lie])
    found: dict[UUID, int] = {}
    for one in lie:
        found[one.variant_id] = found.get(one.variant_id, 0) + units.get(one.pool_id, 0)
    return found


async def _in_lots(db: Db, at: UUID, variants: Iterable[UUID]) -> dict[UUID, int]:
    """How many of each lie in lots in a warehouse, all of whose pools of them are locked then."""
    found = await store_search.stocked(db, variants)
    there = [one for some in found.values() for one in some if one.warehouse_id == at]
    lots = [one for one in there if one.lot]
    if not lots:
        return {}
    await stock.lock_pools(db, [one.pool_id for one in there])
    return await _sums(db, lots)


async def count_all(db: Db, merchant_id: UUID, by: UUID, units: Mapping[UUID, int]) -> None:
    """So many lie of each of these variants of a locked front at the shop itself; who knows it
    already hears nothing. Those in lots are part of the number, and stay where it is smaller. The
    search is not told.
    """
    if not units:
        return
    at = (await store.warehouses(db, [merchant_id]))[0].id
    in_lots = await _in_lots(db, at, units)
    rest = {variant: max(0, n - in_lots.get(variant, 0)) for variant, n in units.items()}
    pools = {_pool_id(variant, at): variant for variant in rest}
    there = await stock.on_hand(db, pools)
    shelves = [StockedLot(each, at) for each in rest]
    opened = await _open(db, shelves, {pool: rest[each] for pool, each in pools.items()})
    counts = [
        Count(id=new_id(), pool_id=pool, units=rest[variant], by_id=by)
        for pool, variant in pools.items()
        if pool not in opened and there.get(pool, 0) != rest[variant]
    ]
    for answer in await stock.record(db, counts) if counts else []:
        if isinstance(answer, Problem):
            raise answer


def _pool_id(variant_id: UUID, warehouse_id: UUID, lot: str = "") -> UUID:
    of_lot = f" lot {lot}" if lot else ""
    return derived_id(variant_id, f"in {warehouse_id}{of_lot}")


async def _pool(db: Db, wanted: StockChange, merchant_id: UUID) -> tuple[UUID, int]:
    """The pool of a variant in a warehouse, opened where there is none, and how many lie there in
    lots.
    """
    there = await store.warehouses(db, [merchant_id])
    at = next((one for one in there if wanted.warehouse_id in (None, one.id)), None)
    if at is None:
        raise NoWarehouse
    [pool] = await open_shelves(db, [StockedLot(wanted.variant_id, at.id)])
    return pool, (await _in_lots(db, at.id, [wanted.variant_id])).get(wanted.variant_id, 0)


class StockedLot(msgspec.Struct, frozen=True):
    """Where some units of a variant lie, or shall; `lot` empty: without a mark."""

    variant_id: UUID
    warehouse_id: UUID
    lot: str = ""
    expires_on: date | None = None


async def open_shelves(db: Db, lots: Sequence[StockedLot]) -> list[UUID]:
    """The pools that count these lots, in their order, opened where there are none; the caller has
    seen that variants and warehouses are of one shop. A lot keeps the day of expiry with which it
    came first, wherever it lies. What is watched for one of a variant's pools is watched for a new
    one.
    """
    await _open(db, lots, {})
    return [_pool_id(one.variant_id, one.warehouse_id, one.lot) for one in lots]


async def _open(db: Db, lots: Sequence[StockedLot], units: Mapping[UUID, int]) -> set[UUID]:
    """Opens those that are not there, with so many `units` in each pool unless its variant is
    watched: then whoever watches has to hear of them, as an entry of the journal. Returns the pools
    that it has opened so.
    """
    there = await store_search.stocked(db, {one.variant_id for one in lots})
    known = {each.pool_id for some in there.values() for each in some}
    marks = await stock.low_waters(db, known)
    days = _days([each for some in there.values() for each in some])
    pools, rows = [], []
    for one in dict.fromkeys(lots):
        pool = _pool_id(one.variant_id, one.warehouse_id, one.lot)
        if pool in known:
            continue
        low = max((marks.get(each.pool_id, 0) for each in there.get(one.variant_id, [])), default=0)
        n = 0 if low else units.get(pool, 0)
        pools.append(StockPool(pool, f"{indexing.OWNER}{one.variant_id}", n, low_water=low))
        day = days.get((one.variant_id, one.lot), one.expires_on)
        rows.append(Stocked(one.variant_id, one.warehouse_id, pool, one.lot, day))
    await stock.open_pools(db, pools)
    await store_search.open_pools(db, rows)
    return {one.id for one in pools if not one.low_water}


def _days(known: Iterable[Stocked]) -> dict[tuple[UUID, str], date | None]:
    """When lots expire, by variant and lot; where warehouses differ, the first day."""
    found: dict[tuple[UUID, str], date | None] = {}
    for one in known:
        if one.lot:
            days = [found.get((one.variant_id, one.lot)), one.expires_on]
            found[one.variant_id, one.lot] = min((day for day in days if day), default=None)
    return found

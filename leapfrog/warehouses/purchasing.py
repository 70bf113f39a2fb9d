"""What a shop orders from suppliers: expected, then received in part or whole, at a cost."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import market, stock
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.market import StockedLot
from leapfrog.stock import Receive
from leapfrog.warehouses import access, store_purchases
from leapfrog.warehouses.errors import (
    NoStockPaper,
    NotSoManyThere,
    OtherExpiry,
    StockPaperIdUsed,
    StockPaperOver,
)
from leapfrog.warehouses.model import (
    LONGEST_LOT,
    LONGEST_NOTE,
    MOST_LINES,
    MOST_UNITS,
    ReceivedLot,
    Supplier,
    SupplierLine,
    SupplierOrder,
    average_cost,
)
from leapfrog.warehouses.stocktaking import MOST_COST
from leapfrog.warehouses.watching import tell

LONGEST_NAME = 100
MOST_SUPPLIERS = 500


async def put_supplier(db: Db, me: UUID, wanted: Supplier) -> Supplier:
    """From whom a shop buys, new or changed. Raises `NoMerchant`, `RoleNeeded`, `Invalid`,
    `StockPaperIdUsed`.
    """
    check_new_id(wanted.id)
    await access.enter(db, me, wanted.merchant_id)
    known = await store_purchases.suppliers(db, [wanted.merchant_id])
    if len(known) >= MOST_SUPPLIERS and wanted.id not in known:
        raise Invalid(f"At most {MOST_SUPPLIERS} suppliers.", field="id")
    made = replace(
        wanted,
        name=access.line_of(wanted.name, "name", LONGEST_NAME, 1),
        contact=access.line_of(wanted.contact, "contact", LONGEST_NOTE),
    )
    if not await store_purchases.put_supplier(db, made):
        raise StockPaperIdUsed
    return made


class SupplierOrderWish(msgspec.Struct, frozen=True):
    """What shall be ordered. `id`: made by who orders; `lines`: of this id."""

    id: UUID
    merchant_id: UUID
    supplier_id: UUID
    warehouse_id: UUID
    lines: Sequence[SupplierLine]
    expected_on: date | None = None
    note: str = ""


async def order(db: Db, me: UUID, wish: SupplierOrderWish) -> SupplierOrder:
    """It is ordered: from now on it is expected. The same id again is the same. Raises
    `NoMerchant`, `RoleNeeded`, `Invalid`, `NoStockPaper` without such a supplier, `NoStockPlace`,
    `NoStockedVariant`, `StockPaperIdUsed`.
    """
    check_new_id(wish.id)
    await access.enter(db, me, wish.merchant_id)
    _check(wish.lines)
    if wish.supplier_id not in await store_purchases.suppliers(db, [wish.merchant_id]):
        raise NoStockPaper
    await access.place(db, wish.merchant_id, wish.warehouse_id)
    await access.variants(db, wish.merchant_id, [one.variant_id for one in wish.lines])
    made = SupplierOrder(
        id=wish.id,
        merchant_id=wish.merchant_id,
        supplier_id=wish.supplier_id,
        warehouse_id=wish.warehouse_id,
        state="open",
        expected_on=wish.expected_on,
        note=access.line_of(wish.note, "note", LONGEST_NOTE),
        by_id=me,
        at=db.now,
    )
    if await store_purchases.add(db, made, wish.lines):
        await tell(db, wish.merchant_id, None)
        return made
    return await _again(db, wish)


def _check(lines: Sequence[SupplierLine]) -> None:
    named = {one.variant_id for one in lines}
    if not 1 <= len(lines) <= MOST_LINES or len(named) < len(lines):
        raise Invalid(f"1 to {MOST_LINES} things, each once.", field="lines")
    if not all(1 <= one.n <= MOST_UNITS for one in lines):
        raise Invalid(f"1 to {MOST_UNITS} of each.", field="n")
    if not all(0 <= one.cost <= MOST_COST for one in lines):
        raise Invalid(f"0 to {MOST_COST}.", field="cost")


async def _again(db: Db, wish: SupplierOrderWish) -> SupplierOrder:
    found = await store_purchases.lock(db, wish.id)
    lines = (await store_purchases.lines(db, [wish.id])).get(wish.id, [])
    said = {(one.variant_id, one.n, one.cost) for one in lines}
    asked = {(one.variant_id, one.n, one.cost) for one in wish.lines}
    if found is None or found.merchant_id != wish.merchant_id or said != asked:
        raise StockPaperIdUsed
    return found


async def enter(db: Db, me: UUID, merchant_id: UUID, purchase_id: UUID) -> SupplierOrder:
    """A purchase of a shop that one leads, locked. Raises `NoMerchant`, `RoleNeeded`,
    `NoStockPaper`.
    """
    await access.enter(db, me, merchant_id)
    found = await store_purchases.lock(db, purchase_id)
    if found is None or found.merchant_id != merchant_id:
        raise NoStockPaper
    return found


async def receive(
    db: Db, me: UUID, about: SupplierOrder, receipt_id: UUID, lots: Sequence[ReceivedLot]
) -> SupplierOrder:
    """So many of a locked purchase came: they lie on the shelf, at the moving average of their
    cost. The same id again is the same. Raises `Invalid`, `StockPaperIdUsed`, `StockPaperOver`,
    `NoStockedVariant`, `NotSoManyThere` for more than is expected, `OtherExpiry`.
    """
    check_new_id(receipt_id)
    known = await store_purchases.receipt(db, receipt_id)
    if known is not None:
        if known != (about.id, list(lots)):
            raise StockPaperIdUsed
        return about
    if about.state != "open":
        raise StockPaperOver
    lines = {one.variant_id: one for one in (await store_purchases.lines(db, [about.id]))[about.id]}
    checked = [_lot(db.now.date(), one) for one in lots]
    units = _units(checked, lines)
    await _cost(db, about.merchant_id, units, lines)
    await _shelve(db, me, about, receipt_id, checked)
    await store_purchases.receive(db, about.id, units)
    await store_purchases.add_receipt(db, receipt_id, about.id, me, lots)
    await market.index_variants(db, units)
    whole = all(one.received + units.get(one.variant_id, 0) == one.n for one in lines.values())
    if whole:
        await store_purchases.finish(db, about.id, "received")
    await tell(db, about.merchant_id, None)
    return replace(about, state="received", ended_at=db.now) if whole else about


def _lot(today: date, one: ReceivedLot) -> ReceivedLot:
    lot = access.line_of(one.lot, "lot", LONGEST_LOT)
    if one.expires_on is not None and not lot:
        lot = one.expires_on.isoformat()
    if one.expires_on is not None and one.expires_on <= today:
        raise Invalid("It has expired already.", field="expires_on")
    return replace(one, lot=lot)


def _units(lots: Sequence[ReceivedLot], lines: dict[UUID, SupplierLine]) -> dict[UUID, int]:
    named = [(one.variant_id, one.lot) for one in lots]
    if not 1 <= len(named) <= MOST_LINES or len({*named}) < len(named):
        raise Invalid(f"1 to {MOST_LINES} things, each once.", field="lots")
    found: dict[UUID, int] = {}
    for one in lots:
        line = lines.get(one.variant_id)
        left = line.n - line.received if line else 0
        found[one.variant_id] = found.get(one.variant_id, 0) + one.n
        if one.n < 1 or found[one.variant_id] > left:
            raise NotSoManyThere(variant_id=str(one.variant_id), lot=one.lot, most=left)
    return found


async def _cost(
    db: Db, merchant_id: UUID, units: dict[UUID, int], lines: dict[UUID, SupplierLine]
) -> None:
    await market.lock_shelves(db, units)
    known = await access.variants(db, merchant_id, units)
    there = await market.shelved(db, units)
    costs = {}
    for each, n in units.items():
        lie = sum(one.units for one in there.get(each, []))
        costs[each] = average_cost(lie, known[each].cost, n, lines[each].cost)
    await market.set_costs(db, costs)


async def _shelve(
    db: Db, me: UUID, about: SupplierOrder, receipt_id: UUID, lots: Sequence[ReceivedLot]
) -> None:
    wanted = [
        StockedLot(one.variant_id, about.warehouse_id, one.lot, one.expires_on) for one in lots
    ]
    pools = await market.open_shelves(db, wanted)
    kept = await market.shelves_of(db, pools)
    for one, pool in zip(lots, pools, strict=True):
        if kept[pool].expires_on != one.expires_on:
            raise OtherExpiry(lot=one.lot, expires_on=str(kept[pool].expires_on or ""))
    entries = [
        Receive(id=derived_id(receipt_id, f"{pool}"), pool_id=pool, units=one.n, by_id=me)
        for one, pool in zip(lots, pools, strict=True)
    ]
    for answer in await stock.record(db, entries):
        if isinstance(answer, Problem):
            raise answer


async def end(db: Db, about: SupplierOrder) -> SupplierOrder:
    """The rest of a locked purchase will not come. Again is the same."""
    if about.state != "open":
        return about
    await store_purchases.finish(db, about.id, "ended")
    return replace(about, state="ended", ended_at=db.now)

"""Counting: what was scanned is compared with the books and shown; only then the differences are
booked, each with its reason.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec.structs import replace

from leapfrog import market, stock
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.market import Shelved, StockedLot
from leapfrog.stock import Count
from leapfrog.warehouses import access, store_counts
from leapfrog.warehouses.errors import (
    CountOutdated,
    CountReasonNeeded,
    LotsNotCounted,
    NoStockPaper,
    NoSuchLot,
    StockPaperIdUsed,
    StockPaperOver,
)
from leapfrog.warehouses.model import CountLine, CountReason, StockCount
from leapfrog.warehouses.transfers import LotUnits, check_lines
from leapfrog.warehouses.watching import tell


async def compare(
    db: Db, me: UUID, wanted: StockCount, counted: Sequence[LotUnits]
) -> tuple[StockCount, list[CountLine]]:
    """Writes down what was counted beside what the books say, and changes nothing of the stock.
    What is not named was not counted. The same id again, until it is booked, is counted anew.
    Raises `NoMerchant`, `RoleNeeded`, `Invalid`, `NoStockPlace`, `NoStockedVariant`,
    `NoSuchLot`, `LotsNotCounted`, `StockPaperIdUsed`, `StockPaperOver`.
    """
    check_new_id(wanted.id)
    await access.enter(db, me, wanted.merchant_id)
    check_lines(counted, least=0)
    await access.place(db, wanted.merchant_id, wanted.warehouse_id)
    await access.variants(db, wanted.merchant_id, {one.variant_id for one in counted})
    await store_counts.put(db, wanted)
    found = await store_counts.lock(db, wanted.id)
    assert found is not None
    if (found.merchant_id, found.warehouse_id) != (wanted.merchant_id, wanted.warehouse_id):
        raise StockPaperIdUsed
    if found.booked_at is not None:
        raise StockPaperOver
    there = await market.shelved(db, {one.variant_id for one in counted})
    _check_lots(found.warehouse_id, counted, there)
    lots = [StockedLot(one.variant_id, found.warehouse_id, one.lot) for one in counted]
    pools = await market.open_shelves(db, lots)
    units = await stock.on_hand(db, pools)
    lines = [
        CountLine(found.id, one.variant_id, one.lot, pool, one.n, units.get(pool, 0))
        for one, pool in zip(counted, pools, strict=True)
    ]
    await store_counts.set_lines(db, found.id, lines)
    return found, lines


def _check_lots(
    at: UUID, counted: Sequence[LotUnits], there: Mapping[UUID, Sequence[Shelved]]
) -> None:
    """Goods in lots are counted by their lots: whoever counts them without one counts them twice.
    Raises `NoSuchLot`, `LotsNotCounted`.
    """
    named = {(one.variant_id, one.lot) for one in counted}
    for one in counted:
        lie = there.get(one.variant_id, [])
        if one.lot and one.lot not in {each.at.lot for each in lie}:
            raise NoSuchLot(variant_id=str(one.variant_id), lot=one.lot)
        here = [each for each in lie if each.at.warehouse_id == at and each.at.lot and each.units]
        left = [each.at.lot for each in here if (one.variant_id, each.at.lot) not in named]
        if not one.lot and left:
            raise LotsNotCounted(variant_id=str(one.variant_id), lots=left)


async def book(
    db: Db,
    me: UUID,
    merchant_id: UUID,
    count_id: UUID,
    reasons: Mapping[tuple[UUID, str], CountReason],
) -> tuple[StockCount, list[CountLine]]:
    """Books what differs, for these reasons by variant and lot. Again is the same. Raises
    `NoMerchant`, `RoleNeeded`, `NoStockPaper`, `CountReasonNeeded`, and `CountOutdated` when the
    books have changed since they were shown.
    """
    await access.enter(db, me, merchant_id)
    found = await store_counts.lock(db, count_id)
    if found is None or found.merchant_id != merchant_id:
        raise NoStockPaper
    lines = (await store_counts.lines(db, [count_id])).get(count_id, [])
    if found.booked_at is not None:
        return found, lines
    said = [_with_reason(one, reasons) for one in lines]
    differing = [one for one in said if one.counted != one.expected]
    entries = [
        Count(
            id=derived_id(count_id, f"{one.pool_id}"),
            pool_id=one.pool_id,
            units=one.counted,
            by_id=me,
        )
        for one in differing
    ]
    for line, answer in zip(differing, await stock.record(db, entries), strict=True):
        if isinstance(answer, Problem):
            raise answer
        before = answer.units - answer.delta
        if before != line.expected:
            raise CountOutdated(variant_id=str(line.variant_id), lot=line.lot, units=before)
    await store_counts.set_lines(db, count_id, said)
    await store_counts.booked(db, count_id)
    await market.index_variants(db, {one.variant_id for one in differing})
    await tell(db, merchant_id, None)
    return replace(found, booked_at=db.now), said


def _with_reason(line: CountLine, reasons: Mapping[tuple[UUID, str], CountReason]) -> CountLine:
    if line.counted == line.expected:
        return line
    reason = reasons.get((line.variant_id, line.lot), "")
    if not reason:
        raise CountReasonNeeded(variant_id=str(line.variant_id), lot=line.lot)
    return replace(line, reason=reason)

"""Goods that go from one warehouse of a shop to another: booked out of the one, on their way in a
pool of their own that nobody buys from, booked into the other as far as they came.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import market, stock
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.market import Stocked, StockedLot
from leapfrog.stock import Count, Move, StockPool
from leapfrog.warehouses import access, store
from leapfrog.warehouses.errors import (
    NoStockPaper,
    NotSoManyThere,
    OtherExpiry,
    StockPaperIdUsed,
    StockPaperOver,
)
from leapfrog.warehouses.model import LONGEST_NOTE, MOST_LINES, StockTransfer, TransferLine

OWNER = "warehouses:transfer:"


class LotUnits(msgspec.Struct, frozen=True):
    """So many of a variant, of those with this mark."""

    variant_id: UUID
    n: int
    lot: str = ""


class TransferWish(msgspec.Struct, frozen=True):
    """What shall go from where to where. `id`: made by who sends it."""

    id: UUID
    merchant_id: UUID
    from_id: UUID
    to_id: UUID
    lines: Sequence[LotUnits]
    note: str = ""


def check_lines(lines: Sequence[LotUnits], least: int = 1) -> None:
    """Each once, so many of each. Raises `Invalid`."""
    named = [(one.variant_id, one.lot) for one in lines]
    if not 1 <= len(named) <= MOST_LINES or len({*named}) < len(named):
        raise Invalid(f"1 to {MOST_LINES} things, each once.", field="lines")
    if not all(least <= one.n <= 1_000_000 for one in lines):
        raise Invalid(f"{least} to 1000000 of each.", field="n")


async def send(db: Db, me: UUID, wish: TransferWish) -> StockTransfer:
    """Books goods out: from now on they are on their way. The same id again is the same. Raises
    `NoMerchant`, `RoleNeeded`, `Invalid`, `NoStockPlace`, `NoStockedVariant`, `StockPaperIdUsed`,
    `NotSoManyThere`.
    """
    check_new_id(wish.id)
    await access.enter(db, me, wish.merchant_id)
    check_lines(wish.lines)
    if wish.from_id == wish.to_id:
        raise Invalid("From one warehouse to another.", field="to_id")
    for each in (wish.from_id, wish.to_id):
        await access.place(db, wish.merchant_id, each)
    await access.variants(db, wish.merchant_id, {one.variant_id for one in wish.lines})
    there = await _there(db, wish)
    made = StockTransfer(
        id=wish.id,
        merchant_id=wish.merchant_id,
        from_id=wish.from_id,
        to_id=wish.to_id,
        note=access.line_of(wish.note, "note", LONGEST_NOTE),
        sent_by=me,
        sent_at=db.now,
    )
    lines = [
        TransferLine(wish.id, at.variant_id, at.lot, at.expires_on, one.n)
        for one, at in zip(wish.lines, there, strict=True)
    ]
    if not await store.add_transfer(db, made, lines):
        return await _again(db, wish)
    pools = [StockPool(_transit(wish.id, one), f"{OWNER}{wish.id}", 0) for one in lines]
    await stock.open_pools(db, pools)
    moves = [
        Move(
            id=derived_id(pool.id, "out"),
            pool_id=at.pool_id,
            units=one.n,
            to_pool=pool.id,
            by_id=me,
        )
        for one, at, pool in zip(lines, there, pools, strict=True)
    ]
    for line, answer in zip(lines, await stock.record(db, moves), strict=True):
        if isinstance(answer, Problem):
            raise await _too_many(db, line, there)
    await market.index_variants(db, {one.variant_id for one in lines})
    return made


async def _there(db: Db, wish: TransferWish) -> list[Stocked]:
    """What lies where it is taken from. Raises `NotSoManyThere`."""
    found = await market.shelved(db, {one.variant_id for one in wish.lines})
    made = []
    for one in wish.lines:
        at = [
            each.at
            for each in found.get(one.variant_id, [])
            if (each.at.warehouse_id, each.at.lot) == (wish.from_id, one.lot)
        ]
        if not at:
            raise NotSoManyThere(variant_id=str(one.variant_id), lot=one.lot, most=0)
        made += at
    return made


async def _too_many(db: Db, line: TransferLine, there: Sequence[Stocked]) -> NotSoManyThere:
    pool = next(
        one.pool_id for one in there if (one.variant_id, one.lot) == (line.variant_id, line.lot)
    )
    most = (await stock.free(db, [pool])).get(pool, 0)
    return NotSoManyThere(variant_id=str(line.variant_id), lot=line.lot, most=most)


async def _again(db: Db, wish: TransferWish) -> StockTransfer:
    found = await store.transfer(db, wish.id)
    if found is None or found.merchant_id != wish.merchant_id:
        raise StockPaperIdUsed
    lines = (await store.transfer_lines(db, [wish.id]))[wish.id]
    same = {(one.variant_id, one.lot, one.n) for one in lines}
    asked = {(one.variant_id, one.lot, one.n) for one in wish.lines}
    if same != asked or (found.from_id, found.to_id) != (wish.from_id, wish.to_id):
        raise StockPaperIdUsed
    return found


def _transit(transfer_id: UUID, line: TransferLine) -> UUID:
    """The pool in which it is on its way."""
    return derived_id(transfer_id, f"{line.variant_id} {line.lot}")


async def arrive(
    db: Db, me: UUID, merchant_id: UUID, transfer_id: UUID, came: Mapping[tuple[UUID, str], int]
) -> StockTransfer:
    """Books goods in, by variant and lot; what is not named came whole, and what did not come is
    written off with the transfer. Again is the same. Raises `NoMerchant`, `RoleNeeded`,
    `NoStockPaper`, `NotSoManyThere`, `OtherExpiry`, `StockPaperOver` when it arrived otherwise
    before.
    """
    await access.enter(db, me, merchant_id)
    found = await store.lock_transfer(db, transfer_id)
    if found is None or found.merchant_id != merchant_id:
        raise NoStockPaper
    before = (await store.transfer_lines(db, [transfer_id]))[transfer_id]
    lines = [replace(one, arrived=came.get((one.variant_id, one.lot), one.n)) for one in before]
    if {*came} - {(one.variant_id, one.lot) for one in lines}:
        raise NoStockPaper
    for one in lines:
        if one.arrived is None or not 0 <= one.arrived <= one.n:
            raise NotSoManyThere(variant_id=str(one.variant_id), lot=one.lot, most=one.n)
    if found.arrived_at is not None:
        if lines != before:
            raise StockPaperOver
        return found
    lots = [StockedLot(one.variant_id, found.to_id, one.lot, one.expires_on) for one in lines]
    pools = await market.open_shelves(db, lots)
    kept = await market.shelves_of(db, pools)
    for one, pool in zip(lines, pools, strict=True):
        if one.arrived and kept[pool].expires_on != one.expires_on:
            raise OtherExpiry(lot=one.lot, expires_on=str(kept[pool].expires_on or ""))
    await _book_in(db, me, transfer_id, lines, pools)
    await store.arrive(db, transfer_id, me, lines)
    await market.index_variants(db, {one.variant_id for one in lines})
    return replace(found, arrived_by=me, arrived_at=db.now)


async def _book_in(
    db: Db, me: UUID, transfer_id: UUID, lines: Sequence[TransferLine], targets: Sequence[UUID]
) -> None:
    entries: list[Move | Count] = []
    for line, target in zip(lines, targets, strict=True):
        pool = _transit(transfer_id, line)
        if line.arrived:
            entries.append(
                Move(
                    id=derived_id(pool, "in"),
                    pool_id=pool,
                    units=line.arrived,
                    to_pool=target,
                    by_id=me,
                )
            )
        if line.arrived != line.n:
            entries.append(Count(id=derived_id(pool, "lost"), pool_id=pool, units=0, by_id=me))
    for answer in await stock.record(db, entries):
        if isinstance(answer, Problem):
            raise answer

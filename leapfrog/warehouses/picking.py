"""Fetching what orders need: a list by warehouse and shelf, each thing scanned, and what was
fetched sent, a part of an order or all of it.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog import market, orders, till
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.market import StockedVariant, Warehouse
from leapfrog.orders import OrderLine, Sending, ShopOrder
from leapfrog.warehouses import access, store, store_picks
from leapfrog.warehouses.errors import (
    GoodsComplete,
    NoStockPaper,
    NothingPicked,
    PickedByOther,
    StockPaperIdUsed,
    StockPaperOver,
    WrongGoods,
)
from leapfrog.warehouses.model import MOST_ORDERS, PickLine, PickRun


class OpenOrder(msgspec.Struct, frozen=True):
    """An order that waits to be sent, with what of it is open; `is_taken`: somebody fetches it."""

    order: ShopOrder
    lines: list[OrderLine]
    is_taken: bool


class LineToPick(msgspec.Struct, frozen=True):
    """A line of a list with where it lies. `variant` None: it is not known any more."""

    line: PickLine
    of: OrderLine
    order: ShopOrder
    variant: StockedVariant | None
    place: Warehouse | None
    shelf: str
    lot: str


class SentOrder(msgspec.Struct, frozen=True):
    """What became of an order of a list: sent, or why not."""

    order_id: UUID
    problem: Problem | None


async def waiting(db: Db, me: UUID, merchant_id: UUID) -> list[OpenOrder]:
    """What a shop has to send, what is due first: the list of the day. Raises `NoMerchant`,
    `RoleNeeded`.
    """
    await access.enter_packing(db, me, merchant_id)
    found = await orders.to_send(db, merchant_id)
    taken = await store_picks.taken(db, [order.id for order, _ in found])
    return [
        OpenOrder(order, [one for one in lines if one.open], order.id in taken)
        for order, lines in found
    ]


async def start(
    db: Db, me: UUID, merchant_id: UUID, pick_id: UUID, wanted: Sequence[UUID]
) -> PickRun:
    """I fetch what these orders need now. The same id again is the same. Raises `NoMerchant`,
    `RoleNeeded`, `Invalid`, `NoOrder`, `StockPaperIdUsed`, `PickedByOther`.
    """
    check_new_id(pick_id)
    if not 1 <= len({*wanted}) == len(wanted) <= MOST_ORDERS:
        raise Invalid(f"1 to {MOST_ORDERS} orders, each once.", field="orders")
    there = {one.order.id: one for one in await waiting(db, me, merchant_id)}
    made = PickRun(pick_id, merchant_id, me, db.now)
    if not await store_picks.add(db, made):
        known = await store_picks.lock(db, pick_id)
        if known is None or known.merchant_id != merchant_id:
            raise StockPaperIdUsed
        return known
    for each in wanted:
        if each not in there:
            raise orders.NoOrder
        if there[each].is_taken:
            raise PickedByOther(order_id=str(each))
    chosen = [there[each] for each in wanted]
    if not await store_picks.add_lines(db, await _walk(db, pick_id, merchant_id, chosen)):
        raise PickedByOther(order_id=str(wanted[0]))
    return made


async def _walk(
    db: Db, pick_id: UUID, merchant_id: UUID, chosen: Sequence[OpenOrder]
) -> list[PickLine]:
    """By warehouse, shelf and title: nobody goes the same way twice."""
    lines = [line for one in chosen for line in one.lines]
    lie = await market.shelves_of(db, [line.pool_id for line in lines])
    shelves = await store.shelves(db, [line.variant_id for line in lines])
    ranks = {at: n for n, at in enumerate(await access.places(db, merchant_id))}

    def way(line: OrderLine) -> tuple[int, str, str, UUID]:
        at = lie.get(line.pool_id)
        shelf = shelves.get((line.variant_id, at.warehouse_id), "") if at else ""
        # What has no shelf comes last.
        rank = ranks.get(at.warehouse_id, len(ranks)) if at else len(ranks)
        return rank, shelf or "\uffff", line.title, line.variant_id

    return [
        PickLine(pick_id, line.order_id, line.no, place, line.open)
        for place, line in enumerate(sorted(lines, key=way))
    ]


async def enter(db: Db, me: UUID, merchant_id: UUID, pick_id: UUID) -> PickRun:
    """A list of a shop that one leads or packs for, locked. Raises `NoMerchant`, `RoleNeeded`,
    `NoStockPaper`.
    """
    await access.enter_packing(db, me, merchant_id)
    found = await store_picks.lock(db, pick_id)
    if found is None or found.merchant_id != merchant_id:
        raise NoStockPaper
    return found


async def lines_of(db: Db, run: PickRun) -> list[LineToPick]:
    """A list in the order in which one walks."""
    lines = (await store_picks.lines(db, [run.id])).get(run.id, [])
    known = await orders.by_ids(db, {one.order_id for one in lines})
    of = {(each.order_id, each.no): each for _, some in known.values() for each in some}
    mine = [of[one.order_id, one.no] for one in lines]
    variants = await market.variants_on_shelves(db, {one.variant_id for one in mine})
    lie = await market.shelves_of(db, [one.pool_id for one in mine])
    shelves = await store.shelves(db, variants)
    places = await access.places(db, run.merchant_id)
    found = []
    for line, one in zip(lines, mine, strict=True):
        at = lie.get(one.pool_id)
        found.append(
            LineToPick(
                line=line,
                of=one,
                order=known[line.order_id][0],
                variant=variants.get(one.variant_id),
                place=places.get(at.warehouse_id) if at else None,
                shelf=shelves.get((one.variant_id, at.warehouse_id), "") if at else "",
                lot=at.lot if at else "",
            )
        )
    return found


async def scan(db: Db, run: PickRun, scan_id: UUID, code: str) -> list[LineToPick]:
    """One unit of what has this code is fetched, for the first line of a locked list that needs
    one. The same scan again is the same. Raises `StockPaperIdUsed`, `StockPaperOver`, `WrongGoods`
    for what is not on the list, `GoodsComplete`.
    """
    check_new_id(scan_id)
    known = await store_picks.scan_of(db, scan_id)
    if known is not None and known != run.id:
        raise StockPaperIdUsed
    lines = await lines_of(db, run)
    if known is not None:
        return lines
    if run.over_at is not None:
        raise StockPaperOver
    found = await access.by_code(db, run.merchant_id, code)
    mine = [one for one in lines if found is not None and one.of.variant_id == found.id]
    if not mine:
        raise WrongGoods(goods=found.title if found else "")
    line = next((one.line for one in mine if one.line.picked < one.line.n), None)
    if line is None:
        raise GoodsComplete(goods=mine[0].of.title)
    await _picked(db, scan_id, line)
    return await lines_of(db, run)


async def take(db: Db, run: PickRun, scan_id: UUID, order_id: UUID, no: int) -> list[LineToPick]:
    """One unit of a line is fetched that has no code to scan. Raises as `scan` does."""
    check_new_id(scan_id)
    known = await store_picks.scan_of(db, scan_id)
    if known is not None and known != run.id:
        raise StockPaperIdUsed
    lines = await lines_of(db, run)
    if known is not None:
        return lines
    if run.over_at is not None:
        raise StockPaperOver
    one = next(
        (each for each in lines if (each.line.order_id, each.line.no) == (order_id, no)), None
    )
    if one is None:
        raise WrongGoods(goods="")
    if one.line.picked >= one.line.n:
        raise GoodsComplete(goods=one.of.title)
    await _picked(db, scan_id, one.line)
    return await lines_of(db, run)


async def _picked(db: Db, scan_id: UUID, line: PickLine) -> None:
    await store_picks.pick(db, line, 1)
    await store_picks.add_scan(db, scan_id, line)


async def to_ship(db: Db, run: PickRun) -> dict[UUID, Sending]:
    """What was fetched of each order of a locked list, in the order of their ids. Raises
    `NothingPicked`, `StockPaperOver` for one that was called off.
    """
    units: dict[UUID, dict[int, int]] = {}
    for one in (await store_picks.lines(db, [run.id])).get(run.id, []):
        if one.picked:
            units.setdefault(one.order_id, {})[one.no] = one.picked
    if not units:
        raise NothingPicked if run.over_at is None else StockPaperOver
    return {
        each: Sending(derived_id(run.id, f"sent {each}"), units[each]) for each in sorted(units)
    }


async def send(database: Database, me: UUID, merchant_id: UUID, pick_id: UUID) -> list[SentOrder]:
    """What was fetched leaves the shop, and the list is over; what was not fetched waits on. An
    order that cannot be sent any more stays as it is, and does not keep the others. Again is the
    same, and goes on where somebody was cut off: each order is a transaction of its own, so that
    nobody holds the stock and the money of one while waiting for those of another. Raises
    `NoMerchant`, `RoleNeeded`, `NoStockPaper`, `NothingPicked`, `StockPaperOver`.
    """
    async with database.transaction() as db:
        wanted = await to_ship(db, await enter(db, me, merchant_id, pick_id))
    done = [await _sent(database, me, each, sending) for each, sending in wanted.items()]
    async with database.transaction() as db:
        await call_off(db, await enter(db, me, merchant_id, pick_id))
    return done


async def _sent(database: Database, me: UUID, order_id: UUID, sending: Sending) -> SentOrder:
    try:
        async with database.transaction() as db:
            await orders.send(db, me, order_id, sending, till.PACKING_ROLES)
    except Problem as problem:
        return SentOrder(order_id, problem)
    return SentOrder(order_id, None)


async def call_off(db: Db, run: PickRun) -> None:
    """Nobody fetches it: it lies where it lay. Again is the same."""
    if run.over_at is None:
        await store_picks.close(db, run.id)

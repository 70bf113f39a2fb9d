"""Routes of counting."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import till
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.paging import Before, Position, checked_position, next_of
from leapfrog.warehouses import access, counting, shapes, store_counts
from leapfrog.warehouses.model import LONGEST_LOT, CountReason, StockCount
from leapfrog.warehouses.shapes import StockCountShown
from leapfrog.warehouses.transfers import LotUnits

PAGE = 20
Lot = Annotated[str, msgspec.Meta(max_length=LONGEST_LOT)]


class CountedInput(Input, frozen=True):
    """So many of a variant were counted; `lot`: of those with this mark."""

    variant_id: UUID
    n: int
    lot: Lot = ""


class StockCountInput(Input, frozen=True):
    """What was counted in a warehouse; what is not named was not counted."""

    warehouse_id: UUID
    lines: Annotated[list[CountedInput], msgspec.Meta(max_length=500)]


class CountReasonInput(Input, frozen=True):
    """Why something differs from the books."""

    variant_id: UUID
    reason: CountReason
    lot: Lot = ""


class CountBookingInput(Input, frozen=True):
    """A reason for each thing that differs."""

    reasons: Annotated[list[CountReasonInput], msgspec.Meta(max_length=500)] = msgspec.field(
        default_factory=list
    )


class StockCounts(msgspec.Struct, frozen=True):
    """The newest first."""

    counts: list[StockCountShown]
    next: str | None


@get("/merchants/{merchant_id:uuid}/stock-counts", summary="List counts")
async def list_counts(
    db: DbIn, signed: SignedIn, merchant_id: FromPath[UUID], before: Before = None
) -> StockCounts:
    """What was counted in a shop that one leads, booked or not. Raises `Invalid`, `NoMerchant`,
    `RoleNeeded`.
    """
    await access.enter(db, signed.person_id, merchant_id)
    found = await store_counts.of_shop(db, merchant_id, checked_position(before), PAGE)
    following = next_of(found, PAGE, lambda one: Position(one.at, one.id))
    currency = (await till.merchant(db, merchant_id)).currency
    return StockCounts(await shapes.counts_shown(db, found, currency), following)


@put("/merchants/{merchant_id:uuid}/stock-counts/{count_id:uuid}", summary="Compare a count")
async def compare_count(
    db: DbIn,
    signed: SignedIn,
    merchant_id: FromPath[UUID],
    count_id: FromPath[UUID],
    data: JSONBody[StockCountInput],
) -> StockCountShown:
    """Writes down what was counted in a shop that one leads, and shows what differs from the books;
    these do not change before it is booked. The same id again is counted anew. Raises `Invalid`,
    `LotsNotCounted`, `NoMerchant`, `NoStockPlace`, `NoStockedVariant`, `NoSuchLot`, `RoleNeeded`,
    `StockPaperIdUsed`, `StockPaperOver`.
    """
    wanted = StockCount(count_id, merchant_id, data.warehouse_id, signed.person_id, db.now)
    counted = [LotUnits(one.variant_id, one.n, one.lot) for one in data.lines]
    made, lines = await counting.compare(db, signed.person_id, wanted, counted)
    return await shapes.count_shown(
        db, made, lines, (await till.merchant(db, merchant_id)).currency
    )


@put("/merchants/{merchant_id:uuid}/stock-counts/{count_id:uuid}/booking", summary="Book a count")
async def book_count(
    db: DbIn,
    signed: SignedIn,
    merchant_id: FromPath[UUID],
    count_id: FromPath[UUID],
    data: JSONBody[CountBookingInput],
) -> StockCountShown:
    """Books what differs, each with its reason. Again is the same. Raises `CountOutdated`,
    `CountReasonNeeded`, `NoMerchant`, `NoStockPaper`, `RoleNeeded`.
    """
    reasons = {(one.variant_id, one.lot): one.reason for one in data.reasons}
    made, lines = await counting.book(db, signed.person_id, merchant_id, count_id, reasons)
    return await shapes.count_shown(
        db, made, lines, (await till.merchant(db, merchant_id)).currency
    )


routes: list[HTTPRouteHandler] = [list_counts, compare_count, book_count]

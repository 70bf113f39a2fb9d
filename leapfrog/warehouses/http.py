"""Routes of the stock of a shop: what lies where, what is on its way between warehouses."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, checked_position, next_of
from leapfrog.warehouses import access, shapes, stocktaking, store, transfers
from leapfrog.warehouses.errors import NoStockedVariant
from leapfrog.warehouses.http_counts import routes as count_routes
from leapfrog.warehouses.http_picks import routes as pick_routes
from leapfrog.warehouses.http_purchases import routes as purchase_routes
from leapfrog.warehouses.model import LONGEST_LOT, LONGEST_NOTE, LONGEST_SHELF
from leapfrog.warehouses.shapes import (
    KeptStockShown,
    KeptVariantShown,
    StockPage,
    StockTransfers,
    StockTransferShown,
)
from leapfrog.warehouses.stocktaking import VariantKeeping
from leapfrog.warehouses.transfers import LotUnits, TransferWish

SCANNING = Limit("stock-scan", 3600, 3600)
PAGE = 50
MerchantId = FromPath[UUID]
Words = Annotated[str, QueryParameter(max_length=100, description="Words that it has.")]
Only = Annotated[
    Literal["all", "low", "expiring"],
    QueryParameter(description="All, those that run low, those that expire within a week."),
]
Skip = Annotated[int, QueryParameter(ge=0, le=100_000, description="The `next` of before.")]
Code = Annotated[str, QueryParameter(max_length=100, description="A bar code or a number.")]
Lot = Annotated[str, msgspec.Meta(max_length=LONGEST_LOT)]
Note = Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE)]


class StockKeepingInput(Input, frozen=True):
    """`low_water`: the shop is warned when so many or fewer can be sold; null: never. `cost`: what
    one costs the shop, minor units; null: as it was. `shelves`: where it lies, by warehouse; those
    that are not named stay.
    """

    low_water: int | None = None
    cost: int | None = None
    shelves: dict[UUID, Annotated[str, msgspec.Meta(max_length=LONGEST_SHELF)]] = msgspec.field(
        default_factory=dict
    )


class LotUnitsInput(Input, frozen=True):
    """So many of a variant; `lot`: of those with this mark."""

    variant_id: UUID
    n: int
    lot: Lot = ""


class StockTransferInput(Input, frozen=True):
    """What goes from one warehouse of a shop to another."""

    from_id: UUID
    to_id: UUID
    lines: Annotated[list[LotUnitsInput], msgspec.Meta(max_length=500)]
    note: Note = ""


class StockArrivalInput(Input, frozen=True):
    """How many came of each; what is not named came whole."""

    lines: Annotated[list[LotUnitsInput], msgspec.Meta(max_length=500)] = msgspec.field(
        default_factory=list
    )


@get("/merchants/{merchant_id:uuid}/stock", summary="List the stock of a shop")
async def list_stock(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    q: Words = "",
    only: Only = "all",
    skip: Skip = 0,
) -> KeptStockShown:
    """What a shop that one leads has, where, and what it is worth at cost; expired lots among it.
    Raises `NoMerchant`, `RoleNeeded`.
    """
    kept = await stocktaking.of_shop(db, signed.person_id, merchant_id)
    return shapes.stock_shown(db, kept, StockPage(q, only, skip, PAGE))


@get("/merchants/{merchant_id:uuid}/stock/scanned", summary="Find goods by a code")
async def scan_stock(
    db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId, code: Code
) -> KeptVariantShown:
    """What of a shop that one leads has this bar code (GTIN) or number of its own. Raises
    `NoMerchant`, `NoStockedVariant`, `RateLimited`, `RoleNeeded`.
    """
    town.limit(SCANNING, str(signed.person_id))
    await access.enter(db, signed.person_id, merchant_id)
    found = await access.by_code(db, merchant_id, code)
    if found is None:
        raise NoStockedVariant(code=code)
    one = await stocktaking.one_of(db, signed.person_id, merchant_id, found.id)
    return shapes.variant_shown(db, one)


@get("/merchants/{merchant_id:uuid}/stock/{variant_id:uuid}", summary="Look at the stock of goods")
async def read_stock(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, variant_id: FromPath[UUID]
) -> KeptVariantShown:
    """A variant of a shop that one leads with all of its stock. Raises `NoMerchant`,
    `NoStockedVariant`, `RoleNeeded`.
    """
    one = await stocktaking.one_of(db, signed.person_id, merchant_id, variant_id)
    return shapes.variant_shown(db, one)


@put("/merchants/{merchant_id:uuid}/stock/{variant_id:uuid}", summary="Say how goods are kept")
async def keep_stock(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    variant_id: FromPath[UUID],
    data: JSONBody[StockKeepingInput],
) -> KeptVariantShown:
    """From when on a shop that one leads is warned of a variant, what it costs and where it lies.
    Raises `Invalid`, `NoMerchant`, `NoStockPlace`, `NoStockedVariant`, `RoleNeeded`.
    """
    wish = VariantKeeping(**msgspec.structs.asdict(data))
    one = await stocktaking.keep(db, signed.person_id, merchant_id, variant_id, wish)
    return shapes.variant_shown(db, one)


@get("/merchants/{merchant_id:uuid}/stock-transfers", summary="List transfers")
async def list_transfers(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, before: Before = None
) -> StockTransfers:
    """What went and goes from one warehouse of a shop that one leads to another. Raises `Invalid`,
    `NoMerchant`, `RoleNeeded`.
    """
    await access.enter(db, signed.person_id, merchant_id)
    found = await store.transfers(db, merchant_id, checked_position(before), PAGE)
    return StockTransfers(
        await shapes.transfers_shown(db, found),
        await shapes.places_of(db, merchant_id),
        next_of(found, PAGE, lambda one: Position(one.sent_at, one.id)),
    )


@put("/merchants/{merchant_id:uuid}/stock-transfers/{transfer_id:uuid}", summary="Send a transfer")
async def send_transfer(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    transfer_id: FromPath[UUID],
    data: JSONBody[StockTransferInput],
) -> StockTransferShown:
    """Goods leave a warehouse for another: from now on nobody buys them, and they are seen on their
    way. The same id again is the same. Raises `Invalid`, `NoMerchant`, `NoStockPlace`,
    `NoStockedVariant`, `NotSoManyThere`, `RoleNeeded`, `StockPaperIdUsed`.
    """
    wish = TransferWish(
        id=transfer_id,
        merchant_id=merchant_id,
        from_id=data.from_id,
        to_id=data.to_id,
        lines=[LotUnits(one.variant_id, one.n, one.lot) for one in data.lines],
        note=data.note,
    )
    made = await transfers.send(db, signed.person_id, wish)
    return (await shapes.transfers_shown(db, [made]))[0]


@put(
    "/merchants/{merchant_id:uuid}/stock-transfers/{transfer_id:uuid}/arrival",
    summary="Book a transfer in",
)
async def book_transfer_in(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    transfer_id: FromPath[UUID],
    data: JSONBody[StockArrivalInput],
) -> StockTransferShown:
    """A transfer has arrived; what did not come is written off. Again is the same. Raises
    `NoMerchant`, `NoStockPaper`, `NotSoManyThere`, `OtherExpiry`, `RoleNeeded`,
    `StockPaperOver`.
    """
    came = {(one.variant_id, one.lot): one.n for one in data.lines}
    done = await transfers.arrive(db, signed.person_id, merchant_id, transfer_id, came)
    return (await shapes.transfers_shown(db, [done]))[0]


routes: list[HTTPRouteHandler] = [
    list_stock,
    scan_stock,
    read_stock,
    keep_stock,
    list_transfers,
    send_transfer,
    book_transfer_in,
    *count_routes,
    *purchase_routes,
    *pick_routes,
]

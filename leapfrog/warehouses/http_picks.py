"""Routes of fetching what orders need."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.warehouses import picking, shapes_picks, store_picks
from leapfrog.warehouses.model import MOST_ORDERS
from leapfrog.warehouses.shapes_picks import DayList, PickShown

MerchantId = FromPath[UUID]
PickId = FromPath[UUID]
ScanId = FromPath[UUID]
PICK = "/merchants/{merchant_id:uuid}/picks/{pick_id:uuid}"


class PickInput(Input, frozen=True):
    """For which orders is fetched."""

    orders: Annotated[list[UUID], msgspec.Meta(max_length=MOST_ORDERS)]


class PickScanInput(Input, frozen=True):
    """One unit: by the `code` that was scanned or typed, or, of what has none, by the line `no` of
    an order.
    """

    code: Annotated[str, msgspec.Meta(max_length=100)] = ""
    order_id: UUID | None = None
    no: int | None = None


class SentOrderShown(msgspec.Struct, frozen=True):
    """`problem`: the code of why it could not be sent; null: it is."""

    order_id: UUID
    problem: str | None


class SentPick(msgspec.Struct, frozen=True):
    """What became of each order of a list."""

    orders: list[SentOrderShown]


@get("/merchants/{merchant_id:uuid}/day-list", summary="List what is to be sent")
async def list_day(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> DayList:
    """The orders that a shop that one leads or packs for has to send, what is due first, and the
    lists by which somebody fetches now. Raises `NoMerchant`, `RoleNeeded`.
    """
    found = await picking.waiting(db, signed.person_id, merchant_id)
    runs = await store_picks.open_of(db, merchant_id)
    return DayList([shapes_picks.open_order_shown(one) for one in found], [one.id for one in runs])


@put(PICK, summary="Begin to fetch goods")
async def start_pick(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    pick_id: PickId,
    data: JSONBody[PickInput],
) -> PickShown:
    """A list of what some orders need, by warehouse and shelf; nobody else fetches it meanwhile.
    The same id again is the same. Raises `Invalid`, `NoMerchant`, `NoOrder`, `PickedByOther`,
    `RoleNeeded`, `StockPaperIdUsed`.
    """
    run = await picking.start(db, signed.person_id, merchant_id, pick_id, data.orders)
    return shapes_picks.pick_shown(run, await picking.lines_of(db, run))


@get(PICK, summary="Look at a list of goods to fetch")
async def read_pick(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, pick_id: PickId
) -> PickShown:
    """What is fetched for which order, from where, and how much of it was scanned. Raises
    `NoMerchant`, `NoStockPaper`, `RoleNeeded`.
    """
    run = await picking.enter(db, signed.person_id, merchant_id, pick_id)
    return shapes_picks.pick_shown(run, await picking.lines_of(db, run))


@put(f"{PICK}/scans/{{scan_id:uuid}}", summary="Scan a thing")
async def scan_pick(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    pick_id: PickId,
    scan_id: ScanId,
    data: JSONBody[PickScanInput],
) -> PickShown:
    """One unit is fetched. The same scan again is the same. Raises `GoodsComplete`, `Invalid`,
    `NoMerchant`, `NoStockPaper`, `RoleNeeded`, `StockPaperIdUsed`, `StockPaperOver`, `WrongGoods`.
    """
    run = await picking.enter(db, signed.person_id, merchant_id, pick_id)
    if data.code:
        lines = await picking.scan(db, run, scan_id, data.code)
    elif data.order_id is not None and data.no is not None:
        lines = await picking.take(db, run, scan_id, data.order_id, data.no)
    else:
        raise Invalid("A code, or a line of an order.", field="code")
    return shapes_picks.pick_shown(run, lines)


@put(f"{PICK}/shipment", summary="Send what was fetched")
async def send_pick(
    town: TownIn, signed: SignedIn, merchant_id: MerchantId, pick_id: PickId
) -> SentPick:
    """What was scanned leaves the shop, as a part of an order or all of it; what was not scanned
    waits on. Again is the same. Raises `NoMerchant`, `NoStockPaper`, `NothingPicked`,
    `RoleNeeded`, `StockPaperOver`.
    """
    done = await picking.send(town.database, signed.person_id, merchant_id, pick_id)
    return SentPick(
        [SentOrderShown(one.order_id, one.problem.code if one.problem else None) for one in done]
    )


@delete(PICK, summary="Fetch nothing", status_code=204)
async def call_pick_off(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, pick_id: PickId
) -> None:
    """A list is called off: others may fetch what it names. Again is the same. Raises `NoMerchant`,
    `NoStockPaper`, `RoleNeeded`.
    """
    await picking.call_off(db, await picking.enter(db, signed.person_id, merchant_id, pick_id))


routes: list[HTTPRouteHandler] = [
    list_day,
    start_pick,
    read_pick,
    scan_pick,
    send_pick,
    call_pick_off,
]

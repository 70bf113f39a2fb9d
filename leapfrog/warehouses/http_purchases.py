"""Routes of suppliers and of what is ordered from them."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import till
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.paging import Before, Position, checked_position, next_of
from leapfrog.warehouses import access, purchasing, shapes, store_purchases
from leapfrog.warehouses.model import (
    LONGEST_LOT,
    LONGEST_NOTE,
    ReceivedLot,
    Supplier,
    SupplierLine,
    SupplierOrder,
)
from leapfrog.warehouses.purchasing import SupplierOrderWish
from leapfrog.warehouses.shapes import SupplierOrders, SupplierOrderShown, SupplierShown

PAGE = 50
MerchantId = FromPath[UUID]
PurchaseId = FromPath[UUID]
ReceiptId = FromPath[UUID]
ORDER = "/merchants/{merchant_id:uuid}/supplier-orders/{purchase_id:uuid}"


class SupplierInput(Input, frozen=True):
    """From whom a shop buys, and how it is reached."""

    name: Annotated[str, msgspec.Meta(max_length=200)]
    contact: Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE)] = ""


class SupplierLineInput(Input, frozen=True):
    """So many of a variant at a `cost` (minor units) each."""

    variant_id: UUID
    n: int
    cost: int


class SupplierOrderInput(Input, frozen=True):
    """What is ordered from a supplier, for which warehouse, and when it is expected."""

    supplier_id: UUID
    warehouse_id: UUID
    lines: Annotated[list[SupplierLineInput], msgspec.Meta(max_length=500)]
    expected_on: date | None = None
    note: Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE)] = ""


class ReceivedLotInput(Input, frozen=True):
    """So many of a variant came; `lot`: the mark on the box; `expires_on`: the first day on which
    they are not sold any more.
    """

    variant_id: UUID
    n: int
    lot: Annotated[str, msgspec.Meta(max_length=LONGEST_LOT)] = ""
    expires_on: date | None = None


class SupplierReceiptInput(Input, frozen=True):
    """What came at once."""

    lots: Annotated[list[ReceivedLotInput], msgspec.Meta(max_length=500)]


@put("/merchants/{merchant_id:uuid}/suppliers/{supplier_id:uuid}", summary="Keep a supplier")
async def put_supplier(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    supplier_id: FromPath[UUID],
    data: JSONBody[SupplierInput],
) -> SupplierShown:
    """From whom a shop that one leads buys, new or changed. Raises `Invalid`, `NoMerchant`,
    `RoleNeeded`, `StockPaperIdUsed`.
    """
    wanted = Supplier(supplier_id, merchant_id, data.name, data.contact, db.now)
    return shapes.supplier_shown(await purchasing.put_supplier(db, signed.person_id, wanted))


@get("/merchants/{merchant_id:uuid}/supplier-orders", summary="List what was ordered")
async def list_purchases(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, before: Before = None
) -> SupplierOrders:
    """What a shop that one leads ordered from suppliers. Raises `Invalid`, `NoMerchant`,
    `RoleNeeded`.
    """
    await access.enter(db, signed.person_id, merchant_id)
    found = await store_purchases.of_shop(db, merchant_id, checked_position(before), PAGE)
    following = next_of(found, PAGE, lambda one: Position(one.at, one.id))
    known = await store_purchases.suppliers(db, [merchant_id])
    return SupplierOrders(
        purchases=await shapes.purchases_shown(db, merchant_id, found),
        suppliers=[shapes.supplier_shown(one) for one in known.values()],
        places=await shapes.places_of(db, merchant_id),
        currency=(await till.merchant(db, merchant_id)).currency,
        next=following,
    )


@put(ORDER, summary="Order from a supplier")
async def order_from_supplier(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    purchase_id: PurchaseId,
    data: JSONBody[SupplierOrderInput],
) -> SupplierOrderShown:
    """Writes down what a shop that one leads ordered: from now on it is expected. The same id again
    is the same. Raises `Invalid`, `NoMerchant`, `NoStockPaper`, `NoStockPlace`,
    `NoStockedVariant`, `RoleNeeded`, `StockPaperIdUsed`.
    """
    wish = SupplierOrderWish(
        id=purchase_id,
        merchant_id=merchant_id,
        supplier_id=data.supplier_id,
        warehouse_id=data.warehouse_id,
        lines=[SupplierLine(purchase_id, one.variant_id, one.n, one.cost) for one in data.lines],
        expected_on=data.expected_on,
        note=data.note,
    )
    return await _shown(db, await purchasing.order(db, signed.person_id, wish))


@put(f"{ORDER}/receipts/{{receipt_id:uuid}}", summary="Receive goods")
async def receive_goods(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    purchase_id: PurchaseId,
    receipt_id: ReceiptId,
    data: JSONBody[SupplierReceiptInput],
) -> SupplierOrderShown:
    """A part of what was ordered came, or all: it lies on the shelf, and its cost is the moving
    average. The same id again is the same. Raises `Invalid`, `NoMerchant`, `NoStockPaper`,
    `NoStockedVariant`, `NotSoManyThere`, `OtherExpiry`, `RoleNeeded`, `StockPaperIdUsed`,
    `StockPaperOver`.
    """
    about = await purchasing.enter(db, signed.person_id, merchant_id, purchase_id)
    lots = [ReceivedLot(**msgspec.structs.asdict(one)) for one in data.lots]
    done = await purchasing.receive(db, signed.person_id, about, receipt_id, lots)
    return await _shown(db, done)


@put(f"{ORDER}/end", summary="Expect no more of it")
async def end_purchase(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, purchase_id: PurchaseId
) -> SupplierOrderShown:
    """The rest of what was ordered will not come. Again is the same. Raises `NoMerchant`,
    `NoStockPaper`, `RoleNeeded`.
    """
    about = await purchasing.enter(db, signed.person_id, merchant_id, purchase_id)
    return await _shown(db, await purchasing.end(db, about))


async def _shown(db: Db, one: SupplierOrder) -> SupplierOrderShown:
    return (await shapes.purchases_shown(db, one.merchant_id, [one]))[0]


routes: list[HTTPRouteHandler] = [
    put_supplier,
    list_purchases,
    order_from_supplier,
    receive_goods,
    end_purchase,
]

"""Routes of packing: for who packs and sends in a shop, without money and without the buyer."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import till
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.paging import Before, Size, checked_position, next_of
from leapfrog.oauth import SCOPE, SHOP_SHIPPING
from leapfrog.orders import acting, packing, store
from leapfrog.orders.acting import Sending
from leapfrog.orders.packing import PackingOrder
from leapfrog.orders.paging import place_by_due
from leapfrog.parcel_sizes import ParcelSize
from leapfrog.parcels import ParcelLabel

OrderId = FromPath[UUID]


class SentUnits(Input, frozen=True):
    """So many units of a line."""

    no: int
    n: int


class ShipmentInput(Input, frozen=True):
    """What is sent; null: all that is still to be sent. Of what a carrier brings, who: `local`, or
    `other` with its own number. `size`: of the compartment that it needs in a locker.
    """

    units: Annotated[list[SentUnits], msgspec.Meta(max_length=200)] | None = None
    carrier: Annotated[str, msgspec.Meta(max_length=40)] = "local"
    carrier_number: Annotated[str, msgspec.Meta(max_length=40)] = ""
    weight_g: int | None = None
    size: ParcelSize | None = None


def sending_of(shipment_id: UUID, data: ShipmentInput) -> Sending:
    """What is sent, as a client says it."""
    units = {one.no: one.n for one in data.units} if data.units is not None else None
    label = ParcelLabel(data.carrier, data.carrier_number, data.weight_g, size=data.size)
    return Sending(shipment_id, units, label)


class PackingPage(msgspec.Struct, frozen=True):
    """What is due first comes first; `next` is the `before` of the next page, null at the end."""

    orders: list[PackingOrder]
    next: str | None


@get(
    "/merchants/{merchant_id:uuid}/packing",
    summary="List what a shop has to pack",
    opt={SCOPE: SHOP_SHIPPING},
)
async def list_packing(
    db: DbIn, signed: SignedIn, merchant_id: FromPath[UUID], before: Before = None, limit: Size = 20
) -> PackingPage:
    """Orders of others that are to be packed and sent, for who packs in the shop or leads it.
    Raises `Invalid`, `NoMerchant`, `RoleNeeded`.
    """
    await till.enter_shop(db, signed.person_id, merchant_id, till.PACKING_ROLES)
    found = await store.sending_of(db, merchant_id, checked_position(before), limit)
    more = next_of(found, limit, place_by_due)
    others = [one for one in found if one.buyer_id != signed.person_id]
    return PackingPage(await packing.to_pack(db, others), more)


@get("/packing/{order_id:uuid}", summary="Read an order to pack", opt={SCOPE: SHOP_SHIPPING})
async def read_packing(db: DbIn, signed: SignedIn, order_id: OrderId) -> PackingOrder:
    """One order that is to be packed, or has been sent and not received. Raises `NoOrder`,
    `RoleNeeded`.
    """
    order = await packing.one_to_pack(db, signed.person_id, order_id)
    return (await packing.to_pack(db, [order]))[0]


@put("/packing/{order_id:uuid}/packed", summary="Pack it", opt={SCOPE: SHOP_SHIPPING})
async def mark_packed(db: DbIn, signed: SignedIn, order_id: OrderId) -> PackingOrder:
    """It is packed: from then on calling it off has to be agreed. Again is the same. Raises
    `NoOrder`, `OrderNotNow`, `RoleNeeded`.
    """
    order = await acting.pack(db, signed.person_id, order_id, till.PACKING_ROLES)
    return (await packing.to_pack(db, [order]))[0]


@put(
    "/packing/{order_id:uuid}/shipments/{shipment_id:uuid}",
    summary="Send it",
    opt={SCOPE: SHOP_SHIPPING},
)
async def mark_sent(
    db: DbIn,
    signed: SignedIn,
    order_id: OrderId,
    shipment_id: FromPath[UUID],
    data: JSONBody[ShipmentInput],
) -> PackingOrder:
    """Units are on their way, or lie ready where they are fetched. The same id again is the same.
    Raises `AccountClosed`, `AccountFrozen`, `DoNotFitTogether`, `InsufficientFunds`, `Invalid`,
    `NoAccount`, `NoOrder`, `NoParcel`, `NotSoMany`, `OperationIdUsed`, `OrderActIdUsed`,
    `OrderNotNow`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `ParcelEventIdUsed`,
    `RoleNeeded`.
    """
    check_new_id(shipment_id)
    sending = sending_of(shipment_id, data)
    order = await acting.send(db, signed.person_id, order_id, sending, till.PACKING_ROLES)
    return (await packing.to_pack(db, [order]))[0]


routes: list[HTTPRouteHandler] = [list_packing, read_packing, mark_packed, mark_sent]

"""Routes of orders that are paid at the door."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import pay, till
from leapfrog.door_orders import acting, placing, shapes, store
from leapfrog.door_orders.model import OPEN, TERMINAL, DoorService, DoorTerms
from leapfrog.door_orders.placing import NewDoorOrder
from leapfrog.door_orders.shapes import DoorOrderShown
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.orders import Recipient, WantedLine

OrderId = FromPath[UUID]
MerchantId = FromPath[UUID]
PLACING = Limit("door_order", 20, 3600)
Text = Annotated[str, msgspec.Meta(max_length=500)]
Pile = Annotated[Literal["open", "over"], QueryParameter(description="Which of them.")]


class DoorTermsInput(Input, frozen=True):
    """Up to how much of one order, in minor units; null: nothing is paid at the door."""

    most: int | None


class DoorLineInput(Input, frozen=True):
    """So many of a variant."""

    variant_id: UUID
    n: int


class DoorOrderInput(Input, frozen=True):
    """What is wanted of one shop, who gets it and where, and what was seen that it costs: the goods
    without coupons, and the delivery (minor units). `own`: the shop brings it, `courier`: somebody
    else does.
    """

    merchant_id: UUID
    service: DoorService
    lines: Annotated[list[DoorLineInput], msgspec.Meta(min_length=1, max_length=50)]
    total: int
    name: Text
    phone: Text = ""
    address: Text = ""
    lat: float | None = None
    lon: float | None = None
    note: Text = ""


class DoorOrderEnd(Input, frozen=True):
    """Why, for the other side to read; the shop says it."""

    why: Text = ""


class DoorPayment(Input, frozen=True):
    """`confirmation`: of the total, for the shop (`to` of an `order` under the id of the order)."""

    confirmation: pay.ConfirmationInput = None


class DoorOrders(msgspec.Struct, frozen=True):
    """The newest first; `next` is the `before` of the next page, null at the end."""

    orders: list[DoorOrderShown]
    next: str | None


def page(found: list[DoorOrderShown], limit: int) -> DoorOrders:
    following = next_of(found, limit, lambda one: Position(one.created_at, one.id))
    return DoorOrders(found, following)


@get("/door-orders/terms/{merchant_id:uuid}", summary="Read whether a shop is paid at the door")
async def read_door_terms(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> DoorTerms:
    """Up to how much it lets people pay there, and whether it does so now."""
    return await store.terms(db, merchant_id)


@put("/door-orders/terms/{merchant_id:uuid}", summary="Say whether a shop is paid at the door")
async def set_door_terms(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, data: JSONBody[DoorTermsInput]
) -> DoorTerms:
    """Of a shop that one leads; what was ordered stays as it was agreed. Raises `Invalid`,
    `NoMerchant`, `RoleNeeded`.
    """
    return await placing.set_terms(db, signed.person_id, merchant_id, DoorTerms(data.most))


@get("/door-orders")
async def list_door_orders(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> DoorOrders:
    """What one ordered to pay it at the door. Raises `Invalid`."""
    found = await store.of_buyer(db, signed.person_id, checked_position(before), limit)
    return page(await shapes.shown_to(db, found, "buyer"), limit)


@get("/merchants/{merchant_id:uuid}/door-orders", summary="List what a shop is paid at doors")
async def list_shop_door_orders(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    pile: Pile = "open",
    before: Before = None,
    limit: Size = 20,
) -> DoorOrders:
    """Orders of others at a shop that one leads. Raises `Invalid`, `NoMerchant`, `RoleNeeded`."""
    await till.enter_shop(db, signed.person_id, merchant_id, till.LEADING_ROLES)
    states = OPEN if pile == "open" else TERMINAL
    found = await store.of_merchant(db, merchant_id, states, checked_position(before), limit)
    return page(await shapes.shown_to(db, found, "shop"), limit)


@get("/door-orders/{order_id:uuid}")
async def read_door_order(db: DbIn, signed: SignedIn, order_id: OrderId) -> DoorOrderShown:
    """For its buyer, and for who leads the shop. Raises `NoDoorOrder`, `RoleNeeded`."""
    return await shapes.one_shown(db, *await acting.of_either(db, signed.person_id, order_id))


@put("/door-orders/{order_id:uuid}", summary="Order to pay at the door")
async def place_door_order(
    db: DbIn, town: TownIn, signed: SignedIn, order_id: OrderId, data: JSONBody[DoorOrderInput]
) -> DoorOrderShown:
    """The goods are set aside, and nothing is paid before they are at the door. Again is the same.
    Raises `CouponNotUsable`, `DoorOrderIdUsed`, `DoorTotalChanged`, `FromOwnShop`, `Invalid`,
    `LimitReached`, `NoDelivery`, `NoPayingAtDoor`, `NoRightToBuy`, `NotForSale`,
    `OrderPriceChanged`, `OrderSoldOut`, `OrderTermsChanged`, `OverDoorLimit`, `OverPurchaseLimit`,
    `PaysBefore`, `PresentNotOpen`, `RateLimited`, `RightToBuyOver`, `ShopResting`, `SoldOut`,
    `TooManyDoorOrders`.
    """
    me = signed.person_id
    town.limit(PLACING, str(me))
    recipient = Recipient(
        name=data.name.strip(),
        phone=data.phone.strip(),
        address=data.address.strip(),
        lat=data.lat,
        lon=data.lon,
    )
    wanted = NewDoorOrder(
        id=order_id,
        merchant_id=data.merchant_id,
        service=data.service,
        lines=[WantedLine(one.variant_id, one.n) for one in data.lines],
        recipient=recipient,
        note=data.note,
        total=data.total,
    )
    return await shapes.one_shown(db, await placing.place(db, me, wanted), "buyer")


@put("/door-orders/{order_id:uuid}/end", summary="Call off an order for the door")
async def end_door_order(
    db: DbIn, signed: SignedIn, order_id: OrderId, data: JSONBody[DoorOrderEnd]
) -> DoorOrderShown:
    """Buyer or shop call off what is not sent. Again is the same. Raises `DoorOrderNotNow`,
    `Invalid`, `NoDoorOrder`, `RoleNeeded`.
    """
    me = signed.person_id
    await acting.call_off(db, me, order_id, data.why)
    return await shapes.one_shown(db, *await acting.of_either(db, me, order_id))


@put("/door-orders/{order_id:uuid}/shipment", summary="Send an order to the door")
async def send_door_order(db: DbIn, signed: SignedIn, order_id: OrderId) -> DoorOrderShown:
    """All of it leaves the shop, as a parcel for which the courier takes the money. Again is the
    same. Raises `DoNotFitTogether`, `DoorOrderNotNow`, `Invalid`, `NoDoorOrder`, `NoMerchant`,
    `NoParcel`, `NoSuchDelivery`, `ParcelEventIdUsed`, `RoleNeeded`.
    """
    return await shapes.one_shown(db, await acting.send(db, signed.person_id, order_id), "shop")


@put(
    "/door-orders/{order_id:uuid}/payment",
    summary="Pay at the door by the wallet",
    guards=[pay.town_has_money, pay.with_consent],
)
async def pay_at_door(
    db: DbIn,
    signed: SignedIn,
    order_id: OrderId,
    data: JSONBody[DoorPayment],
    consent: pay.ConsentIn,
) -> DoorOrderShown:
    """Of what is on its way: the courier takes no cash any more and gives it away by its code
    alone; if it comes back, so does the money. Again is the same. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`, `CurrenciesDiffer`, `DoorOrderNotNow`,
    `InsufficientFunds`, `NoAccount`, `NoDoorOrder`, `NoMerchant`, `NoMoney`, `NoPin`,
    `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`.
    """
    order = await acting.pay_by_wallet(db, signed.person_id, order_id, consent)
    return await shapes.one_shown(db, order, "buyer")


routes: list[HTTPRouteHandler] = [
    read_door_terms,
    set_door_terms,
    list_door_orders,
    list_shop_door_orders,
    read_door_order,
    place_door_order,
    end_door_order,
    send_door_order,
    pay_at_door,
]

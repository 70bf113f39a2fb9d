"""Routes of carts, quotes, payments, and of orders as their buyers see them."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import parcels, pay, places
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Size, checked_position
from leapfrog.oauth import SCOPE, SHOP_ORDERS
from leapfrog.orders import (
    acting,
    again,
    cart,
    helping,
    http_cases,
    http_packing,
    http_shop,
    reading,
    shapes,
    shapes_cart,
    store,
)
from leapfrog.orders.again import LineAgain
from leapfrog.orders.cart import WantedLine, WantedShop
from leapfrog.orders.errors import NoOrder
from leapfrog.orders.model import Delivery
from leapfrog.orders.paging import OrderPage, page_of
from leapfrog.orders.paying import PAYING, PaymentWish
from leapfrog.orders.presents import for_present
from leapfrog.orders.quotes import Recipient
from leapfrog.orders.shapes import OrderShown, OrderSummary
from leapfrog.orders.shapes_cart import CartShown, QuoteShown

Text = Annotated[str, msgspec.Meta(max_length=500)]
OrderId = FromPath[UUID]

# Nobody tries out which cards there are.
CARDS = Limit("receiver_card", 30, 3600)


class CartInput(Input, frozen=True):
    """So many; 0 takes it out."""

    n: int


class WantedLineInput(Input, frozen=True):
    """So many of a variant; `right_id`: by one's right to buy one of it."""

    variant_id: UUID
    n: int
    right_id: UUID | None = None


class WantedShopInput(Input, frozen=True):
    """What is wanted of a shop, and how it comes: `pickup` at the shop, `own`: the shop brings it,
    `courier`: somebody else does, `point`: to a pickup point, which is `point_id`. `coupons`: one's
    own that are used, null: those that take off most.
    """

    merchant_id: UUID
    delivery: Delivery
    lines: Annotated[list[WantedLineInput], msgspec.Meta(max_length=200)]
    note: Text = ""
    point_id: UUID | None = None
    coupons: Annotated[list[UUID], msgspec.Meta(max_length=20)] | None = None


class GiftInput(Input, frozen=True):
    """It is a present, with these words on its slip; `present_id`: who gets it said where."""

    message: Text = ""
    present_id: UUID | None = None


class QuoteInput(Input, frozen=True):
    """What shall be bought, and for whom; `address`: as people there find it, `lat`, `lon`: where
    they put the pin. `card`: of somebody without a phone, for whom it is; with its digits, or
    without them as far as that person allowed. `gift`: it is a present; with one that somebody
    said where to send, neither name nor address is read.
    """

    shops: Annotated[list[WantedShopInput], msgspec.Meta(max_length=200)]
    name: Text = ""
    phone: Text = ""
    address: Text = ""
    lat: float | None = None
    lon: float | None = None
    card: Annotated[str, msgspec.Meta(max_length=60)] = ""
    gift: GiftInput | None = None


class OrdersPayment(Input, frozen=True):
    """`quote`: as it was answered; `confirmation`: of its total, for its digest."""

    quote: Annotated[str, msgspec.Meta(max_length=200_000)]
    confirmation: pay.ConfirmationInput = None


class ExtensionInput(Input, frozen=True):
    """So many days more."""

    days: int


class BoughtAgain(msgspec.Struct, frozen=True):
    """The cart with what of an order can be had, and what became of each of its lines."""

    cart: CartShown
    lines: list[LineAgain]


class PaymentShown(msgspec.Struct, frozen=True):
    """What was paid at once (minor units), and the orders that came of it."""

    id: UUID
    total: int
    currency: str
    orders: list[OrderSummary]


class RunningOrders(msgspec.Struct, frozen=True):
    """What is bought and not received; first what happens first."""

    orders: list[OrderSummary]


@get("/cart")
async def read_cart(db: DbIn, signed: SignedIn) -> CartShown:
    """The cart by shops, with what can be had and costs what now."""
    return await shapes_cart.cart_shown(db, await cart.mine(db, signed.person_id))


@put("/cart/{variant_id:uuid}", summary="Put in the cart")
async def put_in_cart(
    db: DbIn, signed: SignedIn, variant_id: FromPath[UUID], data: JSONBody[CartInput]
) -> CartShown:
    """So many of a variant are in the cart from now on. Raises `CartFull`, `Invalid`,
    `NotForSale`, `OverPurchaseLimit`.
    """
    await cart.put(db, signed.person_id, variant_id, data.n)
    return await shapes_cart.cart_shown(db, await cart.mine(db, signed.person_id))


@post("/orders/quotes", summary="Ask what it costs", status_code=200, guards=[pay.town_has_money])
async def make_quote(
    request: AnyRequest, town: TownIn, signed: SignedIn, data: JSONBody[QuoteInput]
) -> QuoteShown:
    """What a cart costs now, signed and good for 15 minutes; nothing is held by it. Coupons are
    used by themselves, for the best sum. Raises `ConsentNeeded`, `CouponNotUsable`, `FromOwnShop`,
    `Invalid`, `NoDelivery`, `NoMoney`, `NoReceiver`, `NoRightToBuy`, `NotForSale`,
    `OrderPriceChanged`, `OrderSoldOut`, `OrderTermsChanged`, `OverPurchaseLimit`,
    `ParcelCodeLocked`, `PresentNotOpen`, `RightToBuyOver`, `ShopResting`, `WrongReceiverCode`.
    """
    wanted = [
        WantedShop(
            one.merchant_id,
            one.delivery,
            [WantedLine(line.variant_id, line.n, line.right_id) for line in one.lines],
            one.note,
            one.point_id,
            one.coupons,
        )
        for one in data.shops
    ]
    recipient = Recipient(
        name=data.name.strip(),
        phone=data.phone.strip(),
        address=data.address.strip(),
        lat=data.lat,
        lon=data.lon,
    )
    if data.gift is not None and data.gift.present_id and data.card.strip():
        raise Invalid("It is for who has the card, or for who said where.", field="card")
    if data.gift is not None:
        recipient = for_present(recipient, data.gift.message, data.gift.present_id)
    if data.card.strip():
        town.limit(CARDS, str(signed.person_id))
    card = await helping.card_of(town.database, data.card) if data.card.strip() else None
    sent = [one.merchant_id for one in data.shops if one.delivery != "pickup"]
    drives = await parcels.read_drives(
        town.database, places.roads_of(request), sent, places.pin_of(data.lat, data.lon)
    )
    async with town.database.transaction() as db:
        to = helping.recipient_of(card, recipient) if card else recipient
        priced = await cart.quote(db, signed.person_id, wanted, to, drives)
        if card is not None:
            helping.check_consent(card, priced.quote)
        return await shapes_cart.quote_shown(db, priced)


@put(
    "/orders/payments/{payment_id:uuid}",
    summary="Pay a quote",
    guards=[pay.town_has_money, pay.with_consent],
)
async def pay_quote(
    town: TownIn,
    signed: SignedIn,
    payment_id: FromPath[UUID],
    data: JSONBody[OrdersPayment],
    consent: pay.ConsentIn,
) -> PaymentShown:
    """Pays all of a quote, or nothing: one order for each shop, whose money waits until the goods
    are there. Again is the same payment. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`,
    `BadQuote`, `ConfirmationNeeded`, `CouponNotUsable`, `CurrenciesDiffer`, `FromOwnShop`,
    `InsufficientFunds`, `Invalid`, `LimitReached`, `NoAccount`, `NoCurrency`, `NoDelivery`,
    `NoMoney`, `NoPin`, `NoRightToBuy`, `NotForSale`, `OperationIdUsed`, `OrderPriceChanged`,
    `OrderSoldOut`, `OrderTermsChanged`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`,
    `OverPurchaseLimit`, `PaymentIdUsed`, `PresentNotOpen`, `QuoteOver`, `RightToBuyOver`,
    `ShopResting`.
    """
    check_new_id(payment_id)
    wish = PaymentWish(payment_id, signed.person_id, data.quote, consent)
    paid = await town.batchers.of(PAYING).submit(wish)
    async with town.database.glance() as db:
        orders = (await store.of_payments(db, [paid.id]))[paid.id]
        made = await shapes.summaries(db, orders, "buyer")
    return PaymentShown(paid.id, paid.total, paid.currency, made)


@get("/orders")
async def list_orders(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> OrderPage:
    """What one bought, the newest first. Raises `Invalid`."""
    place = checked_position(before)
    found = await store.of_buyer(db, signed.person_id, place, limit)
    return page_of(await shapes.summaries(db, found, "buyer"), limit)


@get("/orders/running")
async def list_running_orders(db: DbIn, signed: SignedIn) -> RunningOrders:
    """What one bought and has not received."""
    found = await store.running(db, signed.person_id)
    return RunningOrders(await shapes.summaries(db, found, "buyer"))


@get("/orders/{order_id:uuid}", opt={SCOPE: SHOP_ORDERS})
async def read_order(db: DbIn, signed: SignedIn, order_id: OrderId) -> OrderShown:
    """One order, for its buyer, and for those who lead the shop or answer its customers, who do not
    see the code; a program reads for the shop alone. Raises `NoOrder`, `RoleNeeded`.
    """
    order, side = await reading.seen_by(db, signed.person_id, order_id)
    if side == "buyer" and signed.program:
        raise NoOrder
    return (await shapes.shown(db, [order], side))[0]


@put("/orders/{order_id:uuid}/again", summary="Buy again")
async def buy_again(db: DbIn, signed: SignedIn, order_id: FromPath[UUID]) -> BoughtAgain:
    """Puts what can be had of an order of one's own into the cart, at today's price, and says what
    cannot. Again is the same. Raises `CartFull`, `NoOrder`, `NotForSale`, `OverPurchaseLimit`.
    """
    me = signed.person_id
    lines = await again.buy_again(db, me, order_id)
    return BoughtAgain(await shapes_cart.cart_shown(db, await cart.mine(db, me)), lines)


@put("/orders/{order_id:uuid}/confirmation", summary="Confirm the receipt", guards=[own_device])
async def confirm_receipt(db: DbIn, signed: SignedIn, order_id: OrderId) -> OrderShown:
    """The buyer has it all: the shop gets the money. Again is the same. Raises `AccountClosed`,
    `AccountFrozen`, `InsufficientFunds`, `NoAccount`, `NoOrder`, `OperationIdUsed`,
    `OrderNotNow`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`.
    """
    order = await acting.confirm(db, signed.person_id, order_id)
    return (await shapes.shown(db, [order], "buyer"))[0]


@put("/orders/{order_id:uuid}/extensions/{extension_id:uuid}", summary="Give more time")
async def extend_order(
    db: DbIn,
    signed: SignedIn,
    order_id: OrderId,
    extension_id: FromPath[UUID],
    data: JSONBody[ExtensionInput],
) -> OrderShown:
    """The buyer gives the shop more time to send, or the shop the buyer to confirm: at most 30 days
    in all. The same id again is the same. Raises `AccountClosed`, `AccountFrozen`,
    `InsufficientFunds`, `NoAccount`, `NoOrder`, `OperationIdUsed`, `OrderNotNow`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RoleNeeded`.
    """
    me = signed.person_id
    await acting.extend(db, me, order_id, extension_id, data.days)
    order, side = await reading.of_either(db, me, order_id)
    return (await shapes.shown(db, [order], side))[0]


routes: list[HTTPRouteHandler] = [
    read_cart,
    put_in_cart,
    make_quote,
    pay_quote,
    list_orders,
    list_running_orders,
    read_order,
    buy_again,
    confirm_receipt,
    extend_order,
    *http_shop.routes,
    *http_packing.routes,
    *http_cases.routes,
]

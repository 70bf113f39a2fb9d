"""Routes of the shop's work with its orders."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import till
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.paging import Before, Size, checked_position
from leapfrog.oauth import SCOPE, SHOP_ORDERS
from leapfrog.orders import acting, shapes, store
from leapfrog.orders.model import State
from leapfrog.orders.paging import page_by_due, page_of
from leapfrog.orders.shapes import OrderShown, OrderSummary
from leapfrog.orders.store import OrderCounts

OrderId = FromPath[UUID]
Pile = Literal["to_send", "on_the_way", "asked", "over"]
STATES: dict[Pile, tuple[State, ...]] = {
    "on_the_way": ("sent",),
    "over": ("received", "done", "returned"),
}
# Where the shop has to do something before it is too late.
BY_DUE = {"to_send": store.sending_of, "asked": store.asked_of}


class CodeInput(Input, frozen=True):
    """The six digits that the buyer shows."""

    code: Annotated[str, msgspec.Meta(max_length=20)]


class ShopOrders(msgspec.Struct, frozen=True):
    """Orders of a shop, and how many there are in each pile that waits; `next` is the `before` of
    the next page, null at the end.
    """

    orders: list[OrderSummary]
    counts: OrderCounts
    next: str | None


@get(
    "/merchants/{merchant_id:uuid}/orders",
    summary="List the orders of a shop",
    opt={SCOPE: SHOP_ORDERS},
)
async def list_shop_orders(
    db: DbIn,
    signed: SignedIn,
    merchant_id: FromPath[UUID],
    pile: Annotated[Pile, QueryParameter(description="Which of them.")] = "to_send",
    before: Before = None,
    limit: Size = 20,
) -> ShopOrders:
    """The orders of a shop that one leads or answers for: those to be sent or with an open
    question, first what is due first; on their way or over, the newest first. Raises `Invalid`,
    `NoMerchant`, `RoleNeeded`.
    """
    await till.enter_shop(db, signed.person_id, merchant_id, till.ANSWERING_ROLES)
    place = checked_position(before)
    if pile in BY_DUE:
        found = await BY_DUE[pile](db, merchant_id, place, limit)
    else:
        found = await store.of_merchant(db, merchant_id, STATES[pile], place, limit)
    paged = page_by_due if pile in BY_DUE else page_of
    page = paged(await shapes.summaries(db, found, "shop"), limit)
    return ShopOrders(list(page.orders), await store.counts(db, merchant_id), page.next)


@put("/orders/{order_id:uuid}/handover", summary="Hand an order over", guards=[own_device])
async def hand_order_over(
    town: TownIn, signed: SignedIn, order_id: OrderId, data: JSONBody[CodeInput]
) -> OrderShown:
    """Somebody shows the code of an order and gets it: that confirms the receipt. After five wrong
    codes an hour has to pass. Again is the same. Raises `AccountClosed`, `AccountFrozen`,
    `InsufficientFunds`, `NoAccount`, `NoOrder`, `OperationIdUsed`, `OrderNotNow`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `PickupCodeLocked`, `RoleNeeded`,
    `WrongPickupCode`.
    """
    code = "".join(data.code.split())
    async with town.database.transaction() as db:
        done = await acting.hand_over(db, signed.person_id, order_id, code)
    if isinstance(done, Problem):
        raise done
    async with town.database.glance() as db:
        return (await shapes.shown(db, [done], "shop"))[0]


routes: list[HTTPRouteHandler] = [list_shop_orders, hand_order_over]

"""Routes of cases: asked, answered, judged."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.orders import answering, cases, reading, shapes, store
from leapfrog.orders.case_model import CaseKind, CaseStep, CaseWish, Ruling, Said
from leapfrog.orders.http_packing import SentUnits
from leapfrog.orders.shapes import OrderShown
from leapfrog.pay import desk_only

Text = Annotated[str, msgspec.Meta(max_length=cases.LONGEST_TEXT)]


class CaseInput(Input, frozen=True):
    """What is asked, about so many units of lines; `amount` (minor units): of a refund or a gift,
    when it is not all that was paid for them.
    """

    kind: CaseKind
    units: Annotated[list[SentUnits], msgspec.Meta(max_length=200)]
    amount: int | None = None
    text: Text = ""


class CaseEntryInput(Input, frozen=True):
    """What one does or says; a refusal, an appeal and evidence need words. `sellable`: what came
    back lies on the shelf again.
    """

    act: CaseStep
    text: Text = ""
    sellable: bool = True


class RulingInput(Input, frozen=True):
    """So much of what was asked goes back (minor units), and why. `whole`: what is left of the
    order's money is the shop's at once.
    """

    to_buyer: int
    for_buyer: Text
    for_shop: Text
    whole: bool = False


class Appeals(msgspec.Struct, frozen=True):
    """Orders about which the town was called, the oldest first; `next` is the `before` of the next
    page, null at the end.
    """

    orders: list[OrderShown]
    next: str | None


@put(
    "/orders/{order_id:uuid}/cases/{case_id:uuid}",
    summary="Ask for money or goods back",
    guards=[own_device],
)
async def open_case(
    db: DbIn,
    signed: SignedIn,
    order_id: FromPath[UUID],
    case_id: FromPath[UUID],
    data: JSONBody[CaseInput],
) -> OrderShown:
    """The buyer calls off what was not sent, asks for money back, or gives goods back; the shop
    gives money back unasked. The same id again is the same. Raises `AccountClosed`,
    `AccountFrozen`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoOrder`, `NoRightToReturn`,
    `NotSoMany`, `NothingMoreToAsk`, `OperationIdUsed`, `OrderActIdUsed`, `OrderNotNow`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RoleNeeded`.
    """
    check_new_id(case_id)
    units = {one.no: one.n for one in data.units}
    wish = CaseWish(data.kind, units, data.amount, data.text)
    await cases.open_case(db, signed.person_id, order_id, case_id, wish)
    order, side = await reading.of_either(db, signed.person_id, order_id)
    return (await shapes.shown(db, [order], side))[0]


@put(
    "/orders/cases/{case_id:uuid}/entries/{entry_id:uuid}",
    summary="Answer a case",
    guards=[own_device],
)
async def answer_case(
    db: DbIn,
    signed: SignedIn,
    case_id: FromPath[UUID],
    entry_id: FromPath[UUID],
    data: JSONBody[CaseEntryInput],
) -> OrderShown:
    """The shop agrees, refuses, or has got the goods back; the buyer has sent them, or lets it be;
    either shows something, or calls the town. The same id again is the same. Raises
    `AccountClosed`, `AccountFrozen`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoOrder`,
    `NoOrderCase`, `OperationIdUsed`, `OrderActIdUsed`, `OrderNotNow`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `RoleNeeded`.
    """
    check_new_id(entry_id)
    said = Said(data.act, data.text, data.sellable)
    done = await answering.say(db, signed.person_id, case_id, entry_id, said)
    order, side = await reading.of_either(db, signed.person_id, done.id)
    return (await shapes.shown(db, [order], side))[0]


@get("/desk/orders", summary="List orders to judge", guards=[desk_only])
async def list_appeals(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> Appeals:
    """Orders about which the town was called, with what both sides say; none that one bought
    oneself, or that one's own shop sold. For those who work at the desk. Raises `ClerkNeeded`,
    `Invalid`, `OwnDeviceNeeded`.
    """
    found = await store.appealed(db, checked_position(before), limit)
    waiting = await reading.others_only(db, signed.person_id, found)
    shown = await shapes.shown(db, waiting, "town")
    following = next_of(found, limit, lambda one: Position(one.changed_at, one.id))
    return Appeals(shown, following)


@put(
    "/desk/orders/cases/{case_id:uuid}/rulings/{ruling_id:uuid}",
    summary="Judge a case",
    guards=[desk_only],
)
async def judge_case(
    db: DbIn,
    signed: SignedIn,
    case_id: FromPath[UUID],
    ruling_id: FromPath[UUID],
    data: JSONBody[RulingInput],
) -> OrderShown:
    """The town decides how much goes back, with a reason for each side. The same id again is the
    same. Raises `AccountClosed`, `AccountFrozen`, `ClerkNeeded`, `InsufficientFunds`, `Invalid`,
    `NoAccount`, `NoOrder`, `NoOrderCase`, `OperationIdUsed`, `OrderActIdUsed`, `OrderNotNow`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `OwnDeviceNeeded`, `OwnOrderCase`.
    """
    check_new_id(ruling_id)
    ruling = Ruling(data.to_buyer, data.for_buyer, data.for_shop, data.whole)
    order = await answering.rule(db, signed.person_id, case_id, ruling_id, ruling)
    return (await shapes.shown(db, [order], "town"))[0]


routes: list[HTTPRouteHandler] = [
    open_case,
    answer_case,
    list_appeals,
    judge_case,
]

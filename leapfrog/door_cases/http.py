"""Routes of cases of what was paid at the door: asked, answered, judged."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.door_cases import answering, asking, shapes, store
from leapfrog.door_cases.answering import DoorCaseSaid
from leapfrog.door_cases.model import (
    LONGEST_TEXT,
    DoorCaseKind,
    DoorCaseRuling,
    DoorCaseStep,
    DoorCaseWish,
)
from leapfrog.door_cases.shapes import DoorCaseAtDesk, DoorCases
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.pay import desk_only

OrderId = FromPath[UUID]
Text = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
DeskPile = Annotated[
    Literal["appealed", "owed"],
    QueryParameter(description="Those to judge, or what shops have yet to give back."),
]


class DoorUnits(Input, frozen=True):
    """So many units of a line."""

    no: int
    n: int


class DoorCaseInput(Input, frozen=True):
    """What is asked, about so many units of lines; `amount` (minor units): of a refund, when it is
    not all that was paid for them.
    """

    kind: DoorCaseKind
    units: Annotated[list[DoorUnits], msgspec.Meta(min_length=1, max_length=50)]
    amount: int | None = None
    text: Text = ""


class DoorCaseEntryInput(Input, frozen=True):
    """What one does or says; a refusal, an appeal and evidence need words. `sellable`: what came
    back lies on the shelf again.
    """

    act: DoorCaseStep
    text: Text = ""
    sellable: bool = True


class DoorRulingInput(Input, frozen=True):
    """So much of what was asked goes back (minor units), and why."""

    to_buyer: int
    for_buyer: Text
    for_shop: Text


class DoorCasesAtDesk(msgspec.Struct, frozen=True):
    """What waits longest first; `next` is the `before` of the next page, null at the end."""

    cases: list[DoorCaseAtDesk]
    next: str | None


@get(
    "/door-orders/{order_id:uuid}/cases",
    summary="List questions about an order paid at the door",
)
async def list_door_cases(db: DbIn, signed: SignedIn, order_id: OrderId) -> DoorCases:
    """What was asked about it and said to that, and what its buyer can ask now. Raises
    `NoDoorOrder`, `RoleNeeded`.
    """
    return await shapes.of_order(db, signed.person_id, order_id)


@put(
    "/door-orders/{order_id:uuid}/cases/{case_id:uuid}",
    summary="Ask for money or goods back of what was paid at the door",
    guards=[own_device],
)
async def open_door_case(
    db: DbIn,
    signed: SignedIn,
    order_id: OrderId,
    case_id: FromPath[UUID],
    data: JSONBody[DoorCaseInput],
) -> DoorCases:
    """The buyer asks within 14 days, or longer where the shop said so. What the law or the shop's
    word grants is agreed at once. The same id again is the same. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `DoorCaseIdUsed`, `DoorCaseNotNow`, `InsufficientFunds`,
    `Invalid`, `NoAccount`, `NoDoorOrder`, `NoMerchant`, `NoMoreDoorCases`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `RoleNeeded`.
    """
    check_new_id(case_id)
    units = {one.no: one.n for one in data.units}
    wish = DoorCaseWish(data.kind, units, data.amount, data.text)
    await asking.open_case(db, signed.person_id, order_id, case_id, wish)
    return await shapes.of_order(db, signed.person_id, order_id)


@put(
    "/door-orders/cases/{case_id:uuid}/entries/{entry_id:uuid}",
    summary="Answer a question about what was paid at the door",
    guards=[own_device],
)
async def answer_door_case(
    db: DbIn,
    signed: SignedIn,
    case_id: FromPath[UUID],
    entry_id: FromPath[UUID],
    data: JSONBody[DoorCaseEntryInput],
) -> DoorCases:
    """The shop agrees, refuses, has the goods, or pays what it owes from its wallet; the buyer has
    sent them, lets it be, or says that the shop gave the money back in cash; either shows
    something, or calls the town. The same id again is the same. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `DoorCaseIdUsed`, `DoorCaseNotNow`, `InsufficientFunds`,
    `Invalid`, `NoAccount`, `NoDoorCase`, `NoDoorOrder`, `NoMerchant`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `RoleNeeded`, `ShopHasNotEnough`.
    """
    check_new_id(entry_id)
    said = DoorCaseSaid(data.act, data.text, data.sellable)
    done = await answering.say(db, signed.person_id, case_id, entry_id, said)
    return await shapes.of_order(db, signed.person_id, done.order_id)


@get(
    "/desk/door-orders",
    summary="List questions about what was paid at the door",
    guards=[desk_only],
)
async def list_door_cases_at_desk(
    db: DbIn,
    signed: SignedIn,
    pile: DeskPile = "appealed",
    before: Before = None,
    limit: Size = 20,
) -> DoorCasesAtDesk:
    """Those about which the town was called, with what both sides say, or what shops have yet to
    give back; none that one bought oneself, or that one's own shop sold. For those who work at the
    desk. Raises `ClerkNeeded`, `Invalid`, `OwnDeviceNeeded`.
    """
    found = await store.in_state(db, pile, checked_position(before), limit)
    following = next_of(found, limit, lambda one: Position(one.changed_at, one.id))
    return DoorCasesAtDesk(await shapes.at_desk(db, signed.person_id, found), following)


@put(
    "/desk/door-orders/cases/{case_id:uuid}/rulings/{ruling_id:uuid}",
    summary="Judge a question about what was paid at the door",
    guards=[desk_only],
    status_code=204,
)
async def judge_door_case(
    db: DbIn,
    signed: SignedIn,
    case_id: FromPath[UUID],
    ruling_id: FromPath[UUID],
    data: JSONBody[DoorRulingInput],
) -> None:
    """The town decides how much goes back, with a reason for each side: from the shop's wallet at
    once, or the shop owes it until it is paid. The same id again is the same. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `ClerkNeeded`, `DoorCaseIdUsed`,
    `DoorCaseNotNow`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoDoorCase`, `NoMerchant`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `OwnDeviceNeeded`, `OwnDoorCase`.
    """
    check_new_id(ruling_id)
    ruling = DoorCaseRuling(data.to_buyer, data.for_buyer, data.for_shop)
    await answering.rule(db, signed.person_id, case_id, ruling_id, ruling)


routes: list[HTTPRouteHandler] = [
    list_door_cases,
    open_door_case,
    answer_door_case,
    list_door_cases_at_desk,
    judge_door_case,
]

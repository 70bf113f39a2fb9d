"""Routes of the till: what a cashier does."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Input, Limit, TownIn
from leapfrog.kernel.limits import Limit as Rate
from leapfrog.till import closing, intents, refunds, shapes
from leapfrog.till.charging import CHARGING
from leapfrog.till.codes.errors import BadCode
from leapfrog.till.model import ChargeAttempt, NewIntent
from leapfrog.till.shapes import ClosedDay, ClosedDays, TillIntent, TillPage

# Who types wrong codes is guessing.
GUESSING = Rate("pay_code", 20, 600)
Note = Annotated[str, msgspec.Meta(max_length=140)]
MerchantId = FromPath[UUID]
IntentId = FromPath[UUID]


class NewSale(Input, frozen=True):
    """`amount` in minor units."""

    amount: int
    note: Note = ""


class CodeSale(Input, frozen=True):
    """`code`: what the payer's phone shows, twenty digits."""

    amount: int
    code: Annotated[str, msgspec.Meta(max_length=100)]
    note: Note = ""


class RevokeInput(Input, frozen=True):
    """`amount`: of the payment that is not to be; it is noted where the payment has not come."""

    amount: int


class RefundInput(Input, frozen=True):
    amount: int
    why: Note = ""


@put("/merchants/{merchant_id:uuid}/intents/{intent_id:uuid}", summary="Ask for a payment")
async def ask_payment(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    intent_id: IntentId,
    data: JSONBody[NewSale],
) -> TillIntent:
    """A shop asks for a payment (minor units); its code is shown as a QR code. The same id again is
    the same one. Raises `BadAmount`, `IntentIdUsed`, `MerchantClosed`, `NoMerchant`, `RoleNeeded`.
    """
    asked = NewIntent(merchant_id, data.amount, data.note)
    made = await intents.ask(db, signed.person_id, intent_id, asked)
    return await shapes.with_code(db, town.settings, made)


@get("/merchants/{merchant_id:uuid}/intents/{intent_id:uuid}", summary="Read a payment of a shop")
async def read_payment(
    db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId, intent_id: IntentId
) -> TillIntent:
    """A payment of the shop, with a fresh code while it can be paid. Raises `NoIntent`,
    `NoMerchant`, `RoleNeeded`.
    """
    found = await intents.of_shop(db, signed.person_id, merchant_id, intent_id)
    return await shapes.with_code(db, town.settings, found)


@get("/merchants/{merchant_id:uuid}/intents", summary="List payments of a shop")
async def list_payments(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    before: Annotated[
        datetime | None, QueryParameter(description="What is older than this time.")
    ] = None,
    limit: Limit = 50,
) -> TillPage:
    """A page of the payments of a shop, the newest first. Raises `NoMerchant`, `RoleNeeded`."""
    found = await intents.page(db, signed.person_id, merchant_id, before, limit)
    return TillPage(await shapes.of_till(db, found), db.now)


@put("/merchants/{merchant_id:uuid}/charges/{intent_id:uuid}")
async def charge_code(
    town: TownIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    intent_id: IntentId,
    data: JSONBody[CodeSale],
) -> TillIntent:
    """Takes a payment by the code on the payer's phone, which may be offline. Where the answer's
    state is `requires_action`, the phone has to confirm. Raises `AccountClosed`, `AccountFrozen`,
    `BadAmount`, `BadCode`, `CodeUsed`, `InsufficientFunds`, `IntentIdUsed`, `MerchantClosed`,
    `NoAccount`, `NoCurrency`, `NoMerchant`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`.
    """
    guesser = str(signed.person_id)
    if town.limiter.wait(GUESSING, guesser):
        town.limit(GUESSING, guesser)
    asked = NewIntent(merchant_id, data.amount, data.note)
    try:
        made = await town.batchers.of(CHARGING).submit(
            ChargeAttempt(intent_id, signed.person_id, asked, data.code)
        )
    except BadCode:
        town.limiter.count(GUESSING, guesser)
        raise
    async with town.database.glance() as db:
        return (await shapes.of_till(db, [made]))[0]


@post("/merchants/{merchant_id:uuid}/intents/{intent_id:uuid}/revocation", status_code=200)
async def revoke_payment(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    intent_id: IntentId,
    data: JSONBody[RevokeInput],
) -> TillIntent:
    """The payment is not to be, whatever came of it: given back, called off, or refused when it
    comes. To be tried again until it is answered. Raises `AccountClosed`, `AccountFrozen`,
    `BadAmount`, `InsufficientFunds`, `NoAccount`, `NoCurrency`, `NoIntent`, `NoMerchant`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RoleNeeded`.
    """
    person = signed.person_id
    revoked = await refunds.revoke(db, person, merchant_id, intent_id, data.amount)
    return (await shapes.of_till(db, [revoked]))[0]


@put(
    "/merchants/{merchant_id:uuid}/intents/{intent_id:uuid}/refunds/{refund_id:uuid}",
    guards=[own_device],
)
async def refund_payment(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    intent_id: IntentId,
    refund_id: FromPath[UUID],
    data: JSONBody[RefundInput],
) -> TillIntent:
    """Gives back a part of a payment, or all of it (minor units). The same id again is the same
    refund. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`,
    `IntentIdUsed`, `MoreThanTaken`, `NoAccount`, `NoCurrency`, `NoIntent`, `NoMerchant`, `NotPaid`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RoleNeeded`.
    """
    wanted = refunds.NewRefund(refund_id, data.amount, data.why)
    made = await refunds.refund(db, signed.person_id, merchant_id, intent_id, wanted)
    return (await shapes.of_till(db, [made]))[0]


@get("/merchants/{merchant_id:uuid}/days", summary="List closed days")
async def list_days(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> ClosedDays:
    """What came since the last close of the till, and the closed days. Raises `NoMerchant`,
    `RoleNeeded`.
    """
    tally = await closing.tally(db, signed.person_id, merchant_id, None)
    before = await closing.closings(db, signed.person_id, merchant_id)
    return ClosedDays(await shapes.tallied(db, tally), await shapes.closed(db, before))


@put("/merchants/{merchant_id:uuid}/days/{close_id:uuid}", summary="Close the day")
async def close_day(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, close_id: FromPath[UUID]
) -> ClosedDay:
    """Closes the day of a shop, and counts what came. The same id again is the same close. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `IntentIdUsed`, `NoAccount`,
    `NoCurrency`, `NoMerchant`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`,
    `RoleNeeded`.
    """
    made = await closing.close_day(db, signed.person_id, merchant_id, close_id)
    return (await shapes.closed(db, [made]))[0]


routes: list[HTTPRouteHandler] = [
    ask_payment,
    read_payment,
    list_payments,
    charge_code,
    revoke_payment,
    refund_payment,
    list_days,
    close_day,
]

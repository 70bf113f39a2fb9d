"""Routes of who pays at a till."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, avatar_url, own_device
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.pay import ConfirmationInput, ConsentIn, with_consent
from leapfrog.till import intents, merchants, shapes
from leapfrog.till.codes import emvco, keys
from leapfrog.till.codes.dynamic import PATH
from leapfrog.till.codes.errors import ElsewhereCode
from leapfrog.till.codes.keys import CodeKey
from leapfrog.till.model import NewIntent, PaymentAttempt, check_amount
from leapfrog.till.paying import PAYING
from leapfrog.till.shapes import Payment, Payments

Note = Annotated[str, msgspec.Meta(max_length=140)]


class ScanInput(Input, frozen=True):
    """`text`: what was read from a code."""

    text: Annotated[str, msgspec.Meta(max_length=2000)]


class ScanResult(msgspec.Struct, frozen=True):
    """What a payment code is about: a payment that waits, or a shop that takes any amount."""

    merchant_id: UUID
    merchant_name: str
    merchant_picture_url: str | None
    currency: str
    payment: Payment | None


class PaymentInput(Input, frozen=True):
    """`confirmation`: of `POST /pay/confirmations`, or what that takes, where it needs one."""

    confirmation: ConfirmationInput = None


class TypedPayment(Input, frozen=True):
    """An amount that the payer typed, in minor units."""

    amount: int
    note: Note = ""
    confirmation: ConfirmationInput = None


@post("/pay/scans", status_code=200)
async def scan_code(
    db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[ScanInput]
) -> ScanResult:
    """Reads a shop's printed code, or one from a till's screen, which then knows that somebody
    pays. Raises `BadCode`, `CodeOver`, `ElsewhereCode`, `IntentOver`, `IntentPaid`,
    `MerchantClosed`, `NoIntent`, `NoMerchant`.
    """
    here = f"{town.settings.origin}{PATH}"
    if data.text.startswith(here):
        intent = await intents.scan(db, signed.person_id, data.text.removeprefix(here))
        [payment] = await shapes.of_payer(db, [intent])
        return await _scanned(db, intent.merchant_id, payment)
    shop_id = merchants.shop_at(data.text.strip(), town.settings.origin)
    if shop_id is not None:
        return await _scanned(db, shop_id, None)
    code = emvco.read(data.text)
    if code.town != town.settings.town_domain[:40]:
        raise ElsewhereCode
    return await _scanned(db, UUID(code.merchant), None)


async def _scanned(db: DbIn, merchant_id: UUID, payment: Payment | None) -> ScanResult:
    shop = await intents.trading_merchant(db, merchant_id)
    picture = avatar_url(shop.picture)
    return ScanResult(shop.id, shop.name, picture, shop.currency, payment)


@get("/pay/intents/{intent_id:uuid}")
async def read_own_payment(db: DbIn, signed: SignedIn, intent_id: FromPath[UUID]) -> Payment:
    """A payment that a shop asks one for, or that one made. Raises `NoIntent`."""
    found = await intents.of_payer(db, signed.person_id, intent_id)
    return (await shapes.of_payer(db, [found]))[0]


@get("/pay/intents", summary="List waiting payments")
async def list_waiting(db: DbIn, signed: SignedIn) -> Payments:
    """Payments by code that wait for the payer to confirm them, and those that just came to
    an end.
    """
    found = await intents.waiting(db, signed.person_id)
    ended = await intents.ended(db, signed.person_id)
    return Payments(await shapes.of_payer(db, found), await shapes.of_payer(db, ended))


@post("/pay/intents/{intent_id:uuid}/decline", status_code=200)
async def decline_payment(db: DbIn, signed: SignedIn, intent_id: FromPath[UUID]) -> Payment:
    """The payer does not want to pay what a shop asks them for: it is called off. Raises
    `IntentOver`, `IntentPaid`, `NoIntent`.
    """
    declined = await intents.decline(db, signed.person_id, intent_id)
    return (await shapes.of_payer(db, [declined]))[0]


@put(
    "/pay/intents/{intent_id:uuid}/payment", summary="Pay a scanned payment", guards=[with_consent]
)
async def pay_intent(
    town: TownIn,
    signed: SignedIn,
    intent_id: FromPath[UUID],
    data: JSONBody[PaymentInput],
    consent: ConsentIn,
) -> Payment:
    """Pays what was scanned, or what waits to be confirmed. Again is the same payment. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`, `InsufficientFunds`,
    `IntentIdUsed`, `IntentOver`, `IntentPaid`, `MerchantClosed`, `NoAccount`, `NoCurrency`,
    `NoIntent`, `NoMerchant`, `NoPin`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`.
    """
    async with town.database.glance() as db:
        await intents.of_payer(db, signed.person_id, intent_id)
    paying = PaymentAttempt(intent_id, signed.person_id, consent=consent)
    paid = await town.batchers.of(PAYING).submit(paying)
    return shapes.payment(paid.intent, paid.shop, town.clock.now())


@put(
    "/merchants/{merchant_id:uuid}/payments/{intent_id:uuid}",
    summary="Pay a shop",
    guards=[with_consent],
)
async def pay_merchant(
    town: TownIn,
    signed: SignedIn,
    merchant_id: FromPath[UUID],
    intent_id: FromPath[UUID],
    data: JSONBody[TypedPayment],
    consent: ConsentIn,
) -> Payment:
    """Pays a shop an amount that the payer typed (minor units). The same id again is the same
    payment. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`,
    `InsufficientFunds`, `IntentIdUsed`, `IntentOver`, `IntentPaid`, `MerchantClosed`, `NoAccount`,
    `NoCurrency`, `NoIntent`, `NoMerchant`, `NoPin`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`.
    """
    check_amount(data.amount)
    asked = NewIntent(merchant_id, data.amount, data.note)
    paying = PaymentAttempt(intent_id, signed.person_id, asked, consent)
    paid = await town.batchers.of(PAYING).submit(paying)
    return shapes.payment(paid.intent, paid.shop, town.clock.now())


@post("/pay/code-keys", guards=[own_device], status_code=200)
async def make_code_key(db: DbIn, signed: SignedIn) -> CodeKey:
    """The key with which this device shows payment codes, offline too; it dies with the session.
    Not for borrowed computers.
    """
    return await keys.device_key(db, signed)


routes: list[HTTPRouteHandler] = [
    scan_code,
    read_own_payment,
    list_waiting,
    decline_payment,
    pay_intent,
    pay_merchant,
    make_code_key,
]

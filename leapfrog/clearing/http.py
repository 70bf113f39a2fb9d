"""Routes of money between towns."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.clearing import cards, http_desk, paying, requests, store, taking
from leapfrog.clearing.errors import NoTownPayment, NoTownRequest
from leapfrog.clearing.model import TownPayment, TownPaymentCard, TownRequest, TownRequestCard
from leapfrog.clearing.paying import NewTownPayment, TownPayable
from leapfrog.clearing.requests import NewTownRequest
from leapfrog.identity import Principal, SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.pay import ConfirmationInput, ConsentIn, town_has_money, with_consent

Note = Annotated[str, msgspec.Meta(max_length=200)]
Currency = Annotated[str, msgspec.Meta(max_length=3)]


class TownPaymentInput(Input, frozen=True):
    """Money for a contact in another town, in minor units. `of`: the payment from them that it
    gives back, in whole or in part.
    """

    to: UUID
    amount: int
    currency: Currency
    note: Note = ""
    of: UUID | None = None
    confirmation: ConfirmationInput = None


class TownRequestInput(Input, frozen=True):
    """Money from a contact in another town, in minor units."""

    of: UUID
    amount: int
    currency: Currency
    note: Note = ""


class TownRequestPaymentInput(Input, frozen=True):
    """`payment_id`: made by the device that pays."""

    payment_id: UUID
    confirmation: ConfirmationInput = None


@get("/town-payments/to/{person_id:uuid}", summary="Read whether a town can be paid")
async def read_payable(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> TownPayable:
    """Whether, and how much in one payment, one can pay a contact in another town. Raises
    `NoAccount`, `NotBetweenYou`.
    """
    return await paying.payable(db, signed.person_id, person_id)


@put("/town-payments/{payment_id:uuid}", summary="Pay to another town", guards=[with_consent])
async def send(
    db: DbIn,
    signed: SignedIn,
    payment_id: FromPath[UUID],
    data: JSONBody[TownPaymentInput],
    consent: ConsentIn,
) -> TownPaymentCard:
    """Pays a contact in another town (minor units): the money is held here until that town has
    answered, or the time is over. The same id again is the same payment. Raises `AccountClosed`,
    `AccountFrozen`, `AlreadySettled`, `BadAmount`, `ConfirmationNeeded`, `CurrenciesDiffer`,
    `EmptyMessage`, `InsufficientFunds`, `LongMessage`, `MoreThanPaid`, `NoAccount`,
    `NoConversation`, `NoCurrency`, `NoPartner`, `NoPaymentRequest`, `NoPin`, `NoTownPayment`,
    `NotBetweenYou`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`,
    `OverTownLimit`, `PartnerStopped`.
    """
    wanted = NewTownPayment(
        id=payment_id,
        sender_id=signed.person_id,
        receiver_id=data.to,
        amount=data.amount,
        currency=data.currency,
        note=data.note,
        of_id=data.of,
        consent=consent,
    )
    return await _shown(db, await paying.send(db, wanted))


@get("/town-payments/{payment_id:uuid}", summary="Read a payment between towns")
async def read_payment(db: DbIn, signed: SignedIn, payment_id: FromPath[UUID]) -> TownPaymentCard:
    """A payment to or from oneself, with its state. Raises `NoTownPayment`."""
    found = await cards.payment_cards(db, signed.person_id, [payment_id])
    if not found:
        raise NoTownPayment
    return found[0]


@post("/town-payments/{payment_id:uuid}/accept", summary="Accept a payment from another town")
async def accept(db: DbIn, signed: SignedIn, payment_id: FromPath[UUID]) -> TownPaymentCard:
    """Who is paid takes it; it is there once the other town has answered. Twice is one operation.
    Raises `AccountClosed`, `AccountFrozen`, `AlreadySettled`, `BadAmount`, `InsufficientFunds`,
    `NoAccount`, `NoCurrency`, `NoPartner`, `NoTownPayment`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `PartnerStopped`, `TownPaymentTooLate`.
    """
    return await _shown(db, await taking.accept(db, signed.person_id, payment_id))


@post("/town-payments/{payment_id:uuid}/decline", summary="Decline a payment from another town")
async def decline(db: DbIn, signed: SignedIn, payment_id: FromPath[UUID]) -> TownPaymentCard:
    """Who is paid does not want it: it goes back. Twice is one operation. Raises `AccountClosed`,
    `AccountFrozen`, `AlreadySettled`, `BadAmount`, `InsufficientFunds`, `NoAccount`, `NoCurrency`,
    `NoTownPayment`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`.
    """
    return await _shown(db, await taking.decline(db, signed.person_id, payment_id))


@post("/town-payments/{payment_id:uuid}/cancel", summary="Take back a payment to another town")
async def cancel(db: DbIn, signed: SignedIn, payment_id: FromPath[UUID]) -> TownPaymentCard:
    """Who pays takes back what was not accepted yet. Twice is one operation. Raises
    `AccountClosed`, `AccountFrozen`, `AlreadySettled`, `BadAmount`, `InsufficientFunds`,
    `NoAccount`, `NoCurrency`, `NoTownPayment`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`.
    """
    return await _shown(db, await paying.cancel(db, signed.person_id, payment_id))


@put("/town-requests/{request_id:uuid}", summary="Ask another town for money")
async def ask(
    db: DbIn, signed: SignedIn, request_id: FromPath[UUID], data: JSONBody[TownRequestInput]
) -> TownRequestCard:
    """Asks a contact in another town for money (minor units). The same id again is the same
    request. Raises `BadAmount`, `CurrenciesDiffer`, `EmptyMessage`, `LongMessage`, `NoAccount`,
    `NoConversation`, `NoCurrency`, `NoPartner`, `NotBetweenYou`, `OperationIdUsed`,
    `PartnerStopped`.
    """
    wanted = NewTownRequest(
        id=request_id,
        asker_id=signed.person_id,
        payer_id=data.of,
        amount=data.amount,
        currency=data.currency,
        note=data.note,
    )
    return await _asked(db, await requests.ask(db, wanted))


@get("/town-requests/{request_id:uuid}", summary="Read a request between towns")
async def read_request(db: DbIn, signed: SignedIn, request_id: FromPath[UUID]) -> TownRequestCard:
    """A request for money of or to oneself, with its state. Raises `NoTownRequest`."""
    return await _asked(db, await _request(db, signed, request_id))


@post(
    "/town-requests/{request_id:uuid}/pay",
    summary="Pay a request of another town",
    guards=[with_consent],
)
async def pay_request(
    db: DbIn,
    signed: SignedIn,
    request_id: FromPath[UUID],
    data: JSONBody[TownRequestPaymentInput],
    consent: ConsentIn,
) -> TownPaymentCard:
    """Pays what somebody of another town asked one for; nobody has to accept it there. The same
    payment id again is the same payment. Raises `AccountClosed`, `AccountFrozen`, `AlreadySettled`,
    `BadAmount`, `ConfirmationNeeded`, `CurrenciesDiffer`, `EmptyMessage`, `InsufficientFunds`,
    `LongMessage`, `MoreThanPaid`, `NoAccount`, `NoConversation`, `NoCurrency`, `NoPartner`,
    `NoPaymentRequest`, `NoPin`, `NoTownPayment`, `NoTownRequest`, `NotBetweenYou`,
    `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `OverTownLimit`,
    `PartnerStopped`.
    """
    asked = await _request(db, signed, request_id)
    wanted = NewTownPayment(
        id=data.payment_id,
        sender_id=signed.person_id,
        receiver_id=asked.asker_id,
        amount=asked.amount,
        currency=asked.currency,
        note=asked.note,
        request_id=asked.id,
        consent=consent,
    )
    return await _shown(db, await paying.send(db, wanted))


@post("/town-requests/{request_id:uuid}/decline", summary="Decline a request of another town")
async def decline_request(
    db: DbIn, signed: SignedIn, request_id: FromPath[UUID]
) -> TownRequestCard:
    """Who is asked for money says no. Twice is one operation. Raises `AlreadySettled`,
    `NoTownRequest`, `NotForYou`.
    """
    return await _asked(db, await requests.decline(db, signed.person_id, request_id))


@post("/town-requests/{request_id:uuid}/cancel", summary="Cancel a request to another town")
async def cancel_request(db: DbIn, signed: SignedIn, request_id: FromPath[UUID]) -> TownRequestCard:
    """Who asked for money does not any more. Twice is one operation. Raises `AlreadySettled`,
    `NoTownRequest`, `NotForYou`.
    """
    return await _asked(db, await requests.cancel(db, signed.person_id, request_id))


async def _request(db: Db, signed: Principal, request_id: UUID) -> TownRequest:
    found = (await store.requests(db, [request_id])).get(request_id)
    if found is None or found.person_id != signed.person_id:
        raise NoTownRequest
    return found


async def _shown(db: Db, one: TownPayment) -> TownPaymentCard:
    return (await cards.shown(db, [one]))[0]


async def _asked(db: Db, one: TownRequest) -> TownRequestCard:
    return (await cards.shown_requests(db, [one]))[0]


routes: list[HTTPRouteHandler | Router] = [
    Router(
        "/",
        route_handlers=[
            read_payable,
            send,
            read_payment,
            accept,
            decline,
            cancel,
            ask,
            read_request,
            pay_request,
            decline_request,
            cancel_request,
            *http_desk.routes,
        ],
        guards=[town_has_money],
    )
]

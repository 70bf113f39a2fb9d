"""Routes of transfers and requests."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.pay import confirming
from leapfrog.pay.errors import NoTransfer
from leapfrog.pay.transfers import cards, requests, settling, store, store_requests
from leapfrog.pay.transfers.model import (
    MoneyRequest,
    MoneyTransfer,
    NewTransfer,
    RequestCard,
    TransferCard,
)
from leapfrog.pay.transfers.sending import SENDING

Note = Annotated[str, msgspec.Meta(max_length=200)]
Currency = Annotated[str, msgspec.Meta(max_length=3)]


class PendingTransfers(msgspec.Struct, frozen=True):
    """What waits for somebody or for others, the newest first."""

    transfers: list[TransferCard]
    requests: list[RequestCard]


class TransferInput(Input, frozen=True):
    """Money for somebody, in minor units. `at_once`: nobody has to accept it, as when they show
    their code; else it is for a contact, in the conversation.
    """

    to: UUID
    amount: int
    currency: Currency
    note: Note = ""
    at_once: bool = False
    confirmation: confirming.ConfirmationInput = None


class MoneyRequestInput(Input, frozen=True):
    """Money from a contact, in minor units."""

    of: UUID
    amount: int
    currency: Currency
    note: Note = ""


class RequestPaymentInput(Input, frozen=True):
    """`transfer_id`: made by the device that pays."""

    transfer_id: UUID
    confirmation: confirming.ConfirmationInput = None


@put("/pay/transfers/{transfer_id:uuid}", summary="Send money", guards=[confirming.with_consent])
async def send(
    town: TownIn,
    signed: SignedIn,
    transfer_id: FromPath[UUID],
    data: JSONBody[TransferInput],
    consent: confirming.ConsentIn,
) -> MoneyTransfer:
    """Sends money (minor units) to a person: for a contact as a card in the conversation, to be
    accepted, or at once. The same id again is the same transfer. Raises `AccountClosed`,
    `AccountFrozen`, `AlreadySettled`, `BadAmount`, `ConfirmationNeeded`, `CurrenciesDiffer`,
    `InsufficientFunds`, `MovedAway`, `MutedAll`, `NoAccount`, `NoConversation`, `NoCurrency`,
    `NoPaymentRequest`, `NoPin`, `NotBetweenYou`, `NotContacts`, `NotMember`, `OperationIdUsed`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `ReadOnly`, `RequestWaits`,
    `SameAccount`.
    """
    wanted = NewTransfer(
        id=transfer_id,
        sender_id=signed.person_id,
        receiver_id=data.to,
        amount=data.amount,
        currency=data.currency,
        note=data.note,
        at_once=data.at_once,
        consent=consent,
    )
    return await town.batchers.of(SENDING).submit(wanted)


@get("/pay/transfers/{transfer_id:uuid}")
async def read_transfer(db: DbIn, signed: SignedIn, transfer_id: FromPath[UUID]) -> TransferCard:
    """A transfer from or to oneself, with its state. Raises `NoTransfer`."""
    found = await cards.transfer_cards(db, signed.person_id, [transfer_id])
    if not found:
        raise NoTransfer
    return found[0]


@post("/pay/transfers/{transfer_id:uuid}/accept", summary="Accept a transfer")
async def accept(db: DbIn, signed: SignedIn, transfer_id: FromPath[UUID]) -> TransferCard:
    """The receiver takes the money. Twice is one operation. Raises `AccountClosed`,
    `AccountFrozen`, `AlreadySettled`, `BadAmount`, `InsufficientFunds`, `NoAccount`, `NoTransfer`,
    `NotForYou`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`.
    """
    return await _transfer(db, await settling.accept(db, signed.person_id, transfer_id))


@post("/pay/transfers/{transfer_id:uuid}/decline", summary="Decline a transfer")
async def decline(db: DbIn, signed: SignedIn, transfer_id: FromPath[UUID]) -> TransferCard:
    """The receiver does not want the money: it is the sender's again. Twice is one operation.
    Raises `AccountClosed`, `AccountFrozen`, `AlreadySettled`, `BadAmount`, `InsufficientFunds`,
    `NoAccount`, `NoTransfer`, `NotForYou`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`.
    """
    return await _transfer(db, await settling.decline(db, signed.person_id, transfer_id))


@post("/pay/transfers/{transfer_id:uuid}/cancel", summary="Cancel a transfer")
async def cancel(db: DbIn, signed: SignedIn, transfer_id: FromPath[UUID]) -> TransferCard:
    """The sender takes back what was not accepted yet. Twice is one operation. Raises
    `AccountClosed`, `AccountFrozen`, `AlreadySettled`, `BadAmount`, `InsufficientFunds`,
    `NoAccount`, `NoTransfer`, `NotForYou`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`.
    """
    return await _transfer(db, await settling.cancel(db, signed.person_id, transfer_id))


@get("/pay/waiting", summary="Read waiting transfers")
async def read_waiting(db: DbIn, signed: SignedIn) -> PendingTransfers:
    """Transfers and requests for money that wait for oneself or for others, the newest first."""
    transfers = await store.waiting(db, signed.person_id)
    asked = await store_requests.waiting(db, signed.person_id)
    return PendingTransfers(
        await cards.shown_transfers(db, transfers), await cards.shown_requests(db, asked)
    )


@put("/pay/requests/{request_id:uuid}", summary="Ask for money")
async def ask(
    db: DbIn, signed: SignedIn, request_id: FromPath[UUID], data: JSONBody[MoneyRequestInput]
) -> RequestCard:
    """Asks a contact for money (minor units), as a card in the conversation. The same id again is
    the same request. Raises `BadAmount`, `CurrenciesDiffer`, `MovedAway`, `MutedAll`,
    `NoConversation`, `NotBetweenYou`, `NotContacts`, `NotMember`, `OperationIdUsed`, `ReadOnly`,
    `RequestWaits`, `SameAccount`.
    """
    wanted = MoneyRequest(
        id=request_id,
        asker_id=signed.person_id,
        payer_id=data.of,
        amount=data.amount,
        currency=data.currency,
        note=data.note,
        state="waiting",
        made_at=db.now,
        ended_at=None,
    )
    return await _request(db, await requests.ask(db, wanted))


@get("/pay/requests/{request_id:uuid}", summary="Read a request for money")
async def read_request(db: DbIn, signed: SignedIn, request_id: FromPath[UUID]) -> RequestCard:
    """A request for money of or to oneself, with its state. Raises `NoPaymentRequest`."""
    return await _request(db, await requests.one(db, signed.person_id, request_id))


@post(
    "/pay/requests/{request_id:uuid}/pay",
    summary="Pay a request for money",
    guards=[confirming.with_consent],
)
async def pay(
    town: TownIn,
    signed: SignedIn,
    request_id: FromPath[UUID],
    data: JSONBody[RequestPaymentInput],
    consent: confirming.ConsentIn,
) -> MoneyTransfer:
    """Pays what somebody asked one for, as a transfer that nobody has to accept. The same transfer
    id again is the same payment. Raises `AccountClosed`, `AccountFrozen`, `AlreadySettled`,
    `BadAmount`, `ConfirmationNeeded`, `CurrenciesDiffer`, `InsufficientFunds`, `MovedAway`,
    `MutedAll`, `NoAccount`, `NoConversation`, `NoCurrency`, `NoPaymentRequest`, `NoPin`,
    `NotBetweenYou`, `NotContacts`, `NotMember`, `OperationIdUsed`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `ReadOnly`, `RequestWaits`, `SameAccount`.
    """
    async with town.database.glance() as db:
        asked = await requests.one(db, signed.person_id, request_id)
    wanted = NewTransfer(
        id=data.transfer_id,
        sender_id=signed.person_id,
        receiver_id=asked.asker_id,
        amount=asked.amount,
        currency=asked.currency,
        note=asked.note,
        at_once=True,
        request_id=asked.id,
        consent=consent,
    )
    return await town.batchers.of(SENDING).submit(wanted)


@post("/pay/requests/{request_id:uuid}/decline", summary="Decline a request for money")
async def decline_request(db: DbIn, signed: SignedIn, request_id: FromPath[UUID]) -> RequestCard:
    """Who is asked for money says no. Twice is one operation. Raises `AlreadySettled`,
    `NoPaymentRequest`, `NotForYou`.
    """
    return await _request(db, await requests.decline(db, signed.person_id, request_id))


@post("/pay/requests/{request_id:uuid}/cancel", summary="Cancel a request for money")
async def cancel_request(db: DbIn, signed: SignedIn, request_id: FromPath[UUID]) -> RequestCard:
    """Who asked for money does not any more. Twice is one operation. Raises `AlreadySettled`,
    `NoPaymentRequest`, `NotForYou`.
    """
    return await _request(db, await requests.cancel(db, signed.person_id, request_id))


async def _transfer(db: DbIn, one: MoneyTransfer) -> TransferCard:
    return (await cards.shown_transfers(db, [one]))[0]


async def _request(db: DbIn, one: MoneyRequest) -> RequestCard:
    return (await cards.shown_requests(db, [one]))[0]


routes: list[HTTPRouteHandler] = [
    send,
    read_transfer,
    accept,
    decline,
    cancel,
    read_waiting,
    ask,
    read_request,
    pay,
    decline_request,
    cancel_request,
]

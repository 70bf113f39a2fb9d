"""Routes of the desk, and of what people ask of it."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import Person, SignedIn, me, named, operator_only
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, read_body
from leapfrog.pay import confirming
from leapfrog.pay.desk import access, cash, credit, matching, payouts, references, store, store_bank
from leapfrog.pay.desk.matching import StatementResult
from leapfrog.pay.desk.model import BankLine, DeskEntry, OpenPayout, Payout, TopUp, Way

LARGEST = 10_000_000
Note = Annotated[str, msgspec.Meta(max_length=200)]
Currency = Annotated[str, msgspec.Meta(max_length=3)]


class Desk(msgspec.Struct, frozen=True):
    """What the one who asks may do there."""

    operator: bool
    clerk: bool


class TopUpMethods(msgspec.Struct, frozen=True):
    """How one's wallet is filled: the bank account of the town, and what to write on the
    transfer.
    """

    reference: str
    iban: str
    name: str


class TopUpInput(Input, frozen=True):
    person_id: UUID
    amount: int
    currency: Currency
    note: Note = ""


class PayoutInput(Input, frozen=True):
    """`iban` and `name`: of the bank account, unless it is for cash."""

    amount: int
    currency: Currency
    way: Way
    iban: Annotated[str, msgspec.Meta(max_length=50)] = ""
    name: Annotated[str, msgspec.Meta(max_length=70)] = ""
    confirmation: confirming.ConfirmationInput = None


class AccountHolderInput(Input, frozen=True):
    person_id: UUID


class CreditInput(Input, frozen=True):
    """How far below zero a wallet may go, in minor units."""

    credit: Annotated[int, msgspec.Meta(ge=0, le=10**15)]
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


@get("/pay/top-up", summary="Read ways to top up")
async def read_top_up(db: DbIn, town: TownIn, signed: SignedIn) -> TopUpMethods:
    """How money comes into one's wallet: one's reference for a bank transfer, and the town's
    account. Raises `CurrenciesDiffer`, `NotInThisMode`.
    """
    await cash.issuing(db)
    code = await references.of(db, signed.person_id)
    return TopUpMethods(code, town.settings.bank_iban, town.settings.town_name)


@put(
    "/pay/pay-outs/{payout_id:uuid}", summary="Ask for a pay-out", guards=[confirming.with_consent]
)
async def ask_payout(
    db: DbIn,
    signed: SignedIn,
    payout_id: FromPath[UUID],
    data: JSONBody[PayoutInput],
    consent: confirming.ConsentIn,
) -> Payout:
    """Asks for money of one's wallet (minor units), in cash at the desk or by bank. It is set aside
    until it is handed over. The same id again is the same pay-out. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `BadIban`, `ConfirmationNeeded`, `CurrenciesDiffer`,
    `InsufficientFunds`, `NoAccount`, `NoCurrency`, `NoPin`, `NotInThisMode`, `OperationIdUsed`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`.
    """
    wanted = payouts.PayoutRequest(
        id=payout_id,
        person_id=signed.person_id,
        amount=data.amount,
        currency=data.currency,
        way=data.way,
        iban=data.iban,
        name=data.name or (await me(db, signed.person_id)).display_name,
    )
    return await payouts.ask(db, wanted, consent)


@get("/pay/pay-outs", summary="List own pay-outs")
async def list_own_payouts(db: DbIn, signed: SignedIn) -> list[Payout]:
    """The pay-outs that one asked for, each with its state."""
    return await store_bank.payouts_of(db, signed.person_id)


@get("/pay/desk", summary="Read desk access")
async def read_desk(db: DbIn, signed: SignedIn) -> Desk:
    """Whether one is an operator or a clerk at the town's money desk. Raises `NotFound`."""
    runs = (await me(db, signed.person_id)).operator
    return Desk(runs, await store.is_clerk(db, signed.person_id))


@put("/pay/desk/top-ups/{operation_id:uuid}", summary="Top up a wallet", guards=[access.desk_only])
async def top_up(
    db: DbIn, signed: SignedIn, operation_id: FromPath[UUID], data: JSONBody[TopUpInput]
) -> DeskEntry:
    """Cash was brought to the desk: as much (minor units) is issued into that person's wallet. The
    same id again is the same operation. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`,
    `CurrenciesDiffer`, `InsufficientFunds`, `NoAccount`, `NoCurrency`, `NotInThisMode`,
    `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`.
    """
    given = TopUp(
        operation_id, signed.person_id, data.person_id, data.amount, data.currency, data.note
    )
    return await cash.top_up(db, given)


@get("/pay/desk/pay-outs", summary="List open pay-outs", guards=[access.desk_only])
async def list_payouts(db: DbIn, signed: SignedIn) -> list[OpenPayout]:
    """Pay-outs that are not over, the oldest first, with who comes for them."""
    return await payouts.waiting(db)


@post(
    "/pay/desk/pay-outs/{payout_id:uuid}/done",
    summary="Finish a pay-out",
    guards=[access.desk_only],
)
async def payout_done(db: DbIn, signed: SignedIn, payout_id: FromPath[UUID]) -> Payout:
    """It was handed over, or the bank did it. Twice is one operation. Raises `AccountClosed`,
    `AccountFrozen`, `AlreadySettled`, `BadAmount`, `InsufficientFunds`, `NoAccount`, `NoCurrency`,
    `NoPayout`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`.
    """
    return await payouts.done(db, signed.person_id, payout_id)


@post(
    "/pay/desk/pay-outs/{payout_id:uuid}/return",
    summary="Return a pay-out",
    guards=[access.desk_only],
)
async def payout_returned(db: DbIn, signed: SignedIn, payout_id: FromPath[UUID]) -> Payout:
    """It could not be handed over: the money is the person's again. Twice is one operation. Raises
    `AccountClosed`, `AccountFrozen`, `AlreadySettled`, `BadAmount`, `InsufficientFunds`,
    `NoAccount`, `NoCurrency`, `NoPayout`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`.
    """
    return await payouts.give_back(db, signed.person_id, payout_id)


@put(
    "/pay/desk/pay-out-files/{file_id:uuid}",
    summary="Make a bank file",
    guards=[operator_only],
    media_type="application/xml",
)
async def make_file(
    db: DbIn, town: TownIn, signed: SignedIn, file_id: FromPath[UUID]
) -> Response[bytes]:
    """The file for the bank (pain.001) of all pay-outs that are asked for there. The same id again
    is the same file. Raises `CurrenciesDiffer`, `NoBankAccount`, `NoPayout`, `NotInThisMode`.
    """
    made = await payouts.file(db, town.settings, signed.person_id, file_id)
    headers = {
        "content-disposition": f'attachment; filename="pay-outs-{file_id}.xml"',
        "cache-control": "no-store",
    }
    return Response(made, media_type="application/xml", headers=headers)


@post(
    "/pay/desk/statements",
    summary="Take a bank statement",
    guards=[operator_only],
    request_max_body_size=LARGEST,
)
async def take_statement(town: TownIn, signed: SignedIn, request: AnyRequest) -> StatementResult:
    """Books a bank's statement, as the raw body: camt.053 or CSV. What names nobody waits in
    suspense. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `BadStatement`,
    `CurrenciesDiffer`, `InsufficientFunds`, `NoAccount`, `NoCurrency`, `NotInThisMode`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `TooLarge`.
    """
    content = await read_body(request, LARGEST)
    async with town.database.transaction() as db:
        return await matching.take(db, signed.person_id, content)


@get("/pay/desk/suspense", summary="List bank lines in suspense", guards=[operator_only])
async def list_suspense(db: DbIn, signed: SignedIn) -> list[BankLine]:
    """Money from the bank of which nobody knows yet whose it is."""
    return await store_bank.suspense(db)


@post("/pay/desk/suspense/{line_id:uuid}", summary="Resolve a bank line", guards=[operator_only])
async def resolve(
    db: DbIn, signed: SignedIn, line_id: FromPath[UUID], data: JSONBody[AccountHolderInput]
) -> BankLine:
    """Somebody at the desk knows whose the money is: it goes into that wallet. Twice is one
    operation. Raises `AccountClosed`, `AccountFrozen`, `AlreadySettled`, `BadAmount`,
    `InsufficientFunds`, `NoAccount`, `NoBankLine`, `NoCurrency`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`.
    """
    return await matching.resolve(db, signed.person_id, line_id, data.person_id)


@get("/pay/desk/clerks", guards=[operator_only])
async def list_clerks(db: DbIn, signed: SignedIn) -> list[Person]:
    """Who works at the town's money desk."""
    return list((await named(db, await store.clerks(db))).values())


@put("/pay/desk/clerks/{person_id:uuid}", status_code=204, guards=[operator_only])
async def add_clerk(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> None:
    """Somebody works at the money desk from now on. Twice is one operation. Raises `NoAccount`."""
    await access.add_clerk(db, signed.person_id, person_id)


@delete("/pay/desk/clerks/{person_id:uuid}", status_code=204, guards=[operator_only])
async def drop_clerk(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> None:
    """Somebody works at the money desk no longer. Again, nothing happens."""
    await access.drop_clerk(db, signed.person_id, person_id)


@put(
    "/pay/desk/credit/{person_id:uuid}",
    summary="Set a credit line",
    status_code=204,
    guards=[operator_only],
)
async def set_credit(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[CreditInput]
) -> None:
    """How far below zero (minor units) a wallet may go, in a town of mutual credit. Raises
    `CreditInUse`, `NoAccount`, `NoCurrency`, `NotInThisMode`.
    """
    await credit.set_line(db, signed.person_id, person_id, data.credit, data.why)


routes: list[HTTPRouteHandler] = [
    read_top_up,
    ask_payout,
    list_own_payouts,
    read_desk,
    top_up,
    list_payouts,
    payout_done,
    payout_returned,
    make_file,
    take_statement,
    list_suspense,
    resolve,
    list_clerks,
    add_clerk,
    drop_clerk,
    set_credit,
]

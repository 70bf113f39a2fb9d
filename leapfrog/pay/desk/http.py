"""Routes of the desk, and of what people ask of it."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import Person, SignedIn, me, named, operator_only, own_device
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
    confirmation: Annotated[str, msgspec.Meta(max_length=100)] | None = None


class AccountHolderInput(Input, frozen=True):
    person_id: UUID


class CreditInput(Input, frozen=True):
    """How far below zero a wallet may go, in minor units."""

    credit: Annotated[int, msgspec.Meta(ge=0, le=10**15)]
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


@get("/pay/top-up")
async def read_top_up(db: DbIn, town: TownIn, signed: SignedIn) -> TopUpMethods:
    await cash.issuing(db)
    code = await references.of(db, signed.person_id)
    return TopUpMethods(code, town.settings.bank_iban, town.settings.town_name)


@put("/pay/pay-outs/{payout_id:uuid}", guards=[own_device])
async def ask_payout(
    db: DbIn, signed: SignedIn, payout_id: FromPath[UUID], data: JSONBody[PayoutInput]
) -> Payout:
    wanted = payouts.PayoutRequest(
        payout_id,
        signed.person_id,
        data.amount,
        data.currency,
        data.way,
        data.iban,
        data.name or (await me(db, signed.person_id)).display_name,
    )
    return await payouts.ask(db, wanted, confirming.given(signed, data.confirmation))


@get("/pay/pay-outs")
async def list_own_payouts(db: DbIn, signed: SignedIn) -> list[Payout]:
    return await store_bank.payouts_of(db, signed.person_id)


@get("/pay/desk")
async def read_desk(db: DbIn, signed: SignedIn) -> Desk:
    runs = (await me(db, signed.person_id)).operator
    return Desk(runs, await store.is_clerk(db, signed.person_id))


@put("/pay/desk/top-ups/{operation_id:uuid}", guards=[access.desk_only])
async def top_up(
    db: DbIn, signed: SignedIn, operation_id: FromPath[UUID], data: JSONBody[TopUpInput]
) -> DeskEntry:
    """Cash was brought: as much is issued into that person's wallet."""
    given = TopUp(
        operation_id, signed.person_id, data.person_id, data.amount, data.currency, data.note
    )
    return await cash.top_up(db, given)


@get("/pay/desk/pay-outs", guards=[access.desk_only])
async def list_payouts(db: DbIn, signed: SignedIn) -> list[OpenPayout]:
    return await payouts.waiting(db)


@post("/pay/desk/pay-outs/{payout_id:uuid}/done", guards=[access.desk_only])
async def payout_done(db: DbIn, signed: SignedIn, payout_id: FromPath[UUID]) -> Payout:
    return await payouts.done(db, signed.person_id, payout_id)


@post("/pay/desk/pay-outs/{payout_id:uuid}/return", guards=[access.desk_only])
async def payout_returned(db: DbIn, signed: SignedIn, payout_id: FromPath[UUID]) -> Payout:
    return await payouts.give_back(db, signed.person_id, payout_id)


@put(
    "/pay/desk/pay-out-files/{file_id:uuid}",
    guards=[operator_only],
    media_type="application/xml",
)
async def make_file(
    db: DbIn, town: TownIn, signed: SignedIn, file_id: FromPath[UUID]
) -> Response[bytes]:
    """The file for the bank (pain.001) of all that is asked for; the same id is the same file."""
    made = await payouts.file(db, town.settings, signed.person_id, file_id)
    headers = {
        "content-disposition": f'attachment; filename="pay-outs-{file_id}.xml"',
        "cache-control": "no-store",
    }
    return Response(made, media_type="application/xml", headers=headers)


@post("/pay/desk/statements", guards=[operator_only], request_max_body_size=LARGEST)
async def take_statement(town: TownIn, signed: SignedIn, request: AnyRequest) -> StatementResult:
    """A bank's statement as the raw body: camt.053 or CSV."""
    content = await read_body(request, LARGEST)
    async with town.database.transaction() as db:
        return await matching.take(db, signed.person_id, content)


@get("/pay/desk/suspense", guards=[operator_only])
async def list_suspense(db: DbIn, signed: SignedIn) -> list[BankLine]:
    return await store_bank.suspense(db)


@post("/pay/desk/suspense/{line_id:uuid}", guards=[operator_only])
async def resolve(
    db: DbIn, signed: SignedIn, line_id: FromPath[UUID], data: JSONBody[AccountHolderInput]
) -> BankLine:
    return await matching.resolve(db, signed.person_id, line_id, data.person_id)


@get("/pay/desk/clerks", guards=[operator_only])
async def list_clerks(db: DbIn, signed: SignedIn) -> list[Person]:
    return list((await named(db, await store.clerks(db))).values())


@put("/pay/desk/clerks/{person_id:uuid}", status_code=204, guards=[operator_only])
async def add_clerk(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> None:
    await access.add_clerk(db, signed.person_id, person_id)


@delete("/pay/desk/clerks/{person_id:uuid}", status_code=204, guards=[operator_only])
async def drop_clerk(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> None:
    await access.drop_clerk(db, signed.person_id, person_id)


@put("/pay/desk/credit/{person_id:uuid}", status_code=204, guards=[operator_only])
async def set_credit(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[CreditInput]
) -> None:
    """Of a town of mutual credit: how far below zero a wallet may go."""
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

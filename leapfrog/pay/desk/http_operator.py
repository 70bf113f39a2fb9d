"""Routes of the operator: the books, the desk's own book, people's wallets."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import wallet
from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import DbIn, Input, Limit
from leapfrog.pay.desk import book, wallet_accounts
from leapfrog.pay.desk.model import BookLine
from leapfrog.pay.desk.wallet_accounts import AccountView
from leapfrog.wallet import LARGEST, AccountLimits, NightlyCheck, TrialLine

Why = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Most = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)] | None


class Books(msgspec.Struct, frozen=True):
    """What is owed and had by each kind of account, and what the last looks through it found."""

    trial: list[TrialLine]
    nights: list[NightlyCheck]


class AccountLimitsInput(Input, frozen=True):
    """In minor units, null for no limit: how much may lie there, go out at once, and in a day."""

    most: Most
    once: Most
    daily: Most
    why: Why


class FreezeInput(Input, frozen=True):
    """`incoming`: nothing comes in either."""

    why: Why
    incoming: bool = False


class ReasonInput(Input, frozen=True):
    why: Why


@get("/pay/desk/book", summary="Read the desk's book", guards=[operator_only])
async def read_book(
    db: DbIn,
    signed: SignedIn,
    before: Annotated[
        datetime | None, QueryParameter(description="What is older than this time.")
    ] = None,
    limit: Limit = 100,
) -> list[BookLine]:
    """A page of who did what at the desk, the newest first."""
    return await book.read(db, before, limit)


@get("/pay/desk/books", summary="Read the town's books", guards=[operator_only])
async def read_books(db: DbIn, signed: SignedIn) -> Books:
    """The trial balance of all accounts, and what the nightly checks found."""
    return Books(await wallet.trial_balance(db), await wallet.nights(db))


@post(
    "/pay/desk/books/look",
    summary="Check the town's books",
    status_code=200,
    guards=[operator_only],
)
async def look_through_books(db: DbIn, signed: SignedIn) -> Books:
    """Checks now, not only at night, whether all is in the books as it must be. Noted in the desk's
    book.
    """
    await wallet.look_through(db)
    await book.note(db, signed.person_id, "books", None, "")
    return Books(await wallet.trial_balance(db), await wallet.nights(db))


@post(
    "/pay/desk/accounts/{person_id:uuid}/look",
    summary="Look into a wallet",
    status_code=200,
    guards=[operator_only],
)
async def look_into_account(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> AccountView:
    """A person's wallet, for an operator. That it was looked into stands in the desk's book. Raises
    `NoAccount`, `NoCurrency`.
    """
    return await wallet_accounts.look(db, signed.person_id, person_id)


@put("/pay/desk/accounts/{person_id:uuid}/limits", summary="Limit a wallet", guards=[operator_only])
async def limit_account(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[AccountLimitsInput]
) -> AccountView:
    """Sets how much (minor units) a wallet may hold, and pay at once and in a day, with a reason.
    Raises `CreditInUse`, `NoAccount`, `NoCurrency`.
    """
    limits = AccountLimits(None, data.most, data.once, data.daily)
    return await wallet_accounts.set_limits(db, signed.person_id, person_id, limits, data.why)


@post(
    "/pay/desk/accounts/{person_id:uuid}/freeze",
    summary="Freeze a wallet",
    status_code=200,
    guards=[operator_only],
)
async def freeze_account(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[FreezeInput]
) -> AccountView:
    """Nothing goes out of a person's wallet, and with `incoming` nothing comes in; with a reason.
    Raises `NoAccount`, `NoCurrency`.
    """
    given = data.incoming
    return await wallet_accounts.freeze(db, signed.person_id, person_id, data.why, incoming=given)


@post(
    "/pay/desk/accounts/{person_id:uuid}/unfreeze",
    summary="Unfreeze a wallet",
    status_code=200,
    guards=[operator_only],
)
async def unfreeze_account(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[ReasonInput]
) -> AccountView:
    """Ends an operator's freeze of a wallet; its owner's own freeze stays. Raises `NoAccount`,
    `NoCurrency`.
    """
    return await wallet_accounts.unfreeze(db, signed.person_id, person_id, data.why)


routes: list[HTTPRouteHandler] = [
    read_book,
    read_books,
    look_through_books,
    look_into_account,
    limit_account,
    freeze_account,
    unfreeze_account,
]

"""The wallet's routes: one's own accounts and what happened on them. How to pay is another
module's.
"""

import asyncio
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter

from leapfrog.identity import SignedIn, me, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Limit, TownIn
from leapfrog.wallet import accounts, statements
from leapfrog.wallet.model import LARGEST, Account, AccountLimits, Kind
from leapfrog.wallet.report_camt import to_camt053
from leapfrog.wallet.report_csv import to_csv
from leapfrog.wallet.statements import Statement, StatementLine

Number = Annotated[
    int | None, QueryParameter(ge=1, le=LARGEST, description="Entries before this number.")
]
AccountId = FromPath[int]


class OwnAccount(msgspec.Struct, frozen=True):
    """An account as its owner sees it; amounts in minor units, `exponent` digits after the
    point.
    """

    id: int
    kind: Kind
    name: str
    currency: str
    exponent: int
    balance: int
    held: int
    incoming: int
    available: int | None
    entries: int
    frozen: bool
    closed: bool
    limits: AccountLimits


class Wallet(msgspec.Struct, frozen=True):
    """One's own accounts, the oldest first."""

    accounts: list[OwnAccount]


class StatementPage(msgspec.Struct, frozen=True):
    """Newest first; `more`: there are older ones, asked for by the last line's `no`."""

    lines: list[StatementLine]
    more: bool


@get("/wallet")
async def read_wallet(db: DbIn, signed: SignedIn) -> Wallet:
    """One's own accounts, each with its balance and what is set aside, in minor units."""
    return Wallet([_shown(one) for one in await accounts.owned(db, signed.person_id)])


@get("/wallet/accounts/{account_id:int}/statement")
async def read_statement(
    db: DbIn, signed: SignedIn, account_id: AccountId, before: Number = None, limit: Limit = 50
) -> StatementPage:
    """A page of the entries of an account, the newest first, in minor units. Raises `NoAccount`."""
    await accounts.own(db, signed.person_id, account_id)
    return StatementPage(*await statements.statement_page(db, account_id, before, limit))


@get(
    "/wallet/accounts/{account_id:int}/statement.csv",
    summary="Download a CSV statement",
    media_type="text/csv",
    guards=[own_device],
)
async def read_csv(
    db: DbIn,
    signed: SignedIn,
    account_id: AccountId,
    since: FromQuery[date | None] = None,
    until: FromQuery[date | None] = None,
) -> Response[bytes]:
    """The entries of an account in a time, as a CSV file. Raises `Invalid`, `LongStatement`,
    `NoAccount`.
    """
    found, language = await _period(db, signed.person_id, account_id, since, until)
    return _file(found, "csv", "text/csv", to_csv(found, language))


@get(
    "/wallet/accounts/{account_id:int}/statement.pdf",
    summary="Download a PDF statement",
    media_type="application/pdf",
    guards=[own_device],
)
async def read_pdf(
    town: TownIn,
    signed: SignedIn,
    account_id: AccountId,
    since: FromQuery[date | None] = None,
    until: FromQuery[date | None] = None,
) -> Response[bytes]:
    """The entries of an account in a time, as a PDF file to print. Raises `Invalid`,
    `LongStatement`, `NoAccount`.
    """
    async with town.database.glance() as db:
        found, language = await _period(db, signed.person_id, account_id, since, until)
    made = await asyncio.to_thread(_printed, found, db.now, language)
    return _file(found, "pdf", "application/pdf", made)


def _printed(found: Statement, now: datetime, language: str) -> bytes:
    # What draws it takes a second and 20 MB to load: who prints nothing does not wait for it.
    from leapfrog.wallet.report_pdf import to_pdf  # noqa: PLC0415

    return to_pdf(found, now, language)


@get(
    "/wallet/accounts/{account_id:int}/statement.xml",
    summary="Download a camt.053 statement",
    media_type="application/xml",
    guards=[own_device],
)
async def read_camt053(
    db: DbIn,
    signed: SignedIn,
    account_id: AccountId,
    since: FromQuery[date | None] = None,
    until: FromQuery[date | None] = None,
) -> Response[bytes]:
    """The entries of an account in a time, as a file for bookkeeping programs (ISO 20022). Raises
    `Invalid`, `LongStatement`, `NoAccount`.
    """
    found, language = await _period(db, signed.person_id, account_id, since, until)
    return _file(found, "xml", "application/xml", to_camt053(found, db.now, language))


async def _period(
    db: Db, person_id: UUID, account_id: int, since: date | None, until: date | None
) -> tuple[Statement, str]:
    """Without dates this month until today; with the language of whoever asks."""
    account = await accounts.own(db, person_id, account_id)
    last = until or db.now.date()
    first = since or last.replace(day=1)
    language = (await me(db, person_id)).language
    return await statements.statement(db, account, first, last), language


def _file(found: Statement, ending: str, media_type: str, content: bytes) -> Response[bytes]:
    name = f"statement-{found.account.id}-{found.since:%Y%m%d}.{ending}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)


def _shown(account: Account) -> OwnAccount:
    return OwnAccount(
        id=account.id,
        kind=account.kind,
        name=account.name,
        currency=account.currency,
        exponent=account.exponent,
        balance=account.balance,
        held=account.held,
        incoming=account.incoming,
        available=account.available,
        entries=account.entries,
        frozen=account.frozen,
        closed=account.closed,
        limits=account.limits,
    )


routes: list[HTTPRouteHandler] = [
    read_wallet,
    read_statement,
    read_csv,
    read_pdf,
    read_camt053,
]

"""Routes of payment history: what happened on one's account, and receipts."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Response, Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog import pay
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Limit, TownIn
from leapfrog.kernel.limits import Limit as RateLimit
from leapfrog.payment_history import reading
from leapfrog.payment_history.model import CategorySum, HistoryPage
from leapfrog.payment_history.reading import HistoryFilter
from leapfrog.wallet import LARGEST

# A search may look through thousands of entries.
SEARCHING = RateLimit("history-search", 60, 60)
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
SIGN = {"all": 0, "in": 1, "out": -1}

AccountId = FromPath[int]
SINCE = QueryParameter(description="What is not before this time.")
UNTIL = QueryParameter(description="What is before this time.")
Since = Annotated[datetime, SINCE]
SinceEver = Annotated[datetime | None, SINCE]
Until = Annotated[datetime, UNTIL]
UntilEver = Annotated[datetime | None, UNTIL]
Before = Annotated[
    int | None, QueryParameter(ge=1, le=LARGEST, description="`next` of the page before.")
]
Direction = Annotated[
    Literal["all", "in", "out"], QueryParameter(description="What came in, or what went out.")
]
Words = Annotated[
    str, QueryParameter(max_length=100, description="Each is in the name or the note.")
]


class HistorySums(msgspec.Struct, frozen=True):
    """What came in and what went out in a time, in minor units, in sum and by category."""

    came_in: int
    went_out: int
    categories: list[CategorySum]


class ReceiptParty(msgspec.Struct, frozen=True):
    """Who paid or was paid; without an address the town itself, a shop, or who has left."""

    name: str
    address: str


class Receipt(msgspec.Struct, frozen=True, rename={"sender": "from", "recipient": "to"}):
    """A payment as the town signs it (see `kernel.signing`): `amount` in minor units as a text,
    `at` an ISO 8601 time, as it was signed; `note`: what was said with it.
    """

    town: str
    ref: str
    operation: UUID
    at: str
    sender: ReceiptParty
    recipient: ReceiptParty
    amount: str
    currency: str
    exponent: int
    note: str
    kind: str
    key: str
    public_key: str
    signature: str


@get("/wallet/accounts/{account_id:int}/history", summary="List what was paid", guards=[own_device])
async def read_history(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    account_id: AccountId,
    *,
    since: SinceEver = None,
    until: UntilEver = None,
    direction: Direction = "all",
    words: Words = "",
    before: Before = None,
    limit: Limit = 50,
) -> HistoryPage:
    """What happened on an account, a row for each thing that was done, the newest first, with whom
    and for what; what is set aside now comes first. Raises `Invalid`, `NoAccount`.
    """
    if words.strip():
        town.limit(SEARCHING, str(signed.person_id))
    wanted = HistoryFilter(
        since=_bounded(since) if since else None,
        until=_bounded(until) if until else None,
        sign=SIGN[direction],
        before=before,
        words=words,
        limit=limit,
    )
    return await reading.history(db, signed.person_id, account_id, wanted)


@get(
    "/wallet/accounts/{account_id:int}/history/sums",
    summary="Add up what was paid",
    guards=[own_device],
)
async def read_sums(
    db: DbIn, signed: SignedIn, account_id: AccountId, since: Since, until: Until
) -> HistorySums:
    """What came in and went out of an account in a time, in sum and by category. Raises `Invalid`,
    `NoAccount`.
    """
    time = (_bounded(since), _bounded(until))
    found = await reading.sums(db, signed.person_id, account_id, *time)
    came, went = (sum(one.came_in for one in found), sum(one.went_out for one in found))
    return HistorySums(came, went, found)


@get("/pay/receipts/{ref:str}")
async def read_receipt(
    db: DbIn, town: TownIn, signed: SignedIn, ref: FromPath[str]
) -> Response[Receipt]:
    """The signed receipt of a payment by its ref, to keep as a file. Raises `NoReceipt`."""
    domain = town.settings.town_domain
    found = await pay.receipt_of(db, signed.person_id, ref, domain, reading.note_of)
    name = f"receipt-{ref.rpartition(':')[2]}.json"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
    }
    return Response(msgspec.convert(found, Receipt), headers=headers)


def _bounded(moment: datetime) -> datetime:
    """Without a zone it is UTC; beyond what can be reckoned with, the end of that."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(aware, EARLIEST), LATEST)


handlers: list[HTTPRouteHandler] = [read_history, read_sums, read_receipt]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]

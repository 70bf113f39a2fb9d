"""Payments as the till shows them, and as the payer does."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.identity import avatar_url, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import Settings
from leapfrog.till import intents, merchants
from leapfrog.till.codes.dynamic import PATH
from leapfrog.till.merchants import Merchant
from leapfrog.till.model import Channel, Intent, State, pseudonym
from leapfrog.till.store_closing import DayClose, DayTotals


class TillIntent(msgspec.Struct, frozen=True):
    """A payment as the shop sees it. `customer`: what the shop calls the payer, empty while there
    is none; `code`: the link to show as a QR code while it can be paid, good for two minutes.
    """

    id: UUID
    channel: Channel
    amount: int
    refunded: int
    note: str
    state: State
    by_name: str
    customer: str
    problem: str | None
    created_at: datetime
    expires_at: datetime
    paid_at: datetime | None
    closed: bool
    code: str | None = None


class TillPage(msgspec.Struct, frozen=True):
    """The newest first."""

    intents: list[TillIntent]
    now: datetime


class Payment(msgspec.Struct, frozen=True):
    """A payment as the payer sees it. `operation_id`: what it is in the books, for its receipt."""

    id: UUID
    merchant_id: UUID
    merchant_name: str
    merchant_picture_url: str | None
    currency: str
    channel: Channel
    amount: int
    refunded: int
    note: str
    state: State
    problem: str | None
    created_at: datetime
    expires_at: datetime
    paid_at: datetime | None
    operation_id: UUID | None


class Payments(msgspec.Struct, frozen=True):
    """`payments`: what waits for the payer; `ended`: what came of the codes that they showed in the
    last quarter of an hour, the newest first.
    """

    payments: list[Payment]
    ended: list[Payment]


class Takings(msgspec.Struct, frozen=True):
    """What came by one cashier and way in a day; the name is empty where payers typed it."""

    by_name: str
    channel: str
    sales: int
    sold: int
    refunded: int


class ClosedDay(DayClose, frozen=True):
    """A day that is closed, by whom."""

    by_name: str


class ClosedDays(msgspec.Struct, frozen=True):
    """What came since the last close, and the days before, the newest first."""

    open: list[Takings]
    closed: list[ClosedDay]


async def of_till(db: Db, found: Sequence[Intent]) -> list[TillIntent]:
    """As the shop sees them."""
    names = await _names(db, [one.by_id for one in found])
    return [
        TillIntent(
            id=one.id,
            channel=one.channel,
            amount=one.amount,
            refunded=one.refunded,
            note=one.note,
            state=one.at(db.now),
            by_name=names.get(one.by_id, ""),
            customer=pseudonym(one.merchant_id, one.payer_id) if one.payer_id else "",
            problem=one.problem,
            created_at=one.created_at,
            expires_at=one.expires_at,
            paid_at=one.paid_at,
            closed=one.close_id is not None,
        )
        for one in found
    ]


async def with_code(db: Db, settings: Settings, intent: Intent) -> TillIntent:
    """A payment as the shop sees it, with a fresh code while it can be paid."""
    [shown] = await of_till(db, [intent])
    if shown.state not in ("created", "processing"):
        return shown
    link = f"{settings.origin}{PATH}{await intents.code(db, intent)}"
    return msgspec.structs.replace(shown, code=link)


async def of_payer(db: Db, found: Sequence[Intent]) -> list[Payment]:
    """As the payer sees them."""
    shops = await merchants.merchants(db, {one.merchant_id for one in found})
    return [payment(one, shops[one.merchant_id], db.now) for one in found]


def payment(one: Intent, shop: Merchant, now: datetime) -> Payment:
    """One of them, for who knows the shop already."""
    return Payment(
        id=one.id,
        merchant_id=shop.id,
        merchant_name=shop.name,
        merchant_picture_url=avatar_url(shop.picture),
        currency=shop.currency,
        channel=one.channel,
        amount=one.amount,
        refunded=one.refunded,
        note=one.note,
        state=one.at(now),
        problem=one.problem,
        created_at=one.created_at,
        expires_at=one.expires_at,
        paid_at=one.paid_at,
        operation_id=one.transfer_id,
    )


async def tallied(db: Db, found: Sequence[DayTotals]) -> list[Takings]:
    """A day by cashier and way."""
    names = await _names(db, [one.by_id for one in found])
    return [
        Takings(names.get(one.by_id, ""), one.channel, one.sales, one.sold, one.refunded)
        for one in found
    ]


async def closed(db: Db, found: Sequence[DayClose]) -> list[ClosedDay]:
    """Days that are closed, by whom."""
    names = await _names(db, [one.by_id for one in found])
    return [
        ClosedDay(**msgspec.structs.asdict(one), by_name=names.get(one.by_id, "")) for one in found
    ]


async def _names(db: Db, people: Sequence[UUID | None]) -> dict[UUID | None, str]:
    found = await named(db, list({one for one in people if one}))
    return {one: who.display_name for one, who in found.items()}

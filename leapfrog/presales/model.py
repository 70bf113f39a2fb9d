"""Pre-sales: a deposit now, the rest in a time that is said before."""

import hashlib
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.ids import derived_id

State = Literal["open", "over", "called_off"]
PresalePhase = Literal["open", "waiting", "rest", "over", "called_off"]
BookingState = Literal["deposited", "paid", "back", "kept"]
# Who ended a booking: its buyer, the shop, or nobody paid in time.
EndedBy = Literal["buyer", "shop", "time"]

OF, OWNER = "presales:booking:", "presales:presale:"
# Whose a deposit is when the time for the rest is over is said here, after a look whether the shop
# could have been paid. If nobody says it for so long, the escrow's own timer gives it back.
SAID_WITHIN = timedelta(days=7)
REMINDED_BEFORE = timedelta(hours=6)
# So many at once, so that no transaction lasts.
AT_ONCE = 200
MOST_UNITS = 10_000
LARGEST_PRICE = 1_000_000_000
LONGEST = timedelta(days=60)
LONGEST_SENDING = timedelta(days=90)


class NewPresale(msgspec.Struct, frozen=True, kw_only=True):
    """A pre-sale as its shop wants it, in minor units: of `price` in all, `deposit` is paid until
    `closes_at` and the rest between `rest_from` and `rest_by`; the deposit counts as `counts` of
    the price without it. `kept`: who does not pay the rest does not get it back. It is sent by
    `sends_by`.
    """

    id: UUID
    variant_id: UUID
    campaign_id: UUID | None = None
    units: int
    price: int
    deposit: int
    counts: int
    kept: bool
    closes_at: datetime
    rest_from: datetime
    rest_by: datetime
    sends_by: datetime


class Presale(msgspec.Struct, frozen=True, kw_only=True):
    """A pre-sale as it is kept; `full_price`: without the deposit, `price + counts - deposit`.
    `trader`: it was enrolled by one. `shelved`: what nobody took lies in the shop again.
    """

    id: UUID
    merchant_id: UUID
    item_id: UUID
    variant_id: UUID
    campaign_id: UUID | None
    title: str
    options: list[str]
    picture: UUID | None
    by_id: UUID
    units: int
    full_price: int
    price: int
    deposit: int
    counts: int
    currency: str
    kept: bool
    trader: bool
    closes_at: datetime
    rest_from: datetime
    rest_by: datetime
    sends_by: datetime
    state: State
    ended_why: str | None
    shelved: bool
    reminded: bool
    pool_id: UUID
    from_pool: UUID
    created_at: datetime

    @property
    def remind_at(self) -> datetime:
        """When who has not paid the rest is told again."""
        return self.rest_by - min(REMINDED_BEFORE, (self.rest_by - self.rest_from) / 2)

    @property
    def may_give_up(self) -> bool:
        """Whether the deposit comes back whole to who does not want it any more: where a trader
        sells by consumer law (directive 2011/83/EU, article 9), else where that was agreed on.
        """
        return self.trader or not self.kept

    @property
    def terms(self) -> str:
        """A hash, hexadecimal, of what somebody agrees to who pays the deposit."""
        names = ("id", "variant_id", "price", "deposit", "kept", "trader")
        times = ("rest_from", "rest_by", "sends_by")
        said = msgspec.json.encode([getattr(self, name) for name in (*names, *times)])
        return hashlib.sha256(said).hexdigest()

    def phase(self, now: datetime) -> PresalePhase:
        """Where it stands, whenever somebody looks."""
        if self.state != "open":
            return self.state
        if now < self.closes_at:
            return "open"
        if now < self.rest_from:
            return "waiting"
        return "rest" if now < self.rest_by else "over"

    def next_turn(self, now: datetime) -> datetime | None:
        """When something happens by itself next."""
        times = (self.closes_at, self.rest_from, self.remind_at, self.rest_by)
        return min((one for one in times if one > now), default=None)


class Booking(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody paid the deposit. `trade_id`: of the money, and of the order once the rest is paid;
    `right_id`: with which the rest is paid.
    """

    id: UUID
    presale_id: UUID
    person_id: UUID
    trade_id: UUID
    right_id: UUID | None
    deposit: int
    price: int
    state: BookingState
    why: EndedBy | None
    at: datetime
    ended_at: datetime | None

    @property
    def ref(self) -> str:
        """How its money is named in escrow until it is an order's."""
        return f"{OF}{self.id}"


def trade_of(booking_id: UUID) -> UUID:
    """The id of the money of a booking, which no client can know before."""
    return derived_id(booking_id, "trade of a booking")


def presale_of(owner: str) -> UUID | None:
    """The pre-sale that a pool belongs to; None: it is another module's."""
    return UUID(owner.removeprefix(OWNER)) if owner.startswith(OWNER) else None


def booking_of(ref: str) -> UUID | None:
    """The booking that a trade is about; None: it is another module's."""
    return UUID(ref.removeprefix(OF)) if ref.startswith(OF) else None

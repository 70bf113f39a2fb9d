"""A driver's earnings by day, week and month; pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from leapfrog.duty import DutySession
from leapfrog.kernel.errors import Invalid

By = Literal["day", "week", "month"]
# The longest time that is worked out at once.
MOST_DAYS = 400
WHOLE = 10_000
HOUR = 3600


class DrivenRide(msgspec.Struct, frozen=True):
    """A ride that brought something (minor units): `paid`: the fare, or what was kept for calling
    off late or not coming, of which the town keeps `town_fee` hundredths of a percent; `tip`: with
    the thank-you that was promised before; `in_cash`: paid in the car.
    """

    started_at: datetime
    paid: int
    tip: int
    town_fee: int
    driven: bool
    in_cash: bool = False

    @property
    def fee(self) -> int:
        """The town's part, rounded down."""
        return self.paid * self.town_fee // WHOLE


class AskedLately(msgspec.Struct, frozen=True):
    """Where somebody asked for a ride, in degrees; `unserved`: nobody came."""

    rider_id: UUID
    lat: float
    lon: float
    unserved: bool


class EarningsOf(msgspec.Struct, frozen=True):
    """What a driver did from `begins` to the end of `ends`; amounts in minor units. `fares`: what
    riders paid, without `tips` and thank-yous, which are together; `cash`: how much of the fares
    was paid in the car, so not through the wallet; `fees`: the town's part of them; `earned`: what
    was the driver's; `per_hour`: that for an hour on duty, None without any. `seconds`: on duty.
    Metres without and with somebody on board.
    """

    begins: date
    ends: date
    rides: int
    seconds: int
    metres_free: int
    metres_ridden: int
    fares: int
    cash: int
    fees: int
    tips: int
    earned: int
    per_hour: int | None


def periods(first: date, last: date, by: By) -> list[tuple[date, date]]:
    """The days, weeks (from Monday) or months that touch these days, whole, the newest first.
    Raises `Invalid` for more than 400 days, or none.
    """
    if not 0 <= (last - first).days < MOST_DAYS:
        raise Invalid(f"From 1 to {MOST_DAYS} days, the first before the last.")
    found, begins = [], _begin(first, by)
    while begins <= last:
        after = _next(begins, by)
        found.append((begins, after - timedelta(days=1)))
        begins = after
    return found[::-1]


def _begin(day: date, by: By) -> date:
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day


def _next(begins: date, by: By) -> date:
    if by == "month":
        return (begins + timedelta(days=32)).replace(day=1)
    return begins + timedelta(days=7 if by == "week" else 1)


def span(begins: date, ends: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the beginning of one day to the end of another, by that zone's clock."""
    after = ends + timedelta(days=1)
    return datetime.combine(begins, time(), zone), datetime.combine(after, time(), zone)


def earnings(
    begins: date,
    ends: date,
    zone: ZoneInfo,
    rides: Iterable[DrivenRide],
    sessions: Sequence[DutySession],
) -> EarningsOf:
    """What came together in these days. A time on duty over their edge counts by its part, and so
    do its metres.
    """
    since, until = span(begins, ends, zone)
    mine = [one for one in rides if since <= one.started_at < until]
    seconds = free = ridden = 0.0
    for one in sessions:
        whole = (one.until - one.since).total_seconds()
        here = (min(one.until, until) - max(one.since, since)).total_seconds()
        if here < 0 or one.since >= until:
            continue
        part = here / whole if whole else 1.0
        seconds += here
        free += one.metres_free * part
        ridden += one.metres_ridden * part
    fares, fees = sum(one.paid for one in mine), sum(one.fee for one in mine)
    tips = sum(one.tip for one in mine)
    earned = fares - fees + tips
    return EarningsOf(
        begins=begins,
        ends=ends,
        rides=sum(one.driven for one in mine),
        seconds=round(seconds),
        metres_free=round(free),
        metres_ridden=round(ridden),
        fares=fares,
        cash=sum(one.paid for one in mine if one.in_cash),
        fees=fees,
        tips=tips,
        earned=earned,
        per_hour=round(earned * HOUR / seconds) if seconds >= 60 else None,
    )

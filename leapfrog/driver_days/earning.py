"""What a driver earned, worked out from their rides and their time on duty."""

import csv
import io
from datetime import date, datetime
from uuid import UUID

import msgspec

from leapfrog import duty, pay, rides
from leapfrog.driver_days import store
from leapfrog.driver_days.model import By, EarningsOf, earnings, periods, span
from leapfrog.kernel.db import Db
from leapfrog.kernel.zones import zone_of

COLUMNS = (
    "begins",
    "ends",
    "rides",
    "hours_on_duty",
    "km_without_rider",
    "km_with_rider",
    "fares",
    "of_fares_in_cash",
    "fees",
    "tips",
    "earned",
    "per_hour",
    "currency",
)
HOUR, KM = 3600, 1000


class EarningsQuery(msgspec.Struct, frozen=True):
    """Which days, by what, and by which zone's clock they begin; None: the last seven days, weeks
    or months up to today.
    """

    by: By
    first: date | None
    last: date | None
    zone: str


class DriversEarnings(msgspec.Struct, frozen=True):
    """The newest first; amounts in minor units of `currency`. `driven_seconds`: on duty within 24
    hours since the last rest of six; `rest_until`: until when they have to rest, if so.
    """

    periods: list[EarningsOf]
    currency: str
    driven_seconds: int
    rest_until: datetime | None


async def earnings_of(db: Db, me: UUID, asked: EarningsQuery, *, rest: bool) -> DriversEarnings:
    """What I drove and earned; `rest`: this town makes drivers rest. Raises `NotDriving`,
    `Invalid`, `NoMoney`.
    """
    await rides.ride_driver(db, me)
    zone = zone_of(asked.zone)
    last = asked.last or db.now.astimezone(zone).date()
    found = periods(asked.first or _some_ago(last, asked.by), last, asked.by)
    since, until = span(found[-1][0], found[0][1], zone)
    driven = await store.driven(db, me, since, until)
    sessions = await duty.sessions_of(db, me, since, until)
    return DriversEarnings(
        periods=[earnings(*days, zone, driven, sessions) for days in found],
        currency=(await pay.money_terms(db)).currency,
        driven_seconds=round((await duty.driven_lately(db, me)).total_seconds()),
        rest_until=await duty.rest_until(db, me) if rest else None,
    )


def _some_ago(last: date, by: By) -> date:
    days = {"day": 6, "week": 6 * 7, "month": 5 * 31}[by]
    return date.fromordinal(max(1, last.toordinal() - days))


def as_csv(told: DriversEarnings, exponent: int) -> str:
    """A table for programs (RFC 4180), amounts with a decimal point; `exponent`: how many digits
    after it the currency has.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for one in told.periods:
        amounts = (one.fares, one.cash, one.fees, one.tips, one.earned, one.per_hour)
        table.writerow(
            [
                one.begins.isoformat(),
                one.ends.isoformat(),
                one.rides,
                f"{one.seconds / HOUR:.2f}",
                f"{one.metres_free / KM:.1f}",
                f"{one.metres_ridden / KM:.1f}",
                *(
                    "" if each is None else f"{each / 10**exponent:.{exponent}f}"
                    for each in amounts
                ),
                told.currency,
            ]
        )
    return out.getvalue()

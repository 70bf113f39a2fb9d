"""Coupons: batches and their states, and one coupon of somebody's."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

Kind = Literal["threshold", "percent", "exchange"]
BatchState = Literal["unactivated", "running", "paused", "stopped"]
CouponState = Literal["held", "used", "expired"]

# What is stopped, is stopped for good; held coupons stay as good as they were promised.
LEADS: Mapping[BatchState, frozenset[BatchState]] = {
    "unactivated": frozenset(("running", "stopped")),
    "running": frozenset(("paused", "stopped")),
    "paused": frozenset(("running", "stopped")),
    "stopped": frozenset(),
}
LONGEST = timedelta(days=90)
LONGEST_NAME = 60
# Batches of a shop that are not stopped and not over.
MOST_BATCHES = 50
LARGEST = 1_000_000_000
MOST_UNITS, MOST_EACH, MOST_PERCENT = 100_000, 100, 90


class CouponTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What a coupon does, in minor units. From a sum of `least` on a `threshold` takes `off` off, a
    `percent` so many hundredths, `most` at the most; with an `exchange` one unit of a variant costs
    `price`.
    """

    kind: Kind
    least: int = 0
    off: int | None = None
    percent: int | None = None
    most: int | None = None
    variant_id: UUID | None = None
    price: int | None = None


class CouponBatch(CouponTerms, frozen=True, kw_only=True):
    """So many coupons of a shop, `per_person` for each at the most, given out and good `until`
    then.
    """

    id: UUID
    merchant_id: UUID
    name: str
    units: int
    per_person: int
    state: BatchState = "unactivated"
    until: datetime
    made_by: UUID
    created_at: datetime


class Coupon(msgspec.Struct, frozen=True):
    """One of a batch that somebody took; `order_id`: for which it was used."""

    id: UUID
    batch_id: UUID
    person_id: UUID
    state: Literal["held", "used"]
    order_id: UUID | None
    taken_at: datetime
    used_at: datetime | None


def state_of(coupon: Coupon, batch: CouponBatch, now: datetime) -> CouponState:
    """A coupon is over at its minute: nothing has to tidy it."""
    return "expired" if coupon.state == "held" and batch.until <= now else coupon.state

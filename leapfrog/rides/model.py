"""Drivers, and rides: from the street (get in, ride, look at the meter, pay), or by hail."""

import math
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.identity import plain
from leapfrog.kernel.errors import Invalid

State = Literal[
    "open",
    "metered",
    "paid",
    "cancelled",
    "booked",
    "requested",
    "queued",
    "accepted",
    "arrived",
    "riding",
    "ended",
    "no_driver",
    "no_show",
]
Vetting = Literal["none", "asked", "checked", "refused"]
LONGEST_PLATE, LONGEST_CAR, LONGEST_PLACE = 12, 60, 80
LONGEST_GUEST = 40
# A tip is no way to send a fortune by a slip of the thumb.
MOST_TIP = 3


class Waypoint(msgspec.Struct, frozen=True):
    """Where a ride begins or ends, in degrees; the name as people say it."""

    lat: float
    lon: float
    name: str = ""


class RideSums(msgspec.Struct, frozen=True):
    """What a rider pays, in minor units."""

    fare: int
    tip: int


class Driver(msgspec.Struct, frozen=True):
    """One who drives. `code` stands in the QR code behind the windscreen; `online_since`: is on
    duty, and asked for rides by hail once the desk has checked (`vetting`) the `licence`, until the
    end of `vetted_until`.
    """

    person_id: UUID
    plate: str
    car: str
    code: UUID
    since: datetime
    stopped_at: datetime | None
    online_since: datetime | None = None
    licence: str = ""
    vetting: Vetting = "none"
    vetted_until: date | None = None
    vetting_reason: str = ""


class Ride(msgspec.Struct, frozen=True):
    """From the street: `open`: somebody got in; `metered`: the driver typed the fare; then `paid`
    or `cancelled`. `rider_id` None: the fare stands, and whoever scans the code pays it. By hail:
    see `hailing.table`; `driver_id` None: nobody has accepted yet.
    """

    id: UUID
    driver_id: UUID | None
    rider_id: UUID | None
    plate: str
    state: State
    fare: int | None
    tip: int
    currency: str
    origin: Waypoint | None
    destination: Waypoint | None
    started_at: datetime
    paid_at: datetime | None


def words(given: str, longest: int) -> str:
    """The plate or car that a driver tells, on one line, as it is kept. Raises `Invalid`."""
    kept = " ".join(plain(given).split())
    if not 1 <= len(kept) <= longest:
        raise Invalid(f"1 to {longest} characters.")
    return kept


def guest_name(given: str) -> str:
    """How somebody is called who rides instead; empty: nobody does. Raises `Invalid`."""
    return words(given, LONGEST_GUEST) if given.strip() else ""


def kept_place(place: Waypoint | None) -> Waypoint | None:
    """Raises `Invalid` for what is nowhere."""
    if place is None:
        return None
    if not (math.isfinite(place.lat) and abs(place.lat) <= 90):
        raise Invalid("A latitude is between -90 and 90.")
    if not (math.isfinite(place.lon) and abs(place.lon) <= 180):
        raise Invalid("A longitude is between -180 and 180.")
    name = " ".join(plain(place.name).split())[:LONGEST_PLACE]
    # About ten metres: where somebody lives needs no more.
    return Waypoint(round(place.lat, 4), round(place.lon, 4), name)


def check_tip(fare: int, tip: int) -> None:
    """Raises `Invalid`."""
    if not 0 <= tip <= fare * MOST_TIP:
        raise Invalid(f"A tip is 0 to {MOST_TIP} times the fare.")

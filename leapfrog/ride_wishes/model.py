"""What riders and drivers wish, and which of them may be asked about each other; pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from leapfrog.kernel.errors import Invalid
from leapfrog.places import Point, metres_apart

WomenWish = Literal["any", "preferred", "only"]
WomanTakes = Literal["all", "women", "women_from"]
# How a ride is paid: what was agreed and is held; by the meter, which is held; in the car.
PaymentWay = Literal["fixed", "meter", "cash"]
# Who prefers a woman waits so much longer for one.
PREFERRED_WAIT = timedelta(minutes=5)
# A driver who takes women alone from an hour on takes everybody again from this one.
MORNING = 6
# An area is so wide, in metres from its middle.
NARROWEST, WIDEST = 500, 30_000
# A ride homeward leaves at most this part of the way home.
LEFT_OF_WAY = 0.3


class WomanDriver(msgspec.Struct, frozen=True):
    """A driver who says that she is a woman, which counts once `confirmed_at` the desk; whom she
    takes: everybody, women, or women from `from_hour` on until six by the clock of `zone` (IANA).
    """

    person_id: UUID
    said_at: datetime
    confirmed_at: datetime | None = None
    takes: WomanTakes = "all"
    from_hour: int | None = None
    zone: str = "UTC"

    def takes_only_women(self, now: datetime) -> bool:
        """At this time; before the desk has confirmed it never."""
        if self.confirmed_at is None or self.takes == "all":
            return False
        if self.takes == "women" or self.from_hour is None:
            return True
        hour = now.astimezone(ZoneInfo(self.zone)).hour
        if self.from_hour < MORNING:
            return self.from_hour <= hour < MORNING
        return hour >= self.from_hour or hour < MORNING


class HomeWish(msgspec.Struct, frozen=True):
    """Where a driver wants to end up, in degrees."""

    person_id: UUID
    lat: float
    lon: float


class AreaWish(msgspec.Struct, frozen=True):
    """Where a driver wants to stay: rides end within so many metres of there (degrees)."""

    person_id: UUID
    lat: float
    lon: float
    metres: int


class DriverPayment(msgspec.Struct, frozen=True):
    """A driver has no meter, or takes no cash."""

    person_id: UUID
    no_meter: bool
    no_cash: bool

    def takes(self, way: PaymentWay) -> bool:
        return not (self.no_meter if way == "meter" else way == "cash" and self.no_cash)


class PaymentWays(msgspec.Struct, frozen=True):
    """By driver, what they do not take; who has said nothing takes everything."""

    said: Mapping[UUID, DriverPayment]

    def takes(self, driver_id: UUID, way: PaymentWay) -> bool:
        """Whether that driver may be asked about a ride that is paid so."""
        wish = self.said.get(driver_id)
        return wish is None or wish.takes(way)


class DriverWishes(msgspec.Struct, frozen=True):
    """What a driver wishes now; None: nothing of that kind."""

    woman: WomanDriver | None
    home: HomeWish | None
    area: AreaWish | None
    payment: DriverPayment | None


class RideToWish(msgspec.Struct, frozen=True):
    """A ride for which somebody is looked for: who rides, how long they have waited (seconds),
    where it ends (degrees), as far as that is known, and how it is paid.
    """

    rider_id: UUID
    waited: float
    lat: float | None
    lon: float | None
    mode: PaymentWay = "fixed"


def rider_allows(wish: WomenWish | None, waited: float, driver: WomanDriver | None) -> bool:
    """Whether the rider's wish lets this driver be asked."""
    confirmed = driver is not None and driver.confirmed_at is not None
    if wish == "only":
        return confirmed
    if wish == "preferred":
        return confirmed or waited >= PREFERRED_WAIT.total_seconds()
    return True


def driver_allows(driver: WomanDriver | None, wish: WomenWish | None, now: datetime) -> bool:
    """Whether the driver's wish lets them be asked about this rider: who has said anything of the
    kind is a woman.
    """
    return driver is None or wish is not None or not driver.takes_only_women(now)


def leads_home(home: HomeWish, at: Point, ride: RideToWish) -> bool:
    """Whether a ride ends at least 70 % nearer home than the driver is now (`at`: degrees)."""
    if ride.lat is None or ride.lon is None:
        return False
    now = metres_apart(at.lat, at.lon, home.lat, home.lon)
    return metres_apart(ride.lat, ride.lon, home.lat, home.lon) <= LEFT_OF_WAY * now


def ends_within(area: AreaWish, ride: RideToWish) -> bool:
    """Whether a ride ends where the driver wants to stay."""
    if ride.lat is None or ride.lon is None:
        return False
    return metres_apart(ride.lat, ride.lon, area.lat, area.lon) <= area.metres


def checked_zone(zone: str) -> str:
    """Raises `Invalid` for what is no time zone of IANA."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError) as cause:
        raise Invalid("This is no time zone.") from cause
    return zone

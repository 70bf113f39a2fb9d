"""Rides by hail: what is asked for, offered and agreed; pure."""

import secrets
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.ride_terms import AgreedTariff, CarClass, RideNeeds, waiting_fee
from leapfrog.rides.model import State, Waypoint

# A driver has promised to come.
COMING = ("queued", "accepted", "arrived")
OfferState = Literal["open", "accepted", "declined", "lapsed", "withdrawn", "returned"]
# The price is agreed before; or the driver types the meter; or it is paid in the car.
RideMode = Literal["fixed", "meter", "cash"]
# Why a booked ride did not become one, or a ride in cash was not paid.
RideWhy = Literal["", "funds", "busy", "unpaid"]
MOST_STOPS = 3
# Somebody rides once at a time, and asks for so many others at once.
MOST_GUESTS = 3
# By the meter a ride costs from so much to so much of the price (hundredths) without asking.
METER_LEAST, METER_MOST = 90, 125
# A driver is asked for so long; an offer that nobody answered is over by itself.
OFFERED = timedelta(seconds=20)
# After so long without anybody the rider is told so.
PATIENCE = timedelta(minutes=3)
# Whatever happens: a ride is over by then, and the money is held a little longer than that.
FORGOTTEN, HOLD_SECONDS = timedelta(hours=24), 30 * 3600
# A place that is older is worth nothing.
FRESH = timedelta(seconds=60)
# A ride is booked so long before; the rider is reminded, and has so many at most.
BOOK_FROM, BOOK_AHEAD = timedelta(minutes=30), timedelta(days=14)
REMIND_BEFORE, MOST_BOOKED = timedelta(minutes=60), 5
# Drivers are asked for it so long before at least, and at most, as nobody who is more than a
# quarter of an hour away is asked; between the two it is by how near they are.
LEAST_LEAD, MOST_LEAD = timedelta(minutes=8), timedelta(minutes=20)
# Where the hold is refused, or the rider is still in another ride, it is tried again so soon.
TRY_AGAIN = timedelta(minutes=2)
# Another price holds for so long; a sum that the rider does not answer is settled after so long,
# before the money is held no longer.
PRICED, ANSWERED, SETTLED = timedelta(minutes=5), timedelta(hours=24), timedelta(hours=29)
# At the door is within so many metres of it; what is on the way may be off by as much.
AT_THE_DOOR = 150.0
# To call off costs nothing so long after acceptance, or when the driver is so much later than said,
# or has not come so much nearer (metres) in such a time.
CHANGE_OF_MIND, LATE = timedelta(minutes=2), timedelta(minutes=5)
NEARER, STANDING = 200, timedelta(minutes=5)
# Who is waited for has so long to come.
WAITED = timedelta(minutes=8)


class DrivenTrip(msgspec.Struct, frozen=True):
    """From where to where, over which places, and by road: how long (seconds), how far (metres)."""

    origin: Waypoint
    destination: Waypoint
    seconds: int
    metres: int
    stops: tuple[Waypoint, ...] = ()


class HailRequest(msgspec.Struct, frozen=True):
    """What a rider asks for; `price`: as they saw it, in minor units; `at`: for when, else now;
    `needs`: what the car has to have room for; `guest`: who rides instead, as they are called;
    `paid_by`: who pays instead, by a consent that they gave before.
    """

    id: UUID
    trip: DrivenTrip
    price: int
    mode: RideMode = "fixed"
    at: datetime | None = None
    car_class: CarClass = "taxi"
    needs: RideNeeds = RideNeeds()
    guest: str = ""
    paid_by: UUID | None = None


class HailedRide(msgspec.Struct, frozen=True):
    """A ride by hail. Amounts in minor units; `price` was agreed, `fee` is what was kept for
    calling off late; `code`: what the driver types when the rider gets in; `near_metres`: how near
    the driver had come at `near_at`; `arrived_at`: since when the driver, who has `arrived`, was
    seen at the door. `most`: what the driver may ask for without a yes; `held`: of the hold
    `hold_id`; `thanks`: what the rider added; `asked`: what the driver says that is due or was
    given, and `rider_sum` what the rider says to that. `waiting`: what the driver's waiting at the
    door cost, which is part of `price` and `most` once the rider is on board; `tried_at`: when the
    driver wrote to the rider from there. `payer_id`: whose money it is, mostly the rider's;
    `guest`: who rides in the rider's place, as they are called.
    """

    id: UUID
    driver_id: UUID | None
    rider_id: UUID
    payer_id: UUID
    plate: str
    state: State
    fare: int | None
    tip: int
    currency: str
    origin: Waypoint | None
    destination: Waypoint | None
    started_at: datetime
    paid_at: datetime | None
    price: int
    cancel_fee: int
    town_fee: int
    seconds: int
    metres: int
    code: str
    hold_id: UUID | None
    accepted_at: datetime | None
    expected_at: datetime | None
    near_metres: int | None
    near_at: datetime | None
    arrived_at: datetime | None
    boarded_at: datetime | None
    ended_at: datetime | None
    fee: int
    reason: str
    mode: RideMode = "fixed"
    most: int = 0
    held: int = 0
    booked_for: datetime | None = None
    stops: tuple[Waypoint, ...] = ()
    thanks: int = 0
    tariff: AgreedTariff | None = None
    asked: int | None = None
    rider_sum: int | None = None
    why: RideWhy = ""
    car_class: CarClass = "taxi"
    needs: RideNeeds = RideNeeds()
    waiting: int = 0
    tried_at: datetime | None = None
    guest: str = ""

    @property
    def waits_since(self) -> datetime | None:
        """Since when the driver waits at the door: who is there before the time that was booked
        waits for it first.
        """
        return self.arrived_at and max(self.arrived_at, self.booked_for or self.arrived_at)


class RideOffer(msgspec.Struct, frozen=True):
    """One ride offered to one driver; `pickup_seconds`: by road to where the rider is."""

    id: UUID
    ride_id: UUID
    driver_id: UUID
    state: OfferState
    pickup_seconds: int
    made_at: datetime
    until: datetime
    answered_at: datetime | None = None

    def stands(self, now: datetime) -> bool:
        return self.state == "open" and now < self.until


class DriverPosition(msgspec.Struct, frozen=True):
    """Where a driver is, in degrees; `heading`: from the north, with the clock."""

    driver_id: UUID
    lat: float
    lon: float
    heading: float | None
    at: datetime


def most_of(mode: RideMode, price: int) -> int:
    """What a ride may cost without asking its rider again, in minor units."""
    return -(-price * METER_MOST // 100) if mode == "meter" else price


def least_of(mode: RideMode, price: int) -> int:
    """What a ride of this price is likely to cost at least, in minor units."""
    return max(1, price * METER_LEAST // 100) if mode == "meter" else price


def waiting_now(ride: HailedRide, now: datetime) -> int:
    """What the driver's waiting costs so far (minor units); a meter counts that itself."""
    if ride.state != "arrived" or ride.mode == "meter" or ride.tariff is None:
        return ride.waiting
    return waiting_fee(ride.tariff, ride.waits_since, now)


def reserve_of(mode: RideMode, tariff: AgreedTariff | None) -> int:
    """What is held besides the price, in case the driver has to wait (minor units)."""
    return tariff.waiting_most if tariff is not None and mode == "fixed" else 0


def fee_to_cancel(ride: HailedRide, now: datetime) -> int:
    """What the rider pays the driver for calling it off now, in minor units. Who only says that
    they are at the door may still be late.
    """
    if ride.state not in COMING or ride.accepted_at is None:
        return 0
    if now - ride.accepted_at <= CHANGE_OF_MIND:
        return 0
    if is_late(ride, now):
        return 0
    return ride.cancel_fee


def is_late(ride: HailedRide, now: datetime) -> bool:
    """Whether a driver who has accepted and was not seen at the door takes longer than they said,
    or comes no nearer.
    """
    if ride.arrived_at is not None:
        return False
    late = ride.expected_at is not None and now - ride.expected_at > LATE
    # Who is near before the time that was booked stands until then.
    since = ride.near_at and max(ride.near_at, ride.booked_for or ride.near_at)
    return late or (since is not None and now - since > STANDING)


def is_at_the_door(metres: float | None) -> bool:
    """Whether who is so far away is at the door; None: nobody knows where."""
    return metres is not None and metres <= AT_THE_DOOR


def area_of(place: Waypoint | None) -> Waypoint | None:
    """About where that is, to some hundred metres, for who is only asked."""
    return place and Waypoint(round(place.lat, 3), round(place.lon, 3))


def new_code() -> str:
    """Four digits."""
    return f"{secrets.randbelow(10_000):04}"

"""Before one asks: how long, how far, how much, and how many drivers are near."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, get_args
from uuid import UUID

import msgspec

from leapfrog import pay, ride_speeds, ride_wishes
from leapfrog.kernel.db import Database
from leapfrog.places import Point, TownRoads
from leapfrog.ride_estimates import store
from leapfrog.ride_estimates.store import SeenArrivals
from leapfrog.ride_matching import times
from leapfrog.ride_terms import (
    AgreedTariff,
    CarClass,
    DriverCar,
    PriceLine,
    RideNeeds,
    cancel_fee_of,
    cars_of,
    fits,
    may_have,
    price_lines,
    tariffs_at,
)
from leapfrog.ride_wishes import PaymentWays
from leapfrog.rides import (
    FreeDriver,
    RideMode,
    TripWanted,
    Waypoint,
    free_drivers,
    least_price,
    most_price,
    trip_on_map,
)

if TYPE_CHECKING:
    from leapfrog.places import Roads

# No more is told of how many there are.
Near = Literal["none", "few", "some", "many"]
FEW, SOME = 2, 5
MINUTE = 60
# How far off drivers were is told of so long, and of no fewer rides and drivers.
SEEN, LEAST_RIDES, LEAST_DRIVERS = timedelta(days=7), 5, 3


class NearByMode(msgspec.Struct, frozen=True):
    """Of the drivers who take rides that are paid so: until the nearest is there, None when nobody
    is near, and how many there are (none, 1-2, 3-5, many).
    """

    mode: RideMode
    pickup_minutes: int | None
    drivers: Near


class ClassEstimate(msgspec.Struct, frozen=True):
    """What a ride would be in a car of a class: amounts in minor units, `price` the sum of `lines`;
    by the meter it costs from `least` to `most`. Waiting at the door costs nothing for
    `waiting_free` minutes, then so much for each, `waiting_most` at most, which is held besides.
    `near`: who could come, by each way to pay, as not every driver takes every one.
    """

    car_class: CarClass
    price: int
    least: int
    most: int
    cancel_fee: int
    waiting_free: int
    waiting_per_minute: int
    waiting_most: int
    lines: list[PriceLine]
    near: list[NearByMode]


class RideEstimate(msgspec.Struct, frozen=True):
    """What a ride would be, in each class of cars that this town has and that carry what is wanted:
    amounts in minor units of `currency`; `seconds` as rides of late took at this hour of the week,
    prices by the roads alone; `line`: the way on the map. `off_minutes`: so much earlier or later
    than was said at most came four of five drivers in the last week; None where too few rides say.
    """

    classes: list[ClassEstimate]
    currency: str
    seconds: int
    metres: int
    line: list[Point]
    off_minutes: int | None


class WantedRide(msgspec.Struct, frozen=True):
    """A ride that somebody thinks of: `at`: for when, None: now."""

    trip: TripWanted
    needs: RideNeeds = RideNeeds()
    at: datetime | None = None


class NearDriver(msgspec.Struct, frozen=True):
    """Somebody who could come, in so many seconds, with that car."""

    driver_id: UUID
    seconds: float
    car: DriverCar


async def estimate(
    database: Database, roads: TownRoads, wanted: WantedRide, *, rest: bool
) -> RideEstimate:
    """What a ride from here to there would cost, and how soon somebody could be here; `rest`: who
    has to rest does not count. Raises `Invalid`, `NoMap`, `NoRoad`, `NoMoney`.
    """
    shown = await trip_on_map(database, roads, wanted.trip)
    driven = shown.trip
    async with database.reading() as db:
        tariffs = await tariffs_at(db, wanted.at or db.now)
        currency = (await pay.money_terms(db)).currency
        free = await free_drivers(db, rest=rest)
        ids = [one.driver_id for one in free]
        longer = await ride_speeds.longer(db)
        off = off_minutes(await store.arrivals(db, db.now - SEEN))
        ways, cars = await ride_wishes.payment_ways(db, ids), await cars_of(db, ids)
    seconds = await asyncio.to_thread(_seconds, await roads.now(database), driven.origin, free)
    near = [
        NearDriver(one.driver_id, took * longer, cars[one.driver_id])
        for one, took in zip(free, seconds, strict=True)
        if took != float("inf")
    ]
    return RideEstimate(
        classes=[
            _in_class(
                car_class,
                tariff,
                price_lines(tariff, driven, wanted.needs),
                _who_fit(near, car_class, wanted.needs, ways),
            )
            for car_class, tariff in tariffs.items()
            if may_have(car_class, wanted.needs)
        ],
        currency=currency,
        seconds=round(driven.seconds * longer),
        metres=driven.metres,
        line=shown.line,
        off_minutes=off,
    )


def off_minutes(seen: SeenArrivals) -> int | None:
    """In whole minutes, never by so few that it says something about one of them."""
    if seen.seconds is None or seen.rides < LEAST_RIDES or seen.drivers < LEAST_DRIVERS:
        return None
    return max(1, -(-round(seen.seconds) // MINUTE))


def _who_fit(
    near: Sequence[NearDriver], car_class: CarClass, needs: RideNeeds, ways: PaymentWays
) -> list[NearByMode]:
    there = [one for one in near if fits(one.car, car_class, needs)]
    modes: tuple[RideMode, ...] = get_args(RideMode)
    return [
        _near(mode, [one.seconds for one in there if ways.takes(one.driver_id, mode)])
        for mode in modes
    ]


def _near(mode: RideMode, seconds: Sequence[float]) -> NearByMode:
    soonest = max(1, -(-round(min(seconds)) // MINUTE)) if seconds else None
    return NearByMode(mode, soonest, about(len(seconds)))


def _in_class(
    car_class: CarClass, tariff: AgreedTariff, lines: list[PriceLine], near: list[NearByMode]
) -> ClassEstimate:
    price = sum(one.amount for one in lines)
    return ClassEstimate(
        car_class=car_class,
        price=price,
        least=least_price("meter", price),
        most=most_price("meter", price),
        cancel_fee=cancel_fee_of(tariff, price),
        waiting_free=tariff.waiting_free,
        waiting_per_minute=tariff.waiting_per_minute,
        waiting_most=tariff.waiting_most,
        lines=lines,
        near=near,
    )


def about(count: int) -> Near:
    """How many, so that nobody can be counted out."""
    if not count:
        return "none"
    return "few" if count <= FEW else "some" if count <= SOME else "many"


def _seconds(roads: "Roads", place: Waypoint, free: list[FreeDriver]) -> list[float]:
    """Seconds to that place of each driver, infinite for who is not near enough to be asked."""
    return [float(one) for one in times(roads, [place], free)[:, 0]] if free else []

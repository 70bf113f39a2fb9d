"""Before one asks: how long, how far, how much, and how many drivers are near."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from leapfrog import pay, ride_speeds, ride_wishes
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Invalid
from leapfrog.places import Point, TownRoads
from leapfrog.rides.hailing.distances import times
from leapfrog.rides.hailing.free import free_now
from leapfrog.rides.hailing.model import (
    MOST_STOPS,
    DrivenTrip,
    PriceLine,
    RideMode,
    least_of,
    most_of,
)
from leapfrog.rides.hailing.store_drivers import FreeDriver
from leapfrog.rides.hailing.tariffs import cancel_fee_of, price_lines, tariff
from leapfrog.rides.model import Waypoint, kept_place

if TYPE_CHECKING:
    from leapfrog.places import DrivingRoute, Roads

# No more is told of how many there are.
Near = Literal["none", "few", "some", "many"]
FEW, SOME = 2, 5
MINUTE = 60


class NearByMode(msgspec.Struct, frozen=True):
    """Of the drivers who take rides that are paid so: until the nearest is there, None when nobody
    is near, and how many there are (none, 1-2, 3-5, many).
    """

    mode: RideMode
    pickup_minutes: int | None
    drivers: Near


class RideEstimate(msgspec.Struct, frozen=True):
    """What a ride would be: amounts in minor units, `price` the sum of `lines`; by the meter it
    costs from `least` to `most`; `seconds` as rides of late took at this hour of the week, the
    price by the roads alone; `line`: the way on the map. `near`: who could come, by each way
    to pay, as not every driver takes every one.
    """

    price: int
    least: int
    most: int
    cancel_fee: int
    currency: str
    lines: list[PriceLine]
    seconds: int
    metres: int
    line: list[Point]
    near: list[NearByMode]


class TripWanted(msgspec.Struct, frozen=True):
    """From where to where, and over which places in this order; `here`: where the car is by now,
    which is on the way and no stop; `reached`: those of the stops where it was before.
    """

    origin: Waypoint
    destination: Waypoint
    stops: Sequence[Waypoint] = ()
    here: Waypoint | None = None
    reached: Sequence[Waypoint] = ()


class TripOnMap(msgspec.Struct, frozen=True):
    """A trip, and its line on the map."""

    trip: DrivenTrip
    line: list[Point]


async def trip(database: Database, roads: TownRoads, wanted: TripWanted) -> TripOnMap:
    """The quickest way by road from one place to another, over those between. That takes a while,
    so nobody asks for it with a connection. Raises `Invalid`, `NoMap`, `NoRoad`.
    """
    if len(wanted.stops) > MOST_STOPS:
        raise Invalid(f"At most {MOST_STOPS} stops.")
    start, finish = kept_place(wanted.origin), kept_place(wanted.destination)
    stops = tuple(one for place in wanted.stops if (one := kept_place(place)))
    assert start is not None
    assert finish is not None
    before = [one for one in stops if one in wanted.reached]
    after = [one for one in stops if one not in wanted.reached]
    here = kept_place(wanted.here)
    way = (start, *before, *([here] if here else ()), *after, finish)
    found = await asyncio.to_thread(_route, await roads.now(database), way)
    driven = DrivenTrip(start, finish, round(found.seconds), round(found.metres), stops)
    return TripOnMap(driven, found.line)


async def estimate(database: Database, roads: TownRoads, wanted: TripWanted) -> RideEstimate:
    """What a ride from here to there would cost now, and how soon somebody could be here. Raises
    `Invalid`, `NoMap`, `NoRoad`, `NoMoney`.
    """
    shown = await trip(database, roads, wanted)
    driven = shown.trip
    async with database.reading() as db:
        now = await tariff(db)
        currency = (await pay.money_terms(db)).currency
        free = await free_now(db)
        longer = await ride_speeds.longer(db)
        wishes = await ride_wishes.payment_ways(db, [one.driver_id for one in free])
    lines = price_lines(now, driven)
    price = sum(one.amount for one in lines)
    seconds = await asyncio.to_thread(_seconds, await roads.now(database), driven.origin, free)
    near = [
        (one.driver_id, took * longer)
        for one, took in zip(free, seconds, strict=True)
        if took != float("inf")
    ]
    modes: tuple[RideMode, ...] = get_args(RideMode)
    return RideEstimate(
        price=price,
        least=least_of("meter", price),
        most=most_of("meter", price),
        cancel_fee=cancel_fee_of(now, price),
        currency=currency,
        lines=lines,
        seconds=round(driven.seconds * longer),
        metres=driven.metres,
        line=shown.line,
        near=[
            _near(mode, [took for who, took in near if wishes.takes(who, mode)]) for mode in modes
        ],
    )


def _near(mode: RideMode, seconds: Sequence[float]) -> NearByMode:
    soonest = max(1, -(-round(min(seconds)) // MINUTE)) if seconds else None
    return NearByMode(mode, soonest, about(len(seconds)))


def about(count: int) -> Near:
    """How many, so that nobody can be counted out."""
    if not count:
        return "none"
    return "few" if count <= FEW else "some" if count <= SOME else "many"


def _route(roads: "Roads", way: Sequence[Waypoint]) -> "DrivingRoute":
    start, *via, end = (roads.snap(one.lat, one.lon) for one in way)
    return roads.route(start, end, via)


def _seconds(roads: "Roads", place: Waypoint, free: list[FreeDriver]) -> list[float]:
    """Seconds to that place of each driver, infinite for who is not near enough to be asked."""
    return [float(one) for one in times(roads, [place], free)[:, 0]] if free else []

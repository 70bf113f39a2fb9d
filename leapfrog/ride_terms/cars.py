"""What drivers say of their cars, and the desk that has seen them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.ride_terms import store
from leapfrog.ride_terms.errors import CarTooSmall, NoCarAsked
from leapfrog.ride_terms.model import CLASSES, CarClass, DriverCar, RideNeeds, fits


class WantedCar(msgspec.Struct, frozen=True):
    """A ride, by what it wants of a car."""

    car_class: CarClass
    needs: RideNeeds


async def cars_of(db: Db, drivers: Sequence[UUID]) -> dict[UUID, DriverCar]:
    """The car of each of these drivers; a taxi for four where a driver has said nothing."""
    said = await store.cars(db, drivers)
    return {one: said.get(one) or DriverCar(one) for one in drivers}


async def set_car(db: Db, me: UUID, car_class: CarClass, needs: RideNeeds) -> DriverCar:
    """Says, for a driver, what car they have, for `needs.seats` passengers, and what it carries.
    That counts at once, another class once the desk has seen it. Raises `CarTooSmall`.
    """
    limits = CLASSES[car_class]
    if not (1 <= needs.seats <= limits.seats and needs.carried <= limits.carries):
        raise CarTooSmall
    before = (await cars_of(db, [me]))[me]
    told = msgspec.structs.asdict(needs)
    asked = car_class if car_class != before.car_class else None
    await store.put_car(db, DriverCar(me, before.car_class, **told, asked_class=asked))
    return (await cars_of(db, [me]))[me]


async def decide_car(db: Db, driver_id: UUID, *, yes: bool) -> None:
    """The desk accepts that a driver's car is of the class that they asked for, or not. Raises
    `NoCarAsked`.
    """
    if not await store.decide_car(db, driver_id, yes=yes):
        raise NoCarAsked


async def cars_asked(db: Db) -> set[UUID]:
    """The drivers whose wish for another class of car the desk has yet to decide."""
    return await store.asking(db)


async def misfits(
    db: Db, rides: Sequence[WantedCar], drivers: Sequence[UUID]
) -> set[tuple[int, int]]:
    """The pairs (driver, ride), by their indexes, of which the driver's car is not what the ride
    wants.
    """
    cars = await cars_of(db, drivers)
    return {
        (n, m)
        for n, driver in enumerate(drivers)
        for m, ride in enumerate(rides)
        if not fits(cars[driver], ride.car_class, ride.needs)
    }

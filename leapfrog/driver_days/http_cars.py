"""Routes of what somebody drives, and what it carries."""

from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from leapfrog import ride_terms, rides
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input
from leapfrog.ride_terms import CarClass, DriverCar, RideNeeds


class CarInput(Input, frozen=True):
    """What it is, for how many passengers, and what it carries besides."""

    car_class: CarClass
    carries: RideNeeds


@get("/rides/driver/car", summary="Read what one drives")
async def read_car(db: DbIn, signed: SignedIn) -> DriverCar:
    """The class of one's car and what it carries, as dispatch has it. Raises `NotDriving`."""
    await rides.ride_driver(db, signed.person_id)
    return (await ride_terms.cars_of(db, [signed.person_id]))[signed.person_id]


@put("/rides/driver/car", summary="Say what one drives")
async def set_car(db: DbIn, signed: SignedIn, data: JSONBody[CarInput]) -> DriverCar:
    """What it carries counts at once; another class once the desk has seen it, and until then it is
    what it was. Raises `CarTooSmall`, `NotDriving`.
    """
    await rides.ride_driver(db, signed.person_id)
    return await ride_terms.set_car(db, signed.person_id, data.car_class, data.carries)


routes: list[HTTPRouteHandler] = [read_car, set_car]

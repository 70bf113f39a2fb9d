"""Routes of the desk: licences and cars, what goes on now, rides that the town stops."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import ride_terms, rides
from leapfrog.identity import SignedIn, named, operator_only
from leapfrog.kernel.http import DbIn, Input
from leapfrog.ride_terms import DriverCar
from leapfrog.rides import DocumentKind, DriverToVet
from leapfrog.rides_desk import looking
from leapfrog.rides_desk.http_sums import routes as sum_routes
from leapfrog.rides_desk.looking import RidesNow


class DriverAtDesk(DriverToVet, frozen=True):
    """A driver whose licence the desk looks at, their car, and the `documents` that they have
    shown.
    """

    name: str
    car_kind: DriverCar
    documents: list[DocumentKind]


class DriversAtDesk(msgspec.Struct, frozen=True):
    """Those first who wait for the desk, then those whose time ends first."""

    drivers: list[DriverAtDesk]


class VettingInput(Input, frozen=True):
    """`until`: the last day on which the licence is good; without one it is refused, and `reason`
    says why.
    """

    until: date | None = None
    reason: Annotated[str, msgspec.Meta(max_length=400)] = ""


class CarDecision(Input, frozen=True):
    """Whether the car is what its driver says."""

    confirmed: bool


@get("/rides/desk/drivers", guards=[operator_only], summary="List drivers to check")
async def list_drivers(db: DbIn, signed: SignedIn) -> DriversAtDesk:
    """Who shows a licence to the desk, or another class of car, and whose was checked."""
    found = await rides.drivers_to_vet(db)
    ids = [one.person_id for one in found]
    people, shown = await named(db, ids), await rides.document_kinds(db, ids)
    cars = await ride_terms.cars_of(db, ids)
    listed = [
        DriverAtDesk(
            **msgspec.structs.asdict(one),
            name=people[one.person_id].display_name if one.person_id in people else "",
            car_kind=cars[one.person_id],
            documents=shown.get(one.person_id, []),
        )
        for one in found
    ]
    waits = {one.person_id for one in listed if one.vetting == "asked" or one.car_kind.asked_class}
    return DriversAtDesk(sorted(listed, key=lambda one: one.person_id not in waits))


@put(
    "/rides/desk/drivers/{person_id:uuid}",
    guards=[operator_only],
    status_code=204,
    summary="Decide about a licence",
)
async def vet_driver(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[VettingInput]
) -> None:
    """The licence is good until a day, or it is not, and why. Raises `Invalid`, `NoDriver`."""
    if data.until is not None:
        await rides.check_licence(db, person_id, data.until)
    else:
        await rides.refuse_licence(db, person_id, data.reason)


@put(
    "/rides/desk/drivers/{person_id:uuid}/car",
    guards=[operator_only],
    status_code=204,
    summary="Decide about a car",
)
async def decide_car(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[CarDecision]
) -> None:
    """The driver has such a car as they say, and is asked for its rides from now on; or not, and it
    stays what it was. Raises `NoCarAsked`.
    """
    await ride_terms.decide_car(db, person_id, yes=data.confirmed)
    rides.look_at_rides_again(db, [person_id])


@get("/rides/desk/now", guards=[operator_only], summary="Read what goes on now")
async def read_now(db: DbIn, signed: SignedIn) -> RidesNow:
    """Where cars on duty are, without whose they are, and how many people wait or ride."""
    return await looking.rides_now(db)


@put(
    "/rides/desk/{ride_id:uuid}/stop",
    guards=[operator_only],
    status_code=204,
    summary="Stop a ride",
)
async def stop_ride(db: DbIn, signed: SignedIn, ride_id: FromPath[UUID]) -> None:
    """Calls a ride by hail off that is not over, also one with the rider on board; nobody pays.
    Raises `NoRide`, `RideOver`, `RideState`.
    """
    await rides.stop_ride(db, ride_id)


routes: list[HTTPRouteHandler] = [
    list_drivers,
    vet_driver,
    decide_car,
    read_now,
    stop_ride,
    *sum_routes,
]

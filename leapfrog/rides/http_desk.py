"""Routes of the desk: licences, the tariff, rides that the town stops."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, named, operator_only
from leapfrog.kernel.http import DbIn, Input
from leapfrog.rides.documents import DocumentKind, document_kinds
from leapfrog.rides.hailing import tariffs, vetting
from leapfrog.rides.hailing.model import SetTariff, Tariff
from leapfrog.rides.hailing.store_drivers import DriverToVet


class DriverAtDesk(DriverToVet, frozen=True):
    """A driver whose licence the desk looks at, and the `documents` that they have shown."""

    name: str
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


class TariffInput(Input, frozen=True):
    """As `Tariff` says."""

    base: int
    per_km: int
    per_minute: int
    minimum: int
    cancel_fee: int
    town_fee: int = 0
    per_stop: int = 0


@get("/rides/desk/drivers", guards=[operator_only], summary="List drivers to check")
async def list_drivers(db: DbIn, signed: SignedIn) -> DriversAtDesk:
    """Who shows a licence to the desk, and whose was checked."""
    found = await vetting.to_vet(db)
    people = await named(db, [one.person_id for one in found])
    shown = await document_kinds(db, [one.person_id for one in found])
    return DriversAtDesk(
        [
            DriverAtDesk(
                **msgspec.structs.asdict(one),
                name=people[one.person_id].display_name if one.person_id in people else "",
                documents=shown.get(one.person_id, []),
            )
            for one in found
        ]
    )


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
        await vetting.check(db, person_id, data.until)
    else:
        await vetting.refuse(db, person_id, data.reason)


@put("/rides/desk/tariff", guards=[operator_only])
async def set_tariff(db: DbIn, signed: SignedIn, data: JSONBody[TariffInput]) -> SetTariff:
    """From now on rides by hail cost this; those that were asked for before cost what was agreed.
    Raises `Invalid`, `NoMoney`.
    """
    new = Tariff(**msgspec.structs.asdict(data))
    return await tariffs.set_tariff(db, signed.person_id, new)


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
    await vetting.stop(db, ride_id)


routes: list[HTTPRouteHandler] = [list_drivers, vet_driver, set_tariff, stop_ride]

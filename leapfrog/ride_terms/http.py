"""Routes of the terms: what rides cost, for everybody to read and the desk to set."""

from datetime import date
from typing import Annotated

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, address_of
from leapfrog.kernel.limits import Limit
from leapfrog.ride_terms import tariffs
from leapfrog.ride_terms.model import (
    MOST_HOLIDAYS,
    MOST_ZONES,
    CarClass,
    PricedZone,
    SetTariff,
    Surcharges,
)
from leapfrog.ride_terms.tariffs import TownTariffs

READING = Limit("ride_tariff", 120, 60)


class TariffInput(Input, frozen=True):
    """As `SetTariff` says."""

    base: int
    per_km: int
    per_minute: int
    minimum: int
    cancel_fee: int
    town_fee: int = 0
    per_stop: int = 0
    night_percent: int = 100
    waiting_free: int = 3
    waiting_per_minute: int = 0
    waiting_most: int = 0
    per_pet: int = 0
    per_luggage: int = 0
    car_class: CarClass = "taxi"
    offered: bool = True


class SurchargesInput(Input, frozen=True):
    """As `Surcharges` says."""

    from_hour: int | None = None
    until_hour: int | None = None
    time_zone: Annotated[str, msgspec.Meta(max_length=60)] = "UTC"
    holidays: Annotated[list[date], msgspec.Meta(max_length=MOST_HOLIDAYS)] = msgspec.field(
        default_factory=list
    )
    zones: Annotated[list[PricedZone], msgspec.Meta(max_length=MOST_ZONES)] = msgspec.field(
        default_factory=list
    )


@get("/rides/tariff", summary="Read what rides cost")
async def read_tariff(request: AnyRequest, town: TownIn) -> TownTariffs:
    """What rides by hail cost in this town, for everybody, also who is not signed in. Raises
    `NoMoney`.
    """
    town.limit(READING, address_of(request))
    async with town.database.reading() as db:
        return await tariffs.town_tariffs(db)


@put("/rides/desk/tariff", guards=[operator_only])
async def set_tariff(db: DbIn, signed: SignedIn, data: JSONBody[TariffInput]) -> SetTariff:
    """From now on rides by hail in cars of that class cost this, or there are no such cars; those
    that were asked for before cost what was agreed. Raises `Invalid`, `NoMoney`.
    """
    new = SetTariff(**msgspec.structs.asdict(data))
    return await tariffs.set_tariff(db, signed.person_id, new)


@put("/rides/desk/surcharges", guards=[operator_only])
async def set_surcharges(db: DbIn, signed: SignedIn, data: JSONBody[SurchargesInput]) -> Surcharges:
    """When it is night, which days are holidays, and where a ride costs more, from now on. Raises
    `Invalid`.
    """
    told = msgspec.structs.asdict(data)
    told |= {"holidays": tuple(data.holidays), "zones": tuple(data.zones)}
    return await tariffs.set_surcharges(db, signed.person_id, Surcharges(**told))


routes: list[HTTPRouteHandler] = [read_tariff, set_tariff, set_surcharges]

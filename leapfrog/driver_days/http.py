"""Routes of a driver's days: earnings, where riders wait, the record."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, PathParameter, QueryParameter

from leapfrog import pay
from leapfrog.driver_days import checking, earning, heat, records
from leapfrog.driver_days.earning import DriversEarnings, EarningsQuery
from leapfrog.driver_days.heat import HeatCell
from leapfrog.driver_days.http_cars import routes as car_routes
from leapfrog.driver_days.http_wishes import routes as wish_routes
from leapfrog.driver_days.model import By
from leapfrog.driver_days.records import RecordShown
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import AnyRequest, DbIn, TownIn, read_body
from leapfrog.kernel.limits import Limit

BRINGING = Limit("ride_record", 20, 3600)
ByWhat = Annotated[By, QueryParameter(description="What is one line.")]
First = Annotated[date | None, QueryParameter(description="The first day; else some ago.")]
Last = Annotated[date | None, QueryParameter(description="The last day; else today.")]
Zone = Annotated[
    str, QueryParameter(max_length=60, description="By whose clock days begin (IANA).")
]
RecordId = Annotated[UUID, PathParameter(description="As the list of records names it.")]


class HeatNow(msgspec.Struct, frozen=True):
    """The hottest cells first; `zoom`: of which tiles they are."""

    cells: list[HeatCell]
    zoom: int = heat.ZOOM


class BroughtRecords(msgspec.Struct, frozen=True):
    """What other towns say of somebody's driving."""

    records: list[RecordShown]


@get("/rides/driver/earnings", summary="Read a driver's earnings")
async def read_earnings(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    *,
    by: ByWhat = "day",
    first: First = None,
    last: Last = None,
    zone: Zone = "UTC",
) -> DriversEarnings:
    """What one drove and earned, by days, weeks or months: rides, time on duty, kilometres, fares,
    the town's part, tips (minor units). Raises `Invalid`, `NoMoney`, `NotDriving`.
    """
    asked = EarningsQuery(by, first, last, zone)
    return await earning.earnings_of(db, signed.person_id, asked, rest=town.settings.driver_rest)


@get(
    "/rides/driver/earnings.csv",
    summary="Read earnings as CSV",
    media_type="text/csv",
    guards=[own_device],
)
async def read_earnings_csv(
    db: DbIn,
    signed: SignedIn,
    *,
    by: ByWhat = "day",
    first: First = None,
    last: Last = None,
    zone: Zone = "UTC",
) -> Response[str]:
    """The same as a table (RFC 4180), amounts with a decimal point. Raises `Invalid`, `NoMoney`,
    `NotDriving`.
    """
    asked = EarningsQuery(by, first, last, zone)
    told = await earning.earnings_of(db, signed.person_id, asked, rest=False)
    exponent = (await pay.money_terms(db)).exponent
    name = f"earnings-{told.periods[-1].begins}-{told.periods[0].ends}.csv"
    return Response(earning.as_csv(told, exponent), media_type="text/csv", headers=_as_file(name))


@get("/rides/driver/heat", summary="Read where riders wait")
async def read_heat(db: DbIn, signed: SignedIn) -> HeatNow:
    """Where people asked for rides within the last thirty minutes, by tiles of the map at zoom 16
    with three people or more. Raises `NotDriving`, `NotVetted`.
    """
    return HeatNow(await heat.heat_now(db, signed.person_id))


@get("/rides/driver/record", summary="Read a driver's signed record", guards=[own_device])
async def read_record(db: DbIn, signed: SignedIn) -> Response[bytes]:
    """How one drove here, signed by the town for others to check: `kind` is `ride-record`, Ed25519
    over the canonical JSON (RFC 8785) without `signature`. Raises `NoMoney`, `NotDriving`.
    """
    said = await records.own_record(db, signed.person_id)
    content = msgspec.json.format(msgspec.json.encode(said))
    headers = _as_file("ride-record.json")
    return Response(content, media_type="application/json", headers=headers)


@get("/rides/driver/records", summary="List records of other towns")
async def list_records(db: DbIn, signed: SignedIn) -> BroughtRecords:
    """What one has brought from other towns, and what became of it."""
    return BroughtRecords(await records.brought(db, signed.person_id))


@put("/rides/driver/records", summary="Bring a record of another town")
async def bring_record(request: AnyRequest, town: TownIn, signed: SignedIn) -> RecordShown:
    """The file that another town has signed, as the raw body; that town is asked for its keys.
    Raises `BadRideRecord`, `RecordTownSilent`, `RideRecordTaken`, `TooLarge`.
    """
    town.limit(BRINGING, str(signed.person_id))
    content = await read_body(request, records.LARGEST)
    return records.shown(await checking.bring(town, signed.person_id, content))


@delete(
    "/rides/driver/records/{record_id:uuid}",
    status_code=204,
    summary="Take a record away again",
)
async def drop_record(db: DbIn, signed: SignedIn, record_id: RecordId) -> None:
    """What another town says is no longer shown here. Raises `NoRideRecord`."""
    await records.drop(db, signed.person_id, record_id)


@get("/rides/{ride_id:uuid}/driver-records", summary="Read what other towns say of the driver")
async def read_driver_records(
    db: DbIn, signed: SignedIn, ride_id: FromPath[UUID]
) -> BroughtRecords:
    """For the rider of a ride: what other towns have signed of who drives, beside what people say
    here. Raises `NoRideRecord`.
    """
    return BroughtRecords(await records.of_my_driver(db, signed.person_id, ride_id))


def _as_file(name: str) -> dict[str, str]:
    return {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }


routes: list[HTTPRouteHandler] = [
    read_earnings,
    read_earnings_csv,
    read_heat,
    read_record,
    list_records,
    bring_record,
    drop_record,
    read_driver_records,
    *car_routes,
    *wish_routes,
]

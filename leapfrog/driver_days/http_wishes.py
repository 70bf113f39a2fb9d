"""Routes of what a driver wishes, and of the desk that confirms who is a woman."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import ride_wishes, rides
from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.places import Point
from leapfrog.ride_wishes import WomanTakes, WomenWishOff


class WishedArea(msgspec.Struct, frozen=True):
    """So many metres (500 to 30000) around there (degrees)."""

    lat: float
    lon: float
    metres: int


class OwnDriverWishes(msgspec.Struct, frozen=True):
    """`takes` None: one has not said to be a woman; `confirmed`: the desk has seen it. `home`:
    one wants only rides that end at least 70 % nearer there; `area`: only such as end within it.
    `meter`, `cash`: one takes rides that
    are paid so; those of which the price is agreed before everybody takes. `offered`: this town
    lets people choose women.
    """

    takes: WomanTakes | None
    from_hour: int | None
    zone: str
    confirmed: bool
    home: Point | None
    area: WishedArea | None
    meter: bool
    cash: bool
    offered: bool


class DriverWishesInput(Input, frozen=True):
    """As `OwnDriverWishes` says; what is None is forgotten. `zone`: by whose clock it is
    `from_hour`, as IANA names it.
    """

    takes: WomanTakes | None = None
    from_hour: int | None = None
    zone: Annotated[str, msgspec.Meta(max_length=60)] = "UTC"
    home: Point | None = None
    area: WishedArea | None = None
    meter: bool = True
    cash: bool = True


class WomanAtDesk(msgspec.Struct, frozen=True):
    """A driver who says that she is a woman, and when the desk has confirmed it."""

    person_id: UUID
    confirmed_at: datetime | None


class WomenAtDesk(msgspec.Struct, frozen=True):
    """Those first who wait for the desk."""

    drivers: list[WomanAtDesk]


class ConfirmInput(Input, frozen=True):
    confirmed: bool


@get("/rides/driver/wishes", summary="Read a driver's own wishes")
async def read_driver_wishes(db: DbIn, town: TownIn, signed: SignedIn) -> OwnDriverWishes:
    """What one wishes as a driver; shown to nobody else. Raises `NotDriving`."""
    await rides.ride_driver(db, signed.person_id)
    return await _shown(db, signed.person_id, offered=town.settings.women_wish)


@put("/rides/driver/wishes", summary="Set a driver's own wishes")
async def set_driver_wishes(
    db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[DriverWishesInput]
) -> OwnDriverWishes:
    """Counts from the next ride on that one is asked for; whom a woman takes only once the desk has
    confirmed that she is one. Raises `Invalid`, `NotDriving`, `WomenWishOff`.
    """
    me = signed.person_id
    await rides.ride_driver(db, me)
    if data.takes is not None and not town.settings.women_wish:
        raise WomenWishOff
    await ride_wishes.set_woman(db, me, data.takes, data.from_hour, data.zone)
    await ride_wishes.set_home(db, me, data.home)
    if (area := data.area) is not None:
        await ride_wishes.set_area(db, me, Point(area.lat, area.lon), area.metres)
    else:
        await ride_wishes.forget_area(db, me)
    await ride_wishes.set_payment(db, me, no_meter=not data.meter, no_cash=not data.cash)
    return await _shown(db, me, offered=town.settings.women_wish)


@get("/rides/desk/women", guards=[operator_only], summary="List women drivers to confirm")
async def list_women_drivers(db: DbIn, signed: SignedIn) -> WomenAtDesk:
    """Which drivers say that they are women, for the desk to confirm from their licences."""
    found = await ride_wishes.women_drivers(db)
    return WomenAtDesk([WomanAtDesk(one.person_id, one.confirmed_at) for one in found])


@put(
    "/rides/desk/women/{person_id:uuid}",
    guards=[operator_only],
    status_code=204,
    summary="Confirm a woman driver",
)
async def confirm_woman_driver(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[ConfirmInput]
) -> None:
    """The desk has seen it on her licence, or not. Raises `NotSaid`."""
    await ride_wishes.confirm_woman(db, signed.person_id, person_id, yes=data.confirmed)


async def _shown(db: Db, me: UUID, *, offered: bool) -> OwnDriverWishes:
    found = await ride_wishes.driver_wishes(db, me)
    woman, home, area, payment = found.woman, found.home, found.area, found.payment
    return OwnDriverWishes(
        takes=woman.takes if woman else None,
        from_hour=woman.from_hour if woman else None,
        zone=woman.zone if woman else "UTC",
        confirmed=woman is not None and woman.confirmed_at is not None,
        home=Point(home.lat, home.lon) if home else None,
        area=WishedArea(area.lat, area.lon, area.metres) if area else None,
        meter=payment is None or payment.takes("meter"),
        cash=payment is None or payment.takes("cash"),
        offered=offered,
    )


routes: list[HTTPRouteHandler] = [
    read_driver_wishes,
    set_driver_wishes,
    list_women_drivers,
    confirm_woman_driver,
]

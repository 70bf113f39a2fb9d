"""Routes of halls: their plans, version by version, and shows that take the newest one."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog import tickets
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn
from leapfrog.tickets import ShowShown


class HallVersionShown(msgspec.Struct, frozen=True):
    """A plan that a hall had, by its hash; `shows`: so many that are on sale are sold by it."""

    version: int
    plan: str
    made_at: datetime
    shows: int


class HallVersions(msgspec.Struct, frozen=True):
    """The newest first."""

    versions: list[HallVersionShown]


@get("/tickets/halls/{hall_id:uuid}/plan")
async def read_hall_plan(
    db: DbIn,
    signed: SignedIn,
    hall_id: FromPath[UUID],
    version: Annotated[
        int | None, QueryParameter(description="Which of its plans; else the newest one.")
    ] = None,
) -> dict[str, Any]:
    """The seating plan of a hall as JSON that pretix reads, too. Raises `NoHall`, `RoleNeeded`."""
    return tickets.write_plan(await tickets.hall_plan(db, signed.person_id, hall_id, version))


@get("/tickets/halls/{hall_id:uuid}/versions")
async def list_hall_plans(db: DbIn, signed: SignedIn, hall_id: FromPath[UUID]) -> HallVersions:
    """All plans that a hall had, and how many shows are sold by each. Raises `NoHall`,
    `RoleNeeded`.
    """
    found = await tickets.hall_versions(db, signed.person_id, hall_id)
    return HallVersions(
        [
            HallVersionShown(one.version, one.plan_hash.hex(), one.made_at, one.shows)
            for one in found
        ]
    )


@put("/tickets/shows/{show_id:uuid}/plan", summary="Take the hall's plan", guards=[own_device])
async def take_hall_plan(db: DbIn, signed: SignedIn, show_id: FromPath[UUID]) -> ShowShown:
    """A show is sold by the newest plan of its hall from then on, if nobody who has a seat would
    have to move. Again is the same. Raises `Invalid`, `NoHall`, `NoShow`, `NoVenue`, `RoleNeeded`,
    `SeatsSold`, `ShowOver`.
    """
    made = await tickets.take_plan(db, signed.person_id, show_id)
    return (await tickets.shows_shown(db, [made]))[0]


handlers: list[HTTPRouteHandler] = [read_hall_plan, list_hall_plans, take_hall_plan]

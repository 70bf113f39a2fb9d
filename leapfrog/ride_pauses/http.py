"""Routes of the desk: who waits, and who need not any more."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, PathParameter

from leapfrog.identity import SignedIn, named, operator_only
from leapfrog.kernel.http import DbIn
from leapfrog.ride_pauses import pausing
from leapfrog.ride_pauses.model import BrokenKind
from leapfrog.ride_pauses.pausing import RidePause


class RidePauseAtDesk(RidePause, frozen=True):
    """Who waits, and what they are called."""

    name: str


class RidePausesAtDesk(msgspec.Struct, frozen=True):
    """The newest first, 200 at most."""

    pauses: list[RidePauseAtDesk]


@get("/rides/desk/pauses", guards=[operator_only], summary="List who has to wait")
async def list_pauses(db: DbIn, signed: SignedIn) -> RidePausesAtDesk:
    """Drivers who gave back more than three rides within a day, and riders who called off as many
    for which a driver was coming.
    """
    found = await pausing.pauses(db)
    people = await named(db, [one.person_id for one in found])
    return RidePausesAtDesk(
        [
            RidePauseAtDesk(
                **msgspec.structs.asdict(one),
                name=people[one.person_id].display_name if one.person_id in people else "",
            )
            for one in found
        ]
    )


@delete(
    "/rides/desk/pauses/{person_id:uuid}/{kind:str}",
    guards=[operator_only],
    status_code=204,
    summary="End somebody's pause",
)
async def lift_pause(
    db: DbIn,
    signed: SignedIn,
    person_id: FromPath[UUID],
    kind: Annotated[BrokenKind, PathParameter(description="As a driver, or as a rider.")],
) -> None:
    """They wait no longer, and begin anew. Nobody ends their own. Raises
    `NoPause`, `OwnPause`.
    """
    await pausing.lift(db, signed.person_id, person_id, kind)


routes: list[HTTPRouteHandler] = [list_pauses, lift_pause]

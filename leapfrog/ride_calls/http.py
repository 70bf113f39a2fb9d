"""The route by which the two of a ride call each other; answering and hanging up are those of any
call.
"""

from datetime import timedelta
from uuid import UUID

from litestar import put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.calls import CallSide, LiveCall
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.ride_calls import calling

CALLING = Limit("ride_call", 20, 600)


class RideCallInput(Input, frozen=True):
    """`device`: the name that the device gave itself in its stream's `hello`, if it did."""

    device: UUID | None = None


@put("/rides/{ride_id:uuid}/calls/{call_id:uuid}", summary="Call the other of a ride")
async def call_in_ride(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    ride_id: FromPath[UUID],
    call_id: FromPath[UUID],
    data: JSONBody[RideCallInput],
) -> LiveCall:
    """Rings one's driver or passenger by voice, from acceptance to half an hour after the ride;
    nobody sees a handle or a number, and no conversation has a line of it. The same id again is the
    same call. Raises `CallsYou`, `EmptyMessage`, `GroupIdUsed`, `InCall`, `Invalid`, `LongMessage`,
    `MovedAway`, `NoCall`, `NoConversation`, `NoRide`, `NotContacts`, `RideCallRefused`, `RideOver`,
    `RideState`.
    """
    town.limit(CALLING, str(signed.person_id))
    side = CallSide(signed.person_id, signed.session_id, data.device)
    rings = timedelta(seconds=town.settings.ring_seconds)
    return await calling.call_other(db, side, ride_id, call_id, rings)


routes: list[HTTPRouteHandler] = [call_in_ride]

"""Routes of what rider and driver write to each other."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.rides_message import writing
from leapfrog.rides_message.store import RideMessage

WRITING = Limit("ride_message", 60, 60)
RideId = FromPath[UUID]


class RideMessageInput(Input, frozen=True):
    text: Annotated[str, msgspec.Meta(max_length=writing.LONGEST)]


class RideMessages(msgspec.Struct, frozen=True):
    """The oldest first."""

    messages: list[RideMessage]


@put("/rides/{ride_id:uuid}/messages/{message_id:uuid}", summary="Write to the other of a ride")
async def write_ride_message(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    ride_id: RideId,
    message_id: FromPath[UUID],
    data: JSONBody[RideMessageInput],
) -> RideMessage:
    """To one's driver or passenger, from acceptance to the end of the ride. The same id again is
    the same. Raises `Invalid`, `NoRide`, `RideMessageIdUsed`, `RideOver`, `RideState`.
    """
    town.limit(WRITING, str(signed.person_id))
    return await writing.write(db, signed.person_id, ride_id, message_id, data.text)


@get("/rides/{ride_id:uuid}/messages", summary="Read what was written about a ride")
async def list_ride_messages(db: DbIn, signed: SignedIn, ride_id: RideId) -> RideMessages:
    """What the two of a ride wrote; gone a day after its end. Raises `NoRide`."""
    return RideMessages(await writing.messages_of(db, signed.person_id, ride_id))


routes: list[HTTPRouteHandler] = [write_ride_message, list_ride_messages]

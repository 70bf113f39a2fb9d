"""Routes of safety: a shared trip, help, and the desk that hears of it."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter

from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, address_of
from leapfrog.kernel.limits import Limit
from leapfrog.ride_safety import following, helping, store, watching
from leapfrog.ride_safety.following import FollowedTrip
from leapfrog.ride_safety.helping import HelpCallAtDesk
from leapfrog.ride_safety.http_chosen import routes as chosen_routes
from leapfrog.ride_safety.http_parting import routes as parting_routes
from leapfrog.ride_safety.store import HelpNumber
from leapfrog.ride_safety.watching import RideCheck

PATH = "/trip/"
FOLLOWING = Limit("ride_follow", 120, 60)
SHARING = Limit("ride_share", 30, 3600)
# Of its own: who has shared a trip often may still need help.
HELPING = Limit("ride_help", 30, 600)
RideId = FromPath[UUID]
Token = Annotated[str, PathParameter(max_length=100, description="The last part of the link.")]


class SharedTrip(msgspec.Struct, frozen=True):
    """The link by which people follow; it is told once."""

    link: str


class TripSharing(msgspec.Struct, frozen=True):
    """Whether one's trip is shared by a link now."""

    shared: bool


class HelpInput(Input, frozen=True):
    """`id`: made by the client; the same one again tells nobody anew."""

    id: UUID


class RideHelp(msgspec.Struct, frozen=True):
    """Whom to call, and for the rider the `link` of the trip, which is shared now."""

    numbers: list[HelpNumber]
    link: str | None = None


class HelpNumbersInput(Input, frozen=True):
    """These, in this order, and no others."""

    numbers: Annotated[list[HelpNumber], msgspec.Meta(max_length=helping.MOST_NUMBERS)]


class HelpAtDesk(msgspec.Struct, frozen=True):
    """Who wants help, the oldest first; the numbers that riders and drivers see."""

    calls: list[HelpCallAtDesk]
    numbers: list[HelpNumber]


@put("/rides/{ride_id:uuid}/sharing", summary="Share a trip")
async def share_trip(db: DbIn, town: TownIn, signed: SignedIn, ride_id: RideId) -> SharedTrip:
    """A fresh link by which people follow one's ride by hail to its end, without signing in; the
    one before is worth nothing any more. Raises `NoRide`, `RideOver`.
    """
    town.limit(SHARING, str(signed.person_id))
    token = await following.share(db, signed.person_id, ride_id)
    return SharedTrip(f"{town.settings.origin}{PATH}{token}")


@get("/rides/{ride_id:uuid}/sharing", summary="Read whether a trip is shared")
async def read_sharing(db: DbIn, signed: SignedIn, ride_id: RideId) -> TripSharing:
    """For the rider alone. Raises `NoRide`."""
    return TripSharing(await following.is_shared(db, signed.person_id, ride_id))


@delete("/rides/{ride_id:uuid}/sharing", status_code=204, summary="Stop sharing a trip")
async def stop_sharing_trip(db: DbIn, signed: SignedIn, ride_id: RideId) -> None:
    """Nobody follows any more. Again, nothing happens. Raises `NoRide`."""
    await following.stop(db, signed.person_id, ride_id)


@get("/trips/{token:str}", summary="Follow a trip")
async def follow_trip(request: AnyRequest, town: TownIn, token: Token) -> FollowedTrip:
    """Whoever has the link: who drives, where the car is, and in how many minutes it is there, to
    the end of the ride. Raises `NoTrip`.
    """
    town.limit(FOLLOWING, address_of(request))
    async with town.database.reading() as db:
        return await following.follow(db, token)


@put("/rides/{ride_id:uuid}/help", summary="Ask for help")
async def ask_for_help(
    db: DbIn, town: TownIn, signed: SignedIn, ride_id: RideId, data: JSONBody[HelpInput]
) -> RideHelp:
    """For rider and driver while they have a ride together: the desk is told at once, a rider's
    trip is shared, and whom to call is answered. Raises `Invalid`, `NoRide`,
    `RideState`.
    """
    town.limit(HELPING, str(signed.person_id))
    token = await helping.ask_for_help(db, signed.person_id, ride_id, data.id)
    link = f"{town.settings.origin}{PATH}{token}" if token else None
    return RideHelp(await store.numbers(db), link)


@get("/rides/help", summary="Read whom to call")
async def read_help_numbers(db: DbIn, signed: SignedIn) -> RideHelp:
    """The numbers that this town's operators have set."""
    return RideHelp(await store.numbers(db))


@get("/rides/desk/help", guards=[operator_only], summary="List calls for help")
async def list_help_calls(db: DbIn, signed: SignedIn) -> HelpAtDesk:
    """Who in a ride wants help and was not looked after yet, with where they are."""
    return HelpAtDesk(await helping.open_calls(db), await store.numbers(db))


@put(
    "/rides/desk/help/{call_id:uuid}/seen",
    guards=[operator_only],
    status_code=204,
    summary="Look after a call for help",
)
async def see_help_call(db: DbIn, signed: SignedIn, call_id: FromPath[UUID]) -> None:
    """Somebody has; it is no longer in the list. Again, nothing happens."""
    await store.see(db, call_id)


@put("/rides/desk/help", guards=[operator_only], summary="Set whom to call")
async def set_help_numbers(
    db: DbIn, signed: SignedIn, data: JSONBody[HelpNumbersInput]
) -> RideHelp:
    """The numbers that riders and drivers see. Raises `Invalid`."""
    return RideHelp(await helping.set_numbers(db, data.numbers))


@get("/rides/{ride_id:uuid}/check", summary="Read whether one is asked if all is well")
async def read_check(db: DbIn, signed: SignedIn, ride_id: RideId) -> RideCheck:
    """The town asks a rider on board whose car stands for five minutes, or goes away from where the
    ride should end. Nobody else hears of it. Raises `NoRide`.
    """
    return await watching.check_of(db, signed.person_id, ride_id)


@put("/rides/{ride_id:uuid}/check", status_code=204, summary="Say that all is well")
async def say_all_is_well(db: DbIn, signed: SignedIn, ride_id: RideId) -> None:
    """One is asked again ten minutes later at the earliest. Again, nothing happens. Raises
    `NoRide`.
    """
    await watching.all_is_well(db, signed.person_id, ride_id)


routes: list[HTTPRouteHandler] = [
    *chosen_routes,
    *parting_routes,
    read_check,
    say_all_is_well,
    share_trip,
    read_sharing,
    stop_sharing_trip,
    follow_trip,
    ask_for_help,
    read_help_numbers,
    list_help_calls,
    see_help_call,
    set_help_numbers,
]

"""Routes of trips that chosen people follow, and of the link for who rides in one's place."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.ride_safety import choosing, following
from leapfrog.ride_safety.choosing import MOST_CHOSEN, ChosenFollowers, TripToFollow
from leapfrog.ride_safety.following import FollowedTrip

PATH = "/trip/"
LINKING = Limit("ride_guest", 30, 3600)
RideId = FromPath[UUID]


class FollowersInput(Input, frozen=True):
    """As `ChosenFollowers` says."""

    people: Annotated[list[UUID], msgspec.Meta(max_length=MOST_CHOSEN)]
    from_hour: int | None = None
    zone: Annotated[str, msgspec.Meta(max_length=60)] = "UTC"


class TripsFollowed(msgspec.Struct, frozen=True):
    """The newest first."""

    trips: list[TripToFollow]


class GuestLink(msgspec.Struct, frozen=True):
    """For who rides in one's place; it is told once."""

    link: str


@get("/rides/followers", summary="Read who follows one's trips")
async def read_followers(db: DbIn, signed: SignedIn) -> ChosenFollowers:
    """Whom one chose to see where the car is on each trip."""
    return await choosing.chosen_of(db, signed.person_id)


@put("/rides/followers", summary="Choose who follows one's trips")
async def choose_followers(
    db: DbIn, signed: SignedIn, data: JSONBody[FollowersInput]
) -> ChosenFollowers:
    """From the next ride on these contacts are told when one is in the car, and see where it is
    until it is over; at any hour, or from one on until six in the morning. Raises `Invalid`,
    `NotAFollower`.
    """
    wanted = ChosenFollowers(data.people, data.from_hour, data.zone)
    return await choosing.choose(db, signed.person_id, wanted)


@get("/rides/followed", summary="List trips that one follows")
async def list_followed(db: DbIn, signed: SignedIn) -> TripsFollowed:
    """Trips of contacts who chose one to follow, while they last and half an hour longer."""
    return TripsFollowed(await choosing.trips_followed(db, signed.person_id))


@get("/rides/followed/{ride_id:uuid}", summary="Follow a trip as chosen")
async def follow_as_chosen(db: DbIn, signed: SignedIn, ride_id: RideId) -> FollowedTrip:
    """Where a contact is who chose one to follow the trip. Raises `NoTrip`."""
    return await choosing.follow_as_chosen(db, signed.person_id, ride_id)


@put("/rides/{ride_id:uuid}/guest-link", summary="Make a link for who rides")
async def make_guest_link(db: DbIn, town: TownIn, signed: SignedIn, ride_id: RideId) -> GuestLink:
    """A fresh link for the person for whom one asked: it shows the code for the driver, the car and
    where it is, without signing in; the one before is worth nothing any more. Raises `NoGuest`,
    `NoRide`, `RideOver`.
    """
    town.limit(LINKING, str(signed.person_id))
    token = await following.guest_link(db, signed.person_id, ride_id)
    return GuestLink(f"{town.settings.origin}{PATH}{token}")


routes: list[HTTPRouteHandler] = [
    read_followers,
    choose_followers,
    list_followed,
    follow_as_chosen,
    make_guest_link,
]

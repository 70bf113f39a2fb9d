"""Routes of ratings."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input
from leapfrog.rides_rating import rating
from leapfrog.rides_rating.model import RatingWord
from leapfrog.rides_rating.rating import RatingsOfRide

RideId = FromPath[UUID]


class RatingInput(Input, frozen=True):
    """1 to 5 stars, and words that fit: of a driver clean, calm, friendly, found_me; of a rider
    on_time, friendly.
    """

    stars: int
    words: Annotated[list[RatingWord], msgspec.Meta(max_length=5)]


@put("/rides/{ride_id:uuid}/rating", summary="Rate the other of a ride")
async def rate_ride(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[RatingInput]
) -> RatingsOfRide:
    """After a ride by hail that was paid, for seven days, once. The other sees it when both have,
    or after seven days. Raises `AlreadyRated`, `Invalid`, `NoRide`, `RideState`.
    """
    return await rating.rate(db, signed.person_id, ride_id, data.stars, data.words)


@get("/rides/{ride_id:uuid}/rating", summary="Read the ratings of a ride")
async def read_ratings(db: DbIn, signed: SignedIn, ride_id: RideId) -> RatingsOfRide:
    """One's own, and the other's once it is shown; and how others find who drives or rides with
    one. Raises `NoRide`.
    """
    return await rating.ratings_of(db, signed.person_id, ride_id)


routes: list[HTTPRouteHandler] = [rate_ride, read_ratings]

"""Rating each other after a ride by hail."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.rides import (
    HailedRide,
    NoRide,
    RideState,
    hailed_ride,
    lock_hailed_ride,
    look_at_rides_again,
)
from leapfrog.rides_rating import store
from leapfrog.rides_rating.errors import AlreadyRated
from leapfrog.rides_rating.model import (
    RATE_WITHIN,
    RatingAverage,
    RatingWord,
    RideRating,
    check,
    is_shown,
)


class RatingsOfRide(msgspec.Struct, frozen=True):
    """What I said of the other of a ride, what they said of me once I may see it, whether I may
    still say it, and how others find them, where enough have said so.
    """

    mine: RideRating | None
    theirs: RideRating | None
    open: bool
    others_say: RatingAverage | None


async def rate(
    db: Db, me: UUID, ride_id: UUID, stars: int, words: Sequence[RatingWord]
) -> RatingsOfRide:
    """Rates the other of a ride, once, within seven days. The same again is the same. Raises
    `NoRide`, `RideState`, `AlreadyRated`, `Invalid`.
    """
    ride = await lock_hailed_ride(db, ride_id)
    other = _other(ride, me)
    assert ride is not None
    check(stars, words, of_driver=me == ride.rider_id)
    if not _open(db, ride):
        raise RideState
    if not await store.add(db, RideRating(ride_id, me, other, stars, list(words), db.now)):
        before = (await store.of_ride(db, ride_id))[me]
        if (before.stars, before.words) != (stars, list(words)):
            raise AlreadyRated
    look_at_rides_again(db, (me, other))
    return await ratings_of(db, me, ride_id)


async def ratings_of(db: Db, me: UUID, ride_id: UUID) -> RatingsOfRide:
    """The two ratings of a ride, as I may see them. Raises `NoRide`."""
    ride = await hailed_ride(db, ride_id)
    other = _other(ride, me)
    assert ride is not None
    found = await store.of_ride(db, ride_id)
    shown = ride.ended_at is not None and is_shown(found, ride.ended_at, db.now)
    return RatingsOfRide(
        mine=found.get(me),
        theirs=found.get(other) if shown else None,
        open=me not in found and _open(db, ride),
        others_say=(await store.averages(db, [other])).get(other),
    )


def _other(ride: HailedRide | None, me: UUID) -> UUID:
    if ride is None or ride.driver_id is None or me not in (ride.rider_id, ride.driver_id):
        raise NoRide
    return ride.driver_id if me == ride.rider_id else ride.rider_id


def _open(db: Db, ride: HailedRide) -> bool:
    """Who was driven, and who drove, may say so for a while."""
    return (
        ride.state == "paid"
        and ride.ended_at is not None
        and (db.now - ride.ended_at < RATE_WITHIN)
    )

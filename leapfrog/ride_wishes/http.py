"""Routes of the rider's wish."""

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.ride_wishes import wishing
from leapfrog.ride_wishes.errors import WomenWishOff
from leapfrog.ride_wishes.model import WomenWish


class RideWishes(msgspec.Struct, frozen=True):
    """What a rider has said; `women` None: nothing. `offered`: this town lets people choose."""

    women: WomenWish | None
    offered: bool


class RideWishesInput(Input, frozen=True):
    """A woman says that she is one (`any`: for drivers who take women alone), would rather be
    driven by women (`preferred`: and waits up to five minutes longer), or `only` by them.
    """

    women: WomenWish


@get("/rides/wishes", summary="Read own ride wishes")
async def read_ride_wishes(db: DbIn, town: TownIn, signed: SignedIn) -> RideWishes:
    """What one has said about who shall drive one. Nobody else sees it."""
    found = await wishing.rider_wish(db, signed.person_id)
    return RideWishes(found, town.settings.women_wish)


@put("/rides/wishes", summary="Wish for women drivers")
async def set_ride_wishes(
    db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[RideWishesInput]
) -> RideWishes:
    """Counts from the next driver who is asked on; used for nothing else. Raises `WomenWishOff`."""
    if not town.settings.women_wish:
        raise WomenWishOff
    await wishing.set_rider_wish(db, signed.person_id, data.women)
    return RideWishes(data.women, True)


@delete("/rides/wishes", status_code=204, summary="Take the wish back")
async def forget_ride_wishes(db: DbIn, signed: SignedIn) -> None:
    """What one had said is forgotten. Again, nothing happens."""
    await wishing.set_rider_wish(db, signed.person_id, None)


routes: list[HTTPRouteHandler] = [read_ride_wishes, set_ride_wishes, forget_ride_wishes]

"""Routes of Moments."""

from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.follows import Author
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn
from leapfrog.kernel.paging import Before, Size
from leapfrog.timelines import moments
from leapfrog.timelines.moments import Moments


class NewMoments(msgspec.Struct, frozen=True):
    """Who showed something since one looked, the last of them."""

    by: Author | None


@get("/moments")
async def read_moments(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> Moments:
    """A page of moments of all contacts who let one see them, and one's own, the newest first.
    Raises `Invalid`.
    """
    return await moments.timeline(db, signed.person_id, before, limit)


@get("/moments/people/{person_id:uuid}", summary="Read moments of a person")
async def read_moments_of(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], before: Before = None, limit: Size = 20
) -> Moments:
    """A page of one person's moments, as far as they let one see them. Raises `Invalid`."""
    return await moments.of_person(db, signed.person_id, person_id, before, limit)


@get("/moments/new", summary="Read new moments")
async def new_moments(db: DbIn, signed: SignedIn) -> NewMoments:
    """Who showed something since one looked: the last one of them. Raises `Invalid`."""
    return NewMoments(await moments.newest(db, signed.person_id))


@put("/moments/seen", status_code=204)
async def see_moments(db: DbIn, signed: SignedIn) -> None:
    """All moments that are there now were seen."""
    await moments.seen(db, signed.person_id)


routes: list[HTTPRouteHandler] = [read_moments, read_moments_of, new_moments, see_moments]

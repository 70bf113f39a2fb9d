"""Routes of what happened since one looked."""

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn
from leapfrog.notifications import store, telling


class NotificationCount(msgspec.Struct, frozen=True):
    """How much happened since one looked."""

    count: int


@get("/news/count", summary="Count notifications")
async def count(db: DbIn, signed: SignedIn) -> NotificationCount:
    """How many notifications one has not seen yet."""
    return NotificationCount(await store.unseen(db, signed.person_id))


@put("/news/seen", summary="See notifications", status_code=204)
async def see(db: DbIn, signed: SignedIn) -> None:
    """All notifications that are there now were seen."""
    await telling.seen(db, signed.person_id)


routes: list[HTTPRouteHandler] = [count, see]

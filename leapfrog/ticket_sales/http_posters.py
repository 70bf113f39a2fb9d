"""Routes of posters: organisers hang them for what they show."""

from typing import Annotated
from uuid import UUID

from litestar import delete, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog import posters, tickets, till
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, DbIn, TownIn, read_body
from leapfrog.kernel.limits import Limit
from leapfrog.tickets import EventShown, NoEvent, TownEvent

EventId = FromPath[UUID]
Alt = Annotated[str, QueryParameter(max_length=400, description="What is seen on the poster.")]
POSTER = "/tickets/events/{event_id:uuid}/poster"
LARGEST_PICTURE = 8_000_000
HANGING = Limit("event_poster", 60, 3600)


@put(
    POSTER,
    summary="Hang a poster",
    guards=[own_device],
    request_max_body_size=LARGEST_PICTURE,
)
async def hang_poster(
    town: TownIn, signed: SignedIn, event_id: EventId, request: AnyRequest, alt: Alt = ""
) -> EventShown:
    """Gives an event a poster instead of the one before: any usual picture of at most 8 MB, as the
    raw body. Raises `DiskFull`, `Invalid`, `NoEvent`, `NotAPicture`, `QuotaFull`, `RateLimited`,
    `RoleNeeded`, `TooLarge`.
    """
    town.limit(HANGING, str(signed.person_id))
    async with town.database.glance() as db:
        await _led(db, signed.person_id, event_id)
    poster = await posters.made(await read_body(request, LARGEST_PICTURE), alt)
    async with town.database.transaction() as db:
        event = await _led(db, signed.person_id, event_id)
        hung = await posters.hang(db, town, event.id, event.merchant_id, poster)
        return tickets.event_shown(event, hung)


@delete(POSTER, summary="Take a poster down", guards=[own_device], status_code=200)
async def take_poster_down(db: DbIn, signed: SignedIn, event_id: EventId) -> EventShown:
    """An event has no poster any more; again is the same. Raises `NoEvent`, `RoleNeeded`."""
    event = await _led(db, signed.person_id, event_id)
    await posters.take_down(db, [event.id])
    return tickets.event_shown(event)


async def _led(db: Db, me: UUID, event_id: UUID) -> TownEvent:
    """An event of a shop that I lead. Raises `NoEvent`, `RoleNeeded`."""
    event = (await tickets.events(db, [event_id])).get(event_id)
    if event is None:
        raise NoEvent
    try:
        await till.enter_shop(db, me, event.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoEvent from None
    return event


handlers: list[HTTPRouteHandler] = [hang_poster, take_poster_down]

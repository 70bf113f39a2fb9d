"""Routes of what is shown by whom and where, and of calendars."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, PathParameter

from leapfrog import pay
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.ticket_pages import pages
from leapfrog.ticket_pages.pages import ShowsPage

TicketId = FromPath[UUID]
EventId = Annotated[UUID, PathParameter(description="What is shown.")]
VenueId = Annotated[UUID, PathParameter(description="The house.")]
MerchantId = Annotated[UUID, PathParameter(description="The organiser's shop.")]


@get("/tickets/events/{event_id:uuid}/shows", summary="List the shows of an event")
async def list_event_shows(db: DbIn, signed: SignedIn, event_id: EventId) -> ShowsPage:
    """What is shown, where and when, by its start. Raises `NoEvent`."""
    return await pages.of_event(db, event_id)


@get("/tickets/venues/{venue_id:uuid}/shows", summary="List the shows of a venue")
async def list_venue_shows(db: DbIn, signed: SignedIn, venue_id: VenueId) -> ShowsPage:
    """What is on in a house, by its start. Raises `NoVenue`."""
    return await pages.of_venue(db, venue_id)


@get("/tickets/organisers/{merchant_id:uuid}/shows", summary="List the shows of an organiser")
async def list_organiser_shows(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> ShowsPage:
    """What a shop shows, by its start. Raises `NoMerchant`, `NoVenue`."""
    return await pages.of_organiser(db, merchant_id)


@get("/tickets/{ticket_id:uuid}/calendar", media_type="text/calendar")
async def read_ticket_calendar(
    db: DbIn, signed: SignedIn, town: TownIn, ticket_id: TicketId
) -> Response[bytes]:
    """The show of a ticket that one holds, for one's calendar (RFC 5545): where one sits, and a
    reminder two hours before. Raises `NoShow`, `NoTicket`.
    """
    origin = town.settings.origin
    text = await pages.ticket_calendar(db, signed.person_id, ticket_id, origin)
    return Response(text, media_type="text/calendar; charset=utf-8")


handlers: list[HTTPRouteHandler] = [
    list_event_shows,
    list_organiser_shows,
    list_venue_shows,
    read_ticket_calendar,
]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]

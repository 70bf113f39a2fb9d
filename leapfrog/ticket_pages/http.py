"""Routes of calendars."""

from uuid import UUID

from litestar import Response, Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import pay
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.ticket_pages import pages

TicketId = FromPath[UUID]


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


handlers: list[HTTPRouteHandler] = [read_ticket_calendar]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]

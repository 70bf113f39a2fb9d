"""Pages of shows for passers-by, without a script: what is on, a show, an event, a venue, an
organiser; shows as calendar files; and their part of the sitemap.

At the same addresses the app opens for who is signed in, so a link is good for both.
"""

import re
from collections.abc import Awaitable, Callable
from hashlib import sha256
from uuid import UUID

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import pay, places, ticket_pages, tickets
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import AnyRequest, Town, TownIn
from leapfrog.web import pages
from leapfrog.web.public_pages import is_inside, nothing_here, page_answer, place, site_of
from leapfrog.web.show_page import ShowSite, page_of_show, page_of_shows

TAG = re.compile(r'"([0-9a-f]{32})-([\w-]{16})"')
Found = Callable[[Db], Awaitable[ticket_pages.ShowsPage]]


async def _site(request: AnyRequest, town: Town, db: Db) -> ShowSite:
    return ShowSite(site_of(request, town), (await pay.money_terms(db)).exponent)


def _answer(request: AnyRequest, html: str, site: ShowSite) -> Response[bytes]:
    """Known again to who has it already: what is told is the same, and the style of the page that
    was kept goes on by its own nonce, which its tag names.
    """
    nonce = site.site.nonce
    digest = sha256(html.replace(nonce, "").encode()).hexdigest()[:32]
    kept = TAG.fullmatch(request.headers.get("if-none-match", ""))
    same = kept is not None and kept[1] == digest
    answer = page_answer(html, kept[2] if kept is not None and same else nonce)
    if same:
        answer.content, answer.status_code = b"", 304
    answer.headers["etag"] = kept[0] if kept is not None and same else f'"{digest}-{nonce}"'
    return answer


async def _list(request: AnyRequest, town: Town, find: Found) -> Response[bytes]:
    if await is_inside(request, town):
        return await pages.shell(request, town)
    async with town.database.reading() as db:
        try:
            found = await find(db)
        except NotFound:
            return await nothing_here(request, town)
        site = await _site(request, town, db)
    return _answer(request, page_of_shows(site, found, request.url.path), site)


@get("/tickets", include_in_schema=False)
async def public_shows(request: AnyRequest, town: TownIn) -> Response[bytes]:
    return await _list(request, town, ticket_pages.whats_on)


@get("/tickets/event/{event_id:uuid}", include_in_schema=False)
async def public_event(
    request: AnyRequest, town: TownIn, event_id: FromPath[UUID]
) -> Response[bytes]:
    return await _list(request, town, lambda db: ticket_pages.of_event(db, event_id))


@get("/tickets/venue/{venue_id:uuid}", include_in_schema=False)
async def public_venue(
    request: AnyRequest, town: TownIn, venue_id: FromPath[UUID]
) -> Response[bytes]:
    return await _list(request, town, lambda db: ticket_pages.of_venue(db, venue_id))


@get("/tickets/organiser/{merchant_id:uuid}", include_in_schema=False)
async def public_organiser(
    request: AnyRequest, town: TownIn, merchant_id: FromPath[UUID]
) -> Response[bytes]:
    return await _list(request, town, lambda db: ticket_pages.of_organiser(db, merchant_id))


@get("/tickets/show/{show_id:uuid}", include_in_schema=False)
async def public_show(
    request: AnyRequest, town: TownIn, show_id: FromPath[UUID]
) -> Response[bytes]:
    if await is_inside(request, town):
        return await pages.shell(request, town)
    async with town.database.reading() as db:
        try:
            show = await tickets.show_shown(db, show_id)
        except NotFound:
            return await nothing_here(request, town)
        site = await _site(request, town, db)
        at = show.venue.place_id
        venue = await places.place_on_map(db, at) if at else None
    return _answer(request, page_of_show(site, show, venue), site)


@get("/tickets/show/{show_id:uuid}/calendar.ics", include_in_schema=False)
async def show_calendar(town: TownIn, show_id: FromPath[UUID]) -> Response[bytes]:
    """A show for anybody's calendar. Raises `NotFound`."""
    async with town.database.reading() as db:
        text = await ticket_pages.show_calendar(db, show_id, town.settings.origin)
    headers = {"cache-control": "public, max-age=300"}
    return Response(text, media_type="text/calendar; charset=utf-8", headers=headers)


# The places of the app beside those pages have to be named.
APP = [
    "/tickets/{third:str}",
    "/tickets/order/{fourth:str}",
    "/tickets/at/{fourth:str}",
    "/tickets/box/{fourth:str}",
    "/tickets/party/{fourth:str}",
    "/tickets/draw/{fourth:str}",
    "/tickets/draw/{fourth:str}/check",
    "/tickets/hall/{fourth:str}",
    "/tickets/work",
    "/tickets/work/{fourth:str}",
    "/tickets/work/{fourth:str}/{fifth:str}",
]
routes: list[HTTPRouteHandler] = [
    public_shows,
    public_event,
    public_venue,
    public_organiser,
    public_show,
    show_calendar,
    get(APP, include_in_schema=False)(place),
]

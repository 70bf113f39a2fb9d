"""What passers-by see of shows: one, and those of an event, a venue, an organiser; nothing of who
buys.
"""

from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import posters, tickets, till
from leapfrog.kernel.db import Db
from leapfrog.ticket_pages import store
from leapfrog.ticket_pages.calendars import CalendarShow, calendar
from leapfrog.tickets import EventShown, NoEvent, NoTicket, NoVenue, ShowShown, VenueShown

MOST = 100
# No show is further off.
FAR = timedelta(days=400)


class ShowsPage(msgspec.Struct, frozen=True):
    """Shows to come, by their start, of what the page is about."""

    shows: list[ShowShown]
    event: EventShown | None = None
    venue: VenueShown | None = None
    organiser: str = ""


async def whats_on(db: Db) -> ShowsPage:
    """The public page of the next shows in the town, by their start."""
    found = await tickets.shows_between(db, db.now, db.now + FAR, MOST)
    return ShowsPage(await tickets.shows_shown(db, found))


async def of_event(db: Db, event_id: UUID) -> ShowsPage:
    """The public page of an event: what is shown, and its shows. Raises `NoEvent`, also for one
    that never was on sale.
    """
    event = (await tickets.events(db, [event_id])).get(event_id)
    if event is None or not await store.was_on_sale(db, event_id):
        raise NoEvent
    shows = await store.of_event(db, event_id, MOST)
    poster = (await posters.find(db, [event_id])).get(event_id)
    shown = tickets.event_shown(event, poster)
    return ShowsPage(await tickets.shows_shown(db, shows), event=shown)


async def of_venue(db: Db, venue_id: UUID) -> ShowsPage:
    """The public page of a venue with its shows. Raises `NoVenue`."""
    venue = (await tickets.venues(db, [venue_id])).get(venue_id)
    if venue is None or not venue.name:
        raise NoVenue
    shows = await store.of_venue(db, venue_id, MOST)
    return ShowsPage(await tickets.shows_shown(db, shows), venue=tickets.venue_shown(venue))


async def of_organiser(db: Db, merchant_id: UUID) -> ShowsPage:
    """The public page of a shop with its shows. Raises `NoVenue` for one without a venue,
    `NoMerchant`.
    """
    if not await tickets.venues_of(db, [merchant_id]):
        raise NoVenue
    shop = await till.merchant(db, merchant_id)
    shows = await store.of_merchant(db, merchant_id, MOST)
    return ShowsPage(await tickets.shows_shown(db, shows), organiser=shop.name)


async def sitemap(db: Db, limit: int) -> list[UUID]:
    """The ids of shows to come that have a public page, `limit` at most, by their start."""
    return [one.id for one in await tickets.shows_between(db, db.now, db.now + FAR, limit)]


async def show_calendar(db: Db, show_id: UUID, origin: str) -> bytes:
    """A show as an iCalendar file (RFC 5545, `.ics`). Raises `NoShow`."""
    return calendar(_entry(await tickets.show_shown(db, show_id), origin), db.now)


async def ticket_calendar(db: Db, me: UUID, ticket_id: UUID, origin: str) -> bytes:
    """The show of a ticket that I hold, with where I sit and a reminder. Raises `NoTicket`."""
    ticket = await tickets.ticket(db, ticket_id)
    if ticket is None or ticket.holder_id != me or ticket.state not in ("valid", "used"):
        raise NoTicket
    [shown] = await tickets.tickets_shown(db, [ticket])
    seat = " · ".join(filter(None, (shown.category, shown.row, shown.seat)))
    show = await tickets.show_shown(db, ticket.show_id)
    entry = _entry(show, origin)
    own = {"uid": f"{ticket.id}@{_host(origin)}", "seats": [seat]}
    return calendar(msgspec.structs.replace(entry, **own), db.now)


def _entry(show: ShowShown, origin: str) -> CalendarShow:
    return CalendarShow(
        uid=f"{show.id}@{_host(origin)}",
        name=show.event.name,
        starts_at=show.starts_at,
        ends_at=show.ends_at,
        place=", ".join(filter(None, (show.venue.name, show.hall, show.venue.address))),
        url=f"{origin}/tickets/show/{show.id}",
        about=show.event.about,
        cancelled=show.state == "cancelled",
    )


def _host(origin: str) -> str:
    return origin.partition("://")[2]

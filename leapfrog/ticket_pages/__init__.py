"""The shows of an event, a venue, an organiser, also for passers-by; and shows for calendars."""

from leapfrog.ticket_pages.pages import (
    ShowsPage,
    of_event,
    of_organiser,
    of_venue,
    show_calendar,
    sitemap,
    whats_on,
)

__all__ = [
    "ShowsPage",
    "of_event",
    "of_organiser",
    "of_venue",
    "show_calendar",
    "sitemap",
    "whats_on",
]

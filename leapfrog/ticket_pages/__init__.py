"""What passers-by see of shows, and shows for calendars."""

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

"""Shows in people's calendars (RFC 5545): one file for a show, or for somebody's tickets of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from icalendar import Alarm

REMIND = timedelta(hours=2)


class CalendarShow(msgspec.Struct, frozen=True):
    """What stands in a calendar. `uid`: the same each time, so that a calendar changes what it has;
    `seats`: where one sits, with a reminder; none for who only looks.
    """

    uid: str
    name: str
    starts_at: datetime
    ends_at: datetime
    place: str
    url: str
    about: str
    cancelled: bool
    seats: Sequence[str] = ()


def calendar(show: CalendarShow, now: datetime) -> bytes:
    """A calendar with this one event, in UTC."""
    # Who puts no show into a calendar does not load time zones and all that a calendar may hold.
    from icalendar import Calendar, Event  # noqa: PLC0415

    event = Event()
    event.add("uid", show.uid)
    event.add("dtstamp", now)
    event.add("dtstart", show.starts_at)
    event.add("dtend", show.ends_at)
    event.add("summary", show.name)
    event.add("location", show.place)
    event.add("url", show.url)
    event.add("description", "\n".join(filter(None, (*show.seats, show.about))))
    event.add("status", "CANCELLED" if show.cancelled else "CONFIRMED")
    event.add("sequence", int(show.cancelled))
    if show.seats and not show.cancelled:
        event.add_component(_reminder(show.name))
    made = Calendar()
    made.add("prodid", "-//Leapfrog//Tickets//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(event)
    return bytes(made.to_ical())


def _reminder(name: str) -> "Alarm":
    from icalendar import Alarm  # noqa: PLC0415

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND)
    alarm.add("description", name)
    return alarm

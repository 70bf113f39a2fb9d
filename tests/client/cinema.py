"""A cinema for browser tests: a venue with a hall, a film, and when it is shown."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from leapfrog.kernel.ids import new_id
from tests.client.browser import Person
from tests.client.till.steps import shop_of


class Opened(msgspec.Struct, frozen=True):
    """The ids of a cinema; `show` is on sale."""

    shop: str
    venue: str
    hall: str
    event: str
    show: str


def cinema(olga: Person, rows: int, seats: int, starts: timedelta, **more: Any) -> Opened:
    """A hall of so many rows of so many seats for 11.00, and a film in so long; `more`: what else
    is said of the show.
    """
    shop, (venue, hall, event, show) = shop_of(olga, "Lux"), (str(new_id()) for _ in range(4))
    olga.ask("PUT", f"/tickets/venues/{venue}", {"merchant_id": shop, "name": "Lux"})
    grid = {"rows": rows, "seats": seats, "category": "Seat"}
    body: dict[str, Any] = {"venue_id": venue, "name": "Hall 1", "grid": grid}
    olga.ask("PUT", f"/tickets/halls/{hall}", body)
    body = {"merchant_id": shop, "name": "Le Havre", "minutes": 93}
    olga.ask("PUT", f"/tickets/events/{event}", body)
    body = {"event_id": event, "venue_id": venue, "hall_id": hall, "prices": {"Seat": 1_100}}
    olga.ask("PUT", f"/tickets/shows/{show}", body | {"starts_at": later(starts)} | more)
    return Opened(shop, venue, hall, event, show)


def concert(olga: Person, lux: Opened) -> str:
    """Something else in the same house, standing; its show."""
    event, show = (str(new_id()) for _ in range(2))
    body: dict[str, Any] = {"merchant_id": lux.shop, "name": "Lake Town Balafon", "kind": "concert"}
    olga.ask("PUT", f"/tickets/events/{event}", body | {"minutes": 120})
    body = {"event_id": event, "venue_id": lux.venue, "starts_at": later(timedelta(days=3))}
    room = {"name": "Floor", "price": 1_500, "capacity": 60}
    olga.ask("PUT", f"/tickets/shows/{show}", body | {"standing": [room]})
    return show


def later_show(olga: Person, lux: Opened, starts: timedelta = timedelta(days=3)) -> str:
    """The film once more, in so long; its show."""
    show = str(new_id())
    body: dict[str, Any] = {"event_id": lux.event, "venue_id": lux.venue, "hall_id": lux.hall}
    body |= {"prices": {"Seat": 1_100}, "starts_at": later(starts)}
    olga.ask("PUT", f"/tickets/shows/{show}", body)
    return show


def later(by: timedelta) -> str:
    """A time from now, as the API takes it."""
    return (datetime.now(UTC) + by).isoformat()

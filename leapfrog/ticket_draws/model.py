"""Draws: who may take tickets of a show before its sale opens to everybody."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

DrawState = Literal["announced", "closed", "drawn", "over", "called_off"]
DrawPhase = Literal["announced", "open", "closed", "drawn", "over", "called_off"]

MOST_RIGHTS, MOST_EACH = 50_000, 10
LONGEST_OPEN = timedelta(days=60)
# Nobody is given less time than this to choose seats.
LEAST_TIME = timedelta(minutes=30)


class NewTicketDraw(msgspec.Struct, frozen=True, kw_only=True):
    """A draw as the organiser wants it: `rights` people may take up to `each` tickets, in
    `buy_hours`. `commitment`: SHA-256 of the seed on the organiser's device; `registered_before`:
    younger accounts do not take part, None: than the announcement; `opens_at` None: at once.
    """

    show_id: UUID
    rights: int
    each: int
    closes_at: datetime
    commitment: bytes
    opens_at: datetime | None = None
    registered_before: datetime | None = None
    buy_hours: int = 24


class TicketDraw(msgspec.Struct, frozen=True, kw_only=True):
    """A draw as it is kept. `town_seed`: nobody's to see before the maker's; `root`, `entries`: of
    the closed list; `drawn_rights`: so many were given by the draw, the others by who did not use
    theirs.
    """

    show_id: UUID
    merchant_id: UUID
    by_id: UUID
    rights: int
    each: int
    buy_hours: int
    registered_before: datetime
    opens_at: datetime
    closes_at: datetime
    state: DrawState
    town_seed: bytes
    maker_commitment: bytes
    maker_seed: bytes | None
    root: bytes | None
    entries: int
    drawn_at: datetime | None
    drawn_rights: int | None
    ended_why: str | None
    made_at: datetime

    def phase(self, now: datetime) -> DrawPhase:
        """It opens and closes at its minute, whenever somebody looks."""
        if self.state != "announced":
            return self.state
        if now < self.opens_at:
            return "announced"
        return "open" if now < self.closes_at else "closed"


class DrawEntry(msgspec.Struct, frozen=True):
    """Somebody takes part; `person_id` None: whoever it was is gone."""

    id: UUID
    show_id: UUID
    person_id: UUID | None
    at: datetime


class DrawPlace(msgspec.Struct, frozen=True):
    """Whose turn it is, by `key`: the smaller, the sooner. `given_at`: when they got a right."""

    show_id: UUID
    key: bytes
    entry_id: UUID
    given_at: datetime | None

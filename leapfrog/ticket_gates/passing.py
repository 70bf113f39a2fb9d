"""Who is inside: all times at which somebody passed a gate with one ticket, in their order. Pure.

Gates without network tell late, so what a scan was can change: it is decided anew from all of them
whenever one more is known. Whoever comes in while somebody is inside is a double; whoever goes out
while nobody is, was let out all the same.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.ticket_codes import Way

# Somebody passed by these.
PASSED = ("ok", "double", "not_in")


class Passing(msgspec.Struct, frozen=True):
    """Somebody went in or out with a ticket."""

    id: UUID
    ticket_id: UUID
    way: Way
    at: datetime
    gate: str


class Passage(msgspec.Struct, frozen=True):
    """What each scan of a ticket was, by its id: `ok`, `double` or `not_in`. `came`: by which its
    holder came in last, None: never; `went`: by which they went out after that, None: they are
    inside, if they came.
    """

    outcomes: Mapping[UUID, str]
    came: Passing | None = None
    went: Passing | None = None


def passage(passings: Iterable[Passing]) -> Passage:
    """What all these scans of one ticket were: the earliest first, at the same time by their ids,
    so that it is the same in whatever order they were told.
    """
    outcomes: dict[UUID, str] = {}
    came: Passing | None = None
    went: Passing | None = None
    for one in sorted(passings, key=lambda each: (each.at, each.id)):
        inside = came is not None and went is None
        if one.way == "out":
            outcomes[one.id] = "ok" if inside else "not_in"
            went = one if inside else went
        elif inside:
            outcomes[one.id] = "double"
        else:
            outcomes[one.id] = "ok"
            came, went = one, None
    return Passage(outcomes, came, went)

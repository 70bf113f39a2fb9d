"""How often somebody may go back on rides, and how long they wait then; pure."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

BrokenKind = Literal["returned", "called_off"]
# More than so many within this time, and one waits so long from the last one on.
MOST, WITHIN = 3, timedelta(hours=24)
PAUSES: dict[BrokenKind, timedelta] = {
    "returned": timedelta(hours=1),
    "called_off": timedelta(hours=24),
}
# No pause depends on what is older.
KEPT = WITHIN + max(PAUSES.values())


class BrokenRide(msgspec.Struct, frozen=True):
    """A ride that was agreed, and on which somebody went back."""

    person_id: UUID
    ride_id: UUID
    kind: BrokenKind
    at: datetime


def pause_until(times: Collection[datetime], kind: BrokenKind, now: datetime) -> datetime | None:
    """Until when somebody waits who went back on rides at these times; None: they do not."""
    ends = [
        one + PAUSES[kind]
        for one in times
        if sum(one - WITHIN < other <= one for other in times) > MOST
    ]
    return max((end for end in ends if end > now), default=None)

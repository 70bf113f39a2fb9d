"""Going back on a ride is noted, and who does it too often waits."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.ride_pauses import store
from leapfrog.ride_pauses.errors import NoPause, OwnPause, RidePaused
from leapfrog.ride_pauses.model import KEPT, MOST, BrokenKind, BrokenRide, pause_until

MOST_AT_DESK = 200
CHANGED = {"t": "changed", "what": "rides"}


class RidePause(msgspec.Struct, frozen=True):
    """Somebody waits until then, who went back on so many rides of late."""

    person_id: UUID
    kind: BrokenKind
    until: datetime
    count: int


async def note_broken(db: Db, person_id: UUID, ride_id: UUID, kind: BrokenKind) -> None:
    """Notes that a driver gives a ride back that they had accepted, or a rider calls one off for
    which a driver was coming and not late. The same ride again counts once.
    """
    await store.add(db, BrokenRide(person_id, ride_id, kind, db.now))


async def paused(db: Db, drivers: Sequence[UUID]) -> dict[UUID, datetime]:
    """Until when those of these drivers who are paused are asked for no ride, by driver."""
    return await _waiting(db, drivers, "returned")


async def check_rider(db: Db, rider_id: UUID, begins: datetime) -> None:
    """Checks that a rider is not paused when a ride begins. Raises `RidePaused`, which says `until`
    when they are.
    """
    until = (await _waiting(db, [rider_id], "called_off")).get(rider_id)
    if until is not None and begins < until:
        raise RidePaused(until=until.isoformat())


async def _waiting(db: Db, people: Sequence[UUID], kind: BrokenKind) -> dict[UUID, datetime]:
    found: dict[UUID, list[datetime]] = {}
    for one in await store.of_many(db, people, kind, db.now - KEPT):
        found.setdefault(one.person_id, []).append(one.at)
    ends = {who: pause_until(times, kind, db.now) for who, times in found.items()}
    return {who: end for who, end in ends.items() if end is not None}


async def pauses(db: Db) -> list[RidePause]:
    """For the desk: who waits now, the newest first."""
    found: dict[tuple[UUID, BrokenKind], list[datetime]] = {}
    for one in await store.of_all(db, db.now - KEPT, MOST, MOST_AT_DESK):
        found.setdefault((one.person_id, one.kind), []).append(one.at)
    made = []
    for (who, kind), times in found.items():
        until = pause_until(times, kind, db.now)
        if until is not None:
            made.append(RidePause(who, kind, until, len(times)))
    return made


async def lift(db: Db, me: UUID, person_id: UUID, kind: BrokenKind) -> None:
    """They wait no longer, and what they went back on counts no more, as an operator says who is
    not them; after the commit, what they have open is read anew. Raises `OwnPause`, `NoPause`.
    """
    if person_id == me:
        raise OwnPause
    if not await store.lift(db, person_id, kind):
        raise NoPause
    stream.tell(db, (person_id,), CHANGED)


async def drop_expired(db: Db) -> int:
    """Deletes broken rides that no pause depends on any more; answers how many."""
    return await store.drop(db, db.now - KEPT)

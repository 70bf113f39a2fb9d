"""Waiting at a rank: who comes there on duty is in its line, who goes away is not."""

from collections.abc import Collection, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.ranks import store
from leapfrog.ranks.model import (
    HEARD_WITHIN,
    KEPT_FOR,
    MOST_REFUSALS,
    SERVES_WITHIN,
    PlaceInLine,
    Stand,
    stands_at,
)


async def stand(db: Db, free: Sequence[Stand], busy: Sequence[UUID] = ()) -> list[UUID]:
    """Takes where drivers on duty are: those at a rank join its line, those elsewhere, and who is
    `busy` with a ride, leave it. Answers the drivers whose place in a line has changed.
    """
    gone = set(busy)
    drivers = [one.driver_id for one in free]
    before = await store.standing(db, [*drivers, *busy])
    ranks = await store.open_ranks(db) if free else []
    there: dict[UUID, str] = {}
    for one in free:
        earlier = before.get(one.driver_id)
        rank = stands_at(ranks, one, earlier.rank_id if earlier else None)
        if rank is None:
            gone.add(one.driver_id)
        else:
            there[one.driver_id] = rank.id
    left = sorted(gone & before.keys())
    changed = set(await store.leave(db, left)) if left else set()
    if there:
        drivers = sorted(there)
        await store.join(db, drivers, [there[one] for one in drivers], db.now - KEPT_FOR)
    for driver_id, rank_id in there.items():
        known = before.get(driver_id)
        if known is None or known.rank_id != rank_id:
            changed |= {rank_id, known.rank_id} if known else {rank_id}
    return [*left, *await store.at_ranks(db, sorted(changed))] if changed else []


async def leave(db: Db, driver_id: UUID) -> list[UUID]:
    """Takes a driver out of the line of a rank; answers the drivers whose place in it has changed.
    Again, nothing happens.
    """
    left = await store.leave(db, [driver_id])
    return await store.at_ranks(db, left) if left else []


async def refuse(db: Db, driver_id: UUID) -> list[UUID]:
    """Counts that a driver declined an offer, or did not answer: the second time they go to the end
    of the line at their rank. Nothing for who stands at none. Answers the drivers whose place may
    have changed.
    """
    ranks = await store.refuse(db, driver_id, MOST_REFUSALS)
    return await store.at_ranks(db, ranks) if ranks else []


async def first_beside(
    db: Db,
    drivers: Sequence[UUID],
    places: Sequence[tuple[float, float]],
    forbidden: Collection[tuple[int, int]] = (),
) -> set[tuple[int, int]]:
    """Which drivers are first in line for rides, as pairs (driver, place) of indexes: for each
    place (degrees) who waits longest at a rank that serves it, within 300 metres; of several
    places, the first has the first of the line, the next one the next. `forbidden`: who may not be
    asked about a place.
    """
    lines = await store.lines(db, drivers, db.now - HEARD_WITHIN)
    if not lines:
        return set()
    number = {driver_id: n for n, driver_id in enumerate(drivers)}
    found = set()
    for rank in await store.open_ranks(db):
        line = [number[one] for one in lines.get(rank.id, ())]
        for n, (lat, lon) in enumerate(places):
            if not line or rank.metres(lat, lon) > SERVES_WITHIN:
                continue
            first = next((one for one in line if (one, n) not in forbidden), None)
            if first is not None:
                line.remove(first)
                found.add((first, n))
    return found


async def place_in_line(db: Db, driver_id: UUID) -> PlaceInLine | None:
    """The rank at which a driver waits, their place in its line (from 1) and its length; None for
    who stands at no rank.
    """
    found = await store.place(db, driver_id, db.now - HEARD_WITHIN)
    if found is None:
        return None
    for rank in await store.open_ranks(db):
        if rank.id == found.rank_id:
            return PlaceInLine(rank, found.place, found.of)
    return None

"""What the dispatcher asks: whom wishes keep apart, and how long somebody waits for theirs."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.places import Point
from leapfrog.ride_wishes import store
from leapfrog.ride_wishes.model import (
    PREFERRED_WAIT,
    PaymentWays,
    RideToWish,
    driver_allows,
    ends_within,
    leads_home,
    rider_allows,
)

# A driver, and where they are, in degrees.
DriverAt = tuple[UUID, float, float]


async def forbidden_pairs(
    db: Db, rides: Sequence[RideToWish], drivers: Sequence[DriverAt]
) -> set[tuple[int, int]]:
    """The pairs (driver, ride), by their indexes, of which the wishes of one of the two keep the
    driver from being asked.
    """
    ids = [one[0] for one in drivers]
    wishes = await store.riders(db, [one.rider_id for one in rides])
    women, homes = await store.women(db, ids), await store.homes(db, ids)
    areas, ways = await store.areas(db, ids), await payment_ways(db, ids)
    if not (wishes or women or homes or areas or ways.said):
        return set()
    found = set()
    for n, (driver_id, lat, lon) in enumerate(drivers):
        woman, home, area = women.get(driver_id), homes.get(driver_id), areas.get(driver_id)
        for m, ride in enumerate(rides):
            wish = wishes.get(ride.rider_id)
            fits = rider_allows(wish, ride.waited, woman) and driver_allows(woman, wish, db.now)
            fits = fits and ways.takes(driver_id, ride.mode)
            fits = fits and (home is None or leads_home(home, Point(lat, lon), ride))
            if not fits or (area and not ends_within(area, ride)):
                found.add((n, m))
    return found


async def payment_ways(db: Db, drivers: Sequence[UUID]) -> PaymentWays:
    """How these drivers do not want to be paid; who has said nothing takes everything."""
    return PaymentWays(await store.payments(db, drivers))


async def rider_takes(db: Db, rider_id: UUID, driver_id: UUID, waited: float) -> bool:
    """Whether what a rider wishes now still lets this driver come; `waited`: seconds."""
    wish = (await store.riders(db, [rider_id])).get(rider_id)
    return rider_allows(wish, waited, (await store.women(db, [driver_id])).get(driver_id))


async def patience(db: Db, rider_id: UUID) -> timedelta:
    """How much longer than for others a driver is looked for: five minutes for a rider who prefers
    a woman, else 0.
    """
    wish = (await store.riders(db, [rider_id])).get(rider_id)
    return PREFERRED_WAIT if wish == "preferred" else timedelta(0)

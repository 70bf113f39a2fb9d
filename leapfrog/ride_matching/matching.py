"""Who is asked about which ride: all open rides and all free drivers at once, so that the sum of
all ways is the shortest, and not the first one's alone; pure.

Matched by `scipy.optimize.linear_sum_assignment` (Jonker-Volgenant) on the dense matrix. Not by its
sparse sister: where no full matching exists, which is every evening, that may not come back.
"""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from leapfrog.ride_matching.pairs import OfferPair

# More than any way costs: a pair that may not be.
FORBIDDEN = 1e5
# Half of what somebody has waited counts as if the way were shorter, up to so many seconds; of
# drivers a tenth of a minute for each.
RIDER_WAITED, MOST_RIDER_WAITED = 0.5, 180.0
# Who still drives somebody counts as so many seconds farther away.
STILL_DRIVES = 60.0
DRIVER_WAITED, MOST_DRIVER_WAITED = 0.1 / 60, 60.0
# After so many who would not, as many as that are asked at once and the first yes has it.
REFUSALS, AT_ONCE = 2, 3


def costs(
    seconds: Any,
    riders_waited: Sequence[float],
    drivers_waited: Sequence[float],
    at_rank: Collection[tuple[int, int]] = (),
    ending: Sequence[bool] = (),
) -> Any:
    """What each pair costs (drivers × rides): `seconds` of driving, infinite where there is no way,
    less what the two have waited (seconds). `at_rank`: (driver, ride) of whom the driver is the
    first at a rank beside the rider, which counts as no way at all and the longest wait: so nobody
    who came later, or stands nearer by chance, is asked before them. `ending`: which drivers still
    drive somebody, who may take longer than the roads say.
    """
    riders = np.minimum(np.asarray(riders_waited, float) * RIDER_WAITED, MOST_RIDER_WAITED)
    drivers = np.minimum(np.asarray(drivers_waited, float) * DRIVER_WAITED, MOST_DRIVER_WAITED)
    found = seconds - riders[None, :] - drivers[:, None]
    if len(ending):
        found = found + np.where(np.asarray(ending), STILL_DRIVES, 0.0)[:, None]
    for driver, ride in at_rank:
        found[driver, ride] = -riders[ride] - MOST_DRIVER_WAITED
    return np.where(np.isfinite(seconds), found, FORBIDDEN)


def match(
    seconds: Any, cost: Any, refusals: Sequence[int], forbidden: Collection[tuple[int, int]] = ()
) -> list[OfferPair]:
    """Each driver is asked about one ride at most, each ride of one driver; of those whom several
    would not drive, of the next best that are left over too. `forbidden`: (driver, ride).
    """
    if not cost.size:
        return []
    cost = cost.copy()
    for pair in forbidden:
        cost[pair] = FORBIDDEN
    rows, columns = linear_sum_assignment(cost)
    found = [
        OfferPair(int(driver), int(ride), round(float(seconds[driver, ride])))
        for driver, ride in zip(rows, columns, strict=True)
        if cost[driver, ride] < FORBIDDEN
    ]
    return [*found, *_more(seconds, cost, refusals, found)]


def _more(
    seconds: Any, cost: Any, refusals: Sequence[int], found: Sequence[OfferPair]
) -> list[OfferPair]:
    busy = {pair.driver for pair in found}
    more = []
    for ride in (pair.ride for pair in found if refusals[pair.ride] >= REFUSALS):
        nearest = [int(one) for one in np.argsort(cost[:, ride], kind="stable")]
        free = [one for one in nearest if one not in busy and cost[one, ride] < FORBIDDEN]
        for driver in free[: AT_ONCE - 1]:
            busy.add(driver)
            more.append(OfferPair(driver, ride, round(float(seconds[driver, ride]))))
    return more

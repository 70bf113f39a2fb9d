"""Pairs of drivers and rides: what of them is known, and who is asked about what."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import msgspec

from leapfrog.ride_matching.distances import WITHIN, Going, Placed, left, times
from leapfrog.ride_matching.pairs import OfferPair

if TYPE_CHECKING:
    from leapfrog.places import Roads


class Matching(msgspec.Struct, frozen=True):
    """What the matching obeys: which pairs (driver, ride) may not be, of which the driver is the
    first at a rank beside the rider, how long each has waited (seconds), and how many were asked
    about each ride before.
    """

    forbidden: Collection[tuple[int, int]]
    at_rank: Collection[tuple[int, int]]
    rides_waited: Sequence[float]
    drivers_waited: Sequence[float]
    asked: Sequence[int]


def matched(
    roads: "Roads", rules: Matching, rides: Sequence[Placed], drivers: Sequence[Going]
) -> list[OfferPair]:
    """Which driver is asked about which ride, for all of them at once, by the lowest cost. Takes a
    while of the processor: to be called in a thread and without a connection.
    """
    # Who never dispatches does not load numpy and scipy.
    from leapfrog.ride_matching.matching import costs, match  # noqa: PLC0415

    seconds = times(roads, rides, drivers) + left(roads, drivers)[:, None]
    seconds[seconds > WITHIN] = float("inf")
    waited = (rules.rides_waited, rules.drivers_waited)
    ending = [one.from_lat is not None for one in drivers]
    cost = costs(seconds, *waited, rules.at_rank, ending)
    return match(seconds, cost, rules.asked, rules.forbidden)

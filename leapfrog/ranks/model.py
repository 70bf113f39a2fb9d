"""Ranks and the order in which taxis wait there; pure."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog.places import metres_apart

# Who is so near stands there (metres); who stands there leaves by going farther away than that, for
# a phone that lies still moves by some metres too.
JOIN_WITHIN, STAY_WITHIN = 60.0, 90.0
# What is so near tells where a rank without a name is (metres).
NEAR = 100.0
# A rank serves who wants to be fetched so near.
SERVES_WITHIN = 300.0
# After so many rides that one would not drive, one is the last.
MOST_REFUSALS = 2
# Of whom nothing was heard for so long, that one is passed over; after longer the place is lost.
HEARD_WITHIN, KEPT_FOR = timedelta(seconds=90), timedelta(minutes=5)


class TaxiRank(msgspec.Struct, frozen=True):
    """Where taxis wait, in degrees. `id`: of the place of the map, or `rank:` and an id of the
    desk's.
    """

    id: str
    name: str
    lat: float
    lon: float

    def metres(self, lat: float, lon: float) -> float:
        """How far from there, as the crow flies."""
        return metres_apart(self.lat, self.lon, lat, lon)


class RankWithTaxis(TaxiRank, frozen=True):
    """A rank, and how many wait there now. One without a name is told by its `street`, and by what
    it is next to, in the languages in which these have names.
    """

    waiting: int
    street: str
    street_names: dict[str, str]
    by: str
    by_names: dict[str, str]


class Stand(msgspec.Struct, frozen=True):
    """Where a driver on duty is who has nobody to drive, in degrees."""

    driver_id: UUID
    lat: float
    lon: float


class PlaceInLine(msgspec.Struct, frozen=True):
    """At which rank a driver waits; the how many-th they are (1: the next) of how many."""

    rank: TaxiRank
    place: int
    of: int


def stands_at(ranks: Iterable[TaxiRank], here: Stand, before: str | None) -> TaxiRank | None:
    """The rank at which one stands who is there; `before`: at which they stood just now, which they
    keep until they have left it.
    """
    near = sorted((one.metres(here.lat, here.lon), one.id, one) for one in ranks)
    for metres, name, rank in near:
        if name == before and metres <= STAY_WITHIN:
            return rank
    return near[0][2] if near and near[0][0] <= JOIN_WITHIN else None

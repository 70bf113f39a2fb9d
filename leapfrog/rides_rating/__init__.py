"""Ratings of rides by hail: what rider and driver think of each other, shown once both said it."""

from leapfrog.rides_rating.archive import RECORD_SETS
from leapfrog.rides_rating.rating import rate

__all__ = ["RECORD_SETS", "rate"]

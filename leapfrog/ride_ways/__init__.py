"""What was driven of a ride by hail: how far, for good, and where, as long as that is kept."""

from leapfrog.ride_ways.archive import RECORD_SETS
from leapfrog.ride_ways.driven import note_driven

__all__ = ["RECORD_SETS", "note_driven"]

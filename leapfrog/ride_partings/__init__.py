"""Who rides with whom no more, because one of the two said so after a ride. The other one is not
told, and neither learns more of the other than the ride showed.
"""

from leapfrog.ride_partings.archive import RECORD_SETS
from leapfrog.ride_partings.store import apart as parted_pairs
from leapfrog.ride_partings.store import has_parted, part, take_back

__all__ = ["RECORD_SETS", "has_parted", "part", "parted_pairs", "take_back"]

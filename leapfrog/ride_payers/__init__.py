"""Who pays for the rides of somebody else, having said so once, up to so much in a month."""

from leapfrog.ride_payers.archive import RECORD_SETS
from leapfrog.ride_payers.errors import NoRidePayer, OverRideLimit
from leapfrog.ride_payers.model import RidePayer
from leapfrog.ride_payers.paying import came_to as ride_came_to
from leapfrog.ride_payers.paying import check_payer as check_ride_payer
from leapfrog.ride_payers.paying import release as release_of_ride
from leapfrog.ride_payers.paying import take as take_for_ride

__all__ = [
    "RECORD_SETS",
    "NoRidePayer",
    "OverRideLimit",
    "RidePayer",
    "check_ride_payer",
    "release_of_ride",
    "ride_came_to",
    "take_for_ride",
]

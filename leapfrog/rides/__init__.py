"""Rides: a taxi from the street, paid from the phone. Hailing comes later."""

from leapfrog.rides.archive import RECORD_SETS
from leapfrog.rides.drivers import drive
from leapfrog.rides.model import RideSums, Waypoint
from leapfrog.rides.street import NOTICE, board, meter, of_either, settle

__all__ = [
    "NOTICE",
    "RECORD_SETS",
    "RideSums",
    "Waypoint",
    "board",
    "drive",
    "meter",
    "of_either",
    "settle",
]

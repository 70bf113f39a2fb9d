"""Rides: a taxi from the street, paid from the phone; and by hail, which comes where one is."""

from leapfrog.rides.archive import RECORD_SETS
from leapfrog.rides.drivers import drive
from leapfrog.rides.hailing.dispatching import RideDispatcher
from leapfrog.rides.hailing.model import HailedRide
from leapfrog.rides.hailing.positions import DriverPositions, RidePositionFrame
from leapfrog.rides.hailing.store import offer as ride_offer
from leapfrog.rides.hailing.store import ride as hailed_ride
from leapfrog.rides.hailing.tariffs import earnings_of
from leapfrog.rides.hailing.telling import OFFER_NOTICE
from leapfrog.rides.model import RideSums, Waypoint
from leapfrog.rides.street import NOTICE, board, meter, of_either, settle
from leapfrog.rides.timers import TIMERS

__all__ = [
    "NOTICE",
    "OFFER_NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "DriverPositions",
    "HailedRide",
    "RideDispatcher",
    "RidePositionFrame",
    "RideSums",
    "Waypoint",
    "board",
    "drive",
    "earnings_of",
    "hailed_ride",
    "meter",
    "of_either",
    "ride_offer",
    "settle",
]

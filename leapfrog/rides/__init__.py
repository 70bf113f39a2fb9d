"""Rides: a taxi from the street, paid from the phone; and by hail, which comes where one is."""

from leapfrog.rides.archive import RECORD_SETS
from leapfrog.rides.disputes import found_dispute as ride_dispute
from leapfrog.rides.documents import LICENCE_NOTICE
from leapfrog.rides.drivers import drive
from leapfrog.rides.drivers import driver as ride_driver
from leapfrog.rides.errors import NotDriving, NotVetted
from leapfrog.rides.hailing.dispatching import RideDispatcher
from leapfrog.rides.hailing.model import HailedRide
from leapfrog.rides.hailing.positions import DriverPositions, RidePositionFrame
from leapfrog.rides.hailing.store import offer as ride_offer
from leapfrog.rides.hailing.store import ride as hailed_ride
from leapfrog.rides.hailing.tariffs import earnings_of
from leapfrog.rides.hailing.telling import DISPUTE_NOTICE, OFFER_NOTICE
from leapfrog.rides.model import RideSums, Waypoint
from leapfrog.rides.safety import HELP_NOTICE
from leapfrog.rides.safety import open_call as open_help_call
from leapfrog.rides.street import NOTICE, board, meter, of_either, settle
from leapfrog.rides.talking import MESSAGE_NOTICE
from leapfrog.rides.talking import last_message as last_ride_message
from leapfrog.rides.timers import TIMERS
from leapfrog.rides.tracing import drop_expired

__all__ = [
    "DISPUTE_NOTICE",
    "HELP_NOTICE",
    "LICENCE_NOTICE",
    "MESSAGE_NOTICE",
    "NOTICE",
    "OFFER_NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "DriverPositions",
    "HailedRide",
    "NotDriving",
    "NotVetted",
    "RideDispatcher",
    "RidePositionFrame",
    "RideSums",
    "Waypoint",
    "board",
    "drive",
    "drop_expired",
    "earnings_of",
    "hailed_ride",
    "last_ride_message",
    "meter",
    "of_either",
    "open_help_call",
    "ride_dispute",
    "ride_driver",
    "ride_offer",
    "settle",
]

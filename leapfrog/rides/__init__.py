"""Rides: a taxi from the street, paid from the phone; and by hail, which comes where one is."""

from leapfrog.rides.archive import RECORD_SETS
from leapfrog.rides.disputes import found_dispute as ride_dispute
from leapfrog.rides.documents import LICENCE_NOTICE
from leapfrog.rides.drivers import drive
from leapfrog.rides.drivers import driver as ride_driver
from leapfrog.rides.errors import NotDriving, NotVetted
from leapfrog.rides.hailing.dispatching import RideDispatcher
from leapfrog.rides.hailing.driving import answer as answer_offer
from leapfrog.rides.hailing.driving import arrive, ask_for_vetting
from leapfrog.rides.hailing.driving import end as end_ride
from leapfrog.rides.hailing.driving import go_offline as go_off_duty
from leapfrog.rides.hailing.driving import go_online as go_on_duty
from leapfrog.rides.hailing.driving import not_come as report_no_show
from leapfrog.rides.hailing.driving import offered as offer_to
from leapfrog.rides.hailing.model import HailedRide
from leapfrog.rides.hailing.positions import DriverPositions, RidePositionFrame
from leapfrog.rides.hailing.store import of_driver_now as ride_of_driver
from leapfrog.rides.hailing.store import offer as ride_offer
from leapfrog.rides.hailing.store import ride as hailed_ride
from leapfrog.rides.hailing.tariffs import earnings_of
from leapfrog.rides.hailing.telling import DISPUTE_NOTICE, OFFER_NOTICE
from leapfrog.rides.hailing.vetting import check as check_licence
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
    "answer_offer",
    "arrive",
    "ask_for_vetting",
    "board",
    "check_licence",
    "drive",
    "drop_expired",
    "earnings_of",
    "end_ride",
    "go_off_duty",
    "go_on_duty",
    "hailed_ride",
    "last_ride_message",
    "meter",
    "of_either",
    "offer_to",
    "open_help_call",
    "report_no_show",
    "ride_dispute",
    "ride_driver",
    "ride_of_driver",
    "ride_offer",
    "settle",
]

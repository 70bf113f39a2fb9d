"""Rides: a taxi from the street, paid from the phone; and by hail, which comes where one is."""

from leapfrog.rides.archive import RECORD_SETS
from leapfrog.rides.documents import LICENCE_NOTICE
from leapfrog.rides.drivers import drive
from leapfrog.rides.drivers import driver as ride_driver
from leapfrog.rides.errors import NoRide, NotDriving, NotVetted, RideOver, RideState
from leapfrog.rides.hailing.changing import answer as answer_trip_change
from leapfrog.rides.hailing.dispatching import RideDispatcher
from leapfrog.rides.hailing.driving import answer as answer_offer
from leapfrog.rides.hailing.driving import arrive, ask_for_vetting, give_back
from leapfrog.rides.hailing.driving import board as get_in
from leapfrog.rides.hailing.driving import go_offline as go_off_duty
from leapfrog.rides.hailing.driving import go_online as go_on_duty
from leapfrog.rides.hailing.driving import not_come as report_no_show
from leapfrog.rides.hailing.driving import offered as offer_to
from leapfrog.rides.hailing.model import DrivenTrip, HailedRide, HailRequest
from leapfrog.rides.hailing.positions import DriverPositions, RidePositionFrame
from leapfrog.rides.hailing.requesting import request as request_ride
from leapfrog.rides.hailing.requesting import tip as tip_driver
from leapfrog.rides.hailing.settling import end as end_ride
from leapfrog.rides.hailing.store import lock as lock_hailed_ride
from leapfrog.rides.hailing.store import of_driver_now as ride_of_driver
from leapfrog.rides.hailing.store import offer as ride_offer
from leapfrog.rides.hailing.store import ride as hailed_ride
from leapfrog.rides.hailing.store_drivers import place_now as driver_place
from leapfrog.rides.hailing.store_trips import latest as last_trip_change
from leapfrog.rides.hailing.table import OVER as RIDES_OVER
from leapfrog.rides.hailing.table import TOGETHER as RIDES_TOGETHER
from leapfrog.rides.hailing.tariffs import earned as earned_of_ride
from leapfrog.rides.hailing.tariffs import earnings_of, price_of, tariff
from leapfrog.rides.hailing.telling import CHANGE_NOTICE, OFFER_NOTICE
from leapfrog.rides.hailing.telling import look_again as look_at_rides_again
from leapfrog.rides.hailing.vetting import check as check_licence
from leapfrog.rides.model import RideSums, Waypoint
from leapfrog.rides.model import words as ride_words
from leapfrog.rides.store import driver as driver_who_drives
from leapfrog.rides.store_traces import TracePoint
from leapfrog.rides.store_traces import trace as ride_trace
from leapfrog.rides.street import NOTICE, board, meter, of_either, settle
from leapfrog.rides.timers import TIMERS
from leapfrog.rides.tracing import drop_expired

__all__ = [
    "CHANGE_NOTICE",
    "LICENCE_NOTICE",
    "NOTICE",
    "OFFER_NOTICE",
    "RECORD_SETS",
    "RIDES_OVER",
    "RIDES_TOGETHER",
    "TIMERS",
    "DrivenTrip",
    "DriverPositions",
    "HailRequest",
    "HailedRide",
    "NoRide",
    "NotDriving",
    "NotVetted",
    "RideDispatcher",
    "RideOver",
    "RidePositionFrame",
    "RideState",
    "RideSums",
    "TracePoint",
    "Waypoint",
    "answer_offer",
    "answer_trip_change",
    "arrive",
    "ask_for_vetting",
    "board",
    "check_licence",
    "drive",
    "driver_place",
    "driver_who_drives",
    "drop_expired",
    "earned_of_ride",
    "earnings_of",
    "end_ride",
    "get_in",
    "give_back",
    "go_off_duty",
    "go_on_duty",
    "hailed_ride",
    "last_trip_change",
    "lock_hailed_ride",
    "look_at_rides_again",
    "meter",
    "of_either",
    "offer_to",
    "price_of",
    "report_no_show",
    "request_ride",
    "ride_driver",
    "ride_of_driver",
    "ride_offer",
    "ride_trace",
    "ride_words",
    "settle",
    "tariff",
    "tip_driver",
]

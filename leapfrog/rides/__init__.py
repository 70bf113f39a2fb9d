"""Rides: a taxi from the street, paid from the phone; and by hail, which comes where one is."""

from leapfrog.rides.archive import RECORD_SETS
from leapfrog.rides.documents import LICENCE_NOTICE, DocumentKind, document_kinds
from leapfrog.rides.drivers import drive
from leapfrog.rides.drivers import driver as ride_driver
from leapfrog.rides.errors import NoRide, NotDriving, NotVetted, RideOver, RideState
from leapfrog.rides.events import RideBoarded, RideLeft
from leapfrog.rides.hailing.changing import answer as answer_trip_change
from leapfrog.rides.hailing.dispatching import RideDispatcher
from leapfrog.rides.hailing.dispatching import dispatcher as ride_dispatcher
from leapfrog.rides.hailing.driving import answer as answer_offer
from leapfrog.rides.hailing.driving import arrive, ask_for_vetting, give_back
from leapfrog.rides.hailing.driving import board as get_in
from leapfrog.rides.hailing.driving import go_offline as go_off_duty
from leapfrog.rides.hailing.driving import go_online as go_on_duty
from leapfrog.rides.hailing.driving import not_come as report_no_show
from leapfrog.rides.hailing.driving import offered as offer_to
from leapfrog.rides.hailing.earning import earned as earned_of_ride
from leapfrog.rides.hailing.earning import earnings_of
from leapfrog.rides.hailing.free import free_now as free_drivers
from leapfrog.rides.hailing.model import DrivenTrip, HailedRide, HailRequest, RideMode
from leapfrog.rides.hailing.model import least_of as least_price
from leapfrog.rides.hailing.model import most_of as most_price
from leapfrog.rides.hailing.positions import DriverPositions, RidePositionFrame
from leapfrog.rides.hailing.requesting import request as request_ride
from leapfrog.rides.hailing.requesting import tip as tip_driver
from leapfrog.rides.hailing.settling import differing as differing_sums
from leapfrog.rides.hailing.settling import end as end_ride
from leapfrog.rides.hailing.settling import judge as judge_sum
from leapfrog.rides.hailing.store import lock as lock_hailed_ride
from leapfrog.rides.hailing.store import note_tried as note_rider_tried
from leapfrog.rides.hailing.store import of_driver_now as ride_of_driver
from leapfrog.rides.hailing.store import offer as ride_offer
from leapfrog.rides.hailing.store import ride as hailed_ride
from leapfrog.rides.hailing.store_drivers import DriverToVet, FreeDriver
from leapfrog.rides.hailing.store_drivers import place_now as driver_place
from leapfrog.rides.hailing.store_trips import latest as last_trip_change
from leapfrog.rides.hailing.table import FOLLOWED as RIDES_FOLLOWED
from leapfrog.rides.hailing.table import OVER as RIDES_OVER
from leapfrog.rides.hailing.table import TOGETHER as RIDES_TOGETHER
from leapfrog.rides.hailing.telling import CHANGE_NOTICE, OFFER_NOTICE
from leapfrog.rides.hailing.telling import look_again as look_at_rides_again
from leapfrog.rides.hailing.trips import TripWanted
from leapfrog.rides.hailing.trips import trip as trip_on_map
from leapfrog.rides.hailing.vetting import check as check_licence
from leapfrog.rides.hailing.vetting import refuse as refuse_licence
from leapfrog.rides.hailing.vetting import stop as stop_ride
from leapfrog.rides.hailing.vetting import to_vet as drivers_to_vet
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
    "RIDES_FOLLOWED",
    "RIDES_OVER",
    "RIDES_TOGETHER",
    "TIMERS",
    "DocumentKind",
    "DrivenTrip",
    "DriverPositions",
    "DriverToVet",
    "FreeDriver",
    "HailRequest",
    "HailedRide",
    "NoRide",
    "NotDriving",
    "NotVetted",
    "RideBoarded",
    "RideDispatcher",
    "RideLeft",
    "RideMode",
    "RideOver",
    "RidePositionFrame",
    "RideState",
    "RideSums",
    "TracePoint",
    "TripWanted",
    "Waypoint",
    "answer_offer",
    "answer_trip_change",
    "arrive",
    "ask_for_vetting",
    "board",
    "check_licence",
    "differing_sums",
    "document_kinds",
    "drive",
    "driver_place",
    "driver_who_drives",
    "drivers_to_vet",
    "drop_expired",
    "earned_of_ride",
    "earnings_of",
    "end_ride",
    "free_drivers",
    "get_in",
    "give_back",
    "go_off_duty",
    "go_on_duty",
    "hailed_ride",
    "judge_sum",
    "last_trip_change",
    "least_price",
    "lock_hailed_ride",
    "look_at_rides_again",
    "meter",
    "most_price",
    "note_rider_tried",
    "of_either",
    "offer_to",
    "refuse_licence",
    "report_no_show",
    "request_ride",
    "ride_dispatcher",
    "ride_driver",
    "ride_of_driver",
    "ride_offer",
    "ride_trace",
    "ride_words",
    "settle",
    "stop_ride",
    "tip_driver",
    "trip_on_map",
]

"""Safety in rides by hail: a trip that people at home follow by a link, help, and the question
whether all is well.
"""

from leapfrog.kernel.timers import Handlers
from leapfrog.ride_safety.archive import RECORD_SETS
from leapfrog.ride_safety.choosing import (
    FOLLOW_NOTICE,
    follow_as_chosen,
    part,
    share_with_chosen,
    tell_followers,
)
from leapfrog.ride_safety.dropping import drop_expired
from leapfrog.ride_safety.errors import NoTrip
from leapfrog.ride_safety.following import share as share_trip
from leapfrog.ride_safety.helping import HELP_NOTICE
from leapfrog.ride_safety.store import open_call
from leapfrog.ride_safety.watching import CHECK_NOTICE, WATCH, check_of
from leapfrog.ride_safety.watching import watch as look_at_rides

TIMERS: Handlers = {WATCH: look_at_rides}

__all__ = [
    "CHECK_NOTICE",
    "FOLLOW_NOTICE",
    "HELP_NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "WATCH",
    "NoTrip",
    "check_of",
    "drop_expired",
    "follow_as_chosen",
    "open_call",
    "part",
    "share_trip",
    "share_with_chosen",
    "tell_followers",
]

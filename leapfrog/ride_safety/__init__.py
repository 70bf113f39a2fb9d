"""Safety in rides by hail: a trip that people at home follow by a link, help, and the question
whether all is well.
"""

from leapfrog.kernel.timers import Handlers
from leapfrog.ride_safety.archive import RECORD_SETS
from leapfrog.ride_safety.dropping import drop_expired
from leapfrog.ride_safety.following import share as share_trip
from leapfrog.ride_safety.helping import HELP_NOTICE
from leapfrog.ride_safety.store import open_call
from leapfrog.ride_safety.watching import CHECK_NOTICE, WATCH, check_of
from leapfrog.ride_safety.watching import watch as look_at_rides

TIMERS: Handlers = {WATCH: look_at_rides}

__all__ = [
    "CHECK_NOTICE",
    "HELP_NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "WATCH",
    "check_of",
    "drop_expired",
    "open_call",
    "share_trip",
]

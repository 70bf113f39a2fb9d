"""Live location: somebody shows the people of one conversation where they are, for a while."""

from leapfrog.live_location.archive import RECORD_SETS
from leapfrog.live_location.model import LiveShare
from leapfrog.live_location.sharing import END, end_due, parted, share_in, somebody_left, tell_place

TIMERS = {END: end_due}

__all__ = [
    "RECORD_SETS",
    "TIMERS",
    "LiveShare",
    "parted",
    "share_in",
    "somebody_left",
    "tell_place",
]

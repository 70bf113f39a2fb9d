"""Door cases: money or goods asked back of what was paid at the door, both sides' words, and a
ruling of the town. What goes back comes from the shop's wallet, or is owed until it is paid.
"""

from leapfrog.door_cases.archive import RECORD_SETS
from leapfrog.door_cases.moving import DUE, fall_due
from leapfrog.door_cases.news import NOTICE
from leapfrog.door_cases.store import find as found_door_case

TIMERS = {DUE: fall_due}

__all__ = ["DUE", "NOTICE", "RECORD_SETS", "TIMERS", "fall_due", "found_door_case"]

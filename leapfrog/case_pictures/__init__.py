"""Pictures of questions about orders: what arrived broken, what was sent back. Both sides show some
while it is open, and the town sees them once it was called.
"""

from leapfrog.case_pictures.archive import RECORD_SETS
from leapfrog.case_pictures.showing import FORGET, fall_due

TIMERS = {FORGET: fall_due}

__all__ = ["FORGET", "RECORD_SETS", "TIMERS"]

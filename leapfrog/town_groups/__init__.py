"""Groups with people of several towns: one of these orders all that is said, the others have exact
copies from which their own people read.
"""

from leapfrog.town_groups.archive import RECORD_SETS
from leapfrog.town_groups.events import WishedElsewhere
from leapfrog.town_groups.jobs import TIMERS, tidy, works
from leapfrog.town_groups.kinds import IN_VAIN, KINDS
from leapfrog.town_groups.marks import group_mark_is_told
from leapfrog.town_groups.moving import MovedGroup, arrive, depart
from leapfrog.town_groups.telling import log_is_told
from leapfrog.town_groups.wishing import append, wish_is_sent

__all__ = [
    "IN_VAIN",
    "KINDS",
    "RECORD_SETS",
    "TIMERS",
    "MovedGroup",
    "WishedElsewhere",
    "append",
    "arrive",
    "depart",
    "group_mark_is_told",
    "log_is_told",
    "tidy",
    "wish_is_sent",
    "works",
]

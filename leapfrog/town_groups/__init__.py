"""Groups with people of several towns: one of these orders all that is said, the others have exact
copies from which their own people read.
"""

from leapfrog.town_groups.archive import RECORD_SETS
from leapfrog.town_groups.events import WishedElsewhere
from leapfrog.town_groups.jobs import TIMERS, tidy, works
from leapfrog.town_groups.kinds import IN_VAIN, KINDS
from leapfrog.town_groups.marks import mark_is_told
from leapfrog.town_groups.moving import MovedGroup, arrive, depart
from leapfrog.town_groups.seeking import seek, seek_none
from leapfrog.town_groups.store_sought import SoughtGroup
from leapfrog.town_groups.store_sought import of_person as sought_by
from leapfrog.town_groups.telling import message_is_told
from leapfrog.town_groups.wishing import append, wish_is_sent

__all__ = [
    "IN_VAIN",
    "KINDS",
    "RECORD_SETS",
    "TIMERS",
    "MovedGroup",
    "SoughtGroup",
    "WishedElsewhere",
    "append",
    "arrive",
    "depart",
    "mark_is_told",
    "message_is_told",
    "seek",
    "seek_none",
    "sought_by",
    "tidy",
    "wish_is_sent",
    "works",
]

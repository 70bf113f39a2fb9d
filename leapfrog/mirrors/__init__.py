"""Mirrors: a spare of all that is somebody's, always fresh, in another town, which cannot read it;
with it they go on when their town is gone.
"""

from leapfrog.mirrors.jobs import TIMERS, begin, works
from leapfrog.mirrors.model import NOTICE
from leapfrog.mirrors.spares import read as own_spare
from leapfrog.mirrors.spares import spare_owner_is_erased

__all__ = [
    "NOTICE",
    "TIMERS",
    "begin",
    "own_spare",
    "spare_owner_is_erased",
    "works",
]

"""Portability: anyone can arrive with everything and leave with everything."""

from leapfrog.kernel.sweeping import SWEEP
from leapfrog.portability.arrivals import apply, preview
from leapfrog.portability.erasure import check_leaving, erase_all_but, erase_sets
from leapfrog.portability.jobs import TIMERS, works
from leapfrog.portability.model import Takeout
from leapfrog.portability.reading import Reader
from leapfrog.portability.takeouts import ask, build
from leapfrog.portability.takeouts import file as takeout_file
from leapfrog.portability.takeouts import one as takeout
from leapfrog.portability.verifying import Verified, verified

__all__ = [
    "SWEEP",
    "TIMERS",
    "Reader",
    "Takeout",
    "Verified",
    "apply",
    "ask",
    "build",
    "check_leaving",
    "erase_all_but",
    "erase_sets",
    "preview",
    "takeout",
    "takeout_file",
    "verified",
    "works",
]

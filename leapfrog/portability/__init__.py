"""Portability: anyone can arrive with everything and leave with everything."""

from leapfrog.kernel.sweeping import SWEEP
from leapfrog.portability.arrivals import apply, preview
from leapfrog.portability.jobs import TIMERS, works
from leapfrog.portability.takeouts import ask, build
from leapfrog.portability.verifying import Verified, verified

__all__ = [
    "SWEEP",
    "TIMERS",
    "Verified",
    "apply",
    "ask",
    "build",
    "preview",
    "verified",
    "works",
]

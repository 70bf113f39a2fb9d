"""Portability: anyone can arrive with everything and leave with everything."""

from leapfrog.portability.arrivals import apply, preview
from leapfrog.portability.jobs import expire_takeout, works
from leapfrog.portability.takeouts import EXPIRE, ask, build
from leapfrog.portability.verifying import Verified, verified

__all__ = [
    "EXPIRE",
    "Verified",
    "apply",
    "ask",
    "build",
    "expire_takeout",
    "preview",
    "verified",
    "works",
]

"""Portability: anyone can arrive with everything and leave with everything."""

from leapfrog.portability.arrivals import apply, preview
from leapfrog.portability.jobs import expire_takeout, works
from leapfrog.portability.takeouts import EXPIRE, ask, build

__all__ = ["EXPIRE", "apply", "ask", "build", "expire_takeout", "preview", "works"]

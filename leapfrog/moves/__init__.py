"""Moves: somebody goes from one town to another with everything, and stays reachable."""

from leapfrog.moves.by_key import BroughtCopy, BroughtKey, is_here, revive
from leapfrog.moves.jobs import TIMERS, person_is_erased, works

__all__ = ["TIMERS", "BroughtCopy", "BroughtKey", "is_here", "person_is_erased", "revive", "works"]

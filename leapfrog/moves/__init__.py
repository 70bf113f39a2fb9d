"""Moves: somebody goes from one town to another with everything, and stays reachable."""

from leapfrog.moves.arriving import begin, consented
from leapfrog.moves.by_key import BroughtCopy, BroughtKey, is_here, revive
from leapfrog.moves.jobs import TIMERS, person_is_erased, works
from leapfrog.moves.leaving import consent

__all__ = [
    "TIMERS",
    "BroughtCopy",
    "BroughtKey",
    "begin",
    "consent",
    "consented",
    "is_here",
    "person_is_erased",
    "revive",
    "works",
]

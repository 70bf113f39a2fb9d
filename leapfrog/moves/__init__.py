"""Moves: somebody goes from one town to another with everything, and stays reachable."""

from leapfrog.moves.jobs import TIMERS, person_is_erased, works

__all__ = ["TIMERS", "person_is_erased", "works"]

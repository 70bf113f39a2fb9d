"""Mutes: what somebody does not want to see, for a time or for good. Nobody learns of it."""

from leapfrog.mutes.archive import RECORD_SETS
from leapfrog.mutes.muting import add, drop, hears, mine, put, rules
from leapfrog.mutes.store import copy_mutes, drop_expired
from leapfrog.mutes.store import take_over as take_over_mutes

__all__ = [
    "RECORD_SETS",
    "add",
    "copy_mutes",
    "drop",
    "drop_expired",
    "hears",
    "mine",
    "put",
    "rules",
    "take_over_mutes",
]

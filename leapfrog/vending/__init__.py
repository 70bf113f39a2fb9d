"""Vending: machines that a shop puts up, paid from the phone, charged only for what dropped."""

from leapfrog.vending.archive import RECORD_SETS
from leapfrog.vending.gateway import PATH, Gateway, line
from leapfrog.vending.machines import fill, put_up, set_slot
from leapfrog.vending.model import NewSlot
from leapfrog.vending.results import time_is_over
from leapfrog.vending.sales import DEADLINE
from leapfrog.vending.simulator import Simulator

TIMERS = {DEADLINE: time_is_over}

__all__ = [
    "PATH",
    "RECORD_SETS",
    "TIMERS",
    "Gateway",
    "NewSlot",
    "Simulator",
    "fill",
    "line",
    "put_up",
    "set_slot",
]

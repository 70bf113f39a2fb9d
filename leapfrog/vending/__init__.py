"""Vending: machines that a shop puts up, paid from the phone, charged only for what dropped."""

from leapfrog.vending.archive import RECORD_SETS
from leapfrog.vending.gateway import PATH, Gateway, line
from leapfrog.vending.machines import fill, machine, put_up, set_slot
from leapfrog.vending.model import Machine, MachineLabels, NewSlot
from leapfrog.vending.offers import made as offer
from leapfrog.vending.results import report, time_is_over
from leapfrog.vending.sales import DEADLINE, buy
from leapfrog.vending.simulator import Simulator
from leapfrog.vending.store import away, seen

TIMERS = {DEADLINE: time_is_over}

__all__ = [
    "PATH",
    "RECORD_SETS",
    "TIMERS",
    "Gateway",
    "Machine",
    "MachineLabels",
    "NewSlot",
    "Simulator",
    "away",
    "buy",
    "fill",
    "line",
    "machine",
    "offer",
    "put_up",
    "report",
    "seen",
    "set_slot",
]

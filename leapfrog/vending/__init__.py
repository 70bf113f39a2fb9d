"""Vending: machines that a shop puts up, paid from the phone, charged only for what dropped. The
line on which any machine speaks with the town, and the keys by which it does, are here as well.
"""

from leapfrog.vending.actors import MachineActor, vend_frame
from leapfrog.vending.archive import RECORD_SETS
from leapfrog.vending.errors import MachineIdUsed, NoMachine
from leapfrog.vending.frames import (
    Basket,
    DoorFrame,
    DropReport,
    FaultFrame,
    MachineFrame,
    MachineHello,
    MachinePing,
    MachineProblem,
    OpenedDoor,
    RecordedFrame,
    ResultFrame,
    SlotsFrame,
    SlotShown,
    TownFrame,
    TypedFrame,
    VendFrame,
    WelcomeFrame,
)
from leapfrog.vending.gateway import PATH, Gateway, line
from leapfrog.vending.machines import change as change_machine
from leapfrog.vending.machines import fill, machine, new_key, put_up, set_slot, take_away
from leapfrog.vending.machines import run as run_machine
from leapfrog.vending.model import Machine, MachineKind, MachineLabels, NewSlot
from leapfrog.vending.offers import mac as machine_mac
from leapfrog.vending.offers import made as offer
from leapfrog.vending.results import report, time_is_over
from leapfrog.vending.sales import DEADLINE, buy, wake
from leapfrog.vending.simulator import BaseSimulator, Simulator
from leapfrog.vending.store import away, seen
from leapfrog.vending.store import by_ids as machines_by_ids
from leapfrog.vending.store import of_merchants as machines_of

TIMERS = {DEADLINE: time_is_over}

__all__ = [
    "PATH",
    "RECORD_SETS",
    "TIMERS",
    "BaseSimulator",
    "Basket",
    "DoorFrame",
    "DropReport",
    "FaultFrame",
    "Gateway",
    "Machine",
    "MachineActor",
    "MachineFrame",
    "MachineHello",
    "MachineIdUsed",
    "MachineKind",
    "MachineLabels",
    "MachinePing",
    "MachineProblem",
    "NewSlot",
    "NoMachine",
    "OpenedDoor",
    "RecordedFrame",
    "ResultFrame",
    "Simulator",
    "SlotShown",
    "SlotsFrame",
    "TownFrame",
    "TypedFrame",
    "VendFrame",
    "WelcomeFrame",
    "away",
    "buy",
    "change_machine",
    "fill",
    "line",
    "machine",
    "machine_mac",
    "machines_by_ids",
    "machines_of",
    "new_key",
    "offer",
    "put_up",
    "report",
    "run_machine",
    "seen",
    "set_slot",
    "take_away",
    "vend_frame",
    "wake",
]

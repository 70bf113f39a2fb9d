"""Lockers: machines whose compartments keep parcels. A locker is a machine of `vending`, on the
same line, and a pickup point of `parcels`, of which a shelf is a compartment.
"""

from leapfrog.lockers.archive import RECORD_SETS
from leapfrog.lockers.doors import RESERVED, reservation_is_over
from leapfrog.lockers.following import locker_hears_of_parcel
from leapfrog.lockers.keeping import LockerWishes, put_up
from leapfrog.lockers.model import Door, DoorOpening, DoorPlan
from leapfrog.lockers.news import DOOR_NOTICE, NOTICE, door_told, opening_told
from leapfrog.lockers.opening import (
    SILENT,
    STANDS_OPEN,
    door_says,
    door_stands_open,
    machine_is_silent,
    report,
)
from leapfrog.lockers.returning import LAPSES, SENT_BACK, return_lapses, sent_back
from leapfrog.lockers.simulator import LockerSimulator
from leapfrog.lockers.speaking import LockerActor
from leapfrog.lockers.visiting import Filling, fetch, fill

TIMERS = {
    RESERVED: reservation_is_over,
    SILENT: machine_is_silent,
    STANDS_OPEN: door_stands_open,
    LAPSES: return_lapses,
    SENT_BACK: sent_back,
}

__all__ = [
    "DOOR_NOTICE",
    "NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "Door",
    "DoorOpening",
    "DoorPlan",
    "Filling",
    "LockerActor",
    "LockerSimulator",
    "LockerWishes",
    "door_says",
    "door_told",
    "fetch",
    "fill",
    "locker_hears_of_parcel",
    "opening_told",
    "put_up",
    "report",
]

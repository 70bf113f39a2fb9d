"""Orders that are paid at the door, in cash or by the wallet. Prices are those of `orders`, units
`stock`'s, the way there and the cash `parcels`'; what the wallet pays waits in `escrow`.
"""

from leapfrog.door_orders.acting import (
    call_off,
    lines_of,
    locked,
    of_either,
    pay_by_wallet,
    send,
)
from leapfrog.door_orders.archive import RECORD_SETS
from leapfrog.door_orders.errors import NoDoorOrder
from leapfrog.door_orders.following import door_parcel_moved, drop_expired, fall_due
from leapfrog.door_orders.model import DoorLine, DoorOrder, DoorTerms, GivenBack, Side
from leapfrog.door_orders.news import NOTICE, look_again
from leapfrog.door_orders.placing import DUE, NewDoorOrder, place, set_terms
from leapfrog.door_orders.returning import Shelving, give_back, shelve
from leapfrog.door_orders.store import by_ids, lock_pause, of_merchants, of_person
from leapfrog.door_orders.store import lines as lines_of_all
from leapfrog.door_orders.store import pause as pause_selling
from leapfrog.door_orders.store import resume as resume_selling

TIMERS = {DUE: fall_due}

__all__ = [
    "DUE",
    "NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "DoorLine",
    "DoorOrder",
    "DoorTerms",
    "GivenBack",
    "NewDoorOrder",
    "NoDoorOrder",
    "Shelving",
    "Side",
    "by_ids",
    "call_off",
    "door_parcel_moved",
    "drop_expired",
    "fall_due",
    "give_back",
    "lines_of",
    "lines_of_all",
    "lock_pause",
    "locked",
    "look_again",
    "of_either",
    "of_merchants",
    "of_person",
    "pause_selling",
    "pay_by_wallet",
    "place",
    "resume_selling",
    "send",
    "set_terms",
    "shelve",
]

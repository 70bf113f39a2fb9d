"""Orders that are paid at the door, in cash or by the wallet. Prices are those of `orders`, units
`stock`'s, the way there and the cash `parcels`'; what the wallet pays waits in `escrow`.
"""

from leapfrog.door_orders.acting import call_off, lines_of, of_either, pay_by_wallet, send
from leapfrog.door_orders.archive import RECORD_SETS
from leapfrog.door_orders.errors import NoDoorOrder
from leapfrog.door_orders.following import door_parcel_moved, drop_expired, fall_due
from leapfrog.door_orders.model import DoorOrder, DoorTerms
from leapfrog.door_orders.news import NOTICE
from leapfrog.door_orders.placing import DUE, NewDoorOrder, place, set_terms

TIMERS = {DUE: fall_due}

__all__ = [
    "DUE",
    "NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "DoorOrder",
    "DoorTerms",
    "NewDoorOrder",
    "NoDoorOrder",
    "call_off",
    "door_parcel_moved",
    "drop_expired",
    "fall_due",
    "lines_of",
    "of_either",
    "pay_by_wallet",
    "place",
    "send",
    "set_terms",
]

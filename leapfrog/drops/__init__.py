"""Drops: some units of a thing for more people than can have one. Tickets are free, one a person;
a lottery that anybody can compute anew, or a queue, says who may buy.

Who may buy gets a right of `orders`; the units lie in a pool of `stock` of the drop's own.
"""

from leapfrog.drops.announcing import CLOSE, announce, call_off
from leapfrog.drops.archive import RECORD_SETS
from leapfrog.drops.closing import close, recommit, reveal
from leapfrog.drops.codes import give_code, use_code
from leapfrog.drops.community import name_helper
from leapfrog.drops.drawing import METHOD as DRAW_METHOD
from leapfrog.drops.drawing import SEED as SEED_BYTES
from leapfrog.drops.drawing import Drawing, DrawProof, commitment, drawn
from leapfrog.drops.drawing import faults as draw_faults
from leapfrog.drops.drawing import start_of as draw_start
from leapfrog.drops.errors import NoDrop
from leapfrog.drops.model import Drop, DropCode, NewDrop, NewReservation
from leapfrog.drops.news import NOTICE
from leapfrog.drops.reserving import RESERVING, reserve, withdraw
from leapfrog.drops.rolling import TURN, pool_turned, turn
from leapfrog.drops.shapes import DropShown, proof, shown
from leapfrog.drops.store import find
from leapfrog.drops.store_tickets import tickets

TIMERS = {CLOSE: close, TURN: turn}

__all__ = [
    "DRAW_METHOD",
    "NOTICE",
    "RECORD_SETS",
    "RESERVING",
    "SEED_BYTES",
    "TIMERS",
    "DrawProof",
    "Drawing",
    "Drop",
    "DropCode",
    "DropShown",
    "NewDrop",
    "NewReservation",
    "NoDrop",
    "announce",
    "call_off",
    "close",
    "commitment",
    "draw_faults",
    "draw_start",
    "drawn",
    "find",
    "give_code",
    "name_helper",
    "pool_turned",
    "proof",
    "recommit",
    "reserve",
    "reveal",
    "shown",
    "tickets",
    "use_code",
    "withdraw",
]

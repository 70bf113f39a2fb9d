"""Pre-sales: a shop sells something for a deposit now and the rest later. The unit is taken with
the deposit, so nothing is sold twice; its money is a trade of `escrow` from the deposit on, which
an order takes over when the rest is paid.
"""

from leapfrog.presales.archive import RECORD_SETS
from leapfrog.presales.booking import DepositWish, book, give_up
from leapfrog.presales.enrolling import call_off, enrol
from leapfrog.presales.errors import NoPresale
from leapfrog.presales.model import Booking, NewPresale, Presale
from leapfrog.presales.news import NOTICE
from leapfrog.presales.shapes import PresaleShown, shown
from leapfrog.presales.store import find
from leapfrog.presales.turning import TURN, deposit_moved, presale_pool_turned, turn

TIMERS = {TURN: turn}

__all__ = [
    "NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "Booking",
    "DepositWish",
    "NewPresale",
    "NoPresale",
    "Presale",
    "PresaleShown",
    "book",
    "call_off",
    "deposit_moved",
    "enrol",
    "find",
    "give_up",
    "presale_pool_turned",
    "shown",
    "turn",
]

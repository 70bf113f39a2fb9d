"""Escrow: a buyer's money waits on the trade's own account until the goods are there, or are not.

For modules that trade: `begin`, then `act` with what one of the two does. Timers do the rest, and
`EscrowChanged` says so.
"""

from leapfrog.pay.escrow.deals import DUE, act, begin, fall_due, judge, one
from leapfrog.pay.escrow.events import EscrowChanged
from leapfrog.pay.escrow.model import (
    Agree,
    AskRefund,
    Cancel,
    Confirm,
    Escrow,
    EscrowTerms,
    Extend,
    GotBack,
    Pay,
    Refuse,
    SendBack,
    Ship,
    Withdraw,
)

TIMERS = {DUE: fall_due}

__all__ = [
    "TIMERS",
    "Agree",
    "AskRefund",
    "Cancel",
    "Confirm",
    "Escrow",
    "EscrowChanged",
    "EscrowTerms",
    "Extend",
    "GotBack",
    "Pay",
    "Refuse",
    "SendBack",
    "Ship",
    "Withdraw",
    "act",
    "begin",
    "judge",
    "one",
]

"""Escrow: a buyer's money waits on the trade's own account until the goods are there, or are not.

For modules that trade: `begin` a list of trades, then `act` with what buyers, sellers and the town
do. Timers do the rest, and `EscrowChanged` says so. What leads from which state to which:
`model.TABLE`, and `docs/escrow.md`.
"""

from leapfrog.escrow.actions import (
    Agree,
    Appeal,
    AskRefund,
    Cancel,
    Confirm,
    EscrowAction,
    Extend,
    Forfeit,
    GiveBack,
    GotBack,
    Judge,
    Pay,
    PayBalance,
    Refuse,
    SendBack,
    Ship,
    Withdraw,
)
from leapfrog.escrow.archive import RECORD_SETS, check_over, records
from leapfrog.escrow.beginning import DUE, Answer, begin
from leapfrog.escrow.events import AppealWaits, EscrowChanged
from leapfrog.escrow.model import TABLE, TIMES, Deposit, Escrow, EscrowTerms, EscrowTimes, Refunding
from leapfrog.escrow.steps import EscrowAct, EscrowStep, paid_and_sent
from leapfrog.escrow.trades import (
    act,
    appeals,
    begin_and_act,
    charge,
    fall_due,
    hold,
    one,
    payment_ids,
    steps_of,
    take_over,
)
from leapfrog.kernel.timers import ForMany

TIMERS = {DUE: ForMany(fall_due)}

__all__ = [
    "RECORD_SETS",
    "TABLE",
    "TIMERS",
    "TIMES",
    "Agree",
    "Answer",
    "Appeal",
    "AppealWaits",
    "AskRefund",
    "Cancel",
    "Confirm",
    "Deposit",
    "Escrow",
    "EscrowAct",
    "EscrowAction",
    "EscrowChanged",
    "EscrowStep",
    "EscrowTerms",
    "EscrowTimes",
    "Extend",
    "Forfeit",
    "GiveBack",
    "GotBack",
    "Judge",
    "Pay",
    "PayBalance",
    "Refunding",
    "Refuse",
    "SendBack",
    "Ship",
    "Withdraw",
    "act",
    "appeals",
    "begin",
    "begin_and_act",
    "charge",
    "check_over",
    "hold",
    "one",
    "paid_and_sent",
    "payment_ids",
    "records",
    "steps_of",
    "take_over",
]

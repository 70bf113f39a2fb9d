"""The till: payments asked for, paid, charged by a code, given back, and the day's close."""

from leapfrog.pay.till.closing import close_day
from leapfrog.pay.till.intents import ask, expire, open_shop
from leapfrog.pay.till.model import ChargeAttempt, Intent, NewIntent, PaymentAttempt
from leapfrog.pay.till.paying import operation, pay
from leapfrog.pay.till.sharing import is_asked, note_paid, payable

__all__ = [
    "ChargeAttempt",
    "Intent",
    "NewIntent",
    "PaymentAttempt",
    "ask",
    "close_day",
    "expire",
    "is_asked",
    "note_paid",
    "open_shop",
    "operation",
    "pay",
    "payable",
]

"""Vouchers: codes that an organiser gives to people, by which tickets and products cost less, or
can be had at all; used exactly as often as they may be.

`find` looks a code up, `exchange` uses it for an order instead of what that used before,
`give_back` undoes it.
"""

from leapfrog.vouchers.archive import RECORD_SETS
from leapfrog.vouchers.errors import NoVoucher, VoucherNeeded, VoucherUnfit, VoucherUsed
from leapfrog.vouchers.making import VoucherCount, make, of_leader
from leapfrog.vouchers.model import Touched, VoucherBatch, VoucherTerms, VoucherUse
from leapfrog.vouchers.using import (
    FoundVoucher,
    VoucherOrder,
    exchange,
    find,
    give_back,
    give_back_orders,
    of_orders,
)

__all__ = [
    "RECORD_SETS",
    "FoundVoucher",
    "NoVoucher",
    "Touched",
    "VoucherBatch",
    "VoucherCount",
    "VoucherNeeded",
    "VoucherOrder",
    "VoucherTerms",
    "VoucherUnfit",
    "VoucherUse",
    "VoucherUsed",
    "exchange",
    "find",
    "give_back",
    "give_back_orders",
    "make",
    "of_leader",
    "of_orders",
]

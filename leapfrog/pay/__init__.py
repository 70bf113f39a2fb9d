"""Pay: the ways in which people give each other money; what moves, moves in the wallet's books.

A way to pay checks who may, calls `wallet.post`, and writes its own rows in the same transaction.
Each is a folder: `confirming` (is it them?), `transfers` (from person to person), `packets` (red
packets), `splits` (bills that are shared), `escrow` (between buyer and seller), `merchants`
(shops), `codes` (what is shown and scanned), `till` (paying in a shop), `receipts` (signed by the
town), `desk` (into the town and out of it), `providers` (licensed houses that hold the money).
"""

from leapfrog.pay import (
    confirming,
    desk,
    errors,
    escrow,
    merchants,
    packets,
    providers,
    receipts,
    splits,
    till,
    transfers,
    wallet_accounts,
)
from leapfrog.pay.archive import RECORD_SETS
from leapfrog.pay.cards import RESOLVERS, AnyCard
from leapfrog.pay.model import MoneyTerms, PaymentCard, Resolvers
from leapfrog.pay.opening import set_up
from leapfrog.pay.posting import post_all
from leapfrog.pay.timers import TIMERS, drop_expired
from leapfrog.pay.wallet_accounts import open_wallet_account

__all__ = [
    "RECORD_SETS",
    "RESOLVERS",
    "TIMERS",
    "AnyCard",
    "MoneyTerms",
    "PaymentCard",
    "Resolvers",
    "confirming",
    "desk",
    "drop_expired",
    "errors",
    "escrow",
    "merchants",
    "open_wallet_account",
    "packets",
    "post_all",
    "providers",
    "receipts",
    "set_up",
    "splits",
    "till",
    "transfers",
    "wallet_accounts",
]

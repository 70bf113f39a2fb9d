"""Pay: the ways in which people give each other money; what moves, moves in the wallet's books.

A way to pay checks who may, calls `wallet.post`, and writes its own rows in the same transaction.
Each is a folder: `confirming` (is it them?), `transfers` (from person to person),
`receipts` (signed by the town), `desk` (into the town and out of it).
"""

from leapfrog.pay import confirming, desk, errors, providers, purses, receipts, transfers
from leapfrog.pay.archive import RECORD_SETS
from leapfrog.pay.cards import RESOLVERS, AnyCard
from leapfrog.pay.model import Card, Resolvers, Terms
from leapfrog.pay.opening import set_up
from leapfrog.pay.purses import open_purse
from leapfrog.pay.timers import TIMERS, drop_expired
from leapfrog.pay.transfers.payer import Payer

__all__ = [
    "RECORD_SETS",
    "RESOLVERS",
    "TIMERS",
    "AnyCard",
    "Card",
    "Payer",
    "Resolvers",
    "Terms",
    "confirming",
    "desk",
    "drop_expired",
    "errors",
    "open_purse",
    "providers",
    "purses",
    "receipts",
    "set_up",
    "transfers",
]

"""Stock: what can run out, claimed by one person at a time and never twice; what lies where, and
why, in a journal.

`claim` takes of pools, `keep` makes it permanent, `release` gives it back; `record` writes the
journal: what came in, was counted, moved, left the house, came back.
"""

from leapfrog.stock.archive import RECORD_SETS
from leapfrog.stock.claims import CLAIMING, claim, extend, keep, kept_in, release, tidy
from leapfrog.stock.entries import Count, GiveUp, Move, Receive, Spend, StockMove, TakeBack
from leapfrog.stock.errors import (
    LimitReached,
    MoreThanClaimed,
    MoveIdUsed,
    NoClaim,
    SoldOut,
    TooFewFree,
)
from leapfrog.stock.events import PoolTurned, StockMissing
from leapfrog.stock.journal import record
from leapfrog.stock.model import Claim, Claimed, Granted, StockPool, Want
from leapfrog.stock.pools import free, lock_pools, low_waters, on_hand, open_pools, watch
from leapfrog.stock.routing import RoutedLine, routed
from leapfrog.stock.setting_aside import put_back, set_aside
from leapfrog.stock.store_journal import KNOWN_FOR

__all__ = [
    "CLAIMING",
    "KNOWN_FOR",
    "RECORD_SETS",
    "Claim",
    "Claimed",
    "Count",
    "GiveUp",
    "Granted",
    "LimitReached",
    "MoreThanClaimed",
    "Move",
    "MoveIdUsed",
    "NoClaim",
    "PoolTurned",
    "Receive",
    "RoutedLine",
    "SoldOut",
    "Spend",
    "StockMissing",
    "StockMove",
    "StockPool",
    "TakeBack",
    "TooFewFree",
    "Want",
    "claim",
    "extend",
    "free",
    "keep",
    "kept_in",
    "lock_pools",
    "low_waters",
    "on_hand",
    "open_pools",
    "put_back",
    "record",
    "release",
    "routed",
    "set_aside",
    "tidy",
    "watch",
]

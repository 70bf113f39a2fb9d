"""Stock: what can run out, claimed by one person at a time and never twice."""

from leapfrog.stock.archive import RECORD_SETS
from leapfrog.stock.claims import CLAIMING, claim, keep, release, tidy
from leapfrog.stock.model import Claim, Claimed, ClaimRequest, StockPool
from leapfrog.stock.pools import free, open_pools, refill

__all__ = [
    "CLAIMING",
    "RECORD_SETS",
    "Claim",
    "ClaimRequest",
    "Claimed",
    "StockPool",
    "claim",
    "free",
    "keep",
    "open_pools",
    "refill",
    "release",
    "tidy",
]

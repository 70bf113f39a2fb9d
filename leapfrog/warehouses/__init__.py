"""How shops keep their stock: what lies in which warehouse and on which shelf, from when on it runs
low, what it is worth, what is on its way, counted, ordered from suppliers, and fetched for orders.
Units are `stock`'s, goods and warehouses `market`'s, orders `orders`'.
"""

from leapfrog.warehouses.archive import RECORD_SETS
from leapfrog.warehouses.events import StockRanLow
from leapfrog.warehouses.stocktaking import KeptStock, of_shop
from leapfrog.warehouses.watching import (
    EXPIRY_NOTICE,
    NOTICE,
    TEND,
    ran_out,
    tend,
    watched_stock_has_turned,
)

TIMERS = {TEND: tend}

__all__ = [
    "EXPIRY_NOTICE",
    "NOTICE",
    "RECORD_SETS",
    "TEND",
    "TIMERS",
    "KeptStock",
    "StockRanLow",
    "of_shop",
    "ran_out",
    "watched_stock_has_turned",
]

"""What a price was before it was reduced: computed of its history, never typed; and of one unit.

The rule is that of directive 98/6/EC, article 6a: the lowest price of the 30 days before the
reduction began; who lowers a price step by step keeps the reference of the first step.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from leapfrog.market.model import Contents, PriceChange

MONTH = timedelta(days=30)
# What is cheaper for longer than this is not reduced, it costs so much.
LONGEST_REDUCTION = timedelta(days=90)


def reference_price(history: Sequence[PriceChange], now: datetime) -> int | None:
    """What a variant cost at the least in the 30 days before its present reduction began, or since
    it was first for sale; None where it is not reduced. `history`: all of its prices in order of
    time, the last one is the present one.
    """
    begun = _reduction(history)
    if begun is None or history[begun].at <= now - LONGEST_REDUCTION:
        return None
    since = history[begun].at - MONTH
    before = [
        one.price for one, following in pairwise(history[: begun + 1]) if following.at > since
    ]
    lowest = min(before)
    return lowest if lowest > history[-1].price else None


def _reduction(history: Sequence[PriceChange]) -> int | None:
    """Which of these began the reduction that lasts."""
    at = len(history) - 1
    while at > 0 and history[at].price < history[at - 1].price:
        at -= 1
    return at + 1 if 0 <= at < len(history) - 1 else None


def unit_price(price: int, contents: Contents | None) -> int | None:
    """What a kilogram, a litre, a metre, a square metre, or a piece costs, in minor units; None
    where it is one of these already.
    """
    if contents is None:
        return None
    per = 1000 if contents.unit in ("g", "ml") else 1
    found = round(price * per / contents.n)
    return found if found != price else None

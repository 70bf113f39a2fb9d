"""Concessions: what is sold with the seats of a show. Fares (child, student), by which a seat costs
less, and extras (popcorn, parking), each drawing from all of its quotas; held with the order, paid
with it, handed over once at a counter, given back until then. Whose show it is knows the caller.
"""

from leapfrog.concessions.errors import AlreadyHanded, NoProduct, NotHandable
from leapfrog.concessions.model import (
    BOUGHT,
    ConcessionLine,
    LineState,
    ProductKind,
    ProductQuota,
    ShowProduct,
)
from leapfrog.concessions.money import (
    LinesBack,
    LineSeller,
    ask_back,
    line_came_back,
    line_terms,
    trade_id,
)
from leapfrog.concessions.offering import offer, offered
from leapfrog.concessions.selling import (
    cash_back,
    drop_fares,
    extend,
    fill,
    give_back_line,
    hand_over,
    hold_lines,
    keep,
    let_go,
    of_orders,
    take_back,
    take_back_asked,
    unused,
    void_fares,
    went_back,
)
from leapfrog.concessions.store import ProductSums, by_id, forget, proofs, proofs_of, quotas, sums
from leapfrog.concessions.store import products as products_of

__all__ = [
    "BOUGHT",
    "AlreadyHanded",
    "ConcessionLine",
    "LineSeller",
    "LineState",
    "LinesBack",
    "NoProduct",
    "NotHandable",
    "ProductKind",
    "ProductQuota",
    "ProductSums",
    "ShowProduct",
    "ask_back",
    "by_id",
    "cash_back",
    "drop_fares",
    "extend",
    "fill",
    "forget",
    "give_back_line",
    "hand_over",
    "hold_lines",
    "keep",
    "let_go",
    "line_came_back",
    "line_terms",
    "of_orders",
    "offer",
    "offered",
    "products_of",
    "proofs",
    "proofs_of",
    "quotas",
    "sums",
    "take_back",
    "take_back_asked",
    "trade_id",
    "unused",
    "void_fares",
    "went_back",
]

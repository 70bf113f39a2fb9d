"""Papers of orders: the packing slip and the label of a parcel, the invoice and what is credited of
it, as people and as programs read them. An order's lines and money are `orders`'; who sells is the
market's front.
"""

from leapfrog.papers.archive import RECORD_SETS
from leapfrog.papers.credits import after_refund

__all__ = ["RECORD_SETS", "after_refund"]

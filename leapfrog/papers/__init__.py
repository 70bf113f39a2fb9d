"""Papers of orders: the packing slip and the label of a parcel, and the invoice, as people and as
programs read it. An order's lines and money are `orders`'; who sells is the market's front.
"""

from leapfrog.papers.archive import RECORD_SETS

__all__ = ["RECORD_SETS"]

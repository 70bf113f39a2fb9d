"""Receipts of orders that were paid at the door: what was handed over for how much, and how it was
paid. The order is `door_orders`', the paper is drawn by `papers`.
"""

from leapfrog.door_receipts.errors import NoReceiptYet

__all__ = ["NoReceiptYet"]

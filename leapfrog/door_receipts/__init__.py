"""Papers of orders that were paid at the door: the receipt of what was handed over and how it was
paid, the invoice, and what was credited of it. The order is `door_orders`', papers are drawn and
numbered by `papers`.
"""

from leapfrog.door_receipts.archive import RECORD_SETS
from leapfrog.door_receipts.errors import NoReceiptYet

__all__ = ["RECORD_SETS", "NoReceiptYet"]

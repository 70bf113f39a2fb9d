"""Several orders of one buyer from one shop in one parcel: the goods go together, each order
follows the parcel, and the buyer pays for one delivery (docs/decisions/0093-the-last-mile.md). It
has no tables: orders are `orders`', parcels and what was paid for them `parcels`'.
"""

from leapfrog.consolidation.together import can_go_together, send_together

__all__ = ["can_go_together", "send_together"]

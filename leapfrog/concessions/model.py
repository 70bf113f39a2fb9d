"""Products of a show beyond its seats, quotas from which they draw, and lines of orders. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

ProductKind = Literal["fare", "extra"]
LineState = Literal["held", "paid", "handed", "back"]
# What the buyer has paid and can still have.
BOUGHT: tuple[LineState, ...] = ("paid", "handed")


class ProductQuota(msgspec.Struct, frozen=True):
    """So many units, numbered within the show; all products that name it draw from it."""

    n: int
    name: str
    units: int


class ShowProduct(msgspec.Struct, frozen=True, kw_only=True):
    """A fare, by which a seat costs `price` percent of what it costs else, or an extra for `price`
    (minor units) each. `proof`: what the gate asks to see; `hidden`: only with a voucher that opens
    it; `most_each`: so many in one order; not `on_sale`: it was, and some have it.
    """

    id: UUID
    show_id: UUID
    n: int
    kind: ProductKind
    name: str
    price: int
    proof: str = ""
    hidden: bool = False
    quotas: list[int] = []
    most_each: int = 10
    on_sale: bool = True

    def fare(self, seat: int) -> int:
        """What a seat costs with it; half a unit is rounded up."""
        return (seat * self.price + 50) // 100


class ConcessionLine(msgspec.Struct, frozen=True, kw_only=True):
    """Units of an extra, or the fare of a ticket. `before`, `price`: what they cost together,
    without and with a voucher; of a fare 0, for the ticket has the price.
    """

    id: UUID
    order_id: UUID
    show_id: UUID
    product_id: UUID
    ticket_id: UUID | None
    units: int
    before: int
    price: int
    state: LineState = "held"
    cash: bool = False
    handed_at: datetime | None = None
    handed_act: UUID | None = None


def left(products: Sequence[ShowProduct], free: Mapping[int, int]) -> dict[UUID, int | None]:
    """How many of each product there are: the smallest of its quotas counts; None: no end."""
    return {
        one.id: min((max(0, free.get(n, 0)) for n in one.quotas), default=None) for one in products
    }

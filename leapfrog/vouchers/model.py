"""Batches of vouchers, their codes, and what these do to a price. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

VoucherEffect = Literal["price", "percent", "minus", "none"]


class VoucherTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What the codes of a batch do. `show_id` None: at all shows of the shop; `effect` and `value`:
    what it costs with it (`price`), how many percent less, or how much less (`minus`, minor units),
    `none`: the same; `categories`: by name, none: all seats, unless it is for `products` alone;
    `opens`: hidden products; `uses`: so many tickets and units with each code, and `per_person`
    with all codes of the batch.
    """

    show_id: UUID | None = None
    name: str
    effect: VoucherEffect
    value: int = 0
    categories: list[str] = []
    products: list[UUID] = []
    opens: list[UUID] = []
    uses: int = 1
    per_person: int = 1
    until: datetime


class VoucherBatch(VoucherTerms, frozen=True, kw_only=True):
    """A batch of voucher codes of a shop, as it is kept; `stopped_at`: its codes are good for
    nothing since then.
    """

    id: UUID
    merchant_id: UUID
    stopped_at: datetime | None
    made_by: UUID
    made_at: datetime

    def is_good(self, now: datetime) -> bool:
        return self.stopped_at is None and now < self.until

    def price(self, before: int) -> int:
        """What something costs with it, never more than before; half a unit is rounded up."""
        if self.effect == "price":
            return min(before, self.value)
        if self.effect == "percent":
            return before - (before * self.value + 50) // 100
        return max(0, before - self.value) if self.effect == "minus" else before

    def fits_seat(self, category: str) -> bool:
        """Whether it changes the price of a ticket of this category."""
        if self.categories:
            return category in self.categories
        return not self.products


class VoucherCode(msgspec.Struct, frozen=True):
    code: str
    batch_id: UUID
    uses: int
    used: int


class VoucherUse(msgspec.Struct, frozen=True):
    """`id`: of the ticket, or of the line of products; `off`: so much less it cost."""

    id: UUID
    code: str
    batch_id: UUID
    order_id: UUID
    person_id: UUID | None
    units: int
    off: int
    at: datetime


class Touched(msgspec.Struct, frozen=True):
    """A ticket, or units of a product, as a voucher would have them. `needs`: without it they
    cannot be had at all; `before`, `after`: what they cost together.
    """

    id: UUID
    units: int
    before: int
    after: int
    needs: bool = False

    @property
    def off(self) -> int:
        return self.before - self.after


def spread(touched: Sequence[Touched], left: int) -> list[Touched] | None:
    """Which of these a code with so many uses left is used for: all that need it, then what saves
    most for each use. Units of one line go together. None: not even what needs it fits.
    """
    chosen: list[Touched] = []
    for one in sorted(touched, key=lambda each: (not each.needs, -each.off / each.units)):
        if one.units <= left:
            chosen.append(one)
            left -= one.units
        elif one.needs:
            return None
    return chosen

"""What coupons take off a shop's goods: pure, in minor units, the best of all combinations.

An exchange comes first, for one unit; then one of threshold and percent, of what is left. Of each
unit at least one minor unit is paid: what is sent and given back later is told by what was paid.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.coupons.model import CouponTerms
from leapfrog.kernel.spreading import spread

# So many of each layer are tried with each other.
MOST_TRIED = 12
# Why a coupon was not used: what it is for is not bought; the sum is too small; others are better.
Why = Literal["goods", "least", "better"]


class Goods(msgspec.Struct, frozen=True):
    """So many of a variant at a price each."""

    variant_id: UUID
    n: int
    price: int

    @property
    def sum(self) -> int:
        return self.n * self.price

    @property
    def room(self) -> int:
        """What can be taken off at the most."""
        return self.sum - self.n


class HeldCoupon(CouponTerms, frozen=True, kw_only=True):
    """A coupon that can be used for these goods, if they are enough."""

    id: UUID
    name: str
    until: datetime


class CouponUsed(msgspec.Struct, frozen=True):
    """So much was taken off by it, as it was called."""

    id: UUID
    name: str
    amount: int


class CouponLeft(msgspec.Struct, frozen=True):
    """A coupon that was not used, and why; `missing`: of the sum from which on it is good."""

    id: UUID
    name: str
    why: Why
    missing: int = 0


class Reckoning(msgspec.Struct, frozen=True):
    """What is used, and what it takes off each line; `off` adds up to what `used` says."""

    used: list[CouponUsed]
    off: list[int]

    @property
    def total(self) -> int:
        return sum(self.off)


def reckoned(goods: Sequence[Goods], coupons: Iterable[HeldCoupon]) -> Reckoning:
    """What these take off, each in its turn; what takes nothing off is not used."""
    off, used = [0] * len(goods), []
    for one in sorted(coupons, key=lambda each: each.kind != "exchange"):
        parts = _exchanged(goods, one) if one.kind == "exchange" else _lowered(goods, off, one)
        if any(parts):
            off = [a + b for a, b in zip(off, parts, strict=True)]
            used.append(CouponUsed(one.id, one.name, sum(parts)))
    return Reckoning(used, off)


def _exchanged(goods: Sequence[Goods], one: HeldCoupon) -> list[int]:
    enough = sum(each.sum for each in goods) >= one.least
    assert one.price is not None
    return [
        max(0, each.price - one.price) if enough and each.variant_id == one.variant_id else 0
        for each in goods
    ]


def _lowered(goods: Sequence[Goods], off: Sequence[int], one: HeldCoupon) -> list[int]:
    left = sum(each.sum for each in goods) - sum(off)
    if left < one.least:
        return [0] * len(goods)
    room = [each.room - already for each, already in zip(goods, off, strict=True)]
    return spread(min(_worth(left, one), sum(room)), room)


def _worth(left: int, one: HeldCoupon) -> int:
    if one.kind == "threshold":
        return one.off or 0
    part = left * (one.percent or 0) // 100
    return part if one.most is None else min(part, one.most)


def best(goods: Sequence[Goods], coupons: Sequence[HeldCoupon]) -> Reckoning:
    """The combination that takes off most; of equal ones the one with the fewest coupons, then that
    which ends first.
    """
    known = {one.id: one for one in coupons}

    def order(made: Reckoning) -> tuple[int, int, list[datetime], list[UUID]]:
        ids = [one.id for one in made.used]
        return -made.total, len(ids), sorted(known[each].until for each in ids), ids

    return min((reckoned(goods, some) for some in _combinations(goods, coupons)), key=order)


def _combinations(
    goods: Sequence[Goods], coupons: Sequence[HeldCoupon]
) -> Iterator[list[HeldCoupon]]:
    """None or one of each layer; of many, those that take off most alone."""
    alone = sorted(coupons, key=lambda one: (-reckoned(goods, [one]).total, one.until, one.id))
    items = [one for one in alone if one.kind == "exchange"][:MOST_TRIED]
    shops = [one for one in alone if one.kind != "exchange"][:MOST_TRIED]
    for item in [None, *items]:
        for shop in [None, *shops]:
            yield [one for one in (item, shop) if one is not None]


def left_over(
    goods: Sequence[Goods], coupons: Iterable[HeldCoupon], used: Reckoning
) -> list[CouponLeft]:
    """Of each coupon that was not used, why."""
    taken = {one.id for one in used.used}
    return [_left(goods, one) for one in coupons if one.id not in taken]


def _left(goods: Sequence[Goods], one: HeldCoupon) -> CouponLeft:
    if one.kind == "exchange" and one.variant_id not in {each.variant_id for each in goods}:
        return CouponLeft(one.id, one.name, "goods")
    total = sum(each.sum for each in goods)
    if total < one.least:
        return CouponLeft(one.id, one.name, "least", one.least - total)
    return CouponLeft(one.id, one.name, "better")

"""Followers of shops, and prices for members."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

RuleKind = Literal["followers", "buyers"]
MOST_FOLLOWED = 1_000
MOST_PARTS = 20
LONGEST_PART = 60


class ShopFollow(msgspec.Struct, frozen=True):
    """Somebody follows a shop since then; `news`: and wants to hear from it."""

    person_id: UUID
    merchant_id: UUID
    news: bool
    at: datetime


class MemberRule(msgspec.Struct, frozen=True):
    """Who pays a shop's prices for members: `followers` who follow it for `least` days, or `buyers`
    who got `least` orders of it within a year.
    """

    merchant_id: UUID
    kind: RuleKind
    least: int


class CostPart(msgspec.Struct, frozen=True):
    """A part of a price as its shop publishes it, in minor units; None: not told."""

    name: str
    amount: int | None


class PublishedCosts(msgspec.Struct, frozen=True):
    """What the price of a variant is made of."""

    variant_id: UUID
    parts: list[CostPart]


def margin_of(price: int, costs: Sequence[CostPart]) -> int | None:
    """What is left of a price over its costs (minor units); None where a part is not told. Below 0
    where the price fell since the parts were published: it is sold for less than it costs.
    """
    told = [one.amount for one in costs if one.amount is not None]
    if not costs or len(told) < len(costs):
        return None
    return price - sum(told)

"""What all ways to pay have in common: the town's terms, and cards in conversations."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

Mode = Literal["units", "credit", "provider"]


class MoneyTerms(msgspec.Struct, frozen=True):
    """What money is in this town. `exponent`: digits of an amount after the point; `credit`: how
    far below zero a new wallet account may go, in minor units.
    """

    mode: Mode
    currency: str
    exponent: int
    credit: int


class PaymentCard(msgspec.Struct, frozen=True, tag_field="kind", omit_defaults=True):
    """What a conversation shows by its `ref`, as the one who looks may see it. Each capability has
    its own, tagged.
    """

    ref: str


# By the prefix of a ref; gets the viewer and the ids, answers what is theirs to see.
Resolver: TypeAlias = Callable[[Db, UUID, Sequence[UUID]], Awaitable[Sequence[PaymentCard]]]
Resolvers: TypeAlias = Mapping[str, Resolver]


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A payment that is over, as its receipt tells it; `operation` is its id in the books. The ids
    are people's; a shop has a name instead, an empty one when it left, and without either it is
    the town itself.
    """

    ref: str
    from_id: UUID | None
    from_name: str | None = None
    to_id: UUID | None
    to_name: str | None = None
    amount: int
    note: str
    operation: UUID
    at: datetime


# By the prefix of a ref; what a viewer may have a receipt of.
Facts: TypeAlias = Mapping[str, Callable[[Db, UUID, UUID], Awaitable[Fact | None]]]

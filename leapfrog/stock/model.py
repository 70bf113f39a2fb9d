"""Pools of units that can run out, and claims on them."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.errors import Problem

State = Literal["held", "kept", "spent", "released"]


class StockPool(msgspec.Struct, frozen=True):
    """`units` of one thing at one place; a person may have `per_person` of them (None: any number)
    `within` a time (None: ever). `owner` says what it is, as the module that opens it names it:
    `vending:slot:<id>`. `low_water`: `PoolTurned` is announced when free units fall to it, or to
    none, and when they rise again; None: never. Raises `ValueError` for a time without a limit.
    """

    id: UUID
    owner: str
    units: int
    per_person: int | None = None
    within: timedelta | None = None
    low_water: int | None = None

    def __post_init__(self) -> None:
        if self.within is not None and self.per_person is None:
            raise ValueError("a pool has a time for the limit of a person and no limit")


class Want(msgspec.Struct, frozen=True):
    """So many units of one thing, at least one, of the first of these pools that has them; `split`:
    or of several of them, the first one first.
    """

    pools: tuple[UUID, ...]
    units: int = 1
    split: bool = False


class Claim(msgspec.Struct, frozen=True):
    """What somebody wants: all of it or nothing. `id` is made by who asks.

    `until`: held until then, unless it is kept before. None: kept at once.
    Raises `ValueError` when it wants nothing, or names a pool twice.
    """

    id: UUID
    person_id: UUID
    wants: tuple[Want, ...]
    until: datetime | None = None

    def __post_init__(self) -> None:
        pools = self.pools
        named = all(want.pools and want.units >= 1 for want in self.wants)
        if not pools or not named or len(set(pools)) < len(pools):
            raise ValueError("a claim names each of its pools once, with at least one unit")

    @property
    def pools(self) -> list[UUID]:
        """All that it names."""
        return [pool for want in self.wants for pool in want.pools]


class Granted(msgspec.Struct, frozen=True):
    """So many units of one pool."""

    pool_id: UUID
    units: int


class Claimed(msgspec.Struct, frozen=True):
    """What somebody has got, and of which pools; `until` None: for good."""

    id: UUID
    until: datetime | None
    lines: tuple[Granted, ...]


class StockLevel(msgspec.Struct):
    """How much of a locked pool there is: `units` lie there, `taken` of them are claimed."""

    id: UUID
    owner: str
    units: int
    taken: int
    per_person: int | None
    low_water: int | None

    @property
    def free(self) -> int:
        return self.units - self.taken


class ClaimLine(msgspec.Struct, frozen=True):
    """What a claim was granted of one pool: of its `units`, `spent` have left the house, of which
    `returned` came back, and `freed` are anybody's again.
    """

    id: UUID
    pool_id: UUID
    person_id: UUID
    units: int
    state: State
    until: datetime | None
    spent: int = 0
    freed: int = 0
    returned: int = 0

    @property
    def left(self) -> int:
        """What is still claimed."""
        return self.units - self.spent - self.freed

    def is_over(self, now: datetime) -> bool:
        """Expiry is logical: a hold is over at its minute, tidied or not."""
        late = self.state == "held" and self.until is not None and self.until <= now
        return late or self.state == "released"


Answer = Claimed | Problem


class ClaimRecord(msgspec.Struct, frozen=True):
    """A claim on one pool as it is taken out; `of` is what the pool belongs to."""

    id: UUID
    pool_id: UUID
    of: str
    units: int
    spent: int
    freed: int
    returned: int
    state: State
    until: datetime | None
    at: datetime

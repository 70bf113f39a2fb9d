"""Entries of the journal: what comes in, leaves, is counted, moved, given back. Each has an id made
by who asks, and names the person who says so (`by_id`; None: the program).
"""

from typing import Literal
from uuid import UUID

import msgspec

Why = Literal["receive", "count", "move", "sale", "release", "return", "damage", "folded"]


class StockEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry about some units of a pool. Raises `ValueError` for less than one unit."""

    id: UUID
    pool_id: UUID
    units: int
    by_id: UUID | None = None

    def __post_init__(self) -> None:
        if self.units < self.least:
            raise ValueError("an entry of the stock's journal is about at least one unit")

    @property
    def least(self) -> int:
        """The smallest number that it can be about."""
        return 1

    @property
    def why(self) -> Why:
        """Under which word it is kept."""
        raise NotImplementedError


class Receive(StockEntry, frozen=True, kw_only=True):
    """So many more lie there."""

    @property
    def why(self) -> Why:
        return "receive"


class Count(StockEntry, frozen=True, kw_only=True):
    """So many lie there, those among them that are claimed and have not left."""

    @property
    def least(self) -> int:
        return 0

    @property
    def why(self) -> Why:
        return "count"


class Move(StockEntry, frozen=True, kw_only=True):
    """So many that are free go from one place to another."""

    to_pool: UUID

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.to_pool == self.pool_id:
            raise ValueError("a move goes from one pool to another")

    @property
    def why(self) -> Why:
        return "move"


class ClaimEntry(StockEntry, frozen=True, kw_only=True):
    """One about units that somebody has claimed."""

    claim_id: UUID


class Spend(ClaimEntry, frozen=True, kw_only=True):
    """So many of what was claimed have left the house."""

    @property
    def why(self) -> Why:
        return "sale"


class GiveUp(ClaimEntry, frozen=True, kw_only=True):
    """So many of what was claimed are anybody's again."""

    @property
    def why(self) -> Why:
        return "release"


class TakeBack(ClaimEntry, frozen=True, kw_only=True):
    """So many of what left came back; `sellable`: and lie there again."""

    sellable: bool = True

    @property
    def why(self) -> Why:
        return "return" if self.sellable else "damage"


class StockMove(msgspec.Struct, frozen=True):
    """A row of the journal. `n`: the number that was said; `delta`: what it changed; `units`: what
    lay there then; `missing`: claimed, and not found when counting; a move has a row for each of
    its two pools.
    """

    id: UUID
    pool_id: UUID
    why: Why
    n: int
    delta: int
    units: int
    missing: int = 0
    claim_id: UUID | None = None
    other_pool: UUID | None = None
    by_id: UUID | None = None


def row_of(entry: StockEntry, delta: int, units: int, missing: int = 0) -> StockMove:
    """An entry as it is kept."""
    return StockMove(
        id=entry.id,
        pool_id=entry.pool_id,
        why=entry.why,
        n=entry.units,
        delta=delta,
        units=units,
        missing=missing,
        claim_id=entry.claim_id if isinstance(entry, ClaimEntry) else None,
        other_pool=entry.to_pool if isinstance(entry, Move) else None,
        by_id=entry.by_id,
    )


def is_of(row: StockMove, entry: StockEntry) -> bool:
    """Whether a row is what this entry says; of a move, that of the pool that it comes from."""
    if isinstance(entry, Move) and row.delta > 0:
        return False
    said = row_of(entry, row.delta, row.units, row.missing)
    return msgspec.structs.replace(said, by_id=row.by_id) == row

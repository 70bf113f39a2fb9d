"""Pools of units that can run out, and claims on them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.errors import Problem
from leapfrog.stock.errors import ClaimIdUsed, ClaimOver, LimitReached, NoPool, SoldOut

State = Literal["held", "kept", "released"]


class StockPool(msgspec.Struct, frozen=True):
    """`units` of one thing; a person may have `per_person` of them at a time (None: any number).
    `owner` says what it is, as the module that opens it names it: `vending:slot:<id>`.
    """

    id: UUID
    owner: str
    units: int
    per_person: int | None = None


class ClaimRequest(msgspec.Struct, frozen=True):
    """So many units of one pool; at least one."""

    pool_id: UUID
    units: int = 1


class Claim(msgspec.Struct, frozen=True):
    """What somebody wants: all of it or nothing. `id` is made by who asks.

    `until`: held until then, unless it is kept before. None: kept at once.
    Raises `ValueError` when it wants nothing, or a pool twice.
    """

    id: UUID
    person_id: UUID
    wants: tuple[ClaimRequest, ...]
    until: datetime | None = None

    def __post_init__(self) -> None:
        pools = {want.pool_id for want in self.wants}
        if not pools or len(pools) < len(self.wants) or any(w.units < 1 for w in self.wants):
            raise ValueError("a claim names each of its pools once, with at least one unit")


class Claimed(msgspec.Struct, frozen=True):
    """What somebody has got; `until` None: for good."""

    id: UUID
    until: datetime | None


class StockLevel(msgspec.Struct):
    """How much of a pool there is while a batch is decided."""

    free: int
    per_person: int | None


class ClaimLine(msgspec.Struct, frozen=True):
    """One want of a claim that was granted, as it is kept."""

    id: UUID
    pool_id: UUID
    person_id: UUID
    units: int
    state: State
    until: datetime | None


Answer = Claimed | Problem
Has = dict[tuple[UUID, UUID], int]


class ClaimLedger:
    """Decides the claims of a batch one after another, over what is there and who has what.

    `levels`: the locked pools; `has`: units by person and pool; `known`: the lines of claims that
    came before.
    """

    def __init__(
        self, now: datetime, levels: dict[UUID, StockLevel], has: Has, known: Iterable[ClaimLine]
    ) -> None:
        self.now, self.levels, self.has = now, levels, has
        self.known: dict[UUID, list[ClaimLine]] = {}
        for line in known:
            self.known.setdefault(line.id, []).append(line)
        self.granted: list[ClaimLine] = []

    def decide(self, claim: Claim) -> Answer:
        """In this order: what the same id was answered, no such pool, the limit, nothing left."""
        if claim.id in self.known:
            return again(claim, self.known[claim.id], self.now)
        if claim.until is not None and claim.until <= self.now:
            return ClaimOver()
        refused = self._refusal(claim)
        if refused is not None:
            return refused
        self._grant(claim)
        return Claimed(claim.id, claim.until)

    def _refusal(self, claim: Claim) -> Problem | None:
        levels = [(want, self.levels.get(want.pool_id)) for want in claim.wants]
        found = [(want, level) for want, level in levels if level is not None]
        if len(found) < len(levels):
            return NoPool()
        for want, level in found:
            has = self.has.get((claim.person_id, want.pool_id), 0)
            if level.per_person is not None and has + want.units > level.per_person:
                return LimitReached()
        return SoldOut() if any(want.units > level.free for want, level in found) else None

    def _grant(self, claim: Claim) -> None:
        lines = lines_of(claim)
        for line in lines:
            self.levels[line.pool_id].free -= line.units
            place = (line.person_id, line.pool_id)
            self.has[place] = self.has.get(place, 0) + line.units
        self.known[claim.id] = lines
        self.granted += lines


def lines_of(claim: Claim) -> list[ClaimLine]:
    """A claim as it is kept."""
    state: State = "kept" if claim.until is None else "held"
    return [
        ClaimLine(claim.id, want.pool_id, claim.person_id, want.units, state, claim.until)
        for want in claim.wants
    ]


def again(claim: Claim, lines: Sequence[ClaimLine], now: datetime) -> Answer:
    """What a claim is answered whose id came before."""
    asked = {(claim.person_id, want.pool_id, want.units) for want in claim.wants}
    if asked != {(line.person_id, line.pool_id, line.units) for line in lines}:
        return ClaimIdUsed()
    first = lines[0]
    over = first.state == "released" or (first.state == "held" and is_over(first.until, now))
    return ClaimOver() if over else Claimed(claim.id, first.until)


def is_over(until: datetime | None, now: datetime) -> bool:
    """Expiry is logical: a hold is over at its minute, tidied or not."""
    return until is not None and until <= now


class ClaimRecord(msgspec.Struct, frozen=True):
    """A claim on one pool as it is taken out; `of` is what the pool belongs to."""

    id: UUID
    pool_id: UUID
    of: str
    units: int
    state: State
    until: datetime | None
    at: datetime

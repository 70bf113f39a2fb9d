"""Claims decided one after another, over what is there and who has what."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.errors import Problem
from leapfrog.stock.errors import ClaimIdUsed, ClaimOver, LimitReached, NoPool, SoldOut
from leapfrog.stock.model import (
    Answer,
    Claim,
    Claimed,
    ClaimLine,
    Granted,
    State,
    StockLevel,
    Want,
)

# Where nothing is limited.
MOST = 2**62
Has = dict[tuple[UUID, UUID], int]


class ClaimLedger:
    """Decides the claims of a batch.

    `levels`: the locked pools; `has`: units by person and pool, where a pool has a limit; `known`:
    the lines of claims that came before.
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
        if any(pool not in self.levels for pool in claim.pools):
            return NoPool()
        choices = [self._choose(claim.person_id, want) for want in claim.wants]
        refused = [one for one in choices if isinstance(one, Problem)]
        if refused:
            return next((one for one in refused if isinstance(one, LimitReached)), refused[0])
        lines = [line for one in choices if isinstance(one, list) for line in one]
        self._grant(claim, lines)
        return Claimed(claim.id, claim.until, tuple(lines))

    def _choose(self, person_id: UUID, want: Want) -> list[Granted] | Problem:
        """Of which pools, in the order of preference."""
        allowed = {pool: self._allowed(person_id, pool) for pool in want.pools}
        if not can(want, allowed.values()):
            return LimitReached()
        room = {pool: min(most, self.levels[pool].free) for pool, most in allowed.items()}
        if not can(want, room.values()):
            return SoldOut()
        if not want.split:
            pool = next(pool for pool in want.pools if room[pool] >= want.units)
            return [Granted(pool, want.units)]
        return _spread(want, room)

    def _allowed(self, person_id: UUID, pool: UUID) -> int:
        """How many the limit of a person leaves."""
        most = self.levels[pool].per_person
        if most is None:
            return MOST
        return max(0, most - self.has.get((person_id, pool), 0))

    def _grant(self, claim: Claim, lines: Sequence[Granted]) -> None:
        state: State = "kept" if claim.until is None else "held"
        granted = [
            ClaimLine(claim.id, line.pool_id, claim.person_id, line.units, state, claim.until)
            for line in lines
        ]
        for line in granted:
            self.levels[line.pool_id].taken += line.units
            place = (line.person_id, line.pool_id)
            self.has[place] = self.has.get(place, 0) + line.units
        self.known[claim.id] = granted
        self.granted += granted


def can(want: Want, room: Iterable[int]) -> bool:
    """Whether pools with so much room can give it."""
    return (sum(room) if want.split else max(room)) >= want.units


def _spread(want: Want, room: dict[UUID, int]) -> list[Granted]:
    left, found = want.units, []
    for pool in want.pools:
        part = min(left, max(0, room[pool]))
        if part:
            found.append(Granted(pool, part))
            left -= part
    return found


def again(claim: Claim, lines: Sequence[ClaimLine], now: datetime) -> Answer:
    """What a claim is answered whose id came before."""
    if not is_same(claim, lines):
        return ClaimIdUsed()
    if all(line.is_over(now) for line in lines):
        return ClaimOver()
    return claimed(sorted(lines, key=lambda line: claim.pools.index(line.pool_id)))


def is_same(claim: Claim, lines: Sequence[ClaimLine]) -> bool:
    """Whether these lines are what this claim could have been granted."""
    units = {line.pool_id: line.units for line in lines}
    mine = all(line.person_id == claim.person_id for line in lines)
    asked = all(
        sum(units.get(pool, 0) for pool in want.pools) == want.units for want in claim.wants
    )
    return mine and asked and units.keys() <= {*claim.pools}


def claimed(lines: Sequence[ClaimLine]) -> Claimed:
    """What the lines of one claim are answered as."""
    granted = tuple(Granted(line.pool_id, line.units) for line in lines)
    # Of a line that is over nothing is held any more.
    until = next((line.until for line in lines if line.until is not None), None)
    return Claimed(lines[0].id, until, granted)

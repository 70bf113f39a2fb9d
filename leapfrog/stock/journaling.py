"""Entries of the journal decided one after another, over locked pools and the lines of claims."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from leapfrog.kernel.errors import Problem
from leapfrog.stock.entries import (
    ClaimEntry,
    Count,
    Move,
    Spend,
    StockEntry,
    StockMove,
    TakeBack,
    is_of,
    row_of,
)
from leapfrog.stock.errors import ClaimOver, MoreThanClaimed, MoveIdUsed, NoClaim, NoPool, SoldOut
from leapfrog.stock.model import ClaimLine, StockLevel


class StockJournal:
    """Decides the entries of a list. `levels`: the locked pools; `lines`: those of the claims that
    are named; `known`: rows whose ids came before.
    """

    def __init__(
        self,
        now: datetime,
        levels: dict[UUID, StockLevel],
        lines: Iterable[ClaimLine],
        known: Iterable[StockMove],
    ) -> None:
        self.now, self.levels = now, levels
        self.lines = {(line.id, line.pool_id): line for line in lines}
        self.known: dict[UUID, list[StockMove]] = {}
        for row in known:
            self.known.setdefault(row.id, []).append(row)
        self.rows: list[StockMove] = []
        self.changed: dict[tuple[UUID, UUID], ClaimLine] = {}
        self.missing: dict[UUID, int] = {}

    def decide(self, entry: StockEntry) -> StockMove | Problem:
        """In this order: what the same id was answered, no such pool or claim, it is over, more
        than there is.
        """
        if entry.id in self.known:
            same = [row for row in self.known[entry.id] if is_of(row, entry)]
            return same[0] if same else MoveIdUsed()
        level = self.levels.get(entry.pool_id)
        if level is None:
            return NoPool()
        if isinstance(entry, ClaimEntry):
            return self._of_claim(entry, level)
        if isinstance(entry, Move):
            return self._move(entry, level)
        if isinstance(entry, Count):
            return self._count(entry, level)
        return self._write(entry, level, entry.units)

    def _move(self, entry: Move, level: StockLevel) -> StockMove | Problem:
        target = self.levels.get(entry.to_pool)
        if target is None:
            return NoPool()
        if entry.units > level.free:
            return SoldOut()
        row = self._write(entry, level, -entry.units)
        target.units += entry.units
        other = replace(
            row,
            pool_id=entry.to_pool,
            delta=entry.units,
            units=target.units,
            other_pool=entry.pool_id,
        )
        self.known[entry.id].append(other)
        self.rows.append(other)
        return row

    def _count(self, entry: Count, level: StockLevel) -> StockMove:
        """What is claimed cannot be less than what lies there: the difference is missing."""
        missing = max(0, level.taken - entry.units)
        if missing:
            self.missing[entry.pool_id] = missing
        return self._write(entry, level, entry.units + missing - level.units, missing)

    def _of_claim(self, entry: ClaimEntry, level: StockLevel) -> StockMove | Problem:
        line = self.lines.get((entry.claim_id, entry.pool_id))
        if line is None:
            return NoClaim()
        if isinstance(entry, TakeBack):
            return self._take_back(entry, level, line)
        if line.is_over(self.now):
            return ClaimOver()
        if entry.units > line.left:
            return MoreThanClaimed(left=line.left)
        level.taken -= entry.units
        if isinstance(entry, Spend):
            self._change(replace(line, spent=line.spent + entry.units))
            return self._write(entry, level, -entry.units)
        self._change(replace(line, freed=line.freed + entry.units))
        return self._write(entry, level, 0)

    def _take_back(
        self, entry: TakeBack, level: StockLevel, line: ClaimLine
    ) -> StockMove | Problem:
        left = line.spent - line.returned
        if entry.units > left:
            return MoreThanClaimed(left=left)
        self._change(replace(line, returned=line.returned + entry.units))
        return self._write(entry, level, entry.units if entry.sellable else 0)

    def _change(self, line: ClaimLine) -> None:
        if not line.left:
            line = replace(line, state="spent" if line.spent else "released", until=None)
        self.lines[line.id, line.pool_id] = self.changed[line.id, line.pool_id] = line

    def _write(
        self, entry: StockEntry, level: StockLevel, delta: int, missing: int = 0
    ) -> StockMove:
        level.units += delta
        row = row_of(entry, delta, level.units, missing)
        self.known[entry.id] = [row]
        self.rows.append(row)
        return row

"""Which seats may be taken together, and which are the best. Pure.

The orphan rule: a take must not leave a single free seat between others, where another take of the
same size would not. It is judged on whole rows, as they are when they are locked.
"""

import math
from collections.abc import Collection, Iterator, Sequence

import msgspec

from leapfrog.seat_plans.pairing import missing, partners
from leapfrog.seat_plans.plan import Layout, PlacedSeat, PlanPoint

# In so few free seats side by side nobody is refused.
SHORT_RUN = 5


class Alone(msgspec.Struct, frozen=True):
    """Seats that would stay alone, and others that can be taken instead."""

    seats: tuple[int, ...]
    instead: tuple[int, ...]


def orphans(bank: Sequence[int], free: Collection[int], take: Collection[int]) -> list[int]:
    """The seats of a bank that would be alone after a take, in runs of more than five free ones;
    shorter runs are not protected.
    """
    found: list[int] = []
    for run in _runs(bank, free):
        if len(run) > SHORT_RUN:
            left = _runs(run, set(run) - set(take))
            found += [one[0] for one in left if len(one) == 1]
    return found


def judge(
    banks: Sequence[Sequence[PlacedSeat]], free: Collection[int], take: Sequence[int]
) -> Alone | None:
    """Refuses to take seats that would leave a seat alone, where others of the same number and
    categories in these rows would not: answers which would be alone, and which to take instead;
    else None. `banks`: those of the locked rows.
    """
    taken = set(take)
    left = [n for bank in banks for n in orphans([s.n for s in bank], free, taken)]
    if not left:
        return None
    instead = nearest_without_orphan(banks, free, take)
    return Alone(tuple(left), instead) if instead else None


def nearest_without_orphan(
    banks: Sequence[Sequence[PlacedSeat]], free: Collection[int], take: Sequence[int]
) -> tuple[int, ...]:
    """Seats in place of `take` that leave none alone: as many, side by side, of the same
    categories, the nearest to these. Empty where there are none.
    """
    seats = {seat.n: seat for bank in banks for seat in bank}
    wanted = sorted(seats[n].category for n in take)
    middle = _middle([seats[n] for n in take])
    best: tuple[float, tuple[int, ...]] = (math.inf, ())
    for bank in banks:
        beside = partners(bank)
        for window in _windows(bank, free, len(take)):
            if sorted(seat.category for seat in window) != wanted:
                continue
            numbers = [seat.n for seat in window]
            if orphans([seat.n for seat in bank], free, numbers):
                continue
            if missing(beside, free, numbers):
                continue
            best = min(best, (_distance(_middle(window), middle), tuple(numbers)))
    return best[1]


def fitting(
    layout: Layout,
    free: Collection[int],
    count: int,
    category: int | None = None,
    *,
    together: bool = True,
) -> tuple[int, ...]:
    """The best `count` free seats for a party, of one category or any; `together`: only side by
    side. Empty where there are not so many.
    """
    found = best(layout, free, count, category)
    banks = {layout.seats[n].bank for n in found}
    apart = len(banks) > 1 or (found and found[-1] - found[0] != count - 1)
    return () if together and apart else found


def best(
    layout: Layout, free: Collection[int], count: int, category: int | None = None
) -> tuple[int, ...]:
    """The best `count` free seats, of one category or any: side by side and leaving none alone,
    nearest to where one sees best; else leaving one alone; else as close to each other as possible.
    Empty where there are not so many.
    """
    can = {s.n for s in layout.seats if s.n in free and category in (None, s.category)}
    can = {n for n in can if layout.seats[n].kind in ("seat", "couple", "obstructed")}
    found: tuple[bool, float, tuple[int, ...]] = (True, math.inf, ())
    for bank in layout.banks():
        numbers, beside = [seat.n for seat in bank], partners(bank)
        for window in _windows(bank, can, count):
            take = tuple(seat.n for seat in window)
            if missing(beside, free, take):
                continue
            alone = bool(orphans(numbers, free, take))
            found = min(found, (alone, _distance(_middle(window), layout.focus), take))
    return found[2] or _close_together(layout, _units(layout, free, can), count)


def _units(layout: Layout, free: Collection[int], can: Collection[int]) -> list[list[PlacedSeat]]:
    """What may be taken by itself: a seat, or the two of a pair."""
    units = []
    for bank in layout.banks():
        beside = partners(bank)
        for seat in bank:
            too = missing(beside, free, (seat.n,))
            if seat.n in can and too <= {*can} and seat.n < min(too, default=seat.n + 1):
                units.append([seat, *(layout.seats[n] for n in sorted(too))])
    return units


def _close_together(
    layout: Layout, units: Sequence[Sequence[PlacedSeat]], count: int
) -> tuple[int, ...]:
    if not units:
        return ()
    first = _middle(min(units, key=lambda one: (_distance(_middle(one), layout.focus), one[0].n)))
    near = sorted(units, key=lambda one: (_distance(_middle(one), first), one[0].n))
    # Where single seats that are nearer leave one too few beside pairs, pairs come first.
    for ordered in (near, sorted(near, key=len, reverse=True)):
        taken: list[int] = []
        for unit in ordered:
            if len(taken) + len(unit) <= count:
                taken.extend(seat.n for seat in unit)
        if len(taken) == count:
            return tuple(sorted(taken))
    return ()


def _runs(bank: Sequence[int], free: Collection[int]) -> list[list[int]]:
    """Free seats without a taken one between."""
    runs: list[list[int]] = [[]]
    for n in bank:
        if n in free:
            runs[-1].append(n)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _windows(
    bank: Sequence[PlacedSeat], free: Collection[int], count: int
) -> Iterator[Sequence[PlacedSeat]]:
    """Each so many free seats side by side."""
    for at in range(len(bank) - count + 1):
        window = bank[at : at + count]
        if all(seat.n in free for seat in window):
            yield window


def _point(seat: PlacedSeat) -> PlanPoint:
    return PlanPoint(seat.x, seat.y)


def _middle(seats: Sequence[PlacedSeat]) -> PlanPoint:
    return PlanPoint(
        sum(seat.x for seat in seats) / len(seats), sum(seat.y for seat in seats) / len(seats)
    )


def _distance(one: PlanPoint, other: PlanPoint) -> float:
    return math.dist((one.x, one.y), (other.x, other.y))

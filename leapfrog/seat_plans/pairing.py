"""Seats that go together: the two of a couple, and who comes with a wheelchair beside it. Pure.

A pair is only asked for where both can be had: what is left of one, because somebody else has the
other, is sold by itself.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from leapfrog.seat_plans.plan import PlacedSeat


def partners(bank: Sequence[PlacedSeat]) -> Mapping[int, tuple[int, ...]]:
    """For each seat of a bank (by number) the seats of which one has to be taken with it. Couple
    seats are counted in twos from where they begin, and the last of an odd number has none; a
    companion sits beside a wheelchair place, which may be taken alone.
    """
    found: dict[int, tuple[int, ...]] = {}
    for one, other in _couples(bank):
        found[one.n], found[other.n] = (other.n,), (one.n,)
    for one, other in pairwise(bank):
        for seat, beside in ((one, other), (other, one)):
            if (seat.kind, beside.kind) == ("companion", "wheelchair"):
                found[seat.n] = (*found.get(seat.n, ()), beside.n)
    return found


def broken_pairs(
    banks: Sequence[Sequence[PlacedSeat]], free: Collection[int], take: Collection[int]
) -> list[int]:
    """The free seats (numbers, sorted) that have to be taken together with those of `take`: the
    other of a couple seat, the wheelchair place beside its companion.
    """
    return sorted(n for bank in banks for n in missing(partners(bank), free, take))


def missing(
    beside: Mapping[int, tuple[int, ...]], free: Collection[int], take: Collection[int]
) -> set[int]:
    """Seats of one bank that have to be taken too, given the partners of each (`beside`): those
    that go with one of `take` and are `free`.
    """
    found: set[int] = set()
    for seat in take if beside else ():
        others = beside.get(seat, ())
        # Where a companion has a wheelchair on either side, one of them is enough; where one of
        # them is somebody else's, the companion may be theirs.
        if all(one in free for one in others) and not any(one in take for one in others):
            found.update(others)
    return found


def _couples(bank: Sequence[PlacedSeat]) -> Iterator[tuple[PlacedSeat, PlacedSeat]]:
    for is_couple, run in groupby(bank, lambda seat: seat.kind == "couple"):
        seats = list(run)
        if is_couple:
            yield from zip(seats[::2], seats[1::2], strict=False)

"""From which warehouses something is taken: pure. One that has all of it goes before several that
have it together, fewer before more, nearer before farther.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from uuid import UUID

import msgspec

# So many of the nearest are looked at: 255 choices at most.
MOST_PLACES = 8


class RoutedLine(msgspec.Struct, frozen=True):
    """So many units, which these pools could give; `places`: the warehouse of each pool, whose lots
    stand in the order in which they are sold.
    """

    units: int
    pools: Sequence[UUID]
    places: Sequence[UUID]

    def has(self, free: Mapping[UUID, int], chosen: Iterable[UUID]) -> bool:
        """Whether these warehouses can give it together."""
        among = {*chosen}
        there = zip(self.pools, self.places, strict=True)
        return sum(free.get(pool, 0) for pool, at in there if at in among) >= self.units


def routed(
    lines: Sequence[RoutedLine], free: Mapping[UUID, int], order: Sequence[UUID]
) -> list[list[UUID]]:
    """For each line the pools that shall give it, in order of preference, so that as few warehouses
    as possible send: first those of the chosen warehouses, then all others, should these have sold
    it meanwhile. `order`: warehouses, the preferred one first.
    """
    used = {at for line in lines for at in line.places}
    known = [at for at in order if at in used]
    # What nobody knows a place of comes last.
    known += sorted(used - {*known})
    chosen = _chosen(lines, free, known[:MOST_PLACES])
    ranked = [*chosen, *(at for at in known if at not in chosen)]
    return [_by_place(line, ranked) for line in lines]


def _chosen(
    lines: Sequence[RoutedLine], free: Mapping[UUID, int], known: Sequence[UUID]
) -> tuple[UUID, ...]:
    for size in range(1, len(known) + 1):
        # In the order of the places: the nearest ones first.
        for some in combinations(known, size):
            if all(line.has(free, some) for line in lines):
                return some
    return ()


def _by_place(line: RoutedLine, ranked: Sequence[UUID]) -> list[UUID]:
    rank = {at: n for n, at in enumerate(ranked)}
    pairs = [*zip(line.pools, line.places, strict=True)]
    return [pool for pool, _ in sorted(pairs, key=lambda pair: rank[pair[1]])]

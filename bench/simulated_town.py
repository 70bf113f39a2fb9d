"""A town on paper: what everyday deeds cost (measured elsewhere) replayed for so many people.

What people do in a day is an assumption, `DEEDS`, and so is that an eighth of it falls into the
busiest hour. Deeds come as by chance (Poisson); each asks a core of the program and then one of the
primary, whichever is free first; there are so many cores that they are busy for `BUSY` of the time.
"""

from collections.abc import Mapping
from heapq import heapify, heappop, heappush
from math import ceil
from random import Random

import msgspec

# So often a day for each person; bytes that each leaves on the disk, indexes and log included.
DEEDS = {"post": 0.3, "message": 40.0, "chat opened": 30.0, "list of chats": 15.0}
DEEDS |= {"page of the Square": 20.0, "payment": 1.5, "price asked": 0.3, "search for goods": 2.0}
BYTES = {"post": 4_000, "message": 511, "payment": 2_500}
PEAK, BUSY, LARGEST = 1 / 8, 0.5, 32
# Euros a month for a core of a rented machine with its memory, and for a gigabyte kept twice: what
# such cost at small hosts in Europe in 2026, to be replaced by one's own.
CORE, GIGABYTE = 5.0, 0.1
SIMULATED = 40_000


class Cost(msgspec.Struct, frozen=True):
    """Microseconds of CPU for one deed, of the program and of its database."""

    program: float
    database: float


class Hour(msgspec.Struct, frozen=True):
    """The busiest hour of a day: deeds a second, whole cores, and the waiting of 99 of 100 deeds
    for a core, beside their own work, in milliseconds; and what a year of such days writes.
    """

    deeds: float
    program_cores: int
    database_cores: int
    waits_ms: float
    bytes_a_year: float

    def euros(self, people: int) -> float:
        """A month for each person, when a year of what is written is kept."""
        kept = GIGABYTE * self.bytes_a_year / 1e9
        return (CORE * (self.program_cores + self.database_cores) + kept) / people


def busiest_hour(costs: Mapping[str, Cost], people: int) -> Hour:
    rates = {name: people * DEEDS[name] * PEAK / 3600 for name in costs}
    program = sum(rates[name] * one.program for name, one in costs.items()) / 1e6
    database = sum(rates[name] * one.database for name, one in costs.items()) / 1e6
    cores = ceil(program / BUSY), ceil(database / BUSY)
    return Hour(
        deeds=sum(rates.values()),
        program_cores=cores[0],
        database_cores=cores[1],
        waits_ms=_waiting(costs, rates, cores),
        bytes_a_year=365 * people * sum(DEEDS[name] * size for name, size in BYTES.items()),
    )


def most_people(costs: Mapping[str, Cost]) -> float:
    """With how many people the largest primary is as busy as it may be."""
    one = sum(DEEDS[name] * PEAK / 3600 * each.database for name, each in costs.items()) / 1e6
    return LARGEST * BUSY / one


def _waiting(
    costs: Mapping[str, Cost], rates: Mapping[str, float], cores: tuple[int, int]
) -> float:
    """Replays `SIMULATED` deeds, in seconds, and answers milliseconds."""
    chance, now, names = Random(7), 0.0, list(rates)
    free = [0.0] * cores[0], [0.0] * cores[1]
    each, waited = sum(rates.values()), []
    heapify(free[0])
    for name in chance.choices(names, [rates[one] for one in names], k=SIMULATED):
        now += chance.expovariate(each)
        work = costs[name].program / 1e6, costs[name].database / 1e6
        done = now
        for at in (0, 1):
            began = max(done, heappop(free[at]))
            done = began + work[at]
            heappush(free[at], done)
        waited.append(done - now - sum(work))
    return 1000 * sorted(waited)[int(0.99 * SIMULATED)]

"""Rate limits by person and by address: the generic cell rate algorithm (GCRA, ITU-T I.371), in
memory.

Each process counts by itself, without asking anybody, and tells the others of what it counted
(`shared_limits.py`). That is for load; guesses at secrets are counted in the database, in
`throttle.py`.
"""

import math
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

import msgspec

from leapfrog.kernel.errors import RateLimited

KEPT = 100_000
# Others are told of acts in portions of so small a part of the limit.
PORTIONS = 32
# The names of a limit and of a key, and for how many seconds of the limit acts were counted.
Tell = Callable[[str, str, float], None]


class Limit(msgspec.Struct, frozen=True):
    """`count` acts in `seconds`, in bursts up to `count`."""

    name: str
    count: int
    seconds: float


def network(address: str) -> str:
    """What an address counts as: itself, or for IPv6 its /64, since who has one has all of them."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or ip_network((parsed.packed[:8] + bytes(8), 64)))


class Limiter:
    """Counts acts by (limit, key). Where other processes count, too, `tell` tells them of those
    that were counted here, in portions: in all at most one portion for each other process is
    allowed beyond the limit, and what is done within the time that such a word takes.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due: dict[tuple[str, str], float] = {}
        self._untold: dict[tuple[str, str], int] = {}
        self.tell: Tell | None = None

    def wait(self, limit: Limit, key: str) -> float:
        """Seconds until one more act is allowed; 0 when it is now. Counts nothing."""
        now = self._clock()
        due = max(self._due.get((limit.name, key), now), now)
        return max(0.0, due - now - limit.seconds + limit.seconds / limit.count)

    def count(self, limit: Limit, key: str) -> None:
        """Counts one act, allowed or not asked."""
        now = self._clock()
        due = max(self._due.get((limit.name, key), now), now)
        self._put(limit.name, key, due + limit.seconds / limit.count, now)
        if self.tell is not None:
            self._count_for_others(limit, key, self.tell)

    def _count_for_others(self, limit: Limit, key: str, tell: Tell) -> None:
        untold = self._untold.pop((limit.name, key), 0) + 1
        if untold * PORTIONS < limit.count:
            self._untold[limit.name, key] = untold
        else:
            tell(limit.name, key, untold * limit.seconds / limit.count)

    def count_told(self, name: str, key: str, seconds: float) -> None:
        """Another process counted acts of this limit and key, for so many seconds of the limit."""
        now = self._clock()
        self._put(name, key, max(self._due.get((name, key), now), now) + seconds, now)

    def _put(self, name: str, key: str, due: float, now: float) -> None:
        if len(self._due) >= KEPT:
            self._forget_some(now)
        self._due[name, key] = due

    def _forget_some(self, now: float) -> None:
        """Forgets who is idle, and if nearly all are busy, the half that is busy least: a flood of
        addresses costs neither memory nor time without bound.
        """
        busy = sorted((at, key) for key, at in self._due.items() if at > now)
        self._due = {key: at for at, key in busy[-KEPT // 2 :]}
        self._untold = {key: n for key, n in self._untold.items() if key in self._due}

    def take(self, limit: Limit, key: str) -> None:
        """Counts one act, or raises `RateLimited` with the seconds to wait."""
        wait = self.wait(limit, key)
        if wait > 0:
            raise RateLimited(math.ceil(wait))
        self.count(limit, key)

"""Rate limits by person and by address: the generic cell rate algorithm (GCRA, ITU-T I.371), in
memory.

Each process counts for itself; with N processes the whole town lets through up to N times as much.
That is for load; guesses at secrets are counted by all of them together, in `throttle.py`.
"""

import math
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

import msgspec

from leapfrog.kernel.errors import RateLimited

KEPT = 100_000


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
    """Counts acts by (limit, key)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due: dict[tuple[str, str], float] = {}

    def wait(self, limit: Limit, key: str) -> float:
        """Seconds until one more act is allowed; 0 when it is now. Counts nothing."""
        now = self._clock()
        due = max(self._due.get((limit.name, key), now), now)
        return max(0.0, due - now - limit.seconds + limit.seconds / limit.count)

    def count(self, limit: Limit, key: str) -> None:
        """Counts one act, allowed or not asked."""
        now = self._clock()
        due = max(self._due.get((limit.name, key), now), now)
        if len(self._due) >= KEPT:
            self._forget_some(now)
        self._due[limit.name, key] = due + limit.seconds / limit.count

    def _forget_some(self, now: float) -> None:
        """Forgets who is idle, and if nearly all are busy, the half that is busy least: a flood of
        addresses costs neither memory nor time without bound.
        """
        busy = sorted((at, key) for key, at in self._due.items() if at > now)
        self._due = {key: at for at, key in busy[-KEPT // 2 :]}

    def take(self, limit: Limit, key: str) -> None:
        """Counts one act, or raises `RateLimited` with the seconds to wait."""
        wait = self.wait(limit, key)
        if wait > 0:
            raise RateLimited(math.ceil(wait))
        self.count(limit, key)

    def give_back(self, limit: Limit, key: str) -> None:
        """Uncounts one act that turned out to be good."""
        due = self._due.get((limit.name, key))
        if due is not None:
            self._due[limit.name, key] = due - limit.seconds / limit.count

    def forget(self, limit: Limit, key: str) -> None:
        """Starts anew for one key (a good sign-in clears the bad ones)."""
        self._due.pop((limit.name, key), None)

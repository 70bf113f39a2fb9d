"""The end of a process that others can stand in for: first a proxy sends it nothing new, then the
devices that hang on it leave in portions, so that they do not all come back in the same moment.
"""

import math
import time

from leapfrog.kernel.http import Town
from leapfrog.kernel.stream import SERVICE_RESTART

# Whoever leaves comes back elsewhere at once, and asks what changed: no more than a twentieth of
# them in a second, as long as that is more than so many.
SHARE, FEW = 0.05, 50


class Drain:
    """`turn` it until it is over: for the first half of `seconds` only the proxy is told, by
    `/readyz`; in the second half the streams end, an equal part of them in each moment. Should so
    many hang on it that they would come back too fast, that takes longer.
    """

    def __init__(self, town: Town, seconds: float) -> None:
        town.readiness.draining = True
        self._hub, self._half = town.hub, seconds / 2
        self._last = time.monotonic() + self._half
        self._end: float | None = None

    def turn(self) -> bool:
        """Ends the streams whose turn it is; answers whether it is over."""
        now = time.monotonic()
        if now <= self._last:
            return False
        if self._end is None:
            leaving = min(len(self._hub) / FEW, 1 / SHARE)
            self._end = self._last + max(self._half, leaving)
        if now >= self._end:
            return True
        share = (now - self._last) / (self._end - self._last)
        self._hub.hang_up(math.ceil(len(self._hub) * share), SERVICE_RESTART)
        self._last = now
        return False

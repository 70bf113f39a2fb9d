"""The end of a process that others can stand in for: first a proxy sends it nothing new, then the
devices that hang on it leave in portions, so that they do not all come back in the same moment.
"""

import math
import time

from leapfrog.kernel.http import Town

# Ours to end, and the service goes on elsewhere (RFC 6455, 7.4.1 and the registry of its codes).
SERVICE_RESTART = 1012


class Drain:
    """`turn` it until it is over: for the first half of `seconds` only the proxy is told, by
    `/readyz`; in the second half the streams end, an equal part of them in each moment.
    """

    def __init__(self, town: Town, seconds: float) -> None:
        town.readiness.draining = True
        self._hub = town.hub
        self._seconds, self._began = seconds, time.monotonic()
        self._last = self._began + seconds / 2

    def turn(self) -> bool:
        """Ends the streams whose turn it is; answers whether it is over."""
        now, end = time.monotonic(), self._began + self._seconds
        if now >= end:
            return True
        if now > self._last:
            share = (now - self._last) / (end - self._last)
            self._hub.hang_up(math.ceil(len(self._hub) * share), SERVICE_RESTART)
            self._last = now
        return False

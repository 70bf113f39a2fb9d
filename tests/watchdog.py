"""A worker that grows without end, or that stands still, is ended and says where it was: else the
system ends it, or another one, or the whole run waits for it, and nobody knows why.

`pytest-timeout` interrupts a test once. What then waits for ever in its teardown, for a thread or a
task that does not end, is interrupted by nobody; here its worker ends, and xdist starts another.
"""

import faulthandler
import os
import sys
import threading
import time
from pathlib import Path

import pytest

STATM = Path("/proc/self/statm")
MOST = 6 * 2**30
EVERY_SECONDS = 1.0
# A test and its teardown together, in multiples of what pytest-timeout gives a test.
PATIENCE = 1.5


class Watchdog:
    """Watches the process it is in. `standing_until` is when the test at hand has had its time."""

    def __init__(self, config: pytest.Config) -> None:
        self._capture = config.pluginmanager.getplugin("capturemanager")
        self._page = os.sysconf("SC_PAGE_SIZE")
        self.standing_until = float("inf")

    def start(self) -> None:
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if limit := _limit(item):
            self.standing_until = time.monotonic() + PATIENCE * limit

    def pytest_runtest_logfinish(self) -> None:
        self.standing_until = float("inf")

    def _watch(self) -> None:
        while not (why := self._fault()):
            time.sleep(EVERY_SECONDS)
        # Else it is captured for a report that is never made.
        if self._capture:
            self._capture.suspend_global_capture()
        sys.__stderr__.write(f"\n{why}: ended\n")  # type: ignore[union-attr]
        faulthandler.dump_traceback(2, all_threads=True)
        os._exit(70)

    def _fault(self) -> str:
        if time.monotonic() > self.standing_until:
            return "a test stands still, and its teardown too"
        if STATM.exists() and int(STATM.read_text().split()[1]) * self._page > MOST:
            return f"over {MOST >> 30} GB"
        return ""


def _limit(item: pytest.Item) -> float:
    """Seconds that pytest-timeout gives the test; 0: no limit, as when laws are explored."""
    if mark := item.get_closest_marker("timeout"):
        return float(mark.args[0])
    given = item.config.getoption("timeout")
    return float(item.config.getini("timeout") or 0 if given is None else given)


def watch(config: pytest.Config) -> None:
    """From now on."""
    dog = Watchdog(config)
    config.pluginmanager.register(dog, "watchdog")
    dog.start()

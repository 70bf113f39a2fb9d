"""A worker that grows without end is ended while others still have memory, and says where it was:
else the system ends it, or another one, and nobody knows why.
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


def watch(config: pytest.Config) -> None:
    """From now on, where the system tells how much a process has."""
    if STATM.exists():
        threading.Thread(target=_watch, args=[config], name="memory", daemon=True).start()


def _watch(config: pytest.Config) -> None:
    page = os.sysconf("SC_PAGE_SIZE")
    while int(STATM.read_text().split()[1]) * page < MOST:
        time.sleep(EVERY_SECONDS)
    # Else it is captured for a report that is never made.
    if capture := config.pluginmanager.getplugin("capturemanager"):
        capture.suspend_global_capture()
    sys.__stderr__.write(f"\nover {MOST >> 30} GB: ended\n")  # type: ignore[union-attr]
    faulthandler.dump_traceback(2, all_threads=True)
    os._exit(70)

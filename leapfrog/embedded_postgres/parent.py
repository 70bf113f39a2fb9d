"""No orphans: a child that asks the kernel to be told when its parent is gone."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1
# Looked up once: between fork and exec a child should do as little as it can.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def end_with_parent(how: signal.Signals) -> None:
    """This process gets the signal `how` when its parent dies, even by kill -9. Linux only.

    To the kernel the parent is the starting *thread*, which must live as long as the child.
    """
    if _prctl:
        _prctl(PR_SET_PDEATHSIG, how, 0, 0, 0)

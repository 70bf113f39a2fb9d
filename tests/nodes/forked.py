"""`leapfrog up` in a process that has read the program already: a test that starts nodes again and
again would spend most of its time with reading. All else is as when a person starts it.
"""

import os
import signal
import sys
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from leapfrog.cli.main import main
from leapfrog.embedded_postgres import end_with_parent

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


def forked(environ: dict[str, str], log: Path) -> ForkServerProcess:
    """A process that is yet to be started. What it says goes to the end of `log`."""
    return FORKS.Process(target=_up, args=(environ, log))


def _up(environ: dict[str, str], log: Path) -> None:
    end_with_parent(signal.SIGKILL)
    os.environ.clear()
    os.environ.update(environ)
    with log.open("ab") as file:
        for said in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), said.fileno())
    sys.exit(main(["up"]))

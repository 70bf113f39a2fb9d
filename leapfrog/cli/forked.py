"""Nodes as children of this program, made from a process that has read the program once and has
made the routes: starting one again and again costs little then. All else is as when a person starts
`leapfrog up`.
"""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from leapfrog.cli.leaving import leave
from leapfrog.cli.up import up
from leapfrog.embedded_postgres import end_with_parent
from leapfrog.kernel import logs
from leapfrog.kernel.settings import Settings

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload([__name__, "leapfrog.cli.ready"])


def forked(
    environ: Mapping[str, str], log: Path, first: Callable[[], None] | None = None
) -> ForkServerProcess:
    """A node that is yet to be started. What it says goes to the end of `log`; `first`: what its
    process does before all else.
    """
    return FORKS.Process(target=_up, args=(dict(environ), log, first))


def _up(environ: dict[str, str], log: Path, first: Callable[[], None] | None) -> None:
    # Ctrl-C reaches only who started it, and who ends it.
    os.setsid()
    end_with_parent(signal.SIGKILL)
    if first:
        first()
    os.environ.clear()
    os.environ.update(environ)
    with log.open("ab") as file:
        for said in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), said.fileno())
    settings = Settings.from_env(os.environ)
    logs.configure(settings.log_level.upper(), settings.log_format)
    signal.signal(signal.SIGTERM, leave)
    try:
        sys.exit(up(settings))
    except KeyboardInterrupt:
        sys.exit(0)

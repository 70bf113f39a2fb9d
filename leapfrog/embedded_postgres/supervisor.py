"""The front door: `with EmbeddedPostgres(settings) as dsn:`."""

import logging
import math
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread
from types import MappingProxyType, TracebackType

from leapfrog.embedded_postgres.account import find_account
from leapfrog.embedded_postgres.archiving import archive_options
from leapfrog.embedded_postgres.binaries import find_binaries, within_reach
from leapfrog.embedded_postgres.child import (
    READY_SECONDS,
    options,
    start,
    stop,
    wait_until_ready,
)
from leapfrog.embedded_postgres.cluster import make_cluster
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.leftover import clear_leftover, clear_socket
from leapfrog.embedded_postgres.lock import HomeLock
from leapfrog.embedded_postgres.places import Places, dsn
from leapfrog.kernel.settings import Settings

NOTHING: Mapping[str, str] = MappingProxyType({})
MOST_LOG_BYTES = 5_000_000
log = logging.getLogger(__name__)


class EmbeddedPostgres:
    """One PostgreSQL below `settings.home`, alive between `start` and `stop`.

    Both block: start it before the event loop has anything else to do, from the main thread.
    """

    def __init__(
        self,
        settings: Settings,
        changed: Mapping[str, str] = NOTHING,
        *,
        is_restored: bool = False,
    ) -> None:
        """`changed` are server parameters that differ from those of `child.OPTIONS`. With
        `is_restored` it is the server of what `put_cluster` put there, which is no town yet.
        """
        self.child: subprocess.Popen[bytes] | None = None
        self._settings = settings
        self._changed = changed
        self._places = Places(settings.home, is_restored)
        self._lock = HomeLock(self._places.lock)

    def start(self) -> str:
        """Makes the cluster when missing, starts it, answers its DSN. Raises `PostgresError`."""
        self._places.make_home()
        self._lock.take()
        try:
            return self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """A fast shutdown: open transactions are undone, what was committed is on disk."""
        child, self.child = self.child, None
        if child:
            stop(child)
            self._places.leave(self._account)
        self._lock.release()

    def watch(self, act: Callable[[], None]) -> None:
        """`act` runs, in a thread of its own, when the server ends without having been told to."""
        Thread(target=self._wait, args=(self.child, act), daemon=True).start()

    def _wait(self, child: subprocess.Popen[bytes], act: Callable[[], None]) -> None:
        child.wait()
        if self.child:
            act()

    def _start(self) -> str:
        places, wanted = self._places, self._settings
        account = self._account = find_account(wanted.pg_user, places.data)
        places.let_in(account)
        found = find_binaries(wanted.pg_bin, places.data)
        binaries = within_reach(found, account, places.home)
        make_cluster(places, binaries, account)
        clear_leftover(places.data)
        socket_folder = places.socket_folder(account)
        clear_socket(socket_folder)
        _begin_log(places.log)
        changed = dict(self._changed)
        if shelves := places.shelves(wanted):
            changed = archive_options(shelves, places, account) | changed
        arguments = options(binaries.major, socket_folder, changed)
        self.child = start(binaries.postgres, places.data, arguments, account, places.log)
        try:
            # Playing a log takes as long as it takes.
            plays = (places.data / "recovery.signal").exists()
            wait_until_ready(self.child, places.data, math.inf if plays else READY_SECONDS)
        except PostgresError as error:
            raise PostgresError(
                f"{error}; {places.log} ends with:\n{_end_of(places.log)}"
            ) from None
        return dsn(socket_folder)

    def __enter__(self) -> str:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def __aenter__(self) -> str:
        return self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def running(settings: Settings) -> str | None:
    """The DSN of the server that another process runs in this home; None where none does."""
    places = Places(settings.home)
    if not HomeLock(places.lock).is_held():
        return None
    return dsn(places.run(find_account(settings.pg_user, places.data)))


def _begin_log(path: Path) -> None:
    """Keeps one earlier log when this one has grown long."""
    if path.exists() and path.stat().st_size > MOST_LOG_BYTES:
        path.rename(path.with_suffix(".log.1"))
    path.touch(mode=0o600)


def _end_of(path: Path, lines: int = 8) -> str:
    return "\n".join(path.read_text("utf-8", "replace").splitlines()[-lines:])

"""What an earlier run left in postmaster.pid: nobody, a server that is ending, a stranger's pid."""

import os
import time
from pathlib import Path

from leapfrog.embedded_postgres.child import POLL_SECONDS, STOP_SECONDS, pid_lines
from leapfrog.embedded_postgres.errors import PostgresError


def clear_leftover(data: Path, patience: float = STOP_SECONDS) -> None:
    """Called with the home lock held, so a server that is alive on `data` has lost its supervisor.

    Waits for it to end, as asked when its parent died. Raises `PostgresError` when it stays.
    """
    lines = pid_lines(data)
    pid = int(lines[0]) if lines and lines[0].strip().isdigit() else 0
    if not pid or not _alive(pid):
        return
    if not _is_server_of(pid, data):
        _disown(data)
        return
    until = time.monotonic() + patience
    while _alive(pid) and _is_server_of(pid, data):
        if time.monotonic() > until:
            raise PostgresError(
                f"PostgreSQL runs on {data} already as process {pid}; stop it first"
            )
        time.sleep(POLL_SECONDS)


def clear_socket(folder: Path) -> None:
    """Called when no server is left: a socket's lock file, too, may name a pid that lives on."""
    for path in folder.glob(".s.PGSQL.*"):
        path.unlink()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_server_of(pid: int, data: Path) -> bool:
    """True for a postgres of this folder, and, to be safe, where the machine does not tell."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except FileNotFoundError:
        return not Path("/proc/self/cmdline").exists()
    except PermissionError:
        return True
    return os.path.basename(words[0]) == b"postgres" and os.fsencode(data) in words


def _disown(data: Path) -> None:
    """Another program has the pid in the file now, which would keep PostgreSQL from starting.

    PostgreSQL takes its parent's pid, ours, for a stale one, and still checks that no process of
    the earlier run is left; without the file it would not.
    """
    path = data / "postmaster.pid"
    lines = path.read_text().splitlines()
    with path.open("r+") as file:
        file.write("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
        file.truncate()

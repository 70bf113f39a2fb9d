"""The running server: a child in the foreground that the kernel ends when this program dies."""

import signal
import subprocess
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from leapfrog.embedded_postgres.account import SystemAccount, plain_environment
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.parent import end_with_parent

POLL_SECONDS = 0.01
# Replaying the log after a power cut may take long; a server that is alive is not given up soon.
READY_SECONDS = 600
STOP_SECONDS = 60
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "wal_level": "logical",
    "synchronous_commit": "on",
    "fsync": "on",
    "shared_buffers": "64MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "64MB",
    "max_connections": "60",
    "max_worker_processes": "4",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "autovacuum_max_workers": "2",
    "max_wal_size": "512MB",
    "checkpoint_completion_target": "0.9",
    "huge_pages": "off",
    "jit": "off",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


def options(major: int, socket_folder: Path, changed: Mapping[str, str]) -> list[str]:
    """The server's command line, which goes before what its files say."""
    chosen = OPTIONS | {"unix_socket_directories": str(socket_folder)}
    if major >= 18:
        chosen["io_method"] = "sync"
    chosen |= changed
    return ["-p", "5432", *(part for item in chosen.items() for part in ("-c", "=".join(item)))]


def start(
    postgres: Path, data: Path, arguments: list[str], account: SystemAccount, log: Path
) -> subprocess.Popen[bytes]:
    """Starts the server in a session of its own: Ctrl-C reaches only us, who stop it last."""
    with log.open("ab") as out:
        return subprocess.Popen(
            [postgres, "-D", data, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=plain_environment(),
            start_new_session=True,
            preexec_fn=partial(end_with_parent, signal.SIGINT),  # noqa: PLW1509 (no threads yet)
            **account.popen_options(),
        )


def wait_until_ready(child: subprocess.Popen[bytes], data: Path, seconds: float) -> None:
    """Returns when the server takes connections. Raises `PostgresError` when it never does."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if child.poll() is not None:
            raise PostgresError(f"PostgreSQL stopped while starting (exit code {child.returncode})")
        lines = pid_lines(data)
        if len(lines) > 7 and lines[0].strip() == str(child.pid) and lines[7].strip() == "ready":
            return
        time.sleep(POLL_SECONDS)
    raise PostgresError(f"PostgreSQL was not ready after {seconds} seconds")


def pid_lines(data: Path) -> list[str]:
    """The lines of postmaster.pid, none when there is no such file: pid first, state eighth."""
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def stop(child: subprocess.Popen[bytes]) -> None:
    """Ends the server: a fast shutdown first, harder when it does not go."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if child.poll() is not None:
            return
        child.send_signal(how)
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue

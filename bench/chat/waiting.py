"""Until a server answers, and until it is gone."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.chat.processes import family
from bench.chat.xmpp import HEADER, HOST

START_SECONDS, STOP_SECONDS = 90, 15


def until_xmpp(
    port: int, process: subprocess.Popen[bytes], host: str = HOST, at: str = "127.0.0.1"
) -> None:
    """It offers a way to sign in."""

    def asked() -> None:
        with socket.create_connection((at, port), 3) as door:
            door.sendall(HEADER.format(host).encode())
            found = b""
            while b"</stream:features>" not in found:
                more = door.recv(4096)
                if not more:
                    raise ConnectionResetError
                found += more

    _until(asked, process)


def until_http(url: str, process: subprocess.Popen[bytes]) -> None:
    _until(lambda: urllib.request.urlopen(url, timeout=3).read(), process)


def _until(asked: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            asked()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"{process.args!r} did not start") from None
            time.sleep(0.05)


@contextmanager
def stopped(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """At the end, with all that it began."""
    try:
        yield
    finally:
        pids = list(family(process.pid))
        for pid in reversed(pids):
            _end(pid, signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        while time.monotonic() < until and any(map(_lives, pids)):
            process.poll()
            time.sleep(0.05)
        for pid in filter(_lives, pids):
            _end(pid, signal.SIGKILL)
        process.wait(10)


def _end(pid: int, how: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, how)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

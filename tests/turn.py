"""A TURN relay for the tests: coturn, the machine's, else Debian's, which root installs."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from tests.ports import free_port

PATIENCE = 20


class Relay(msgspec.Struct, frozen=True):
    """Where it is, the secret that it shares with the town, and what it writes of its work."""

    url: str
    secret: str
    log: Path


def installed() -> str | None:
    """The program, installed when that can be done."""
    found = shutil.which("turnserver")
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "coturn"]
    subprocess.run(install, env=environment)
    return shutil.which("turnserver")


@contextmanager
def relay(folder: Path) -> Iterator[Relay]:
    """A running one. Skips the test, and says why, where there is none to be had."""
    program = installed()
    if program is None:
        pytest.skip("no coturn here (Debian: apt-get install coturn)")
    port = free_port()
    made = Relay(f"turn:127.0.0.1:{port}?transport=tcp", "a long secret", folder / "turn.log")
    command = [
        *(program, "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", f"-p{port}"),
        *("--use-auth-secret", f"--static-auth-secret={made.secret}", "--realm=lake.town"),
        *("--no-tls", "--no-dtls", "--no-cli", "--allow-loopback-peers", "--verbose"),
        *(f"--userdb={folder}/turn.db", f"--pidfile={folder}/turn.pid", "--log-file=stdout"),
    ]
    with made.log.open("wb") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait(port, running)
        yield made
    finally:
        running.kill()
        running.wait()


def _wait(port: int, running: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            assert time.monotonic() < end
            assert running.poll() is None
            time.sleep(0.02)

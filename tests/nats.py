"""A NATS server for the tests."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.packages import installed
from tests.ports import free_port

PATIENCE = 20


class NatsServer:
    """One server on a port of its own, which can be killed and comes back there."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._port = free_port()
        self.url = f"nats://127.0.0.1:{self._port}"

    def start(self, *more: str) -> None:
        """Returns when it answers."""
        command = [self._program, "-a", "127.0.0.1", "-p", str(self._port), *more]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self._port)).close()
                return
            except ConnectionRefusedError:
                assert time.monotonic() < end
                assert self._process.poll() is None
                time.sleep(0.02)

    def signal(self, number: signal.Signals) -> None:
        """Such as to let it fall silent without an end."""
        self._process.send_signal(number)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@contextmanager
def nats_server() -> Iterator[NatsServer]:
    """A running one. Skips the test, and says why, where there is none to be had."""
    server = NatsServer(installed("nats-server", "nats-server"))
    server.start()
    try:
        yield server
    finally:
        server.kill()

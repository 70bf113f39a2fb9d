"""Browsers driven by WebDriver (W3C): over HTTP by their drivers, Firefox by its own Marionette,
which takes the same commands over a socket (Debian has no geckodriver).
"""

import itertools
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx

# Each command: its name for Marionette, and its method and path over HTTP.
COMMANDS = {
    "open": ("Navigate", "POST", "/url"),
    "reload": ("Refresh", "POST", "/refresh"),
    "address": ("GetCurrentURL", "GET", "/url"),
    "find": ("FindElements", "POST", "/elements"),
    "type": ("ElementSendKeys", "POST", "/element/{id}/value"),
    "run": ("ExecuteScript", "POST", "/execute/sync"),
    "act": ("PerformActions", "POST", "/actions"),
    "release": ("ReleaseActions", "DELETE", "/actions"),
    "resize": ("SetWindowRect", "POST", "/window/rect"),
    "picture": ("TakeScreenshot", "GET", "/screenshot"),
    "time_outs": ("SetTimeouts", "POST", "/timeouts"),
    "close": ("DeleteSession", "DELETE", ""),
}
PATIENCE = 60


class DriverError(Exception):
    """A command that the browser refused: `code` as WebDriver names it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        # Before the command, or while it was carried out.
        self.is_crash = code == "invalid session id" or message.startswith("Session terminated")


class BrowserCrash(UserWarning):
    """A process of the browser's own ended, and the test went on in a new window."""


class Driver(Protocol):
    """Sends one command with its parameters, and gives the value of its answer."""

    def __call__(self, command: str, /, **given: Any) -> Any: ...

    def close(self) -> None:
        """Closes the window, and the line to the browser."""


class HttpDriver:
    """A driver that speaks HTTP, with one session (W3C WebDriver, 6)."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=2 * PATIENCE)
        asked = {"capabilities": {"alwaysMatch": capabilities}}
        made = self._value(self._patiently(asked))
        self._session = f"/session/{made['sessionId']}"

    def _patiently(self, asked: dict[str, Any]) -> httpx.Response:
        """The answer to the first request, which comes once the program listens."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self._http.post("/session", json=asked)
            except httpx.ConnectError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def __call__(self, command: str, /, **given: Any) -> Any:
        _, method, path = COMMANDS[command]
        address = self._session + path.format(id=given.pop("id", ""))
        body = given if method == "POST" else None
        return self._value(self._http.request(method, address, json=body))

    def close(self) -> None:
        with closing(self._http):
            self("close")

    @staticmethod
    def _value(answer: httpx.Response) -> Any:
        value = answer.json()["value"]
        if answer.is_error:
            raise DriverError(value["error"], value["message"])
        return value


class MarionetteDriver:
    """Firefox: each message is its length, a colon and JSON: `[0, number, command, parameters]`,
    answered by `[1, number, error, result]`.
    """

    def __init__(self, port: int) -> None:
        self._socket = self._patiently(port)
        self._numbers = itertools.count()
        self._receive()
        self._send("WebDriver:NewSession", {"capabilities": {}})

    @staticmethod
    def _patiently(port: int) -> socket.socket:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=2 * PATIENCE)
            except ConnectionRefusedError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def __call__(self, command: str, /, **given: Any) -> Any:
        return self._send(f"WebDriver:{COMMANDS[command][0]}", given)

    def close(self) -> None:
        with closing(self._socket):
            self("close")

    def _send(self, command: str, given: dict[str, Any]) -> Any:
        text = json.dumps([0, next(self._numbers), command, given])
        self._socket.sendall(f"{len(text.encode())}:{text}".encode())
        _, _, error, result = self._receive()
        if error:
            raise DriverError(error["error"], error["message"])
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _receive(self) -> Any:
        length = b""
        while (one := self._socket.recv(1)) != b":":
            if not one:
                raise ConnectionError("Firefox has gone")
            length += one
        body = b""
        while len(body) < int(length):
            body += self._socket.recv(int(length) - len(body))
        return json.loads(body)


@contextmanager
def program(*words: str, log: Path, keep: int | None = None, **environment: str) -> Iterator[None]:
    """A program that runs meanwhile; what it says goes into `log`. `keep`: a file of ours that it
    has, too, by the same number.
    """
    kept = () if keep is None else (keep,)
    with log.open("wb") as output:
        process = subprocess.Popen(
            words, stdout=output, stderr=output, env=environment, pass_fds=kept
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)

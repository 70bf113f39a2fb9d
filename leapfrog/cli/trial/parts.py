"""The processes of a trial. Whatever happens to this program, none outlives it."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from leapfrog.cli.forked import forked
from leapfrog.cli.trial.model import TrialError, happens
from leapfrog.embedded_postgres import SystemAccount, end_with_parent, plain_environment

LAST_LINES = 12


class ProgramPart:
    """A program of the machine, which runs under an account that is not root's."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        account: SystemAccount,
        log: Path,
        environ: Mapping[str, str],
    ) -> None:
        self.name, self.log = name, log
        self._command, self._account, self._environ = command, account, environ
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=plain_environment() | dict(self._environ),
                start_new_session=True,
                preexec_fn=partial(end_with_parent, signal.SIGTERM),  # noqa: PLW1509
                **self._account.popen_options(),
            )

    @property
    def was_started(self) -> bool:
        return self._process is not None

    @property
    def exit_code(self) -> int | None:
        """None while it runs; less than 0 for the signal that ended it."""
        return self._process.poll() if self._process else 0

    def signal(self, number: signal.Signals) -> None:
        if self._process:
            self._process.send_signal(number)

    def kill(self) -> None:
        """With what it has started in its own session."""
        if self._process and self.exit_code is None:
            os.killpg(self._process.pid, signal.SIGKILL)

    async def ended(self) -> int:
        """Its exit code. Raises `TrialError` when it stays."""
        return await _ended(self)


class PostgresPart(ProgramPart):
    """Patroni, with the PostgreSQL that it starts in a session of its own."""

    def __init__(self, *part: Any, data: Path) -> None:
        super().__init__(*part)
        self._data = data

    def die(self) -> None:
        """As when the machine loses its power. What PostgreSQL has started ends with it."""
        self.kill()
        for pid in self._postmaster():
            send(pid, signal.SIGKILL)

    def fall_silent(self) -> None:
        """As when its machine hangs: no connection ends, and nobody answers."""
        self.signal(signal.SIGSTOP)
        self._send_to_all(signal.SIGSTOP)

    def wake(self) -> None:
        """Goes on where it was."""
        self._send_to_all(signal.SIGCONT)
        self.signal(signal.SIGCONT)

    def _send_to_all(self, number: signal.Signals) -> None:
        for pid in self._postmaster():
            # First the one that starts others.
            send(pid, number)
            for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                send(int(child), number)

    def _postmaster(self) -> list[int]:
        """The first of PostgreSQL's processes; none where there is none."""
        try:
            return [int((self._data / "postmaster.pid").read_text().split()[0])]
        except FileNotFoundError:
            return []


class NodePart:
    """`leapfrog up`, with these settings."""

    def __init__(
        self,
        name: str,
        log: Path,
        environ: Mapping[str, str],
        first: Callable[[], None] | None = None,
    ) -> None:
        self.name, self.log, self.environ = name, log, dict(environ)
        self._first = first
        self._process: ForkServerProcess | None = None

    def start(self) -> None:
        self._process = forked(self.environ, self.log, self._first)
        self._process.start()

    @property
    def was_started(self) -> bool:
        return self._process is not None

    @property
    def exit_code(self) -> int | None:
        """None while it runs; less than 0 for the signal that ended it."""
        return self._process.exitcode if self._process else 0

    def signal(self, number: signal.Signals) -> None:
        if self._process and self._process.pid and self._process.is_alive():
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)

    async def ended(self) -> int:
        """Its exit code. Raises `TrialError` when it stays."""
        return await _ended(self)


def send(pid: int, number: signal.Signals) -> None:
    """To a process that may be gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def programs_of(folder: Path) -> list[int]:
    """Those in whose command line the folder is, such as a PostgreSQL that lost its Patroni."""
    return [pid for pid, words in _command_lines() if bytes(folder) in words]


def _command_lines() -> Iterator[tuple[int, bytes]]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(FileNotFoundError, ProcessLookupError):
            yield int(path.parent.name), path.read_bytes()


AnyPart = ProgramPart | NodePart


async def _ended(part: AnyPart) -> int:
    async def is_over() -> bool:
        return part.exit_code is not None

    await happens(f"{part.name} ends", is_over)
    assert part.exit_code is not None
    return part.exit_code


def check_running(parts: Sequence[AnyPart]) -> None:
    """Raises `TrialError` when one that was started has ended by itself."""
    for part in parts:
        if part.was_started and part.exit_code is not None:
            raise TrialError(f"{part.name} has ended ({part.exit_code})")


def last_words(parts: Sequence[AnyPart]) -> Iterator[str]:
    """What those said last that have ended."""
    for part in parts:
        if part.was_started and part.exit_code is not None:
            yield f"{part.name}:"
            yield from part.log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:]

"""The real program, started as a person starts it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from leapfrog.cli import main
from leapfrog.cli.forked import FORKS

SECONDS = 60
COMMAND = (sys.executable, "-m", "leapfrog.cli")


def environment(home: Path, port: int, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LEAPFROG_")}
    own = {"LEAPFROG_HOME": str(home), "LEAPFROG_PORT": str(port), "LEAPFROG_DEMO": "false"}
    return kept | own | {"DATABASE_URL": ""} | more


@contextmanager
def started(
    environ: dict[str, str], command: str = "up", program: Sequence[str | Path] = COMMAND
) -> "Iterator[subprocess.Popen[str]]":
    """Killed at the end, should it still run."""
    with subprocess.Popen(
        [*program, command],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What most machines have; what the program makes does not go by it.
        umask=0o022,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ran(
    environ: Mapping[str, str], *arguments: object, seconds: float = 2 * SECONDS
) -> "subprocess.CompletedProcess[str]":
    """A command of the program that has ended, in a process forked from one that has read the
    program: to read it takes longer than most commands do.
    """
    with TemporaryDirectory() as folder:
        said = [Path(folder, name) for name in ("out", "err")]
        given = [*map(str, arguments)]
        process = FORKS.Process(target=_run, args=(dict(environ), given, said))
        process.start()
        process.join(seconds)
        if process.is_alive():
            process.kill()
            process.join()
        code = process.exitcode
        assert code is not None
        return subprocess.CompletedProcess(given, code, *(one.read_text() for one in said))


def _run(environ: dict[str, str], arguments: list[str], said: list[Path]) -> None:
    os.environ.clear()
    os.environ.update(environ)
    for stream, path in zip((sys.stdout, sys.stderr), said, strict=True):
        with path.open("ab") as file:
            os.dup2(file.fileno(), stream.fileno())
    sys.exit(main(arguments))


def wait_until_open(program: "subprocess.Popen[str]", port: int) -> None:
    until = time.monotonic() + SECONDS
    while not answers(port):
        assert program.poll() is None, program.communicate()
        assert time.monotonic() < until
        time.sleep(0.05)


def wait_until_gone(pids: list[int]) -> None:
    until = time.monotonic() + SECONDS
    while any(map(lives, pids)):
        assert time.monotonic() < until
        time.sleep(0.05)


def lives(pid: int) -> bool:
    """False also for a zombie that nobody has buried yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/api/v1/town", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def descendants(pid: int) -> list[int]:
    """The process and all that it started, from /proc."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in descendants(int(child)))]

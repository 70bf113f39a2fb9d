"""`make bench-start`: from `leapfrog up` to the first answered request, cold and warm; memory and
CPU of all, idle.

The reference is the bare minimum in the same run: the same PostgreSQL binaries, made and started
by their own `initdb` and `pg_ctl`, and nothing served.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from bench.chat.processes import Meter, Server, Spent
from bench.harness import Figure, median, report, seconds
from leapfrog.embedded_postgres import find_binaries

ROUNDS = max(1, int(seconds(15) // 5))
IDLE_SECONDS = min(10.0, seconds(10))
MB = 1024 * 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(home: Path, port: int, **more: str) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """A town whose settings are these and `more`, with the seconds until it answered."""
    environ = {
        **os.environ,
        "LEAPFROG_HOME": str(home),
        "LEAPFROG_PORT": str(port),
        "LEAPFROG_HOST": "127.0.0.1",
        "LEAPFROG_LOG_LEVEL": "error",
        **more,
    }
    began = time.perf_counter()
    program = Path(sys.executable).with_name("leapfrog")
    town = subprocess.Popen([program, "up"], env=environ, stdout=subprocess.DEVNULL)
    try:
        until_answered(f"http://127.0.0.1:{port}/healthz", town)
        yield town, time.perf_counter() - began
    finally:
        town.send_signal(signal.SIGINT)
        town.wait(30)


@contextmanager
def measured_town(
    home: Path, dsn: str, processes: int = 1
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A town on that database with money, no demo and no limits of requests; and its port."""
    port = free_port()
    more = {"LEAPFROG_DEMO": "false", "LEAPFROG_RATE_LIMITS": "false", "LEAPFROG_MONEY": "units"}
    more["LEAPFROG_PROCESSES"] = str(processes)
    with running(home, port, DATABASE_URL=dsn, **more) as (town, _):
        yield town, port


def until_answered(url: str, town: subprocess.Popen[bytes]) -> None:
    while town.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.01)
    raise SystemExit(f"the town stopped with {town.returncode}")


def resident(pid: int) -> int:
    """Proportional set size of a process and all below it, in bytes: shared pages are counted
    once.
    """
    total = 0
    for process in family(pid):
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:"))
    return total * 1024


def family(pid: int) -> Iterator[int]:
    yield pid
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in listed.read_text().split():
            yield from family(int(child))


def bare_postgres(folder: Path) -> tuple[float, float]:
    """Seconds to make and start, and to start again, a PostgreSQL with nothing around it."""
    programs = find_binaries(None, folder).postgres.parent
    user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    as_user = user if os.geteuid() == 0 else []
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True)

    def start() -> float:
        began = time.perf_counter()
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
        log = str(folder / "log")
        run(str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-l", log, "-w", "start")
        return time.perf_counter() - began

    def stop() -> None:
        run(str(programs / "pg_ctl"), "-D", str(data), "-m", "fast", "-w", "stop")

    began = time.perf_counter()
    run(str(programs / "initdb"), "-D", str(data), "--auth=trust", "--encoding=UTF8")
    made = time.perf_counter() - began
    cold = made + start()
    stop()
    warm = start()
    stop()
    return cold, warm


class Round(msgspec.Struct, frozen=True):
    """Seconds of a cold and a warm start, the same of a bare PostgreSQL; of the town when nobody
    is there, bytes of memory, and milliseconds of CPU a second of the process and its database.
    """

    cold: float
    warm: float
    bare_cold: float
    bare_warm: float
    memory: int
    idle_server: float
    idle_database: float


def one_round() -> Round:
    here = Path(tempfile.mkdtemp(prefix="leapfrog-bench-", dir="/tmp"))
    here.chmod(0o777)
    try:
        port = free_port()
        with running(here / "home", port) as (_, cold):
            pass
        with running(here / "home", port) as (town, warm):
            time.sleep(IDLE_SECONDS)
            memory, spent = resident(town.pid), idle(town.pid, here / "home", port)
        bare = here / "bare"
        bare.mkdir()
        bare.chmod(0o777)
        bare_cold, bare_warm = bare_postgres(bare)
        return Round(
            cold=cold,
            warm=warm,
            bare_cold=bare_cold,
            bare_warm=bare_warm,
            memory=memory,
            idle_server=spent.server / spent.seconds * 1000,
            idle_database=spent.database / spent.seconds * 1000,
        )
    finally:
        shutil.rmtree(here)


def idle(pid: int, home: Path, port: int) -> Spent:
    """What a town costs in which nothing happens."""
    postmaster = int((home / "data" / "postmaster.pid").read_text().split()[0])
    meter = Meter(Server(pid, port, postmaster))
    meter.start()
    time.sleep(2 * IDLE_SECONDS)
    return meter.stop()


def main() -> None:
    rounds = [one_round() for _ in range(ROUNDS)]
    cold, warm, bare_cold, bare_warm, memory, server, database = (
        median([getattr(one, name) for one in rounds]) for name in Round.__struct_fields__
    )
    used, bare = memory / MB, "s bare PostgreSQL"
    named = "resident memory, idle, database included"
    report(
        "start",
        [
            _start("cold start, demo week played", cold, bare, bare_cold),
            _start("warm start", warm, bare, bare_warm),
            Figure(named, "MB", used, "MB allowed", 250, used / 250, "<= 250 MB", used <= 250),
            _idle("CPU of the process, idle", server),
            _idle("CPU of its database, idle", database),
        ],
        rounds=ROUNDS,
    )


def _idle(name: str, spent: float) -> Figure:
    return Figure(name, "ms/s", spent, "ms/s allowed", 4, spent / 4, "<= 4 ms/s", spent <= 4)


def _start(name: str, ours: float, reference: str, value: float) -> Figure:
    return Figure(name, "s", ours, reference, value, ours / value, "reported", None)


if __name__ == "__main__":
    main()

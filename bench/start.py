"""`make bench-start`: from `leapfrog up` to the first answered request, cold and warm; memory of
all, idle.

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

from bench.harness import Figure, median, report, seconds
from leapfrog.kernel.postgres.binaries import find_binaries

ROUNDS = max(1, int(seconds(15) // 5))
IDLE_SECONDS = min(10.0, seconds(10))
MB = 1024 * 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(home: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """A town, with the seconds until it answered."""
    environ = {
        **os.environ,
        "LEAPFROG_HOME": str(home),
        "LEAPFROG_PORT": str(port),
        "LEAPFROG_HOST": "127.0.0.1",
    }
    began = time.perf_counter()
    town = subprocess.Popen(
        [Path(sys.executable).with_name("leapfrog"), "up"],
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until_answered(f"http://127.0.0.1:{port}/healthz", town)
        yield town, time.perf_counter() - began
    finally:
        town.send_signal(signal.SIGINT)
        town.wait(30)


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


def main() -> None:
    colds, warms, bare_colds, bare_warms = [], [], [], []
    memory = 0
    for _ in range(ROUNDS):
        here = Path(tempfile.mkdtemp(prefix="leapfrog-bench-", dir="/tmp"))
        here.chmod(0o777)
        try:
            port = free_port()
            with running(here / "home", port) as (_town, cold):
                colds.append(cold)
            with running(here / "home", port) as (town, warm):
                warms.append(warm)
                time.sleep(IDLE_SECONDS)
                memory = max(memory, resident(town.pid))
            bare = here / "bare"
            bare.mkdir(mode=0o777)
            bare.chmod(0o777)
            bare_cold, bare_warm = bare_postgres(bare)
            bare_colds.append(bare_cold)
            bare_warms.append(bare_warm)
        finally:
            shutil.rmtree(here)
    cold, warm = median(colds), median(warms)
    bare_cold, bare_warm = median(bare_colds), median(bare_warms)
    used = memory / MB
    report(
        "start",
        [
            Figure(
                "cold start, demo week played",
                "s",
                cold,
                "s bare PostgreSQL",
                bare_cold,
                cold / bare_cold,
                "reported",
                None,
            ),
            Figure(
                "warm start",
                "s",
                warm,
                "s bare PostgreSQL",
                bare_warm,
                warm / bare_warm,
                "reported",
                None,
            ),
            Figure(
                "resident memory, idle, database included",
                "MB",
                used,
                "MB allowed",
                250,
                used / 250,
                "<= 250 MB",
                used <= 250,
            ),
        ],
        rounds=ROUNDS,
    )


if __name__ == "__main__":
    main()

"""What processes cost: CPU and memory of whole trees, and of everything else on the machine."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

TICK = os.sysconf("SC_CLK_TCK")
# Of /proc/<pid>/stat after the name: parent, and user and system time of itself and of those of
# its children that have ended.
PARENT, OWN = 1, slice(11, 15)


class Server(msgspec.Struct, frozen=True):
    """A server that runs: its process, and that of its database, which may be below it."""

    pid: int
    port: int
    postmaster: int | None = None


class Spent(msgspec.Struct, frozen=True):
    """Seconds of CPU in so many `seconds`; `load` is who asks, `others` the rest of the machine."""

    seconds: float
    server: float
    database: float
    load: float
    others: float


class Meter:
    """Measures between `start` and `stop` what these servers cost together."""

    def __init__(self, *servers: Server) -> None:
        self.servers = servers

    def start(self) -> None:
        self._before = self._read()

    def stop(self) -> Spent:
        now = self._read()
        at, server, database, load, machine = (
            b - a for a, b in zip(self._before, now, strict=True)
        )
        return Spent(at, server, database, load, machine - server - database - load)

    def _read(self) -> tuple[float, float, float, float, float]:
        below = [family(one.postmaster) for one in self.servers if one.postmaster]
        database = {pid for pids in below for pid in pids}
        server = {pid for one in self.servers for pid in family(one.pid)} - database
        return time.monotonic(), cpu(server), cpu(database), time.process_time(), _machine()


def family(pid: int) -> Iterator[int]:
    """A process and all below it; any of them may end meanwhile."""
    yield pid
    try:
        listed = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return
    for child in " ".join(listed).split():
        yield from family(int(child))


def cpu(pids: Iterable[int]) -> float:
    """Seconds that they have worked, with those of their children that have ended."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[OWN]))
    return total / TICK


def resident(server: Server) -> int:
    """Bytes of memory of the server without its database; shared pages are counted once."""
    database = set(family(server.postmaster)) if server.postmaster else set()
    total = 0
    for pid in set(family(server.pid)) - database:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:"))
    return total * 1024


def _machine() -> float:
    """Seconds that all cores have been busy."""
    fields = list(map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]))
    return (sum(fields[:3]) + sum(fields[5:8])) / TICK

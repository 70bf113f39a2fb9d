"""pgbench, and its built-in script TPC-B (scale 50, 16 clients), in databases of their own on the
server at hand.
"""

import os
import re
import subprocess
from pathlib import Path

from leapfrog.embedded_postgres import find_binaries

SCALE, CLIENTS = 50, 16
TICK = os.sysconf("SC_CLK_TCK")


def cpu(postmaster: int) -> float:
    """Seconds that PostgreSQL's processes have worked so far, those that ended included."""
    listed = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    total = 0
    for pid in [str(postmaster), *listed]:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / TICK


class Pgbench:
    """The program beside PostgreSQL's own; `dsn` is that of the town's database."""

    def __init__(self, dsn: str, home: Path, database: str) -> None:
        self.program = find_binaries(None, home).bin / "pgbench"
        self.dsn = dsn.replace("/leapfrog?", f"/{database}?")

    def run(self, step: float, *arguments: str) -> tuple[float, int]:
        """(transactions a second without the time to connect, how many)."""
        clients = ("-c", str(CLIENTS), "-j", "2", "-T", str(max(1, round(step))))
        said = self.say(*clients, *arguments)
        rate, many = re.search(r"tps = ([\d.]+)", said), re.search(r"processed: (\d+)", said)
        assert rate, said
        assert many, said
        return float(rate[1]), int(many[1])

    def say(self, *arguments: str) -> str:
        command = [str(self.program), *arguments, self.dsn]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class TpcB:
    """Notes what it found each time."""

    def __init__(self, dsn: str, home: Path, postmaster: int) -> None:
        self.pgbench, self.postmaster = Pgbench(dsn, home, "tpcb"), postmaster
        self.rates: list[float] = []
        self.postgres_us: list[float] = []

    def prepare(self) -> None:
        self.pgbench.say("-i", "-q", "-s", str(SCALE))

    def run(self, step: float) -> None:
        before = cpu(self.postmaster)
        rate, many = self.pgbench.run(step)
        self.rates.append(rate)
        self.postgres_us.append((cpu(self.postmaster) - before) / many * 1e6)

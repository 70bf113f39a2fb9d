"""`make bench-two_processes`: messages between two in a town of two processes and in one of one, in
turns.

The reference is one process. Load, processes and PostgreSQL share the cores that there are.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

import uvloop

from bench.chat import stream
from bench.chat.load import Run, Step
from bench.chat.processes import Meter
from bench.chat.town import Town, running, settled
from bench.harness import Figure, median, report, seconds

STEP, ROUNDS, IN_FLIGHT = seconds(5), 3, 4


async def said(town: Town, processes: int) -> Run:
    """Fifty pairs who say as much as they can, when they have done so for a while."""
    with running(town, processes) as server:
        for step in (STEP / 2, STEP):
            talkers: Any = stream.Talkers(town, pairs=True)
            party = await talkers.join(server.port)
            await party.settle()
            found = await Step(party, Meter(server)).closed(IN_FLIGHT, step)
            await party.leave()
            assert not found.lost, found
    return found


def main() -> None:
    found: dict[int, list[Run]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory(prefix="leapfrog-bench-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        town = settled(Path(folder) / "town")
        for _ in range(ROUNDS):
            for processes, runs in found.items():
                runs.append(uvloop.run(said(town, processes)))
    one, two = (median([run.rate for run in runs]) for runs in found.values())
    name = f"1:1 by two processes on {len(os.sched_getaffinity(0))} cores"
    lines = [Figure(name, "/s", two, "by one", one, two / one, ">= 1x", two >= one)]
    for processes, runs in found.items():
        cpu = median([run.cpu_us for run in runs])
        title = f"CPU of a message, {processes} process{'es' * (processes > 1)}"
        lines.append(Figure(title, "us", cpu, "", None, None, "", None))
    report("two_processes", lines, rounds=ROUNDS)


if __name__ == "__main__":
    main()

"""`make bench-two_processes`: messages between two in a town of two processes and in one of one, in
turns.

The reference is one process. Load, processes and PostgreSQL share the cores that there are. Where
Linux lets us, it is measured once more with each process held to a share of a core, so that load
and PostgreSQL find room beside two of them, as they would on cores of their own.
"""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import uvloop

from bench.chat import stream
from bench.chat.load import Run, Step
from bench.chat.processes import Meter, Server, family
from bench.chat.town import Town, running, settled
from bench.harness import Figure, median, report, seconds
from bench.held import can_hold, held

STEP, ROUNDS, IN_FLIGHT = seconds(5), 3, 4
# Of a core for each process: two of them need half of what two cores have.
SHARE = 0.25


def serving(server: Server, processes: int) -> list[int]:
    """The processes that serve: its children, or the only one."""
    found = [pid for pid in family(server.pid) if b"spawn_main" in command(pid)] or [server.pid]
    assert len(found) == processes, found
    return found


def command(pid: int) -> bytes:
    """How it was called; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


async def said(town: Town, processes: int, share: float | None = None) -> Run:
    """Fifty pairs who say as much as they can, when they have done so for a while."""
    with ExitStack() as stack:
        server = stack.enter_context(running(town, processes))
        if share:
            stack.enter_context(held(serving(server, processes), share))
        for step in (STEP / 2, STEP):
            talkers: Any = stream.Talkers(town, pairs=True)
            party = await talkers.join(server.port)
            await party.settle()
            found = await Step(party, Meter(server)).closed(IN_FLIGHT, step)
            await party.leave()
            assert not found.lost, found
    return found


def in_turns(town: Town, share: float | None) -> dict[int, list[Run]]:
    """By the number of processes, what each round found."""
    found: dict[int, list[Run]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        for processes, runs in found.items():
            runs.append(uvloop.run(said(town, processes, share)))
    return found


def compared(found: dict[int, list[Run]], where: str, aim: float) -> list[Figure]:
    one, two = (median([run.rate for run in runs]) for runs in found.values())
    name = f"1:1 by two processes {where}"
    lines = [Figure(name, "/s", two, "by one", one, two / one, f">= {aim:g}x", two >= aim * one)]
    for processes, runs in found.items():
        cpu = median([run.cpu_us for run in runs])
        title = f"CPU of a message, {processes} process{'es' * (processes > 1)} {where}"
        lines.append(Figure(title, "us", cpu, "", None, None, "", None))
    return lines


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="leapfrog-bench-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        town = settled(Path(folder) / "town")
        lines = compared(in_turns(town, None), f"on {len(os.sched_getaffinity(0))} cores", 1)
        if can_hold():
            lines += compared(in_turns(town, SHARE), f"of {SHARE:.0%} of a core each", 1.7)
        else:
            print("No shares of cores: this needs root, and control groups with quotas of CPU.")
    report("two_processes", lines, rounds=ROUNDS)


if __name__ == "__main__":
    main()

"""`make bench-chat`: durable chat beside ejabberd, Prosody and Synapse, on this machine, in turns.

Every server keeps all that is said, on the same PostgreSQL build with fsync on (Prosody once in
files, which it never syncs). Ours is the whole product: `leapfrog up`, sessions, who may write to
whom, unread counts, the search index and what tells the absent, over the stream that the app uses.
Of the rounds the median counts. CPU is that of the whole server tree and its database, until all
that the load causes is done; it bears a busy machine best. `others` says how many cores somebody
else used meanwhile.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvloop

from bench.chat import disk, matrix, reopening, searching, stream, xmpp
from bench.chat.ejabberd import Ejabberd
from bench.chat.figures import figures
from bench.chat.idle import idle
from bench.chat.load import Run, Step
from bench.chat.machine import MissingPeer, cluster
from bench.chat.processes import Meter, Server
from bench.chat.prosody import Prosody
from bench.chat.synapse import Synapse
from bench.chat.town import PEOPLE, running, settled
from bench.harness import report, seconds

STEP = seconds(6)
# Synapse says so little a second that a shorter step would count nothing.
SLOWEST = max(STEP, 10)
ROUNDS = 3 if STEP >= 6 else 1
RATE = 200


class Ours:
    name = "ours"
    version = "this tree"

    def __init__(self, home: Path) -> None:
        self.town = settled(home)

    def running(self) -> Any:
        return running(self.town)

    def party(self, *, pairs: bool) -> Any:
        return stream.Talkers(self.town, pairs=pairs)


class Xmpp:
    """Prosody or ejabberd, with its people."""

    def __init__(self, server: Prosody | Ejabberd) -> None:
        self.name, self.version = server.name, server.version
        self.running = server.running

    def party(self, *, pairs: bool) -> Any:
        return xmpp.Talkers(pairs=pairs)


class Matrix:
    """Synapse, with its people, who come the first time that it runs."""

    def __init__(self, server: Synapse) -> None:
        self.name, self.version, self.server = server.name, server.version, server
        self.home: matrix.Home | None = None

    @contextmanager
    def running(self) -> Iterator[Server]:
        with self.server.running() as running:
            if self.home is None:
                self.home = uvloop.run(matrix.Home(running.port).settle())
            yield running

    def party(self, *, pairs: bool) -> Any:
        assert self.home
        return matrix.Talkers(self.home, pairs=pairs)


def series(one: Any) -> dict[str, Run]:
    """A server's steps, one after the other, in a process of its own that starts for them."""
    slow = isinstance(one, Matrix)
    with one.running() as server:
        found = {
            "pairs": uvloop.run(_closed(one, server, pairs=True, slow=slow)),
            "group": uvloop.run(_closed(one, server, pairs=False, slow=slow)),
        }
        if not slow:
            found["steady"] = uvloop.run(_steady(one, server))
    for step, run in found.items():
        print(
            f"{one.name:20} {step:7} {run.rate:9.1f}/s {run.copies:10.1f} copies/s"
            f" {run.cpu_us:9.1f} us  p50 {run.p50:7.1f} ms  p99 {run.p99:7.1f} ms"
            f"  others {run.others:4.2f}  lost {run.lost}",
            flush=True,
        )
    return found


async def _closed(one: Any, server: Server, *, pairs: bool, slow: bool) -> Run:
    party = await one.party(pairs=pairs).join(server.port)
    await party.settle()
    step = Step(party, Meter(server))
    found = await (step.closed(1, SLOWEST) if slow else step.closed(4, STEP))
    await party.leave()
    return found


async def _steady(one: Any, server: Server) -> Run:
    party = await one.party(pairs=True).join(server.port)
    await party.settle()
    found = await Step(party, Meter(server)).steady(RATE, STEP)
    await party.leave()
    return found


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="leapfrog-bench-", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o711)
        with cluster(home / "postgres") as shared:
            servers: list[Any] = [Ours(home / "town")]
            missing: list[str] = []
            for name, make in {
                "ejabberd": lambda: Xmpp(Ejabberd(home / "ejabberd", PEOPLE, shared)),
                "Prosody": lambda: Xmpp(Prosody(home / "prosody", PEOPLE, shared)),
                "Prosody, files": lambda: Xmpp(Prosody(home / "prosody-files", PEOPLE, None)),
                "Synapse": lambda: Matrix(Synapse(home / "synapse", shared)),
            }.items():
                try:
                    servers.append(make())
                except MissingPeer as why:
                    missing.append(f"{name}: {why}")
                    print(f"MISSING {missing[-1]}", file=sys.stderr)
            runs: dict[str, list[dict[str, Run]]] = {one.name: [] for one in servers}
            for _ in range(ROUNDS):
                for one in servers:
                    runs[one.name].append(series(one))
            ours = servers[0]
            theirs = next((one for one in servers if isinstance(one, Matrix)), None)
            sizes = disk.sizes(shared, servers)
            found = figures(runs, idle(ours.town), sizes)
            found += reopening.figures(ours.town, theirs)
            found += searching.figures(home / "search")
        report(
            "chat",
            found,
            rounds=ROUNDS,
            step=STEP,
            missing=missing,
            versions={one.name: one.version for one in servers},
        )


if __name__ == "__main__":
    main()

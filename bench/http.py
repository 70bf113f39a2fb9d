"""`make bench-http`: what our whole HTTP stack costs above the bare minimum.

One write of a row and one list of 20 with joins, as somebody who is signed in, on the same
embedded PostgreSQL, each server a process of its own under the same uvicorn. What counts is the
server's CPU per request (/proc/<pid>/stat, user and system), for requests per second swing with
whatever else the machine does.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec
import uvicorn

from bench.bare import create_bare
from bench.harness import Figure, median, report, seconds
from bench.load import Make, load, request
from bench.people import SESSION
from bench.start import free_port, until_answered
from leapfrog import contacts
from leapfrog.cli.serve import config
from leapfrog.demo import Character
from leapfrog.demo.stage import Stage
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel import logs
from leapfrog.kernel.clock import FixedClock, SystemClock
from leapfrog.kernel.collector import spare_the_collector
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.web import create_app, open_town

ROUNDS = 5
STEP = max(0.5, seconds(4))
CONNECTIONS = 16
CONTACTS = 20
AIMS = {"write one row": 1.15, "list of 20 with joins": 1.0}
TICK = os.sysconf("SC_CLK_TCK")


async def people(settings: Settings) -> tuple[str, list[UUID]]:
    """Somebody with 20 contacts, and a circle for each connection; answers their token and the
    circles' ids.
    """
    connection = await asyncpg.connect(settings.database_url)
    await migrate(connection)
    clock = FixedClock(SystemClock().now())
    async with open_town(settings, clock) as town:
        stage = Stage(town, clock)
        await stage.joins(Character("bench", "Bench Person", ""))
        for n in range(CONTACTS):
            await stage.joins(Character(f"friend_{n}", f"Friend Number {n}", ""))
            await stage.meet(f"friend_{n}", "bench", "Hello")
        me, circles = stage.ids["bench"], [new_id() for _ in range(CONNECTIONS)]
        async with town.database.transaction() as db:
            for circle_id in circles:
                await contacts.put_circle(db, me, circle_id, "Circle")
        token = new_secret()
        await connection.execute(SESSION, new_id(), me, secret_hash(token))
    await connection.close()
    return token, circles


def serve(which: str, port: str, home: str, dsn: str) -> None:
    """In a process of its own: one of the two servers."""
    logs.configure("INFO", "json")
    settings = Settings(
        home=Path(home), database_url=dsn, alone=True, rate_limits=False, demo=False
    )
    app = create_app(settings) if which == "ours" else create_bare(dsn, settings.pool_size)
    spare_the_collector()
    made = config(app, host="127.0.0.1", port=int(port))
    made.proxy_headers = made.access_log = False
    uvicorn.Server(made).run()


class Server(msgspec.Struct, frozen=True):
    """A running server."""

    pid: int
    port: int

    def cpu(self) -> float:
        """Seconds of CPU so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK


@contextmanager
def running(which: str, home: Path, dsn: str) -> Iterator[Server]:
    port = free_port()
    arguments = [sys.executable, "-m", "bench.http", which, str(port), str(home), dsn]
    with (home / f"{which}.log").open("wb") as log:
        process = subprocess.Popen(arguments, stdout=log, stderr=log)
    try:
        until_answered(f"http://127.0.0.1:{port}/healthz", process)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait(20)


def requests(token: str, circles: list[UUID]) -> dict[str, Make]:
    """The two kinds; each write gives its connection's circle another name."""
    headers = {"Cookie": f"leapfrog_session={token}", "X-Leapfrog": "1"}
    listing = request("GET", f"/api/v1/contacts?limit={CONTACTS}", headers)

    def rename(connection: int, n: int) -> bytes:
        path = f"/api/v1/circles/{circles[connection]}"
        return request("PUT", path, headers, b'{"name":"Circle %d"}' % n)

    return {"write one row": rename, "list of 20 with joins": lambda _connection, _n: listing}


def measure(server: Server, make: Make) -> tuple[float, float]:
    """(microseconds of CPU for each request, requests per second)."""
    before = server.cpu()
    answers, took = asyncio.run(load(server.port, make, CONNECTIONS, STEP))
    return (server.cpu() - before) / answers * 1e6, answers / took


def compare(home: Path, dsn: str) -> list[Figure]:
    settings = Settings(home=home, database_url=dsn, alone=True, rate_limits=False)
    made = requests(*asyncio.run(people(settings)))
    with ExitStack() as stack:
        servers = {
            which: stack.enter_context(running(which, home, dsn)) for which in ("ours", "bare")
        }
        found: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for _ in range(ROUNDS):
            for kind, make in made.items():
                for which, server in servers.items():
                    found.setdefault((kind, which), []).append(measure(server, make))
    return [figure for kind in made for figure in figures(kind, found)]


def figures(kind: str, found: dict[tuple[str, str], list[tuple[float, float]]]) -> list[Figure]:
    ours, bare = found[kind, "ours"], found[kind, "bare"]
    cpu = [median([one[0] for one in rounds]) for rounds in (ours, bare)]
    rate = [median([one[1] for one in rounds]) for rounds in (ours, bare)]
    ratio, slower = cpu[0] / cpu[1], rate[1] / rate[0]
    reference, aim = "bare Starlette", AIMS[kind]
    return [
        Figure(f"{kind}: CPU", "us", cpu[0], reference, cpu[1], ratio, f"<= {aim}x", ratio <= aim),
        Figure(f"{kind}: rate", "/s", rate[0], reference, rate[1], slower, "", None),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="leapfrog-bench-", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o711)
        with EmbeddedPostgres(Settings(home=home)) as dsn:
            report("http", compare(home, dsn), connections=CONNECTIONS, rounds=ROUNDS)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(*sys.argv[1:])
    else:
        main()

"""`make bench-stock`: a thousand things, and two thousand people who each try twice, over HTTP.

The town's whole edge, a session each, `stock.claim` through its `Batcher`, on a PostgreSQL with
fsync. What must hold: exactly as many are sold as there are, at most one to each, and nobody meets
a 5xx. The peer is pretix's cart, by what a try costs its Python process; there as here every fourth
try gets something.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import uvicorn
from litestar import Litestar, get, put
from litestar.params import FromPath

from bench.harness import Figure, report
from bench.load import each, request
from bench.peer_pretix import rate as pretix_rate
from bench.people import added, signed_in
from bench.start import free_port, until_answered
from leapfrog.cli.serve import config
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import SignedIn, dependencies, require_signed
from leapfrog.kernel import logs
from leapfrog.kernel.collector import spare_the_collector
from leapfrog.kernel.db import Database
from leapfrog.kernel.edge import Edge
from leapfrog.kernel.http import TownIn, answer_problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.stock import CLAIMING, Claim, Claimed, StockPool, Want, open_pools
from leapfrog.web import open_town
from leapfrog.web.arguments import call_in_a_row
from leapfrog.web.fast_path import FastPath

UNITS, PEOPLE, TRIES, CALLERS = 1_000, 2_000, 2, 64
AIM, PEER_AIM = 300, 50
TICK = os.sysconf("SC_CLK_TCK")
SOLD = "select units, taken, (select count(distinct person_id) from stock_claim) from stock_pool"


@put("/api/v1/claims/{pool_id:uuid}/{claim_id:uuid}")
async def take(
    town: TownIn, signed: SignedIn, pool_id: FromPath[UUID], claim_id: FromPath[UUID]
) -> Claimed:
    """One of what there is."""
    claim = Claim(claim_id, signed.person_id, (Want((pool_id,)),))
    return await town.batchers.of(CLAIMING).submit(claim)


@get("/healthz")
async def alive() -> str:
    return "ok"


def create_sale(settings: Settings) -> Any:
    """The town's edge with one route."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        async with open_town(settings) as town:
            app.state.town = town
            yield

    app = Litestar(
        [take, alive],
        dependencies=dependencies,
        guards=[require_signed],
        exception_handlers={Exception: answer_problem},
        openapi_config=None,
        lifespan=[lifespan],
        logging_config=None,
    )
    return Edge(FastPath(call_in_a_row(app)), origin=settings.origin, trusted=(), limiter=None)


def serve() -> None:
    """The server's own process."""
    logs.configure("ERROR", "text")
    settings = Settings.from_env(os.environ)
    app = create_sale(settings)
    spare_the_collector()
    uvicorn.Server(config(app, host="127.0.0.1", port=settings.port)).run()


async def prepared(dsn: str) -> tuple[UUID, list[str]]:
    """A pool, one unit for each; and the sessions' tokens of two thousand people."""
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    database = await Database.connect(dsn, 1)
    async with database.transaction() as db:
        people = await added(db, PEOPLE)
        pool = new_id()
        await open_pools(db, [StockPool(pool, "bench", UNITS, 1)])
    tokens = await signed_in(connection, people)
    await connection.close()
    await database.close()
    return pool, tokens


async def rush(port: int, pool: UUID, tokens: list[str]) -> tuple[Counter[int], float]:
    """All of them at once; answers what came back, and the seconds it took."""
    tries = [
        request(
            "PUT",
            f"/api/v1/claims/{pool}/{new_id()}",
            {"Authorization": f"Bearer {token}", "X-Leapfrog": "1"},
        )
        for _ in range(TRIES)
        for token in tokens
    ]
    began = time.perf_counter()
    answers = await each(port, tries, CALLERS)
    return answers, time.perf_counter() - began


def cpu(pid: int) -> float:
    """CPU seconds of a process so far."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / TICK


async def measured(dsn: str, port: int, server: subprocess.Popen[bytes]) -> list[Figure]:
    pool, tokens = await prepared(dsn)
    until_answered(f"http://127.0.0.1:{port}/healthz", server)
    before = cpu(server.pid)
    answers, took = await rush(port, pool, tokens)
    spent = cpu(server.pid) - before
    connection = await asyncpg.connect(dsn)
    units, taken, owners = await connection.fetchrow(SOLD)
    await connection.close()
    print(dict(answers), f"{took:.2f} s, {spent:.2f} s CPU")
    exact = units == taken == owners == answers[200] == UNITS
    faults = sum(count for status, count in answers.items() if status >= 500)
    rate = PEOPLE * TRIES / took
    return [
        Figure("claims answered", "1/s", rate, "", None, None, f">= {AIM}", rate >= AIM),
        Figure("sold, at most one each", "", taken, "there are", units, None, "equal", exact),
        Figure("answers of 500 and more", "", faults, "", None, None, "0", faults == 0),
        Figure("claims a CPU second", "1/s", PEOPLE * TRIES / spent, "", None, None, "-", None),
    ]


def against_pretix(claims: Figure, peer: float | None) -> Figure:
    """What a claim costs, against one of pretix's."""
    aim = f">= {PEER_AIM}x"
    if peer is None:
        return msgspec.structs.replace(claims, reference="pretix: not here", aim=aim)
    ratio = claims.ours / peer
    return Figure(
        claims.name, claims.unit, claims.ours, "pretix", peer, ratio, aim, ratio >= PEER_AIM
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        with EmbeddedPostgres(Settings(home=home)) as dsn:
            port = free_port()
            asyncio.run(_migrated(dsn))
            environ = {
                **os.environ,
                "LEAPFROG_HOME": str(home),
                "DATABASE_URL": dsn,
                "LEAPFROG_PORT": str(port),
                "LEAPFROG_DEMO": "false",
                "LEAPFROG_RATE_LIMITS": "false",
            }
            command = [sys.executable, "-c", "from bench.stock import serve; serve()"]
            with subprocess.Popen(command, env=environ) as server:
                try:
                    figures = asyncio.run(measured(dsn, port, server))
                finally:
                    server.terminate()
            carts = Path(folder) / "pretix"
            carts.mkdir()
            figures[-1] = against_pretix(figures[-1], pretix_rate(dsn, carts))
    report("stock", figures, units=UNITS, people=PEOPLE, tries=TRIES)


async def _migrated(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    await connection.close()


if __name__ == "__main__":
    main()

"""`make bench-money`: how many durable payments a second the wallet's books take.

The references, in the same run, in turns and on the same server with `fsync` and
`synchronous_commit` on: pgbench's TPC-B (scale 50, 16 clients), and the transfer path of
django-hordak as its own users call it. Ours goes through a `Batcher`, as at the edge: so many
callers, each of whom waits for the answer before paying again. Over HTTP it is the whole town's
server in a process of its own, see `bench.paying`.

`BENCH_LONG=1`: also over a million accounts, for a minute.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import asyncpg
import msgspec
import uvloop

from bench.chat import processes
from bench.chat.processes import Meter
from bench.harness import BOOKS_SECONDS, Figure, median, report, seconds
from bench.http import running
from bench.paying import QUIET, pay_for, pay_now_and_then, people, to_people, to_shop
from bench.peer_hordak import rate as hordak_rate
from bench.peer_pgledger import rate as pgledger_rate
from bench.settling import settle
from bench.tpcb import TpcB, cpu
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.batcher import Batchers
from leapfrog.kernel.collector import spare_the_collector
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.wallet import (
    POSTING,
    AccountLimits,
    NewAccount,
    Transfer,
    open_account,
    open_accounts,
    post,
    reconcile,
)

STEP = seconds(5)
ROUNDS = 3
ACCOUNTS = 10_000
LONG = bool(os.environ.get("BENCH_LONG"))
MANY, SUSTAINED = 1_000_000, 60.0
CALLERS, FEW = 1_000, 64
FUNDS = 10**9
LOG_MB = 1_500
# For all of them alike; what a town on a real server would have.
SERVER = {
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "min_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "max_connections": "100",
}


class Run(msgspec.Struct, frozen=True):
    """Payments a second, their latency in ms, and CPU in us for each: PostgreSQL's and ours."""

    rate: float
    p50: float
    p99: float
    postgres_us: float
    ours_us: float


class Payers:
    """Callers of one poster; `hot`: all pay to that account."""

    def __init__(self, database: Database, accounts: Sequence[int], postmaster: int) -> None:
        self.poster = Batchers(database).of(POSTING)
        self.accounts, self.postmaster = accounts, postmaster
        self.dice = Random(7)
        self.took: list[float] = []

    def operation(self, hot: int | None) -> Transfer:
        payer = self.dice.choice(self.accounts)
        payee = hot or self.dice.choice(self.accounts)
        while payee == payer:
            payer = self.dice.choice(self.accounts)
        return Transfer(id=new_id(), payer=payer, payee=payee, amount=1)

    async def pay(self, hot: int | None) -> None:
        began = time.perf_counter()
        await self.poster.submit(self.operation(hot))
        self.took.append(time.perf_counter() - began)

    async def closed(self, callers: int, hot: int | None, step: float) -> Run:
        """Each pays again when it was answered."""
        until = time.perf_counter() + step

        async def caller() -> None:
            while time.perf_counter() < until:
                await self.pay(hot)

        return await self._measured(asyncio.gather(*(caller() for _ in range(callers))))

    async def open(self, per_second: float, step: float) -> Run:
        """They come when they come (Poisson), whether the ones before were answered or not."""

        async def arrivals() -> None:
            loop, tasks, due = asyncio.get_running_loop(), set(), time.perf_counter()
            until = due + step
            while due < until:
                due += self.dice.expovariate(per_second)
                if (wait := due - time.perf_counter()) > 0:
                    await asyncio.sleep(wait)
                tasks.add(task := loop.create_task(self.pay(None)))
                task.add_done_callback(tasks.discard)
            await asyncio.gather(*tasks)

        return await self._measured(arrivals())

    async def _measured(self, work: asyncio.Future[object] | object) -> Run:
        self.took = []
        began, theirs, ours = time.perf_counter(), cpu(self.postmaster), time.process_time()
        await work  # type: ignore[misc]
        spent, many = time.perf_counter() - began, len(self.took)
        ranked = sorted(self.took)
        return Run(
            many / spent,
            ranked[many // 2] * 1e3,
            ranked[many * 99 // 100] * 1e3,
            (cpu(self.postmaster) - theirs) / many * 1e6,
            (time.process_time() - ours) / many * 1e6,
        )


async def opened(database: Database, many: int, name: str) -> list[int]:
    """New accounts with enough on them."""
    unlimited = AccountLimits(credit=None)
    async with database.transaction() as db:
        issuer = await open_account(
            db, NewAccount("system", None, "issuer", "EUR", limits=unlimited)
        )
    found: list[int] = []
    for first in range(0, many, 10_000):
        async with database.transaction() as db:
            new = [
                NewAccount("person", new_id(), "person", "EUR", name)
                for _ in range(min(10_000, many - first))
            ]
            ids = await open_accounts(db, new)
            funds = [Transfer(id=new_id(), payer=issuer, payee=one, amount=FUNDS) for one in ids]
            await post(db, funds)
            found += ids
    return found


async def prepared(dsn: str) -> tuple[Database, list[int]]:
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    await connection.execute("create database tpcb")
    await connection.close()
    database = await Database.connect(dsn, 6)
    return database, await opened(database, ACCOUNTS, "")


async def settled(database: Database) -> None:
    """As a server is that has run for a while: statistics are there, no checkpoint is due, and the
    log has files to use again, for making one stops all writers for a tenth of a second.
    """
    async with database.glance() as db:
        await db.run("vacuum analyze")
        for _ in range(LOG_MB):
            await db.run("select pg_logical_emit_message(false, 'bench', repeat('x', 1 << 20))")
        await db.run("checkpoint")


async def measure(dsn: str, home: Path, postmaster: int) -> tuple[list[Figure], dict[str, object]]:
    database, accounts = await prepared(dsn)
    tpcb, hot = TpcB(dsn, home, postmaster), accounts[0]
    await asyncio.to_thread(tpcb.prepare)
    payers = Payers(database, accounts, postmaster)
    await settled(database)
    spare_the_collector()  # as the server does when it is up
    await payers.closed(CALLERS, None, STEP)  # the first touch of each page after a checkpoint
    found: dict[str, list[Run]] = {}
    for _ in range(ROUNDS):
        await asyncio.to_thread(tpcb.run, STEP)
        for name, callers, to in KINDS:
            run = await payers.closed(callers, hot if to else None, STEP)
            found.setdefault(name, []).append(run)
        found.setdefault("arrivals", []).append(await payers.open(4 * median(tpcb.rates), STEP))
    peers = [
        await asyncio.to_thread(hordak_rate, dsn, STEP),
        await asyncio.to_thread(pgledger_rate, dsn, home, STEP),
    ]
    over_http = await asyncio.to_thread(whole_payments, dsn, home, postmaster, tpcb)
    if LONG:
        many = Payers(database, await opened(database, MANY, "many"), postmaster)
        await settled(database)
        await many.closed(CALLERS, None, STEP)
        await asyncio.to_thread(tpcb.run, STEP)
        found["many"] = [await many.closed(CALLERS, None, SUSTAINED)]
    async with database.transaction(BOOKS_SECONDS) as db:
        faults = await reconcile(db)
    await database.close()
    assert not faults, faults
    more = {
        "tpcb": tpcb.rates,
        "runs": msgspec.to_builtins(found),
        "http": msgspec.to_builtins(over_http),
    }
    return [*figures(found, tpcb, peers), *http_figures(over_http, median(tpcb.rates))], more


class HttpRun(msgspec.Struct, frozen=True):
    """Payments over HTTP: how many a second (0: as many as came), the median of their latency in ms
    where few pay, and CPU in us for each, of the server and of PostgreSQL.
    """

    rate: float
    p50: float
    server_us: float
    postgres_us: float


def whole_payments(
    dsn: str, home: Path, postmaster: int, tpcb: TpcB
) -> dict[str, dict[str, list[HttpRun]]]:
    """By kind, under full load (`full`) and by few (`quiet`)."""
    full: dict[str, list[HttpRun]] = {}
    quiet: dict[str, list[HttpRun]] = {}
    (home / "served").mkdir()
    with running("ours", home / "served", dsn) as server:
        meter = Meter(processes.Server(server.pid, server.port, postmaster))
        given = asyncio.run(people(dsn))
        kinds = {"to a person": to_people(given), "in a shop": to_shop(given)}
        for make in kinds.values():
            asyncio.run(pay_for(server, make, STEP))
        for _ in range(ROUNDS):
            tpcb.run(STEP)
            for name, make in kinds.items():
                settle(dsn)
                meter.start()
                rate = asyncio.run(pay_for(server, make, STEP))
                settle(dsn)
                full.setdefault(name, []).append(HttpRun(rate, 0, *each(meter, rate * STEP)))
                meter.start()
                many, p50 = asyncio.run(pay_now_and_then(server, make, STEP))
                settle(dsn)
                quiet.setdefault(name, []).append(HttpRun(0, p50, *each(meter, many)))
    return {"full": full, "quiet": quiet}


def each(meter: Meter, many: float) -> tuple[float, float]:
    """CPU of the server and of PostgreSQL since its start, in us for each of so many payments."""
    spent = meter.stop()
    return spent.server / many * 1e6, spent.database / many * 1e6


def http_figures(found: dict[str, dict[str, list[HttpRun]]], base: float) -> list[Figure]:
    lines = []
    for name, runs in found["full"].items():
        rate = median([run.rate for run in runs])
        lines.append(against(f"over HTTP, {name}", rate, "TPC-B", base, 1.6))
        server_us = median([run.server_us for run in runs])
        lines.append(at_most(f"over HTTP, {name}: CPU of the server", "us", server_us, 150))
        postgres_us = median([run.postgres_us for run in runs])
        title = f"over HTTP, {name}: CPU of PostgreSQL"
        lines.append(Figure(title, "us", postgres_us, "", None, None, "", None))
    for name, runs in found["quiet"].items():
        title = f"{QUIET} a second over HTTP, {name}"
        lines.append(at_most(f"{title}: p50", "ms", median([run.p50 for run in runs]), 2))
        both = median([run.server_us + run.postgres_us for run in runs]) / 1e3
        lines.append(at_most(f"{title}: CPU of both", "ms", both, 2))
    return lines


def at_most(name: str, unit: str, value: float, aim: float) -> Figure:
    return Figure(name, unit, value, "", None, None, f"<= {aim:g} {unit}", value <= aim)


UNIFORM = f"uniform over {ACCOUNTS:,}"
KINDS = (
    (f"{UNIFORM}, {CALLERS:,} callers", CALLERS, False),
    (f"one hot merchant, {CALLERS:,} callers", CALLERS, True),
    (f"{UNIFORM}, {FEW} callers", FEW, False),
)


def figures(found: dict[str, list[Run]], tpcb: TpcB, peers: Sequence[float | None]) -> list[Figure]:
    """Medians of the rounds."""
    base = median(tpcb.rates)
    ours = [median([run.rate for run in found[name]]) for name, _, _ in KINDS]
    lines = [
        against(name, rate, "TPC-B", base, aim)
        for (name, _, _), rate, aim in zip(KINDS, ours, (10, 15, 6), strict=True)
    ]
    if LONG:
        many = f"uniform over {MANY:,} for {SUSTAINED:.0f} s"
        lines.append(against(many, found["many"][0].rate, "TPC-B", base, 10))
    for name, peer, aim in zip(("django-hordak", "pgledger"), peers, (20, 10), strict=True):
        if peer is None:
            line = Figure(UNIFORM, "/s", ours[0], f"{name}: not here", None, None, f"{aim}x", None)
        else:
            line = against(UNIFORM, ours[0], name, peer, aim)
        lines.append(line)
    for label, aim in (("p50", 3), ("p99", 15)):
        value = median([getattr(run, label) for run in found["arrivals"]])
        lines.append(at_most(f"{label} at 4x TPC-B arrivals", "ms", value, aim))
    for (name, _, _), label in zip(KINDS, ("uniform", "hot", "few callers"), strict=True):
        ours_us = median([run.postgres_us for run in found[name]])
        theirs = median(tpcb.postgres_us)
        title = f"PostgreSQL's CPU, {label}"
        lines.append(Figure(title, "us", ours_us, "TPC-B", theirs, theirs / ours_us, "", None))
    own = median([run.ours_us for run in found[KINDS[0][0]]])
    lines.append(Figure("our process's CPU", "us", own, "", None, None, "", None))
    return lines


def against(name: str, rate: float, reference: str, other: float, aim: float) -> Figure:
    ratio = rate / other
    return Figure(name, "/s", rate, reference, other, ratio, f">= {aim:g}x", ratio >= aim)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="leapfrog-bench-", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o711)
        server = EmbeddedPostgres(Settings(home=home / "town"), SERVER)
        with server as dsn:
            assert server.child
            lines, more = uvloop.run(measure(dsn, home, server.child.pid))
            report("money", lines, rounds=ROUNDS, server=SERVER, **more)


if __name__ == "__main__":
    main()

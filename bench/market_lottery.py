"""`make bench-market_lottery`: a million tickets drawn, and computed anew in a browser.

On a PostgreSQL with `fsync`: the list is closed, the seed shown, 20,000 rights to buy are given.
Then headless Chromium runs the client's own `check` over the published list: how long it takes, and
how much more its heap is. BENCH_TICKETS=10000 for a small run.
"""

import os
import shutil
import subprocess
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec
import uvloop
from playwright.sync_api import Route, sync_playwright

from bench.client import CHROMIUM
from bench.harness import Figure, report
from bench.market_checkout import opened
from leapfrog import drops
from leapfrog.drops import DrawProof, NewDrop
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.clock import FixedClock, SystemClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings

TICKETS = int(os.environ.get("BENCH_TICKETS", "1000000"))
UNITS = max(1, TICKETS // 50)
SEED = bytes(range(32))
TIME_AIM, HEAP_AIM = 5.0, 100.0
CLIENT = Path(__file__).parents[1] / "client"
ORIGIN = "https://draw.example"
RESERVE = """
with people as (
    insert into identity_person (id, kind, handle, display_name, language, created_at)
    select uuidv7(), 'person', 'drawn_' || n, 'Drawn', 'en', $2
    from generate_series(1, $3::int) n returning id
)
insert into drops_reservation (id, drop_id, person_id, early, at)
select uuidv7(), $1, id, row_number() over () % 20 = 0, $2 from people
"""
RUN = """async () => {
  const { check } = await import('/draw.js');
  const proof = await (await fetch('/proof')).json();
  const tickets = new Uint8Array(await (await fetch('/tickets')).arrayBuffer());
  const heap = performance.memory.usedJSHeapSize;
  const began = performance.now();
  let most = heap;
  const found = await check(proof, tickets, undefined, () => {
    most = Math.max(most, performance.memory.usedJSHeapSize);
  });
  return { wrong: found.wrong, ms: performance.now() - began, mb: (most - heap) / 2 ** 20 };
}"""


class Drawn(msgspec.Struct, frozen=True):
    """What was published, and how many seconds closing and drawing took."""

    proof: DrawProof
    tickets: bytes
    seconds: float


async def draw(dsn: str, home: Path) -> Drawn:
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    await connection.close()
    clock = FixedClock(SystemClock().now())
    database = await Database.connect(dsn, 4, clock)
    fair = await opened(database, home)
    owner, drop = await announced(database, fair.plenty)
    async with database.transaction(600) as db:
        await db.run(RESERVE, drop, db.now, TICKETS)
    clock.advance(timedelta(hours=2))
    began = time.perf_counter()
    async with database.transaction(600) as db:
        await drops.close(db, str(drop), None)
    async with database.transaction(600) as db:
        await drops.reveal(db, owner, drop, SEED)
    took = time.perf_counter() - began
    async with database.transaction(600) as db:
        made = (await drops.find(db, [drop]))[drop]
        proof, tickets = await drops.proof(db, made), await drops.tickets(db, drop)
    await database.close()
    assert tickets is not None
    assert drops.draw_faults(proof, tickets) == []
    return Drawn(proof, tickets, took)


async def announced(database: Database, variant: UUID) -> tuple[UUID, UUID]:
    """Who owns the shop, and the drop."""
    async with database.transaction() as db:
        owner: UUID = await db.value("select person_id from till_cashier where role = 'owner'")
        wanted = NewDrop(
            id=new_id(),
            variant_id=variant,
            mode="lottery",
            units=min(UNITS, 100_000),
            early_units=UNITS // 10,
            price=100,
            opens_at=db.now,
            closes_at=db.now + timedelta(hours=1),
            commitment=drops.commitment(SEED),
        )
        return owner, (await drops.announce(db, owner, wanted)).id


def recheck(drawn: Drawn) -> dict[str, float]:
    """Milliseconds, and MB of heap, of the client's `check` in Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "draw.js"
        bundle = [shutil.which("npx") or "npx", "rolldown", "src/lib/drops/draw.ts"]
        subprocess.run([*bundle, "--format", "esm", "-o", script], cwd=CLIENT, check=True)
        answers: dict[str, tuple[str, bytes]] = {
            "/": ("text/html", b"<!doctype html><title>A draw</title>"),
            "/draw.js": ("text/javascript", script.read_bytes()),
            "/proof": ("application/json", msgspec.json.encode(drawn.proof)),
            "/tickets": ("application/octet-stream", drawn.tickets),
        }

        def answer(route: Route) -> None:
            kind, body = answers[route.request.url.removeprefix(ORIGIN)]
            route.fulfill(content_type=kind, body=body)

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM,
                args=["--no-sandbox", "--enable-precise-memory-info"],
            )
            page = browser.new_page()
            page.route(f"{ORIGIN}/**", answer)
            page.goto(f"{ORIGIN}/")
            found = page.evaluate(RUN)
            browser.close()
    assert found["wrong"] == [], found
    return {"ms": found["ms"], "mb": found["mb"] + len(drawn.tickets) / 2**20}


def figure(name: str, unit: str, ours: float, most: float) -> Figure:
    return Figure(
        name=name,
        unit=unit,
        ours=ours,
        reference="",
        reference_value=None,
        ratio=None,
        aim=f"<= {most}",
        holds=ours <= most,
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        with EmbeddedPostgres(Settings(home=home)) as dsn:
            drawn = uvloop.run(draw(dsn, home))
    found = recheck(drawn)
    whole = drawn.seconds + found["ms"] / 1000
    figures = [
        figure(f"{TICKETS} tickets drawn and computed anew", "s", whole, TIME_AIM),
        figure("memory of the browser for it", "MB", found["mb"], HEAP_AIM),
    ]
    report("market_lottery", figures, tickets=TICKETS, drawn_s=drawn.seconds, **found)


if __name__ == "__main__":
    main()

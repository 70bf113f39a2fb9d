"""`make bench-between`: what two towns say to each other, beside a pair of Prosodys and a pair of
Synapses, as their people's devices hear it.

Durable messages a second over 50 pairs, device → server → server → device: each sender says the
next text when one of its texts was heard. p50 and p99 at ten a second; one server killed and then
the other, again and again; catching up with what was said while one slept. CPU is that of both
servers and their databases for each message, and beside it that of the same within one town. What a
server was sent is counted in the archive of the one that receives; a figure of a pair that did not
keep it all says so.

`BENCH_SECONDS=1` is a smoke run. `BENCH_LONG=1`: 20 kills, and ours catches up with 100,000 as
well. `BENCH_ONLY=ours,synapse` leaves the others out; `BENCH_PAIRS`, `BENCH_LETTERS` and
`BENCH_KILLS` change how many talk, are caught up with, and are killed.
"""

import asyncio
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from bench.between import steps
from bench.between.figures import Measured, figures
from bench.between.ours import OurPair
from bench.between.prosody_pair import ProsodyPair
from bench.between.steps import ServerPair
from bench.between.synapse_pair import SynapsePair
from bench.between.towns import BenchTown
from bench.chat.machine import MissingPeer, cluster
from bench.harness import report, seconds

STEP = seconds(10)
WHOLE, LONG = STEP >= 5, bool(os.environ.get("BENCH_LONG"))
PAIRS = int(os.environ.get("BENCH_PAIRS", "50"))
TALKERS = min(5, PAIRS)
LETTERS = int(os.environ.get("BENCH_LETTERS", "1000" if WHOLE else "100"))
MANY = 100_000
KILLS = int(os.environ.get("BENCH_KILLS", "20" if LONG else "6" if WHOLE else "2"))
RATE, STEADY = 10.0, max(5.0, 2 * STEP)
PATIENCE = 120.0
NAMES = ("ours", "prosody-files", "prosody", "synapse")
ONLY = os.environ.get("BENCH_ONLY", ",".join(NAMES)).split(",")


async def ours(found: Measured, lake: BenchTown, hill: BenchTown) -> None:
    for town in (lake, hill):
        await asyncio.to_thread(town.start)
    far = await OurPair(lake, hill, pairs=PAIRS, word="far").settle()
    near = await OurPair(lake, pairs=PAIRS, word="near").settle()
    found.version = far.version
    found.near = await steps.closed(near, STEP)
    await measured(found, far)
    if LONG:
        found.many = await steps.catch_up(far, MANY, PAIRS, 600, "long")
    for pair in (near, far):
        await pair.close()


async def prosody(found: Measured, pair: ProsodyPair) -> None:
    await peer(found, pair)


async def synapse(found: Measured, pair: SynapsePair) -> None:
    await peer(found, pair, pair.settle)


async def peer(
    found: Measured, pair: Any, settle: Callable[[], Awaitable[object]] | None = None
) -> None:
    found.version = pair.version
    try:
        for which in (steps.HERE, steps.THERE):
            await asyncio.to_thread(pair.start, which)
        if settle:
            await settle()
        await measured(found, pair)
    finally:
        for which in (steps.HERE, steps.THERE):
            pair.stop(which)


async def measured(found: Measured, pair: ServerPair) -> None:
    """All steps; a half of them is kept where one of them fails."""
    # Synapse says so little a second that a shorter step would count nothing.
    found.closed = await steps.closed(pair, STEP if pair.window > 1 else max(STEP, 10))
    say(pair.name, found.closed)
    found.steady = await steps.steady(pair, RATE, STEADY)
    say(pair.name, found.steady)
    found.woken = await steps.catch_up(pair, LETTERS, PAIRS, PATIENCE)
    say(pair.name, found.woken)
    found.survived = await steps.killed(pair, KILLS, TALKERS, PATIENCE)
    say(pair.name, found.survived)


def say(name: str, what: msgspec.Struct) -> None:
    told = ", ".join(f"{key} {value}" for key, value in msgspec.to_builtins(what).items())
    print(f"{name:25} {type(what).__name__:9} {told}", flush=True)


def attempt(found: Measured, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Where it fails, what was found before is kept, and why it ended is said."""

    began = time.monotonic()
    try:
        # Pairs are made before the loop runs: they ask their databases by loops of their own.
        asyncio.run(act())
    except MissingPeer as why:
        found.missing = str(why)
    except (Exception, SystemExit) as why:
        traceback.print_exc()
        found.missing = f"ended after {time.monotonic() - began:.0f} s: {why!r}"
    if found.missing:
        print(f"MISSING {found.name}: {found.missing}", file=sys.stderr, flush=True)


def run_ours(home: Path, found: Measured) -> None:
    towns = [BenchTown(home / name) for name in ("lake", "hill")]
    try:
        attempt(found, lambda: ours(found, *towns))
    finally:
        for town in towns:
            if town.process and town.process.poll() is None:
                town.stop()


def main() -> None:
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-between-")))
        home.chmod(0o711)
        found = {name: Measured(name) for name in NAMES if name in ONLY}
        if "ours" in found:
            run_ours(home, found["ours"])
        if {"prosody", "synapse"} & found.keys():
            shared = stack.enter_context(cluster(home / "postgres"))
        peers: dict[str, Callable[[Measured], Coroutine[Any, Any, None]]] = {
            "prosody-files": lambda one: prosody(one, ProsodyPair(home / "files", PAIRS, None)),
            "prosody": lambda one: prosody(one, ProsodyPair(home / "prosody", PAIRS, shared)),
            "synapse": lambda one: synapse(one, SynapsePair(home / "synapse", PAIRS, shared)),
        }
        for name, one in found.items():
            if name in peers:
                attempt(one, lambda one=one, name=name: peers[name](one))
    told(list(found.values()))


def told(found: Sequence[Measured]) -> None:
    missing = {one.name: one.missing for one in found if one.missing}
    missing |= {name: "left out by BENCH_ONLY" for name in NAMES if name not in ONLY}
    report(
        "between",
        figures(found, KILLS),
        missing=missing,
        step=STEP,
        versions={one.name: one.version for one in found},
        measured=msgspec.to_builtins(found),
    )
    for name, why in missing.items():
        print(f"missing: {name}: {why}")


if __name__ == "__main__":
    main()

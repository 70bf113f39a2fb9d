"""`make bench-between`: what two towns say to each other, as their people's devices see it.

Durable messages a second over 50 pairs, device → town → town → device; p50 and p99 at ten a second;
catching up with what was said while a town slept; a town killed again and again; CPU a message
against one of the same town. The reference in the same run is the same talk within one town. A pair
of Prosody and a pair of Synapse would be the peers: none is set up here, which is said.

`BENCH_SECONDS=1` for a smoke run; `BENCH_LETTERS` says how many are caught up with, `BENCH_KILLS`
how often a town is killed.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import msgspec

from bench.chat.processes import Meter, Server, Spent
from bench.harness import Figure, report, seconds
from bench.start import free_port, until_answered
from leapfrog.kernel.ids import new_id

PASSWORD = "a heron sleeps in the reeds"
WHOLE = seconds(10) >= 10
PAIRS = 50 if WHOLE else 4
LETTERS = int(os.environ.get("BENCH_LETTERS", "100000" if WHOLE else "400"))
KILLS = int(os.environ.get("BENCH_KILLS", "20" if WHOLE else "2"))
AT_ONCE, PAGE = 8, 100
MISSING = {
    "prosody pair": "no pair of servers is set up by this benchmark",
    "synapse pair": "no pair of servers is set up by this benchmark",
}


class BenchTown:
    """A town in a process of its own, which can be killed and started again."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        home.mkdir()
        self.origin = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environ = {
            **os.environ,
            "LEAPFROG_HOME": str(self.home),
            "LEAPFROG_HOST": "127.0.0.1",
            "LEAPFROG_PORT": str(self.port),
            "LEAPFROG_ORIGIN": self.origin,
            "LEAPFROG_TOWN_DOMAIN": f"localhost:{self.port}",
            "LEAPFROG_DEMO": "false",
            "LEAPFROG_RATE_LIMITS": "false",
            "LEAPFROG_FEDERATION": "on",
            "LEAPFROG_PRIVATE_CALLS": "true",
            "LEAPFROG_LOG_LEVEL": "error",
        }
        program = Path(sys.executable).with_name("leapfrog")
        with (self.home / "bench.log").open("ab") as log:
            self.process = subprocess.Popen([program, "up"], env=environ, stdout=log, stderr=log)
        until_answered(f"{self.origin}/healthz", self.process)

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        assert self.process is not None
        self.process.send_signal(by)
        self.process.wait(60)

    @property
    def server(self) -> Server:
        assert self.process is not None
        pid = int((self.home / "data" / "postmaster.pid").read_text().split()[0])
        return Server(self.process.pid, self.port, pid)


async def soon(ask: Callable[[], Awaitable[Any]]) -> Any:
    """What it answers, once it answers something."""
    while True:
        found = await ask()
        if found:
            return found
        await asyncio.sleep(0.05)


class Device:
    """Somebody, and what they say and hear by the API."""

    def __init__(self, town: BenchTown, handle: str) -> None:
        self.town, self.handle = town, handle
        self.address = f"{handle}@localhost:{town.port}"
        self.http = httpx.AsyncClient(
            base_url=f"{town.origin}/api/v1", headers={"X-Leapfrog": "1"}, timeout=60
        )
        self.heard, self.last = list[str](), 0

    async def ask(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        answer = await self.http.request(method, path, json=body, params=params)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def join(self) -> None:
        body = {"id": str(new_id()), "handle": self.handle, "display_name": self.handle}
        await self.ask("POST", "/people", {**body, "language": "en", "password": PASSWORD})

    async def say(self, body: str) -> None:
        """Until the town has it on disk, whoever kills it meanwhile."""
        path = f"/conversations/{self.talk}/messages/{new_id()}"
        while True:
            try:
                await self.ask("PUT", path, {"body": body})
            except (httpx.TransportError, httpx.HTTPStatusError) as why:
                if isinstance(why, httpx.HTTPStatusError) and why.response.status_code < 500:
                    raise
                await asyncio.sleep(0.05)
            else:
                return

    async def hear(self) -> None:
        """What is new in the conversation."""
        try:
            found = await self.ask(
                "GET", f"/conversations/{self.talk}/messages", after=self.last, limit=PAGE
            )
        except httpx.HTTPError:
            return
        for one in found["messages"]:
            self.last = one["seq"]
            if one["kind"] == "text":
                self.heard.append(one["body"])

    async def meet(self, other: "Device") -> None:
        asked = {"handle": other.address, "greeting": ""}
        await self.ask("PUT", f"/contact-requests/{new_id()}", asked)
        waiting = await soon(other.waiting)
        path = f"/contact-requests/{waiting[0]['id']}/acceptance"
        await other.ask("POST", path, {"circles": []})
        for one, whom in ((self, other), (other, self)):
            person = await soon(partial(one.contact, whom.address))
            one.talk = (await one.ask("PUT", f"/conversations/direct/{person}", {}))["id"]

    talk = ""

    async def waiting(self) -> Any:
        """Requests that wait for an answer."""
        return (await self.ask("GET", "/contact-requests"))["received"]

    async def contact(self, address: str) -> str | None:
        for row in (await self.ask("GET", "/contacts"))["contacts"]:
            person = row["person"]
            if person and person["address"] == address:
                whole = await self.ask("GET", f"/contacts/{row['id']}")
                return str(person["id"]) if whole["connected"] else None
        return None


Pair = tuple[Device, Device]


async def pairs_of(one: BenchTown, other: BenchTown, many: int, word: str) -> list[Pair]:
    found = [
        (Device(one, f"{word}_a{number}"), Device(other, f"{word}_b{number}"))
        for number in range(many)
    ]
    for a, b in found:
        await a.join()
        await b.join()
        await a.meet(b)
    return found


async def until_heard(device: Device, many: int) -> None:
    while len(device.heard) < many:
        before = len(device.heard)
        await device.hear()
        if len(device.heard) == before:
            await asyncio.sleep(0.01)


async def burst(pairs: Sequence[Pair], each: int) -> tuple[float, bool]:
    """Messages a second until the last one is on the other device; whether each came once, in its
    order.
    """
    limit = asyncio.Semaphore(AT_ONCE)
    before = {id(b): len(b.heard) for _, b in pairs}

    async def talk(a: Device) -> None:
        for number in range(each):
            async with limit:
                await a.say(f"{number}")

    began = time.perf_counter()
    await asyncio.gather(
        *(talk(a) for a, _ in pairs),
        *(until_heard(b, before[id(b)] + each) for _, b in pairs),
    )
    took = time.perf_counter() - began
    wanted = [str(number) for number in range(each)]
    right = all(b.heard[before[id(b)] :] == wanted for _, b in pairs)
    return len(pairs) * each / took, right


async def delays(pair: Pair, many: int) -> list[float]:
    """Milliseconds from saying to being there, ten a second."""
    a, b = pair
    found = []
    for number in range(many):
        began = time.perf_counter()
        await a.say(f"late {number}")
        await until_heard(b, len(b.heard) + 1)
        found.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(max(0.0, 0.1 - (time.perf_counter() - began)))
    return sorted(found)


class Cost(msgspec.Struct, frozen=True):
    """Messages a second, and milliseconds of CPU for each, of all towns and their databases."""

    rate: float
    cpu: float
    right: bool


async def cost(towns: Sequence[BenchTown], pairs: Sequence[Pair], each: int) -> Cost:
    meters = [Meter(town.server) for town in towns]
    for meter in meters:
        meter.start()
    rate, right = await burst(pairs, each)
    spent: list[Spent] = [meter.stop() for meter in meters]
    worked = sum(one.server + one.database for one in spent)
    return Cost(rate, worked * 1000 / (len(pairs) * each), right)


async def catch_up(lake: BenchTown, hill: BenchTown, pairs: Sequence[Pair]) -> tuple[float, bool]:
    """Seconds until all that was said while the other town slept is there, in its order."""
    each = max(1, LETTERS // len(pairs))
    hill.stop()
    limit = asyncio.Semaphore(AT_ONCE)

    async def talk(a: Device) -> None:
        for number in range(each):
            async with limit:
                await a.say(f"asleep {number}")

    await asyncio.gather(*(talk(a) for a, _ in pairs))
    marks = {id(b): len(b.heard) for _, b in pairs}
    hill.start()
    began = time.perf_counter()
    await asyncio.gather(*(until_heard(b, marks[id(b)] + each) for _, b in pairs))
    took = time.perf_counter() - began
    wanted = [f"asleep {number}" for number in range(each)]
    assert lake.process is not None
    return took, all(b.heard[marks[id(b)] :] == wanted for _, b in pairs)


async def killed(towns: Sequence[BenchTown], pairs: Sequence[Pair]) -> tuple[int, int]:
    """(lost, doubled) of what was said while one town and then the other was killed again and
    again.
    """
    marks = {id(b): len(b.heard) for _, b in pairs}
    over, said = asyncio.Event(), {id(a): 0 for a, _ in pairs}

    async def talk(a: Device) -> None:
        while not over.is_set():
            await a.say(f"kill {said[id(a)]}")
            said[id(a)] += 1

    talking = [asyncio.create_task(talk(a)) for a, _ in pairs]
    for number in range(KILLS):
        await asyncio.sleep(0.5)
        town = towns[number % len(towns)]
        await asyncio.to_thread(town.stop, signal.SIGKILL)
        await asyncio.to_thread(town.start)
    over.set()
    await asyncio.gather(*talking)
    lost = doubled = 0
    for a, b in pairs:
        await until_heard(b, marks[id(b)] + said[id(a)])
        await asyncio.sleep(0.2)
        await b.hear()
        came = b.heard[marks[id(b)] :]
        wanted = [f"kill {number}" for number in range(said[id(a)])]
        lost += len(set(wanted) - set(came))
        doubled += len(came) - len(set(came))
    return lost, doubled


async def measure(lake: BenchTown, hill: BenchTown) -> list[Figure]:
    each = max(5, int(seconds(10) * 4))
    near = await pairs_of(lake, lake, PAIRS, "near")
    far = await pairs_of(lake, hill, PAIRS, "far")
    await burst(far, 2)
    here = await cost([lake], near, each)
    there = await cost([lake, hill], far, each)
    many = max(5, int(seconds(10) * 5))
    ours, theirs = await delays(far[0], many), await delays(near[0], many)
    woke, in_order = await catch_up(lake, hill, far)
    lost, doubled = await killed([lake, hill], far[: max(2, PAIRS // 10)])
    for a, b in [*near, *far]:
        await a.http.aclose()
        await b.http.aclose()
    fast = in_order and woke <= 30
    cheap = there.cpu <= 2.5 * here.cpu
    middle, tail = len(ours) // 2, int(len(ours) * 0.99)
    return [
        _figure("durable messages, /s", there.rate, here.rate),
        _figure("in order, each once", float(there.right), None, "all", there.right),
        _figure("p50 at 10/s, ms", ours[middle], theirs[middle]),
        _figure("p99 at 10/s, ms", ours[tail], theirs[tail]),
        _figure(f"catch up with {LETTERS:,}, s", woke, None, "<= 30 s, in order", fast),
        _figure(f"lost in {KILLS} kills", lost, None, "0", not lost),
        _figure(f"doubled in {KILLS} kills", doubled, None, "0", not doubled),
        _figure("CPU a message, ms", there.cpu, here.cpu, "<= 2.5 x", cheap),
    ]


def _figure(
    name: str, value: float, other: float | None, aim: str = "-", holds: bool | None = None
) -> Figure:
    """`other`: the same within one town."""
    ratio = value / other if other else None
    return Figure(name, "", value, "in one town" if other else "", other, ratio, aim, holds)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-between-") as folder:
        towns = [BenchTown(Path(folder) / name) for name in ("lake", "hill")]
        Path(folder).chmod(0o711)
        for town in towns:
            town.start()
        try:
            figures = asyncio.run(measure(*towns))
        finally:
            for town in towns:
                town.stop()
    report("between", figures, missing=MISSING)
    for name, why in MISSING.items():
        print(f"missing: {name}: {why}")


if __name__ == "__main__":
    main()

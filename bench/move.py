"""`make bench-move`: a move of 100,000 records and 2,000 files from one town to another, and the
same as a zip that somebody brings.

Seconds in all, seconds in which nothing can be said to them (from the moment the old town lets them
go until they are here), and how much memory each town takes above what it took before. A move of a
Bluesky account from one PDS to another would be the peer: none is set up here, which is said.

`BENCH_SECONDS=1` for a smoke run with 500 records and 10 files.
"""

import asyncio
import hashlib
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg

from bench.between import PASSWORD, BenchTown, Device, soon
from bench.harness import Figure, report, seconds
from bench.start import resident
from leapfrog.kernel.ids import new_id

WHOLE = seconds(10) >= 10
RECORDS, FILES = (100_000, 2_000) if WHOLE else (500, 10)
MB = 1024 * 1024
MISSING = {"bluesky pds to pds": "no pair of servers is set up by this benchmark"}
# Said long ago, as a history has it: rows of the log, without what saying each costs.
FILL = """
insert into chat_message
    (conversation_id, seq, ord, sender_id, client_id, kind, body, created_at)
select $1, s, s, $2, gen_random_uuid(), 'text', 'record number ' || s, now() - interval '1 day'
from generate_series($3::bigint, $4::bigint) s
"""


MOVE_ON = """
update chat_conversation set last_seq = $2, last_ord = $2, shown_seq = $2 where id = $1
"""


class Peak:
    """The most memory that a town takes while this runs, above what it took at the beginning."""

    def __init__(self, town: BenchTown) -> None:
        assert town.process is not None
        self.pid, self.over = town.process.pid, threading.Event()
        self.before = self.most = resident(self.pid)
        self.thread = threading.Thread(target=self._look)
        self.thread.start()

    def _look(self) -> None:
        while not self.over.wait(0.1):
            self.most = max(self.most, resident(self.pid))

    def stop(self) -> float:
        """In MB."""
        self.over.set()
        self.thread.join()
        return (self.most - self.before) / MB


@contextmanager
def towns(folder: Path, *names: str) -> Iterator[list[BenchTown]]:
    found = [BenchTown(folder / name) for name in names]
    for town in found:
        town.start()
    try:
        yield found
    finally:
        for town in found:
            town.stop()


async def fill(town: BenchTown, amina: Device, ben: Device) -> None:
    """Files by the API, the rest of the log at once."""
    for number in range(FILES):
        content = hashlib.sha256(str(number).encode()).digest() * 320
        path = f"/chat/files/{new_id()}"
        asked = await amina.http.put(path, content=content, params={"kind": "file"})
        asked.raise_for_status()
        meta = {"file": asked.json()["id"]}
        said = {"body": "", "kind": "file", "meta": meta}
        await amina.ask("PUT", f"/conversations/{amina.talk}/messages/{new_id()}", said)
    last = (await amina.ask("GET", f"/conversations/{amina.talk}"))["last_seq"]
    me = (await amina.ask("GET", "/me"))["id"]
    dsn = f"postgresql://leapfrog@/leapfrog?host={town.home / 'run'}&port=5432"
    connection = await asyncpg.connect(dsn)
    async with connection.transaction():
        await connection.execute(FILL, amina.talk, me, last + 1, last + RECORDS)
        await connection.execute(MOVE_ON, amina.talk, last + RECORDS)
    await connection.close()


async def moved(here: Device, there: Device) -> tuple[float, float]:
    """Seconds of the whole move, and of what is frozen in it."""
    move = str(new_id())
    begun = await there.ask("PUT", f"/moves/{move}", {"address": here.address})
    asked = {name: value[0] for name, value in parse_qs(urlsplit(begun["consent"]).query).items()}
    await here.ask("POST", "/me/proof", {"password": PASSWORD})
    body = {"domain": asked["to"], "challenge": asked["challenge"]}
    back = await here.ask("PUT", f"/leavings/{move}", body)
    code = parse_qs(urlsplit(back["back"]).query)["code"][0]
    began = time.perf_counter()
    await there.ask("PUT", f"/moves/{move}/code", {"code": code})
    frozen = 0.0
    while True:
        state = (await there.ask("GET", "/moves"))[0]["state"]
        now = time.perf_counter()
        if state in ("finishing", "settling") and not frozen:
            frozen = now
        if state == "here":
            return now - began, now - (frozen or now)
        assert state != "failed"
        await asyncio.sleep(0.02)


async def taken_out(one: Device) -> bytes:
    await one.ask("POST", "/me/proof", {"password": PASSWORD})
    path = f"/takeouts/{new_id()}"
    await one.ask("PUT", path)

    async def ready() -> bool:
        return bool((await one.ask("GET", path))["state"] == "ready")

    await soon(ready)
    return (await one.http.get(f"{path}/file", timeout=600)).content


async def measure(lake: BenchTown, hill: BenchTown, oak: BenchTown) -> list[Figure]:
    amina, ben = Device(lake, "amina"), Device(lake, "ben")
    await amina.join()
    await ben.join()
    await amina.meet(ben)
    await fill(lake, amina, ben)
    zipped = await taken_out(amina)

    guest = Device(oak, "amina")
    await guest.join()
    peak, began = Peak(oak), time.perf_counter()
    arrival = f"/arrivals/{new_id()}"
    (await guest.http.put(arrival, content=zipped, timeout=600)).raise_for_status()
    answer = await guest.http.post(f"{arrival}/application", timeout=600)
    answer.raise_for_status()
    by_zip, zip_memory = time.perf_counter() - began, peak.stop()
    came = _messages(answer.json())

    new = Device(hill, "amina")
    await new.join()
    peaks = [Peak(lake), Peak(hill)]
    took, frozen = await moved(amina, new)
    old_memory, new_memory = (one.stop() for one in peaks)
    for one in (amina, ben, guest, new):
        await one.http.aclose()
    whole = came >= RECORDS + FILES
    return [
        _figure(f"move of {RECORDS:,} records, {FILES:,} files, s", took, by_zip),
        _figure("frozen, s", frozen, None, "<= 5 s", frozen <= 5),
        _figure("memory of the old town, MB", old_memory, None, "<= 150", old_memory <= 150),
        _figure("memory of the new town, MB", new_memory, None, "<= 150", new_memory <= 150),
        _figure("memory of a zip's arrival, MB", zip_memory, None, "<= 120", zip_memory <= 120),
        _figure("messages that came by zip", came, None, "all", whole),
    ]


def _messages(arrival: Any) -> int:
    return sum(one["new"] for one in arrival["sets"] if one["name"] == "messages")


def _figure(
    name: str, value: float, other: float | None, aim: str = "-", holds: bool | None = None
) -> Figure:
    """`other`: the same as a zip that somebody brings."""
    ratio = value / other if other else None
    return Figure(name, "", value, "by zip" if other else "", other, ratio, aim, holds)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-move-") as folder:
        Path(folder).chmod(0o711)
        with towns(Path(folder), "lake", "hill", "oak") as found:
            figures = asyncio.run(measure(*found))
    report("move", figures, missing=MISSING)
    for name, why in MISSING.items():
        print(f"missing: {name}: {why}")


if __name__ == "__main__":
    main()

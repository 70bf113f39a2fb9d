"""`make bench-move`: a move of 5,000 records and 100 files from one town to another, the same as a
zip that somebody brings, and a Bluesky account with as much that goes from one PDS to another.

Seconds in all, seconds in which nothing can be said to them (from the moment the old town lets them
go until they are here), and how much memory each server takes above what it took before.

`BENCH_LONG=1`: 100,000 records and 2,000 files. `BENCH_SECONDS=1` for a smoke run with 500 and 10.
"""

import asyncio
import hashlib
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg

from bench import peer_pds
from bench.between.towns import PASSWORD, BenchTown, Device, soon
from bench.chat.machine import MissingPeer
from bench.harness import Figure, report, seconds
from bench.memory import Peak
from leapfrog.kernel.ids import new_id

WHOLE = seconds(10) >= 5
RECORDS, FILES = (5_000, 100) if WHOLE else (500, 10)
if os.environ.get("BENCH_LONG"):
    RECORDS, FILES = 100_000, 2_000
PEER = "bluesky pds to pds"
OLD, NEW = "memory of the old town, MB", "memory of the new town, MB"
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


def pid_of(town: BenchTown) -> int:
    assert town.process is not None
    return town.process.pid


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
    peak, began = Peak(pid_of(oak)), time.perf_counter()
    arrival = f"/arrivals/{new_id()}"
    (await guest.http.put(arrival, content=zipped, timeout=600)).raise_for_status()
    answer = await guest.http.post(f"{arrival}/application", timeout=600)
    answer.raise_for_status()
    by_zip, zip_memory = time.perf_counter() - began, peak.stop()
    came = _messages(answer.json())

    new = Device(hill, "amina")
    await new.join()
    peaks = [Peak(pid_of(lake)), Peak(pid_of(hill))]
    took, frozen = await moved(amina, new)
    old_memory, new_memory = (one.stop() for one in peaks)
    for one in (amina, ben, guest, new):
        await one.http.aclose()
    whole = came >= RECORDS + FILES
    return [
        _figure(f"move of {RECORDS:,} records, {FILES:,} files, s", took, by_zip),
        _figure("frozen, s", frozen, None, "<= 5 s", frozen <= 5),
        _figure(OLD, old_memory, None, "<= 150", old_memory <= 150),
        _figure(NEW, new_memory, None, "<= 150", new_memory <= 150),
        _figure("memory of a zip's arrival, MB", zip_memory, None, "<= 120", zip_memory <= 120),
        _figure("messages that came by zip", came, None, "all", whole),
    ]


def _messages(arrival: Any) -> int:
    return sum(one["new"] for one in arrival["sets"] if one["name"] == "messages")


def beside(home: Path, ours: Sequence[Figure]) -> tuple[list[Figure], dict[str, str], str]:
    """The same beside a Bluesky account of as much; what is missing, and the peer's version."""
    try:
        peer = peer_pds.moved(home, RECORDS, FILES)
    except MissingPeer as why:
        return [], {PEER: str(why)}, ""
    except (Exception, SystemExit) as why:
        traceback.print_exc()
        return [], {PEER: f"ended before its end: {why!r}"}, ""
    missing = {}
    if (peer.records, peer.files) != (RECORDS + FILES, FILES):
        missing[PEER] = f"only {peer.records} records and {peer.files} files came"
    mine = {one.name: one.ours for one in ours}
    [took] = [mine[name] for name in mine if name.startswith("move of")]
    holds = took <= 0.5 * peer.seconds
    table = [
        Figure("move", "s", took, PEER, peer.seconds, took / peer.seconds, "<= 0.5x", holds),
        *(
            Figure(name, "", mine[name], PEER, other, mine[name] / (other or 1), "-", None)
            for name, other in ((OLD, peer.old_memory), (NEW, peer.new_memory))
        ),
    ]
    return table, missing, peer.version


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
        peers, missing, version = beside(Path(folder), figures)
    report("move", [*figures, *peers], missing=missing, versions={PEER: version})
    for name, why in missing.items():
        print(f"missing: {name}: {why}", file=sys.stderr)


if __name__ == "__main__":
    main()

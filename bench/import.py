# ruff: noqa: N999  the command is called `make bench-import`
"""`make bench-import`: 10,000 vCards as an iPhone writes them, looked at and imported.

The reference, in the same run, is `vobject` which only parses the same file. Each measurement is a
process of its own, one after the other in turns. Ours goes through the same verbs as a request, to
a real PostgreSQL which is made for the run; `read` is the part that the reference does. What a
person waits for counts; the time of the processor, PostgreSQL's with it, is there because it stays
the same when others use the machine.
"""

import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import asyncpg
import vobject

from bench.harness import Figure, median, report, seconds
from leapfrog.contact_formats import Card, read_cards
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import NewPerson, add
from leapfrog.imports.changing import apply
from leapfrog.imports.detection import Detected
from leapfrog.imports.model import ContactsInFile, ImportOptions, ImportUpload
from leapfrog.imports.preview import ArrivedFile, keep
from leapfrog.imports.reading import one
from leapfrog.kernel.db import Database
from leapfrog.kernel.files import digest_of
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from tests.contact_formats.dialects import make_address_book

MANY, FEW = 10_000, 1_000
ROUNDS = max(1, int(seconds(60) // 12))
AIM = 5.0
FLAT = 1.5
Result = dict[str, float]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="leapfrog-bench-", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o711)
        for count in (MANY, FEW):
            (home / f"{count}.vcf").write_bytes(make_address_book("apple", count, 1))
        with EmbeddedPostgres(Settings(home=home / "town")) as dsn:
            asyncio.run(prepared(dsn))
            report("import", figures(home, dsn), rounds=ROUNDS, cards=MANY)


async def prepared(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await migrate(connection)
    finally:
        await connection.close()


def figures(home: Path, dsn: str) -> list[Figure]:
    many, few = home / f"{MANY}.vcf", home / f"{FEW}.vcf"
    results: dict[str, list[Result]] = {name: [] for name in MEASURED}
    for _ in range(ROUNDS):
        for name, found in results.items():
            found.append(apart(name, many, dsn))
    speed = {
        name: {key: median([one[key] for one in found]) for key in found[0] if key != "peak_mb"}
        for name, found in results.items()
    }
    reference, whole = speed["parse_vobject"], speed["whole"]
    peaks = {
        name: (apart(name, few, dsn)["peak_mb"], median([one["peak_mb"] for one in found]))
        for name, found in results.items()
    }
    return [
        faster("read", speed["read"]["per_s"], reference["per_s"]),
        faster("read, recognised, previewed", whole["preview_per_s"], reference["per_s"]),
        faster("previewed and imported", whole["per_s"], reference["per_s"]),
        faster("second time, nothing new", whole["again_per_s"], reference["per_s"]),
        busy("previewed and imported", whole["per_cpu_s"], reference["per_cpu_s"]),
        busy("second time, nothing new", whole["again_per_cpu_s"], reference["per_cpu_s"]),
        *(flat(name, *peaks[name], *peaks["parse_vobject"]) for name in ("read", "whole")),
    ]


def faster(name: str, ours: float, reference: float) -> Figure:
    ratio = ours / reference
    aim = f">= {AIM:.0f}x"
    return Figure(name, "cards/s", ours, "vobject, parsed", reference, ratio, aim, ratio >= AIM)


def busy(name: str, ours: float, reference: float) -> Figure:
    """By the second of processor time."""
    unit, label = "cards/cpu s", f"{name}, of two processes"
    return Figure(label, unit, ours, "vobject, parsed", reference, ours / reference, "-", None)


def flat(name: str, few: float, many: float, *theirs: float) -> Figure:
    """Ten times as many cards need about as much memory: the peak of a process, with all of it."""
    label = f"peak memory, {name}: {few:.0f} MB at {FEW:,} cards"
    aim = f"<= {FLAT}x of {FEW:,}"
    return Figure(label, "MB", many, "vobject", theirs[1], many / few, aim, many <= few * FLAT)


def apart(name: str, path: Path, dsn: str) -> Result:
    """Measures in a process of its own."""
    command = [sys.executable, "-m", "bench.import", name, str(path), dsn]
    found: Result = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def parse_vobject(path: Path, _dsn: str) -> Result:
    with path.open(encoding="utf-8", newline="") as file:
        began, busy = time.perf_counter(), time.process_time()
        count = sum(1 for _ in vobject.readComponents(file))
        return {
            "per_s": count / (time.perf_counter() - began),
            "per_cpu_s": count / (time.process_time() - busy),
        }


def read(path: Path, _dsn: str) -> Result:
    with path.open("rb") as file:
        began = time.perf_counter()
        blocks = iter(lambda: file.read(64 * 1024), b"")
        count = sum(isinstance(found, Card) for found in read_cards(blocks))
        return {"per_s": count / (time.perf_counter() - began)}


def whole(path: Path, dsn: str) -> Result:
    return asyncio.run(_whole(path, dsn))


async def _whole(path: Path, dsn: str) -> Result:
    database = await Database.connect(dsn, 1)
    try:
        owner = new_id()
        async with database.transaction() as db:
            await add(db, NewPerson(owner, f"p{owner.hex[-20:]}", "Bench", "en"))
            backend = await db.value("select pg_backend_pid()")
        marks = [_clocks(backend)]
        import_id, _ = await _look(database, owner, path)
        marks.append(_clocks(backend))
        async with database.transaction() as db:
            done = (await apply(db, owner, import_id)).contacts
        marks.append(_clocks(backend))
        _, again = await _look(database, owner, path)
        marks.append(_clocks(backend))
    finally:
        await database.close()
    assert done
    assert (done.add, again.same) == (done.found, done.found)
    wall, busy = zip(*marks, strict=True)
    return {
        "preview_per_s": done.found / (wall[1] - wall[0]),
        "per_s": done.found / (wall[2] - wall[0]),
        "again_per_s": done.found / (wall[3] - wall[2]),
        "per_cpu_s": done.found / (busy[2] - busy[0]),
        "again_per_cpu_s": done.found / (busy[3] - busy[2]),
    }


def _clocks(backend: int) -> tuple[float, float]:
    """Seconds on the wall, and of the processor: this process and that of PostgreSQL."""
    user, system = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[11:13]
    ticks = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return time.perf_counter(), time.process_time() + ticks


async def _look(database: Database, owner: UUID, path: Path) -> tuple[UUID, ContactsInFile]:
    digest, size = await asyncio.to_thread(digest_of, path)
    async with database.transaction() as db:
        upload = ImportUpload(new_id(), path.name, ImportOptions(), "contacts")
        read_as = Detected("contacts", "vcard", [])
        await keep(db, owner, upload, ArrivedFile(path, digest, size), read_as, path)
        found = (await one(db, owner, upload.id)).contacts
    assert found
    return upload.id, found


def peak_mb() -> float:
    """The most memory that this process ever had, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


MEASURED: dict[str, Callable[[Path, str], Result]] = {
    "parse_vobject": parse_vobject,
    "read": read,
    "whole": whole,
}

if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        gc.collect()
        measured = MEASURED[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
        print(json.dumps(measured | {"peak_mb": peak_mb()}))

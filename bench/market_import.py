"""`make bench-market_import`: what an item of a catalogue costs until it is in a shop.

10,000 items of three variants each, as Shopify writes them, looked at and brought by the verbs of
the door of imports: CPU of PostgreSQL and of this process for an item, without pictures; a second
time, when all of it is there; and a tenth as many with a picture each in the zip, which is made
anew as one from a phone is. Beside it `csv` alone reads the same file, since no program for shops
that is packaged imports variants: what is above it is what becomes of each. Memory is the peak of
the process, after a tenth and after all.
"""

import csv
import io
import resource
import tempfile
import zipfile
from pathlib import Path
from time import process_time
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import uvloop

from bench.harness import Figure, report
from bench.tpcb import cpu
from leapfrog import market, pay, till
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import NewPerson, add
from leapfrog.imports.changing import apply
from leapfrog.imports.model import Import, ImportOptions, ImportUpload
from leapfrog.imports.preview import preview
from leapfrog.imports.reading import one
from leapfrog.imports.worker import work
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.web.town import open_town
from tests.samples import jpeg

MANY, FEW = 10_000, 1_000
PLAIN_AIM, PICTURED_AIM, FLAT_MB = 1.0, 2.0, 20
HEAD = (
    *("Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Published"),
    *("Option1 Name", "Option1 Value", "Variant SKU", "Variant Inventory Qty"),
    *("Variant Price", "Image Src"),
)
SIZES = ("Small", "Middle", "Large")


class Clerk(msgspec.Struct):
    """Who brings catalogues, into which shop, and whose CPU counts."""

    town: Town
    person: UUID
    shop: UUID
    postmaster: int
    folder: Path


def catalogue(count: int, picture: str = "") -> bytes:
    """So many items of three variants."""
    made = io.StringIO()
    rows = csv.writer(made)
    rows.writerow(HEAD)
    for n in range(count):
        about = f"<p>Number {n}, made by hand of <b>clay</b> and fired twice.</p>" * 3
        first = (f"Bowl {n} of the lake", about, "Heron", "House and home", "TRUE", "Size")
        for at, size in enumerate(SIZES):
            said = first if at == 0 else ("",) * 6
            numbers = (f"B{n}-{at}", n % 9, f"{n % 90 + 5}.{at}0")
            rows.writerow((f"bowl-{n}", *said, size, *numbers, picture if at == 0 else ""))
    return made.getvalue().encode()


def pictured(count: int) -> bytes:
    """The same in a zip, with a picture for each."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        new.writestr("products.csv", catalogue(count, "bowl.jpg"))
        new.writestr("bowl.jpg", jpeg((1_600, 1_200)))
    return made.getvalue()


async def brought(clerk: Clerk, data: bytes, name: str) -> tuple[Import, float]:
    """What came of a catalogue, and the CPU that looking at it and bringing it took."""
    path = clerk.folder / name
    path.write_bytes(data)
    given = ImportUpload(new_id(), name, ImportOptions(shop=clerk.shop), "goods")
    before = cpu(clerk.postmaster) + process_time()
    await preview(clerk.town, clerk.person, given, path)
    async with clerk.town.database.transaction() as db:
        await apply(db, clerk.person, given.id)
    await work(clerk.town, {"id": str(given.id)})
    took = cpu(clerk.postmaster) + process_time() - before
    async with clerk.town.database.reading() as db:
        done = await one(db, clerk.person, given.id)
    assert done.state == "applied", done
    return done, took


def read_alone(data: bytes) -> float:
    before = process_time()
    for _ in csv.reader(io.StringIO(data.decode())):
        pass
    return process_time() - before


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def opened(town: Town) -> tuple[UUID, UUID]:
    async with town.database.transaction() as db:
        await pay.set_up(db, town.settings)
        person, shop = new_id(), new_id()
        await add(db, NewPerson(person, "clerk", "Clerk", "en"))
        await till.open_shop(db, person, shop, till.ShopChanges(name="Bench"))
        await market.put_front(db, person, shop, market.FrontWishes(sign="Bench"))
        await market.set_front_state(db, person, shop, "open")
    return person, shop


async def measured(settings: Settings, postmaster: int, folder: Path) -> list[Figure]:
    connection = await asyncpg.connect(settings.database_url)
    await migrate(connection)
    await connection.close()
    async with open_town(settings) as town:
        person, shop = await opened(town)
        clerk = Clerk(town, person, shop, postmaster, folder)
        data = catalogue(MANY)
        alone = read_alone(data)
        await brought(clerk, catalogue(FEW), "few.csv")
        at_first = peak()
        done, plain = await brought(clerk, data, "many.csv")
        # What the first thousand are was brought before.
        check(done, "item", MANY - FEW)
        grown = peak() - at_first
        done, again = await brought(clerk, data, "again.csv")
        check(done, "item", 0)
        done, shown = await brought(clerk, pictured(FEW), "shop.zip")
        check(done, "file", FEW)
    return [
        figure("an item of three variants", plain / MANY, PLAIN_AIM, alone / MANY),
        figure("the same, all there already", again / MANY, PLAIN_AIM, alone / MANY),
        figure("an item with a picture", shown / FEW, PICTURED_AIM, None),
        Figure(
            name=f"peak memory above that of {FEW} items",
            unit="MB",
            ours=grown,
            reference="",
            reference_value=None,
            ratio=None,
            aim=f"<= {FLAT_MB} MB",
            holds=grown <= FLAT_MB,
        ),
    ]


def check(done: Import, kind: str, brought: int) -> None:
    found: Any = next(one for one in done.counts if one.kind == kind)
    assert found.brought == brought, found


def figure(name: str, ours: float, most: float, alone: float | None) -> Figure:
    return Figure(
        name=name,
        unit="ms CPU",
        ours=1000 * ours,
        reference="csv alone" if alone else "",
        reference_value=1000 * alone if alone else None,
        ratio=ours / alone if alone else None,
        aim=f"<= {most} ms",
        holds=1000 * ours <= most,
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        server = EmbeddedPostgres(Settings(home=home))
        with server as dsn:
            assert server.child
            settings = Settings(home=home, database_url=dsn, alone=True, storage=10**6)
            figures = uvloop.run(measured(settings, server.child.pid, Path(folder)))
    report("market_import", figures, items=MANY, few=FEW)


if __name__ == "__main__":
    main()

"""`leapfrog map FILE`: makes the town's map, places and roads of an extract of OpenStreetMap."""

import asyncio
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

import asyncpg

from leapfrog import places
from leapfrog.cli.database import DatabaseError, database_of_any
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.files import Files
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.storage import MB

LARGEST_SIDE, LARGEST_FILE = 60, 300 * MB


def arguments(parser: ArgumentParser) -> None:
    """Of which file, and what of it."""
    parser.add_argument("file", type=Path, help="an extract of OpenStreetMap, as .osm.pbf")
    parser.add_argument(
        "--box", type=_box, metavar="W,S,E,N", help="only this part of it, in degrees"
    )
    parser.add_argument(
        "--name-languages",
        type=_languages,
        default=("en", "zh"),
        metavar="zh,en",
        help="languages in which names are shown beside the local ones; en,zh by default",
    )
    parser.add_argument(
        "--tiles",
        type=Path,
        metavar="town.pmtiles",
        help="show these tiles (PMTiles, Shortbread schema) instead of such made of the extract",
    )
    parser.set_defaults(run=draw_map)


def draw_map(settings: Settings, given: Namespace) -> int:
    """Works on an open town as well as on a closed one. Raises `BadExtract`, and then nothing was
    changed.
    """
    for file in filter(None, (given.file, given.tiles)):
        if not file.is_file():
            raise places.BadExtract(f"{file}: there is no such file")
    extract = given.file.absolute()
    tiles = str(given.tiles.absolute()) if given.tiles else None
    options = places.MapOptions(given.box, given.name_languages, tiles)
    if given.file.stat().st_size > LARGEST_FILE and given.box is None:
        print(too_large(given.file), flush=True)
    with database_of_any(settings) as town:
        asyncio.run(_draw(town, extract, options))
    return 0


async def _draw(settings: Settings, extract: Path, options: places.MapOptions) -> None:
    stored = Files(settings.home / "media", settings.media_url, settings.free_disk * MB)
    began = time.monotonic()
    database = await Database.connect(settings.database_url or "", 1)
    try:
        async with places.built(extract, options, settings.home) as made:
            version = await places.put_up(database, stored, made)
    except asyncpg.UndefinedTableError:
        raise DatabaseError("the town that is open is an older one: start it again") from None
    finally:
        await database.close()
    print(said(made.summary, version, time.monotonic() - began))


def too_large(extract: Path) -> str:
    """A warning, with what to do."""
    return (
        f"{extract.name} is more than a town. This may take an hour and much memory: with"
        f" osmium-tool, cut it first:\n  osmium extract --bbox W,S,E,N {extract} -o town.osm.pbf"
    )


def said(made: places.MapSummary, version: str, seconds: float) -> str:
    wide, high = made.bounds.kilometres
    lines = [
        f"The town has a map of {wide:.1f} × {high:.1f} km: {made.tiles} tiles,"
        f" {made.places} places, {made.junctions} junctions, in {seconds:.1f} s.",
        f"Version {version[:12]}, of {made.extracted_at:%Y-%m-%d}. © OpenStreetMap contributors.",
    ]
    if max(wide, high) > LARGEST_SIDE:
        lines.append("It is larger than 60 × 60 km: --box W,S,E,N keeps a part of it.")
    return "\n".join(lines)


def _box(text: str) -> places.Box:
    try:
        return places.read_box(text)
    except Invalid as cause:
        raise ArgumentTypeError(str(cause)) from None


def _languages(text: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    if not all(part.isascii() and part.replace("-", "").isalpha() for part in found):
        raise ArgumentTypeError("must be like zh,en")
    return found

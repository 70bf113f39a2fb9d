"""Places are tested over HTTP, in a town with the demo's map."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from leapfrog.kernel.http import Town
from leapfrog.places import BuiltMap, MapOptions, built, put_up
from tests.contacts.conftest import Join, app, client, clock, join, settle, town

__all__ = ["Join", "app", "client", "clock", "helsinki", "join", "mapped", "settle", "town"]

EXTRACT = Path(__file__).parents[2] / "leapfrog/demo/map/helsinki.osm.pbf"


async def make(extract: Path, folder: Path, options: MapOptions | None = None) -> BuiltMap:
    """A map that stays when it is made."""
    async with built(extract, options or MapOptions(), folder / "home") as found:
        paths = {name: getattr(found, name) for name in ("tiles", "roads", "places", "streets")}
        kept = {name: shutil.copy(path, folder / path.name) for name, path in paths.items()}
        return msgspec.structs.replace(found, **kept)


@pytest.fixture(scope="session")
def helsinki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltMap]:
    """The demo's map, made once."""
    return asyncio.run(make(EXTRACT, tmp_path_factory.mktemp("helsinki")))


@pytest.fixture
async def mapped(town: Town, helsinki: BuiltMap) -> str:
    """The town has the demo's map; the map's version."""
    return await put_up(town.database, town.files, helsinki)

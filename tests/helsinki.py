"""The demo's map, made once for a whole run: it takes seconds of a core, and all of it is files."""

import fcntl
import pickle
import shutil
from pathlib import Path

import msgspec

from leapfrog.places import BuiltMap, MapOptions, built
from tests.town import apart

EXTRACT = Path(__file__).parents[1] / "leapfrog/demo/map/helsinki.osm.pbf"
FILES = ("tiles", "roads", "places", "streets")


async def make(extract: Path, folder: Path, options: MapOptions | None = None) -> BuiltMap:
    """A map that stays when it is made."""
    async with built(extract, options or MapOptions(), folder / "home") as found:
        kept = {
            name: shutil.copy(path := getattr(found, name), folder / path.name) for name in FILES
        }
        return msgspec.structs.replace(found, **kept)


def shared(folder: Path) -> BuiltMap:
    """The map in `folder`, which all workers see; the first of them makes it, the others wait."""
    folder.mkdir(exist_ok=True)
    said = folder / "made"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            said.write_bytes(pickle.dumps(apart(make(EXTRACT, folder))))
        found: BuiltMap = pickle.loads(said.read_bytes())
    return found

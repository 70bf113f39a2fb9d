"""The roads of the town, for who asks how long it takes by car."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from leapfrog.kernel.folders import private_folder
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.spooling import spool_to
from leapfrog.places import store
from leapfrog.places.errors import NoMap

if TYPE_CHECKING:
    from leapfrog.places.roads.network import Roads

FOLDER, PART = "roads", ".part"


async def open_roads(town: Town) -> "Roads":
    """The roads of the town's map as it is now: `snap`, `times_to`, `route`. They are mapped into
    memory from a copy below the town's home. Raises `NoMap`.
    """
    async with town.database.glance() as db:
        found = await store.map_files(db)
    if found is None:
        raise NoMap
    folder = await asyncio.to_thread(private_folder, town.settings.home / FOLDER)
    path = folder / found.roads.hex()
    if not await asyncio.to_thread(path.exists):
        part = folder / f"{new_id().hex}{PART}"
        await spool_to(town.files.chunks(found.roads), part)
        await asyncio.to_thread(_only, path, part)
    # Who never asks does not load numpy and scipy, which take 50 MB.
    from leapfrog.places.roads.network import Roads  # noqa: PLC0415

    return await asyncio.to_thread(Roads, path)


def _only(path: Path, part: Path) -> None:
    """The file is whole now, and the only one there: who has another one open keeps that."""
    part.replace(path)
    for other in path.parent.iterdir():
        if other != path and other.suffix != PART:
            other.unlink(missing_ok=True)

"""The roads of the town, for who asks how long it takes by car."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from leapfrog.kernel.db import Database
from leapfrog.kernel.files import Files
from leapfrog.kernel.folders import private_folder
from leapfrog.kernel.http import AnyRequest
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.pool import expect_no_loan
from leapfrog.kernel.spooling import spool_to
from leapfrog.places import store
from leapfrog.places.errors import NoMap

if TYPE_CHECKING:
    from leapfrog.places.roads.network import Roads

FOLDER, PART = "roads", ".part"


class TownRoads:
    """The roads of the town's map, opened when they are first asked for and anew when the map has
    changed. One for each process: what they have once worked out they keep.
    """

    def __init__(self, files: Files, home: Path) -> None:
        self._files, self._home = files, home
        self._held: tuple[bytes, Roads] | None = None

    async def now(self, database: Database) -> "Roads":
        """The roads as they are now: `snap`, `times_to`, `route`. They are mapped into memory from
        a copy below the town's home, and nobody waits for that with a connection. Raises `NoMap`.
        """
        expect_no_loan()
        async with database.glance() as db:
            found = await store.map_files(db)
        if found is None:
            raise NoMap
        if self._held is None or self._held[0] != found.roads:
            self._held = found.roads, await self._opened(found.roads)
        return self._held[1]

    async def _opened(self, sha256: bytes) -> "Roads":
        folder = await asyncio.to_thread(private_folder, self._home / FOLDER)
        path = folder / sha256.hex()
        if not await asyncio.to_thread(path.exists):
            part = folder / f"{new_id().hex}{PART}"
            await spool_to(self._files.chunks(sha256), part)
            await asyncio.to_thread(_only, path, part)
        # Who never asks does not load numpy and scipy, which take 50 MB.
        from leapfrog.places.roads.network import Roads  # noqa: PLC0415

        return await asyncio.to_thread(Roads, path)


def roads_of(request: AnyRequest) -> TownRoads:
    """The town's roads, as the process that answers this request has loaded them."""
    found: TownRoads = request.app.state.roads
    return found


def _only(path: Path, part: Path) -> None:
    """The file is whole now, and the only one there: who has another one open keeps that."""
    part.replace(path)
    for other in path.parent.iterdir():
        if other != path and other.suffix != PART:
            other.unlink(missing_ok=True)

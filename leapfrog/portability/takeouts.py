"""Take-outs: asked for with one tap, built in the background, kept a week."""

import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

from leapfrog import identity
from leapfrog.kernel import files as blobs
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.due import schedule
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.files import File
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import enqueue
from leapfrog.kernel.storage import MB, check_disk, usage
from leapfrog.portability import bundle, store
from leapfrog.portability.errors import IdUsed, NotReady
from leapfrog.portability.model import KEPT, About, SetCount, Takeout

BUILD = "takeout"
EXPIRE = "takeout:expire"
# They count for nobody.
MOST_READY = 3


async def ask(db: Db, owner: UUID, takeout_id: UUID) -> Takeout:
    """Begins a take-out. The same id again answers the same one. Raises `IdUsed`."""
    if await store.add(db, takeout_id, owner):
        await enqueue(db, BUILD, {"id": str(takeout_id)}, key=f"{BUILD}:{takeout_id}")
    found = await store.one(db, owner, takeout_id)
    if found is None:
        raise IdUsed
    return found[0]


async def mine(db: Db, owner: UUID) -> Sequence[Takeout]:
    """A person's take-outs, the newest first."""
    return await store.all_of(db, owner)


async def one(db: Db, owner: UUID, takeout_id: UUID) -> Takeout:
    """Raises `NotFound`, for somebody else's too."""
    found = await store.one(db, owner, takeout_id)
    if found is None:
        raise NotFound
    return found[0]


async def file(db: Db, owner: UUID, takeout_id: UUID) -> File:
    """The zip. Raises `NotFound`, `NotReady`."""
    found = await store.one(db, owner, takeout_id)
    if found is None:
        raise NotFound
    kept = await blobs.find(db, owner, found[1]) if found[1] else None
    if kept is None:
        raise NotReady
    return kept


async def build(town: Town, takeout_id: UUID) -> None:
    """The job: writes the zip in one snapshot of the database, then keeps it."""
    async with town.database.transaction() as db:
        owner = await store.owner_of_unfinished(db, takeout_id)
    if owner is None:
        return
    folder = town.settings.home / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as here:
        path = Path(here) / "takeout.zip"
        try:
            sets = await _write(town, takeout_id, owner, path)
        except Exception:
            await _failed(town, takeout_id, owner)
            raise
        await _keep(town, takeout_id, owner, path, sets)


async def _keep(
    town: Town, takeout_id: UUID, owner: UUID, path: Path, sets: list[SetCount]
) -> None:
    digest, size = blobs.digest_of(path)
    async with town.database.transaction() as db:
        if await store.owner_of_unfinished(db, takeout_id) is None:
            # The job ran twice, and the other one was first; or the owner is erased.
            return
        what = (BUILD, digest, "application/zip")
        # Whoever keeps too much can still take it along.
        kept = await blobs.own(db, owner, *what, size=size, person=None)
        expires_at = db.now + KEPT
        await store.ready(db, takeout_id, (kept.id, size, digest), (sets, expires_at))
        await schedule(db, EXPIRE, str(takeout_id), expires_at)
        for older in await store.older(db, owner, MOST_READY):
            await blobs.forget(db, await expire(db, older))
        await town.files.put_path(path, digest)
        _tell(db, owner)


async def _write(town: Town, takeout_id: UUID, owner: UUID, path: Path) -> list[SetCount]:
    async def step(percent: int) -> None:
        async with town.database.transaction() as db:
            await store.progress(db, takeout_id, percent)
            _tell(db, owner)

    async with town.database.reading() as db:
        kept = await usage(db, owner)
        check_disk(path.parent, town.settings.free_disk * MB, kept.used)
        me = await identity.me(db, owner)
        there = town.settings
        about = About(there.town_name, there.town_domain, version("leapfrog"), db.now)
        return await bundle.write(db, town.files, me, path, about, step)


async def _failed(town: Town, takeout_id: UUID, owner: UUID) -> None:
    async with town.database.transaction() as db:
        if await store.owner_of_unfinished(db, takeout_id) is not None:
            await store.end(db, takeout_id, "failed")
            _tell(db, owner)


async def expire(db: Db, takeout_id: UUID) -> list[bytes]:
    """Forgets the zip; answers the blobs that nobody has any more."""
    found = await store.file(db, takeout_id)
    if found is None:
        return []
    await store.end(db, takeout_id, "expired")
    return await blobs.disown(db, *found)


def _tell(db: Db, owner: UUID) -> None:
    stream.tell(db, (owner,), {"t": "changed", "what": "takeouts"})

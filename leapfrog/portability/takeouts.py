"""Take-outs: asked for with one tap, built in the background, kept a week."""

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from contextvars import Context
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

import structlog

from leapfrog import identity
from leapfrog.kernel import files as blobs
from leapfrog.kernel import stream
from leapfrog.kernel.db import TRANSIENT, Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.files import File
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import enqueue
from leapfrog.kernel.locks import lock
from leapfrog.kernel.storage import MB, check_disk, usage
from leapfrog.kernel.timers import schedule
from leapfrog.portability import bundle, store
from leapfrog.portability.errors import IdUsed, NotReady, TakeoutUnderWay
from leapfrog.portability.model import KEPT, About, SetCount, Takeout

BUILD = "takeout"
EXPIRE = "takeout:expire"
# What is not ready by then never will be: it keeps nobody from asking for another one.
LONGEST = timedelta(days=1)

# In seconds: people see it move, and the database has other things to do.
NOTED_EVERY = 0.5
# They count for nobody.
MOST_READY = 3

log = structlog.get_logger()


async def ask(db: Db, owner: UUID, takeout_id: UUID) -> Takeout:
    """Enqueues a take-out of the owner. The same id again answers the same one. Raises
    `TakeoutUnderWay` while another one of theirs is, and `IdUsed`.
    """
    await lock(db, "takeouts", owner)
    if await store.is_under_way(db, owner, db.now - LONGEST, but=takeout_id):
        raise TakeoutUnderWay
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
    """A take-out of the owner's, in whatever state. Raises `NotFound`, also for somebody else's."""
    found = await store.one(db, owner, takeout_id)
    if found is None:
        raise NotFound
    return found[0]


async def file(db: Db, owner: UUID, takeout_id: UUID) -> File:
    """The zip of a take-out of the owner's. Raises `NotFound`, `NotReady` also when it
    was deleted.
    """
    found = await store.one(db, owner, takeout_id)
    if found is None:
        raise NotFound
    kept = await blobs.find(db, owner, found[1]) if found[1] else None
    if kept is None:
        raise NotReady
    return kept


async def build(town: Town, takeout_id: UUID) -> None:
    """The job of a take-out: writes its zip in one snapshot of the database, then keeps it for its
    owner. Fails it for good on what will not pass; what will is raised, to be run again.
    """
    async with town.database.transaction() as db:
        owner = await store.owner_of_unfinished(db, takeout_id)
    if owner is None:
        return
    try:
        await _build(town, takeout_id, owner)
    except TRANSIENT:
        # The job is run again.
        raise
    except Exception:
        await _failed(town, takeout_id, owner)
        raise


async def _build(town: Town, takeout_id: UUID, owner: UUID) -> None:
    with tempfile.TemporaryDirectory(dir=workplace(town.settings.home)) as here:
        path = Path(here) / "takeout.zip"
        sets = await _write(town, takeout_id, owner, path)
        digest, size = await asyncio.to_thread(blobs.digest_of, path)
        await blobs.put_early(town.database, town.files, [(path, digest)], None)
    async with town.database.transaction() as db:
        if await store.owner_of_unfinished(db, takeout_id) is None:
            # The job ran twice, and the other one was first; or the owner is erased.
            await blobs.forget(db, [digest])
            return
        what = (BUILD, digest, "application/zip")
        # Whoever keeps too much can still take it along.
        kept = await blobs.own(db, owner, *what, size=size, person=None)
        expires_at = db.now + KEPT
        await store.ready(db, takeout_id, kept, sets, expires_at)
        await schedule(db, EXPIRE, str(takeout_id), expires_at)
        for older in await store.older(db, owner, MOST_READY):
            await blobs.forget(db, await expire(db, older))
        _tell(db, owner)


async def _write(town: Town, takeout_id: UUID, owner: UUID, path: Path) -> list[SetCount]:
    async with _Progress(town, takeout_id, owner) as progress, town.database.reading() as db:
        kept = await usage(db, owner)
        check_disk(path.parent, town.settings.free_disk * MB, kept.used)
        me = await identity.me(db, owner)
        there = town.settings
        about = About(there.town_name, there.town_domain, version("leapfrog"), db.now)
        return await bundle.write(db, town.files, me, path, about, progress.step)


class _Progress:
    """Notes how far a take-out is, in a task beside it. Whoever writes the zip has a connection
    for as long, and must not wait for a second one.
    """

    def __init__(self, town: Town, takeout_id: UUID, owner: UUID) -> None:
        self._town, self._takeout_id, self._owner = town, takeout_id, owner
        self._percent = 0
        self._news, self._over = asyncio.Event(), asyncio.Event()

    async def __aenter__(self) -> "_Progress":
        self._noting = asyncio.create_task(self._note(), context=Context())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._over.set()
        self._news.set()
        await self._noting

    def step(self, percent: int) -> None:
        """It is so far; what was said before and is not noted yet never is."""
        self._percent = percent
        self._news.set()

    async def _note(self) -> None:
        while await self._news.wait() and not self._over.is_set():
            self._news.clear()
            try:
                async with self._town.database.transaction() as db:
                    await store.progress(db, self._takeout_id, self._percent)
                    _tell(db, self._owner)
            except Exception as cause:
                log.warning("takeout_progress_lost", error=repr(cause))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), NOTED_EVERY)


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

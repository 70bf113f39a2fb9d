"""Arrivals: somebody brings a take-out, sees what would come, and lets it in.

The preview is the arrival itself, done in a transaction that is then rolled back: its numbers are
those of the operation.
"""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec

from leapfrog import identity
from leapfrog.kernel import files as blobs
from leapfrog.kernel import stream
from leapfrog.kernel.archive import RecordSet, Restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.images import square_webp
from leapfrog.kernel.timers import schedule
from leapfrog.portability import store
from leapfrog.portability.bundle import RECORD_SETS, named_blobs
from leapfrog.portability.errors import DamagedTakeout, IdUsed
from leapfrog.portability.model import KEPT, Arrival, ArrivalSet, SkippedRecords
from leapfrog.portability.reading import Reader

ARRIVAL = "arrival"
EXPIRE = "arrival:expire"
BROKEN = (msgspec.ValidationError, asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)


class _Undone(Exception):
    """Rolls the preview back."""


async def preview(town: Town, owner: UUID, arrival_id: UUID, name: str, path: Path) -> Arrival:
    """Checks a take-out (zip) and answers what it would bring. The same id again answers the same
    arrival. Raises `NotATakeout`, `DamagedTakeout`, `IdUsed`, and `QuotaFull` when what is in it is
    too much. The zip itself counts for nobody: the last one is kept for a week, until it is
    applied.
    """
    async with town.database.reading() as db:
        known = await store.arrival(db, owner, arrival_id)
    if known is not None:
        return known[0]
    reader = await asyncio.to_thread(_checked, path)
    sets = await _try(town, owner, reader)
    digest, size = await asyncio.to_thread(blobs.digest_of, path)
    await blobs.put_early(town.database, town.files, [(path, digest)], None)
    async with town.database.transaction() as db:
        what = (ARRIVAL, digest, "application/zip")
        kept = await blobs.own(db, owner, *what, size=size, person=None)
        await town.files.ensure(path, digest)
        shown = Arrival(
            id=arrival_id,
            name=name[:200],
            state="preview",
            from_address=reader.manifest.address,
            sets=sets,
            problems=[],
            created_at=db.now,
            applied_at=None,
        )
        await store.add_arrival(db, shown, owner, kept.id)
        found = await store.arrival(db, owner, arrival_id)
        if found is None:
            raise IdUsed
        for other in await store.previews(db, owner):
            if other != arrival_id:
                await expire(db, other)
        await schedule(db, EXPIRE, str(arrival_id), db.now + KEPT)
        await town.files.put_path(path, digest)
        return found[0]


async def expire(db: Db, arrival_id: UUID) -> None:
    """Forgets a zip that was only looked at."""
    found = await store.drop_preview(db, arrival_id)
    if found is not None:
        await blobs.forget(db, await blobs.disown(db, *found))


async def one(db: Db, owner: UUID, arrival_id: UUID) -> Arrival:
    """Raises `NotFound`, for somebody else's too."""
    found = await store.arrival(db, owner, arrival_id)
    if found is None:
        raise NotFound
    return found[0]


async def apply(town: Town, owner: UUID, arrival_id: UUID) -> Arrival:
    """Lets a take-out into its owner's account, all in one transaction and once; the zip is
    forgotten then. Applied again, it is answered as it is. Raises `NotFound`, `DamagedTakeout`,
    `QuotaFull`, `DiskFull`.
    """
    async with town.database.reading() as db:
        found = await store.arrival(db, owner, arrival_id)
        kept = await blobs.find(db, owner, found[1]) if found else None
    if found is not None and found[0].state == "applied":
        return found[0]
    if found is None or kept is None:
        raise NotFound
    async with _unpacked(town, kept.sha256) as reader:
        picture = await _picture(reader)
        async with town.database.transaction() as db:
            locked = await store.arrival(db, owner, arrival_id, lock=True)
            if locked is None:
                raise NotFound
            if locked[0].state == "preview":
                if picture is not None:
                    await _show(db, town, owner, picture)
                await store.applied(db, arrival_id, await _restore(db, owner, reader))
                await _put(db, town, reader)
                await blobs.forget(db, await blobs.disown(db, owner, kept.id))
                for what in ("me", "contacts", "conversations"):
                    stream.tell(db, (owner,), {"t": "changed", "what": what})
            return await one(db, owner, arrival_id)


@asynccontextmanager
async def brought(town: Town, owner: UUID, arrival_id: UUID) -> AsyncIterator[Path]:
    """A context with a copy of a take-out (zip) that its owner brought and that is not let in yet,
    while it is read. Raises `NotFound`, also for somebody else's.
    """
    async with town.database.reading() as db:
        found = await store.arrival(db, owner, arrival_id)
        kept = await blobs.find(db, owner, found[1]) if found else None
    if kept is None:
        raise NotFound
    async with town.files.copied(kept.sha256, town.settings.home / "tmp") as path:
        yield path


async def _show(db: Db, town: Town, owner: UUID, picture: bytes) -> None:
    digest = hashlib.sha256(picture).digest()
    _, orphans = await identity.show(db, owner, digest, len(picture))
    await town.files.put(picture)
    await blobs.forget(db, orphans)


async def _put(db: Db, town: Town, reader: Reader) -> None:
    """Those of its blobs that somebody has now."""
    names = await blobs.owned(db, [bytes.fromhex(name) for name in reader.blob_names])
    for name in names:
        await town.files.put(reader.blob(name.hex()))


async def _picture(reader: Reader) -> bytes | None:
    """The picture of the profile, made anew. None when it has none."""
    for record in reader.records("profile"):
        avatar = record.get("avatar")
        for content in reader.blobs(str(avatar.get("sha256"))) if avatar else ():
            return await square_webp(content)
    return None


async def rehearse(town: Town, path: Path) -> list[ArrivalSet]:
    """What would come of a take-out to a person who is new here, by record set: it is let in, and
    all of it rolled back. Raises `DamagedTakeout`, `NotATakeout`.
    """
    reader = await asyncio.to_thread(_checked, path)
    sets: list[ArrivalSet] = []
    try:
        async with town.database.transaction() as db:
            nobody = identity.NewPerson(
                new_id(), f"rehearsal{secrets.randbelow(10**12)}", "-", "en"
            )
            await identity.add(db, nobody)
            sets = await _restore(db, nobody.id, reader)
            raise _Undone
    except _Undone:
        return sets


async def _try(town: Town, owner: UUID, reader: Reader) -> list[ArrivalSet]:
    sets: list[ArrivalSet] = []
    try:
        async with town.database.transaction() as db:
            sets = await _restore(db, owner, reader)
            raise _Undone
    except _Undone:
        return sets


async def _restore(db: Db, owner: UUID, reader: Reader) -> list[ArrivalSet]:
    try:
        return [await _restore_set(db, owner, records, reader) for records in RECORD_SETS]
    except Problem:
        raise
    except BROKEN as cause:
        raise DamagedTakeout("It holds records that do not fit together.") from cause


async def _restore_set(db: Db, owner: UUID, records: RecordSet, reader: Reader) -> ArrivalSet:
    found = reader.records(records.name)
    if records.restore is None:
        return _told(records.name, Restored(0, left=len(found)))
    if not named_blobs(found) <= reader.blob_names:
        # Whoever names a blob without bringing it could be after somebody else's.
        raise DamagedTakeout("It names a file that is not in it.")
    return _told(records.name, await records.restore(db, owner, found))


def _told(name: str, of: Restored) -> ArrivalSet:
    skipped = [SkippedRecords("known", of.known), SkippedRecords(of.why, of.left)]
    reasons = [one for one in skipped if one.count]
    out = of.known + of.left
    return ArrivalSet(name, of.new + out, of.new, out, reasons)


@asynccontextmanager
async def _unpacked(town: Town, sha256: bytes) -> AsyncIterator[Reader]:
    async with town.files.copied(sha256, town.settings.home / "tmp") as path:
        yield await asyncio.to_thread(_checked, path)


def _checked(path: Path) -> Reader:
    reader = Reader(path)
    reader.check()
    return reader

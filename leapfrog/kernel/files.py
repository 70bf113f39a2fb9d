"""The object store: blobs under their content hash, in a local folder or in S3; who owns them is
in PostgreSQL.

A town whose files are in a folder loads what reads and writes them with the first
(docs/decisions/0133).
"""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.folders import private_folder
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import enqueue
from leapfrog.kernel.spooling import BLOCK, spool_to
from leapfrog.kernel.storage import check, check_disk

if TYPE_CHECKING:
    from obstore.store import ObjectStore

INSERT = """
insert into kernel_file
    (id, owner_id, purpose, sha256, media_type, size, public, created_at, person_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
COLUMNS = "id, owner_id, purpose, sha256, media_type, size, public"
FIND = f"select {COLUMNS} from kernel_file where id = $1 and owner_id = $2"
FIND_PUBLIC = f"select {COLUMNS} from kernel_file where sha256 = $1 and public limit 1"
OF_OWNER = f"select {COLUMNS} from kernel_file where owner_id = $1 order by id"
DELETE = "delete from kernel_file where id = any($1::uuid[]) and owner_id = $2 returning sha256"
DELETE_ALL = "delete from kernel_file where owner_id = any($1::uuid[]) returning sha256"
EVERY = "select distinct sha256 from kernel_file where sha256 > $1 order by sha256 limit $2"
STILL_USED = "select distinct sha256 from kernel_file where sha256 = any($1::bytea[])"
HAND_ON = "update kernel_file set person_id = $2 where owner_id = any($1::uuid[])"
FORGET = "blobs:delete"
# What was put for a transaction that never came is deleted then.
UNOWNED = timedelta(hours=1)
NAME = re.compile(r"[0-9a-f]{64}")
LOCK = "select pg_advisory_xact_lock_shared($1)"
LOCK_ALONE = "select pg_advisory_xact_lock($1)"


class File(msgspec.Struct, frozen=True):
    """A stored blob: `size` in bytes, `sha256` as 32 bytes."""

    id: UUID
    owner_id: UUID
    purpose: str
    sha256: bytes
    media_type: str
    size: int
    public: bool


def digest_of(path: Path) -> tuple[bytes, int]:
    """SHA-256 (32 bytes) and size in bytes of a file that may be larger than memory."""
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256")
    return digest.digest(), path.stat().st_size


class Files:
    """Blobs by content hash. Writing the same bytes twice keeps one. In a folder of this machine,
    `floor` bytes of the disk stay free.
    """

    def __init__(self, folder: Path, url: str | None = None, floor: int = 0) -> None:
        self._folder, self._floor, self._is_here = folder, floor, not url
        self._opened = _bucket(url) if url else None
        if self._is_here:
            private_folder(folder)

    @property
    def _store(self) -> "ObjectStore":
        if self._opened is None:
            from obstore.store import LocalStore  # noqa: PLC0415

            self._opened = LocalStore(private_folder(self._folder))
        return self._opened

    async def put(self, content: bytes) -> bytes:
        """Stores the bytes; answers their SHA-256. Raises `DiskFull`."""
        self._check(len(content))
        digest = hashlib.sha256(content).digest()
        await self._store.put_async(_key(digest), content)
        return digest

    async def put_path(self, path: Path, digest: bytes) -> None:
        """Stores a file of known SHA-256, without reading it into memory. Raises `DiskFull`."""
        self._check((await asyncio.to_thread(path.stat)).st_size)
        await self._store.put_async(_key(digest), path)

    async def ensure(self, path: Path, digest: bytes) -> None:
        """Within the transaction that owns it: stores the file unless it is there. It was put
        before, but others may have disowned the same one since then. Raises `DiskFull`.
        """
        try:
            await self._store.head_async(_key(digest))
        except FileNotFoundError:
            await self.put_path(path, digest)

    async def bring(self, folder: Path, digest: bytes) -> bool:
        """Stores what such a store has in a folder of this machine, unless it is here. False when
        it is there neither, or damaged. Raises `DiskFull`.
        """
        path = folder / _key(digest)
        try:
            await self._store.head_async(_key(digest))
        except FileNotFoundError:
            if not path.exists() or (await asyncio.to_thread(digest_of, path))[0] != digest:
                return False
            await self.put_path(path, digest)
        return True

    def _check(self, coming: int) -> None:
        if self._is_here:
            check_disk(self._folder, self._floor, coming)

    async def get(self, sha256: bytes) -> bytes:
        """All bytes of a blob. Raises FileNotFoundError."""
        found = await self._store.get_async(_key(sha256))
        return bytes(await found.bytes_async())

    async def chunks(self, sha256: bytes) -> AsyncIterator[bytes]:
        """The bytes of a blob in chunks of a MiB or more, but for the last."""
        found = await self._store.get_async(_key(sha256))
        async for chunk in found.stream(BLOCK):
            yield bytes(chunk)

    async def part(self, sha256: bytes, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `start` up to, but without, `end`, in chunks."""
        found = await self._store.get_async(_key(sha256), options={"range": (start, end)})
        async for chunk in found.stream(BLOCK):
            yield bytes(chunk)

    async def delete(self, sha256: bytes) -> None:
        """Forgets a blob; nothing happens when there is none."""
        try:
            await self._store.delete_async(_key(sha256))
        except FileNotFoundError:
            return

    async def older(self, before: datetime) -> AsyncIterator[list[bytes]]:
        """The SHA-256 of blobs that were written before, some at a time."""
        # The first look is at the first start, before there is a file to load the store for.
        if self._is_here and not any(private_folder(self._folder).iterdir()):
            return
        async for found in self._store.list():
            names = [
                one["path"].rpartition("/")[2] for one in found if one["last_modified"] < before
            ]
            yield [bytes.fromhex(name) for name in names if NAME.fullmatch(name)]

    def drop_unfinished(self, before: datetime) -> int:
        """Deletes what was being written into a folder of this machine when that was cut off, by
        the names that obstore gives it; answers how many.
        """
        gone = 0
        for path in self._folder.glob("*/*#*") if self._is_here else ():
            if path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    @asynccontextmanager
    async def copied(self, sha256: bytes, folder: Path) -> AsyncIterator[Path]:
        """A copy of a file, in a folder of its own below this one, which is gone afterwards. Raises
        `DiskFull`.
        """
        await asyncio.to_thread(private_folder, folder)
        check_disk(folder, self._floor)
        with TemporaryDirectory(dir=folder) as here:
            path = Path(here) / "copy"
            await spool_to(self.chunks(sha256), path)
            yield path


def _bucket(url: str) -> "ObjectStore":
    from obstore.store import S3Store  # noqa: PLC0415

    return S3Store.from_url(url)


def _key(sha256: bytes) -> str:
    name = sha256.hex()
    return f"{name[:2]}/{name}"


async def own(
    db: Db,
    owner: UUID,
    purpose: str,
    sha256: bytes,
    media_type: str,
    *,
    size: int,
    person: UUID | None,
    public: bool = False,
) -> File:
    """Notes that `owner` has this blob as `purpose`; a public one may be fetched by whoever knows
    its hash. It counts for `person`; None: for nobody. Raises `QuotaFull`.

    Put a small blob after this, before the commit: then nobody who disowns the same one at that
    moment takes it away. A large one is put by `put_early` before, and looked for by `ensure`
    after this: whoever has a connection does not wait for a copy.
    """
    await db.value(LOCK, _lock(sha256))
    file = File(
        id=new_id(),
        owner_id=owner,
        purpose=purpose,
        sha256=sha256,
        media_type=media_type,
        size=size,
        public=public,
    )
    await db.run(INSERT, *msgspec.structs.astuple(file), db.now, person)
    if person is not None:
        await check(db, person)
    return file


async def put_early(
    database: Database, files: Files, found: Sequence[tuple[Path, bytes]], person: UUID | None
) -> None:
    """Stores files, each with its SHA-256, for a transaction that comes then. What nobody owns an
    hour later is deleted, whatever became of it. Nothing is stored when they are to count for
    `person`, who keeps as much as one may already: raises `QuotaFull`. Raises `DiskFull`.
    """
    async with database.transaction() as db:
        if person is not None:
            await check(db, person, 1)
        await forget(db, [digest for _, digest in found], after=UNOWNED)
    for path, digest in found:
        await files.put_path(path, digest)


async def count_for(db: Db, owners: list[UUID], person: UUID) -> None:
    """What these own counts for this person from now on, however much they keep already."""
    await db.run(HAND_ON, owners, person)


async def find(db: Db, owner: UUID, file_id: UUID) -> File | None:
    """A file, for its owner only."""
    return await db.one_as(File, FIND, file_id, owner)


async def find_public(db: Db, sha256: bytes) -> File | None:
    """A public file by its hash."""
    return await db.one_as(File, FIND_PUBLIC, sha256)


async def of_owner(db: Db, owner: UUID) -> list[File]:
    """All files of a person."""
    return await db.all_as(File, OF_OWNER, owner)


async def disown(db: Db, owner: UUID, file_id: UUID) -> list[bytes]:
    """Takes one file from its owner; answers the hashes of blobs that nobody has any more."""
    return await disown_these(db, owner, [file_id])


async def disown_these(db: Db, owner: UUID, file_ids: Sequence[UUID]) -> list[bytes]:
    """Takes several files from their owner, in one statement; answers the hashes of blobs that
    nobody has any more.
    """
    if not file_ids:
        return []
    return await unowned(db, [row[0] for row in await db.rows(DELETE, list(file_ids), owner)])


async def disown_all(db: Db, owner: UUID) -> list[bytes]:
    """Takes all files from a person; answers the hashes of blobs that nobody has any more."""
    return await disown_several(db, [owner])


async def disown_several(db: Db, owners: Sequence[UUID]) -> list[bytes]:
    """Takes all files from several owners, in one statement; answers the hashes of blobs that
    nobody has any more.
    """
    return await unowned(db, [row[0] for row in await db.rows(DELETE_ALL, list(owners))])


async def forget(db: Db, orphans: list[bytes], *, after: timedelta | None = None) -> None:
    """Deletes those blobs that nobody has, in a job after the commit, and `after` so long."""
    if orphans:
        named = [digest.hex() for digest in orphans]
        await enqueue(db, FORGET, {"sha256": named}, after=after)


async def delete_unowned(database: Database, files: Files, hashes: Iterable[bytes]) -> None:
    """Deletes those blobs that still nobody has."""
    for sha256 in hashes:
        async with database.transaction() as db:
            await db.value(LOCK_ALONE, _lock(sha256))
            if await unowned(db, [sha256]):
                await files.delete(sha256)


async def every(db: Db, after: bytes = b"", limit: int = 100) -> list[bytes]:
    """The SHA-256 of all blobs that somebody has, page by page: those after this one."""
    return [row[0] for row in await db.rows(EVERY, after, limit)]


async def owned(db: Db, hashes: list[bytes]) -> set[bytes]:
    """Those of these blobs that somebody has."""
    return {row[0] for row in await db.rows(STILL_USED, hashes)}


def _lock(sha256: bytes) -> int:
    return int.from_bytes(sha256[:8], signed=True)


async def unowned(db: Db, hashes: list[bytes]) -> list[bytes]:
    """Those of these blobs that nobody has, each once."""
    used = await owned(db, hashes)
    return [digest for digest in dict.fromkeys(hashes) if digest not in used]

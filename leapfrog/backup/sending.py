"""Backups into a storage that others hold: made in a folder of this machine, sealed where that is
wanted, and sent piece by piece. The manifest comes last: without it there is no backup.

<storage>/blobs/ab/ab12…             files; where all is sealed by names that only the town knows
<storage>/20261128T030000Z/
    database.tar.gz  blobs.txt.gz  manifest.json      as in a folder of backups, or each with .age
    names.txt                        which of blobs/ belong to it, one a line
    proved.json                      `RestoreTrial`
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from leapfrog.backup import blobs, making, packing
from leapfrog.backup.errors import BackupError
from leapfrog.backup.model import NAME, BackupManifest, RestoreTrial, name_of
from leapfrog.backup.sealing import SEALED, Readable, SealedNames, check_public, seal
from leapfrog.backup.storage import Storage
from leapfrog.kernel.settings import Settings

# Files that people keep are many and small: what takes time is the way there and back.
AT_ONCE = 8
MANIFEST, PROOF, NAMES = "manifest.json", "proved.json", "names.txt"
PIECES = ("database.tar.gz", "blobs.txt.gz", MANIFEST)
# In the town's home: with the secret of the names the next backup sends only what is new.
SECRET = "backup.names"
Item = TypeVar("Item")
Result = TypeVar("Result")


class SentBackup(msgspec.Struct, frozen=True):
    """A backup in a storage: by the name of its folder."""

    name: str
    is_sealed: bool
    proof: RestoreTrial | None


def sent_backups(storage: Storage) -> list[SentBackup]:
    """All backups in the storage that are whole, sealed ones too, the oldest first. Raises
    `BackupError`.
    """
    found = []
    for folder in filter(NAME.fullmatch, storage.folders()):
        there = storage.names(folder)
        is_sealed = f"{folder}/{MANIFEST}{SEALED}" in there
        if is_sealed or f"{folder}/{MANIFEST}" in there:
            found.append(SentBackup(folder, is_sealed, _proof(storage, folder, there)))
    return found


def send(
    settings: Settings, dsn: str, storage: Storage, keys: Sequence[str], at: datetime, program: str
) -> BackupManifest:
    """Makes a backup of all that was acknowledged before, in the storage; sealed to these public
    keys (age), if any. Answers its manifest. Raises `BackupError` and `PostgresError`; backups that
    were there before are left as they are.
    """
    check_public(keys)
    with making.alone(settings.home / "backup.lock"), workplace(settings) as work:
        _check_storage(storage, keys, name_of(at))
        names = SealedNames(_secret(settings.home), sorted(keys)) if keys else None
        sender = _Sender(storage, settings.home / "media", names, work)
        manifest = making.fill(
            work, settings, dsn, at, program, copy_files=sender.send_all, names=names
        )
        for piece in PIECES[:-1]:
            sender.send_piece(name_of(at), piece)
        (work / NAMES).write_text("".join(f"{one}\n" for one in sorted(sender.names)))
        storage.put(f"{name_of(at)}/{NAMES}", work / NAMES)
        os.sync()
        sender.send_piece(name_of(at), MANIFEST)
    return manifest


def keep_sent(settings: Settings, storage: Storage, most: int) -> int:
    """Deletes all backups in the storage but the last `most` and the last one that was proved, then
    the files that none of those needs; answers how many backups went. Raises `BackupError`.
    """
    with making.alone(settings.home / "backup.lock"):
        found = sent_backups(storage)
        proved = [one for one in found if one.proof and not one.proof.faults][-1:]
        kept = {one.name for one in (*found[-most:], *proved)}
        needed = {path for name in kept for path in _blob_paths(storage, name)}
        for folder in filter(NAME.fullmatch, storage.folders()):
            if folder not in kept:
                # The manifest first: what is left of it is no backup.
                for path in sorted(storage.names(folder), key=lambda path: MANIFEST not in path):
                    storage.delete(path)
        at_once(storage.delete, storage.names("blobs") - needed)
        return len(found) - len(kept)


@contextmanager
def workplace(settings: Settings) -> Iterator[Path]:
    """A folder beside the town's home that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="leapfrog-", dir=settings.home.parent) as work:
        yield Path(work)


def at_once(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Does it for several at a time; after one that failed no other is begun."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        return list(pool.map(work, items))
    finally:
        pool.shutdown(cancel_futures=True)


def blob_at(name: str) -> str:
    return f"blobs/{name[:2]}/{name}"


class _Sender:
    """Sends pieces and blobs. `names`: under which the blobs that it was asked for lie there."""

    def __init__(
        self, storage: Storage, media: Path, sealed: SealedNames | None, work: Path
    ) -> None:
        self._storage, self._media, self._sealed, self._work = storage, media, sealed, work
        self._there = storage.names("blobs")
        self.names: set[str] = set()

    def send_all(self) -> dict[str, int]:
        """What of the town's files is not there yet; answers all that there are, with their sizes.
        What vanishes meanwhile was deleted by its last owner, and is left out.
        """
        found = dict(at_once(self._send, blobs.names_in(self._media)))
        return {name: size for name, size in found.items() if size is not None}

    def _send(self, sha256: str) -> tuple[str, int | None]:
        source = blobs.path_of(self._media, sha256)
        name = self._sealed.of(sha256) if self._sealed else sha256
        try:
            size = source.stat().st_size
            if blob_at(name) not in self._there:
                self._send_blob(source, sha256, name)
        except FileNotFoundError:
            return sha256, None
        self._there.add(blob_at(name))
        self.names.add(name)
        return sha256, size

    def _send_blob(self, source: Path, sha256: str, name: str) -> None:
        part = self._work / f"{name}.part"
        # Of a copy: the file itself may vanish, and what is sent is what was looked at.
        with source.open("rb") as read:
            hashing = _HashingReader(read)
            if self._sealed:
                seal(hashing, part, self._sealed.to)
            else:
                with part.open("xb") as written:
                    written.writelines(packing.blocks_of(hashing))
        if hashing.hexdigest() != sha256:
            raise BackupError(f"{source} is damaged: its bytes are not those it had")
        self._storage.put(blob_at(name), part)
        part.unlink()

    def send_piece(self, folder: str, piece: str) -> None:
        path = self._work / piece
        if self._sealed:
            sealed = path.with_name(piece + SEALED)
            with path.open("rb") as read:
                seal(read, sealed, self._sealed.to)
            path.unlink()
            path = sealed
        self._storage.put(f"{folder}/{path.name}", path)
        path.unlink()


class _HashingReader:
    """Reads on, and knows the hash of what was read."""

    def __init__(self, content: Readable) -> None:
        self._content, self._hash = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._content.read(size)
        self._hash.update(block)
        return block

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def _check_storage(storage: Storage, keys: Sequence[str], name: str) -> None:
    found = sent_backups(storage)
    if any(one.name == name for one in found):
        raise BackupError(f"{storage.name}/{name} was made a moment ago")
    if any(one.is_sealed != bool(keys) for one in found):
        there = "not sealed" if keys else "sealed"
        raise BackupError(f"the backups in {storage.name} are {there}: take another folder")
    if keys and "wal" in storage.folders():
        raise BackupError(f"the log in {storage.name} is not sealed: take another folder")


def _blob_paths(storage: Storage, name: str) -> list[str]:
    content = storage.read(f"{name}/{NAMES}")
    if content is None:
        raise BackupError(f"{storage.name}/{name} has no {NAMES}: nothing was deleted")
    return [blob_at(one) for one in content.decode().split()]


def _proof(storage: Storage, folder: str, there: set[str]) -> RestoreTrial | None:
    path = f"{folder}/{PROOF}"
    content = storage.read(path) if path in there else None
    try:
        return msgspec.json.decode(content, type=RestoreTrial) if content else None
    except msgspec.DecodeError as error:
        raise BackupError(f"{storage.name}/{path} cannot be read: {error}") from None


def _secret(home: Path) -> str:
    path = home / SECRET
    if not path.exists():
        keep_secret(home, secrets.token_hex(32))
    return path.read_text().strip()


def keep_secret(home: Path, secret: str) -> None:
    """Nothing, where the home has one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        opened = os.open(home / SECRET, flags, 0o600)
    except FileExistsError:
        return
    with os.fdopen(opened, "w") as written:
        written.write(f"{secret}\n")

"""Sending to a storage what backups are made of: the pieces of one, files that people keep, pieces
of the log; each sealed where that is wanted.
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from leapfrog.backup import blobs, packing
from leapfrog.backup.errors import BackupError
from leapfrog.backup.sealing import SEALED, Readable, SealedNames, seal
from leapfrog.backup.storage import Storage

# Files that people keep are many and small: what takes time is the way there and back.
AT_ONCE = 8
# In the town's home: with the secret of the names the next backup sends only what is new.
SECRET = "backup.names"
Item = TypeVar("Item")
Result = TypeVar("Result")


def at_once(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Does it for several at a time; after one that failed no other is begun."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        return list(pool.map(work, items))
    finally:
        pool.shutdown(cancel_futures=True)


def blob_at(name: str) -> str:
    return f"blobs/{name[:2]}/{name}"


class Sender:
    """Sends pieces and blobs; `work` is a folder for what is on its way. `names`: under which the
    blobs that it was asked for lie there.
    """

    def __init__(
        self, storage: Storage, media: Path, sealed: SealedNames | None, work: Path
    ) -> None:
        self._storage, self._media, self._sealed, self._work = storage, media, sealed, work
        self._there: set[str] | None = None
        self.names: set[str] = set()

    def send_all(self) -> dict[str, int]:
        """What of the town's files is not there yet; answers all that there are, with their sizes.
        What vanishes meanwhile was deleted by its last owner, and is left out.
        """
        if self._there is None:
            self._there = self._storage.names("blobs")
        found = dict(at_once(partial(self._send, self._there), blobs.names_in(self._media)))
        return {name: size for name, size in found.items() if size is not None}

    def _send(self, there: set[str], sha256: str) -> tuple[str, int | None]:
        source = blobs.path_of(self._media, sha256)
        name = self._sealed.of(sha256) if self._sealed else sha256
        try:
            size = source.stat().st_size
            if blob_at(name) not in there:
                self._send_blob(source, sha256, name)
        except FileNotFoundError:
            return sha256, None
        there.add(blob_at(name))
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

    def send_new(self, names: Iterable[str]) -> None:
        """Sends these blobs, whatever is there: what was, may be dropped just now."""
        at_once(self._send_again, names)

    def _send_again(self, sha256: str) -> None:
        name = self._sealed.of(sha256) if self._sealed else sha256
        try:
            self._send_blob(blobs.path_of(self._media, sha256), sha256, name)
        except FileNotFoundError:
            return

    def send_piece(self, folder: str, piece: str) -> None:
        """Sends a file of `work`, which is gone then."""
        path = self._work / piece
        self.send_file(path, f"{folder}/{piece}")
        path.unlink()

    def send_file(self, path: Path, to: str) -> str:
        """Sends a copy; answers where it lies."""
        if not self._sealed:
            self._storage.put(to, path)
            return to
        sealed = self._work / f"{path.name}{SEALED}"
        try:
            with path.open("rb") as read:
                seal(read, sealed, self._sealed.to)
            self._storage.put(f"{to}{SEALED}", sealed)
        finally:
            sealed.unlink(missing_ok=True)
        return f"{to}{SEALED}"


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


def sealed_names(home: Path, keys: Iterable[str]) -> SealedNames | None:
    """By which names what is sealed to these keys lies; None where nothing is sealed."""
    to = sorted(keys)
    return SealedNames(_secret(home), to) if to else None


def _secret(home: Path) -> str:
    path = home / SECRET
    if not path.exists():
        keep_secret(home, secrets.token_hex(32))
    return path.read_text().strip()


def keep_secret(home: Path, secret: str) -> None:
    """Nothing, where the home has one."""
    part = home / f"{SECRET}.{os.getpid()}"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600), "w") as written:
        written.write(f"{secret}\n")
        written.flush()
        os.fsync(written.fileno())
    # Another program may be at it, or read it just now.
    with suppress(FileExistsError):
        os.link(part, home / SECRET)
    part.unlink()

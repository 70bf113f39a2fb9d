"""Files that are written and read with their hash, and are there whole or not at all."""

import gzip
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from leapfrog.backup.errors import BackupError
from leapfrog.backup.model import PackedFile
from leapfrog.backup.sealing import Readable

BLOCK = 1 << 20
# Of a database most bytes are text; a higher level takes twice the time for a twentieth of them.
LEVEL = 3


class HashingWriter:
    """Passes on what is written, and knows its hash and size."""

    def __init__(self, to: IO[bytes]) -> None:
        self._to, self._hash, self.size = to, hashlib.sha256(), 0

    def write(self, block: bytes) -> int:
        self._hash.update(block)
        self.size += len(block)
        return self._to.write(block)

    def flush(self) -> None:
        self._to.flush()

    def packed(self) -> PackedFile:
        return PackedFile(self._hash.hexdigest(), self.size)


def pack(path: Path, blocks: Iterable[bytes]) -> PackedFile:
    """Writes them compressed, and to the disk."""
    with path.open("xb") as opened:
        hashing = HashingWriter(opened)
        with gzip.GzipFile(fileobj=hashing, mode="wb", compresslevel=LEVEL, mtime=0) as packed:
            for block in blocks:
                packed.write(block)
        put_on_disk(opened)
    return hashing.packed()


@contextmanager
def unpacked(path: Path, wanted: PackedFile) -> Iterator[gzip.GzipFile]:
    """What was packed, whose hash is looked at before. Raises `BackupError`."""
    try:
        with path.open("rb") as opened:
            found = PackedFile(hashlib.file_digest(opened, "sha256").hexdigest(), opened.tell())
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}") from None
    if found != wanted:
        raise BackupError(f"{path} is not what was written when the backup was made")
    with gzip.open(path) as content:
        yield content


def blocks_of(content: Readable) -> Iterator[bytes]:
    """A stream in blocks of at most a MiB."""
    while block := content.read(BLOCK):
        yield block


def put_on_disk(opened: IO[bytes]) -> None:
    """Returns when a power cut cannot lose it any more."""
    opened.flush()
    os.fsync(opened.fileno())

"""Reading a take-out that somebody brings: nothing in it is believed before it is checked.

A zip may lie about its sizes, hold a bomb, or name paths outside; only the entries that the
manifest lists are read, each within bounds, and each must have the SHA-256 that it claims.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

import msgspec

from leapfrog.kernel.archive import Record
from leapfrog.portability.errors import DamagedTakeout, NotATakeout
from leapfrog.portability.model import (
    FORMAT,
    LARGEST_ARRIVAL,
    LARGEST_LINE,
    LARGEST_RATIO,
    MANIFEST,
    MOST_ENTRIES,
    VERSION,
    Manifest,
)

LARGEST_MANIFEST = 20_000_000
CHUNK = 1 << 20


class Reader:
    """A take-out whose outline holds. Raises `NotATakeout`, `DamagedTakeout`."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = ZipFile(path)
            infos = {info.filename: info for info in self.zip.infolist()}
            self.manifest = self._manifest(infos)
        except (BadZipFile, KeyError, msgspec.DecodeError, RuntimeError, OSError) as cause:
            raise NotATakeout from cause
        if self.manifest.format != FORMAT or self.manifest.version > VERSION:
            raise NotATakeout("It is of a kind that this town does not know.")
        self._check_sizes(infos)

    def _manifest(self, infos: dict[str, ZipInfo]) -> Manifest:
        if infos[MANIFEST].file_size > LARGEST_MANIFEST:
            raise NotATakeout
        return msgspec.json.decode(self.zip.read(MANIFEST), type=Manifest)

    def _check_sizes(self, infos: dict[str, ZipInfo]) -> None:
        if len(infos) > MOST_ENTRIES:
            raise DamagedTakeout("It has too many files in it.")
        if len(infos) < len(self.zip.infolist()):
            raise DamagedTakeout("It has a file in it twice.")
        if sum(info.file_size for info in infos.values()) > LARGEST_ARRIVAL:
            raise DamagedTakeout("It is too large.")
        for info in infos.values():
            if info.file_size > LARGEST_RATIO * max(info.compress_size, 10_000):
                raise DamagedTakeout("It unpacks to much more than it says.")

    def check(self) -> None:
        """Compares every file with the manifest. Raises `DamagedTakeout`."""
        there = self.names
        for name, claimed in self.manifest.files.items():
            if name not in there:
                raise DamagedTakeout(f"{name} is missing in it.")
            if self.digest(name) != claimed:
                raise DamagedTakeout(f"{name} is not what it was.")

    @property
    def names(self) -> set[str]:
        """All that is in the zip, listed in the manifest or not."""
        return set(self.zip.namelist())

    def digest(self, name: str) -> str:
        """The SHA-256 (hex) of one entry. Raises `DamagedTakeout`."""
        digest = hashlib.sha256()
        for chunk in self._chunks(name):
            digest.update(chunk)
        return digest.hexdigest()

    def records(self, name: str) -> list[Record]:
        """The records of a set; none when the take-out has no such set."""
        entry = f"records/{name}.jsonl"
        if entry not in self.manifest.files:
            return []
        found = []
        with self.zip.open(entry) as opened:
            while line := opened.readline(LARGEST_LINE + 1):
                if len(line) > LARGEST_LINE:
                    raise DamagedTakeout(f"{entry} has a line that is too long.")
                found.append(_record(entry, line))
        return found

    @property
    def blob_names(self) -> set[str]:
        """The SHA-256 (hex) of each blob in it."""
        names = (name.partition("/") for name in self.manifest.files)
        return {name for folder, _, name in names if folder == "files"}

    def blob(self, sha256: str) -> bytes:
        """The content of the one with this SHA-256 (hex), which is there."""
        return b"".join(self._chunks(f"files/{sha256}"))

    def blobs(self, sha256: str = "") -> Iterator[bytes]:
        """The content of each blob, or of the one with this SHA-256 (hex)."""
        for name in self.manifest.files:
            if name.startswith("files/") and name.endswith(sha256):
                yield b"".join(self._chunks(name))

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self.zip.open(name) as opened:
                while chunk := opened.read(CHUNK):
                    yield chunk
        except (BadZipFile, EOFError, OSError, RuntimeError) as cause:
            raise DamagedTakeout(f"{name} cannot be read.") from cause


def _record(entry: str, line: bytes) -> Record:
    try:
        return msgspec.json.decode(line, type=Record)
    except msgspec.DecodeError as cause:
        raise DamagedTakeout(f"{entry} has a line that is no record.") from cause

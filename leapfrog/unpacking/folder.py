"""What somebody uploaded, as a folder of files: a zip, a tar, or one file alone; the latter two may
be in a gzip.

Nothing an archive says of itself is believed: its outline is checked before it is read, and no more
than it says comes out of it.
"""

import gzip
import io
import stat
import tempfile
import weakref
import zipfile
import zlib
from contextlib import ExitStack
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, Protocol, cast

from leapfrog.unpacking.errors import UnreadableFile
from leapfrog.unpacking.tar import BLOCK as TAR_BLOCK
from leapfrog.unpacking.tar import TarEntry, is_tar, tar_entries

MAGIC, GZIP = b"PK\x03\x04", b"\x1f\x8b"
# The first file of a tar that holds what somebody chose together: each is an upload of its own.
TOGETHER = "leapfrog-together"
MOST_ENTRIES = 200_000
LARGEST_OUTLINE = 32 * 1024 * 1024
LARGEST_RATIO = 200
SMALL = 1024 * 1024
LARGEST_FILE = 8 * 1024**3
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class FileBytes(Protocol):
    """The bytes of one file, from its beginning."""

    def read(self, size: int = -1) -> bytes: ...

    def close(self) -> None: ...


class _Entry:
    """A file in a zip, of which no more comes out than the zip's outline says."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content = content

    def read(self, size: int = -1) -> bytes:
        try:
            return self.content.read(size)
        except BROKEN as cause:
            raise broken() from cause

    def close(self) -> None:
        self.content.close()


class Folder:
    """The files of an upload by their paths. Raises `UnreadableFile`."""

    def __init__(self, file: BinaryIO, name: str = "") -> None:
        # Whether its files were chosen together, so that each is to be read alone.
        self.is_bundle = False
        self._parts: dict[str, Folder] = {}
        self._zip: zipfile.ZipFile | None = None
        self._tar: dict[str, TarEntry] | None = None
        self._infos: dict[str, zipfile.ZipInfo] = {}
        file.seek(0)
        if file.read(len(GZIP)) == GZIP:
            file, name = inflated(file), name.removesuffix(".gz")
            weakref.finalize(self, file.close)
        self._file, self.name = file, name
        self._alone = PurePosixPath(name.replace("\\", "/")).name or "history"
        file.seek(0)
        head = file.read(TAR_BLOCK)
        if head.startswith(MAGIC):
            self._open_zip()
            return
        self.size_of_all = file.seek(0, io.SEEK_END)
        if is_tar(head):
            entries = tar_entries(file, self.size_of_all)
            self.is_bundle = next(iter(entries), "") == TOGETHER
            entries.pop(TOGETHER, None)
            self._tar = {path: entries[path] for path in entries if not is_of_a_system(path)}

    def _open_zip(self) -> None:
        self.size_of_all = self._file.seek(0, io.SEEK_END)
        if outline_size(self._file, self.size_of_all) > LARGEST_OUTLINE:
            raise UnreadableFile("zip_too_full", "There are too many files in this zip.")
        try:
            self._zip = zipfile.ZipFile(self._file)
            infos = self._zip.infolist()
        except BROKEN as cause:
            raise broken() from cause
        check(infos, self.size_of_all)
        self._infos = {path_of(info): info for info in infos if is_meant(info)}

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip."""
        return self._zip is not None

    @property
    def is_packed(self) -> bool:
        """Whether it holds files with paths: a zip or a tar."""
        return self._zip is not None or self._tar is not None

    @property
    def names(self) -> list[str]:
        """The paths of all files, without those that only an operating system wants."""
        if self._tar is not None:
            return list(self._tar)
        return list(self._infos) if self.is_zip else [self._alone]

    def part(self, name: str) -> "Folder":
        """A file of a bundle as an upload of its own. Raises `UnreadableFile`."""
        if name not in self._parts:
            assert self._tar
            content = io.BufferedReader(_Window(self._file, self._tar[name]))
            self._parts[name] = Folder(cast(BinaryIO, content), name)
        return self._parts[name]

    def _inner(self, path: str) -> "tuple[Folder, str] | None":
        """The part of a bundle in which a path lies, and the path there."""
        first, _, rest = path.partition("/")
        is_inner = self.is_bundle and bool(rest) and self._tar is not None and first in self._tar
        return (self.part(first), rest) if is_inner else None

    def has(self, name: str) -> bool:
        """Whether there is a file of this path."""
        if inner := self._inner(name):
            return inner[0].has(inner[1])
        if self._tar is not None:
            return name in self._tar
        return name in self._infos if self.is_zip else name == self._alone

    def size(self, name: str) -> int:
        """What a file's size is said to be, in bytes."""
        if inner := self._inner(name):
            return inner[0].size(inner[1])
        if self._tar is not None:
            return self._tar[name].size
        return self._infos[name].file_size if self.is_zip else self.size_of_all

    def open(self, name: str) -> FileBytes:
        """A file's bytes from its beginning; several may be open at a time. What is in a file of a
        bundle has the name of that file before its path.
        """
        if inner := self._inner(name):
            return inner[0].open(inner[1])
        if self._tar is not None:
            return _Shared(self._file, self._tar[name])
        if self._zip is None:
            return _Shared(self._file, TarEntry(0, self.size_of_all))
        info = self._infos[name]
        try:
            return _Entry(self._zip.open(info))
        except BROKEN as cause:
            raise broken() from cause


class _Shared:
    """A part of the uploaded file, or all of it, with a place of its own in it."""

    def __init__(self, file: BinaryIO, part: TarEntry) -> None:
        self.file, self.at, self.end = file, part.at, part.at + part.size

    def read(self, size: int = -1) -> bytes:
        left = self.end - self.at
        self.file.seek(self.at)
        data = self.file.read(left if size < 0 else min(size, left))
        self.at += len(data)
        return data

    def close(self) -> None:
        """The file is its owner's to close."""


class _Window(io.RawIOBase):
    """A part of a file as a file."""

    def __init__(self, file: BinaryIO, part: TarEntry) -> None:
        self.file, self.part, self.at = file, part, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.part.size}[whence]
        self.at = max(0, begin + offset)
        return self.at

    def readinto(self, into: Any) -> int:
        self.file.seek(self.part.at + self.at)
        data = self.file.read(max(0, min(len(into), self.part.size - self.at)))
        into[: len(data)] = data
        self.at += len(data)
        return len(data)


def inflated(file: BinaryIO) -> BinaryIO:
    """What is in a gzip, in a file of its own that is gone when nobody has it any more. Raises
    `UnreadableFile`.
    """
    size = file.seek(0, io.SEEK_END)
    allowed = min(LARGEST_FILE, max(SMALL, size * LARGEST_RATIO))
    file.seek(0)
    with ExitStack() as stack:
        made = stack.enter_context(tempfile.TemporaryFile())
        content = stack.enter_context(gzip.GzipFile(fileobj=file))
        try:
            while block := content.read(SMALL):
                made.write(block)
                if made.tell() > allowed:
                    raise bomb()
        except BROKEN as cause:
            raise broken() from cause
        content.close()
        # From here on it is the folder's.
        stack.pop_all()
    return made


def outline_size(file: BinaryIO, size: int) -> int:
    """How long a zip says its central directory is (APPNOTE 4.3.14 to 4.3.16)."""
    file.seek(max(0, size - 65_557))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise broken()
    wide = tail.rfind(b"PK\x06\x06", 0, end)
    if tail[max(0, end - 20) : end].startswith(b"PK\x06\x07") and wide >= 0:
        return int.from_bytes(tail[wide + 40 : wide + 48], "little")
    return int.from_bytes(tail[end + 12 : end + 16], "little")


def check(infos: list[zipfile.ZipInfo], size: int) -> None:
    """Whether the outline can be true of a zip of `size` bytes, and is harmless."""
    if len(infos) > MOST_ENTRIES:
        raise UnreadableFile("zip_too_full", "There are too many files in this zip.")
    if sum(info.compress_size for info in infos) > size:
        raise bomb()
    for info in infos:
        if is_tricky(info):
            raise UnreadableFile("zip_unsafe", "A file in this zip has an unsafe name or kind.")
        if info.flag_bits & 1:
            raise UnreadableFile("zip_locked", "This zip is locked with a password.")
        if info.file_size > most(info):
            raise bomb()


def most(info: zipfile.ZipInfo) -> int:
    """How many bytes may come out of an entry."""
    return min(LARGEST_FILE, max(SMALL, info.compress_size * LARGEST_RATIO))


def is_tricky(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename.replace("\\", "/")
    outside = name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0][1:2]
    kind = stat.S_IFMT(info.external_attr >> 16)
    return outside or "\0" in name or kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def is_meant(info: zipfile.ZipInfo) -> bool:
    return not info.is_dir() and not is_of_a_system(path_of(info))


def is_of_a_system(path: str) -> bool:
    return any(part == "__MACOSX" or part.startswith("._") for part in path.split("/"))


def path_of(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/")


def broken() -> UnreadableFile:
    return UnreadableFile("zip_broken", "This zip is damaged. Please make it again.")


def bomb() -> UnreadableFile:
    return UnreadableFile("zip_bomb", "This zip unpacks to far more than it says.")

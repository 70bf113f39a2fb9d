"""A CAR, read block by block as it is asked for; every block must be what its name says."""

import hashlib
import tempfile
from base64 import b32encode
from collections.abc import Mapping
from contextlib import closing
from types import TracebackType
from typing import Any

import cbor2

from leapfrog.unpacking import Folder, UnreadableFile

COPIED = 1024 * 1024
LARGEST_BLOCK = 2 * 1024 * 1024
MOST_BLOCKS = 3_000_000
LARGEST_HEAD = 64 * 1024
# CID version 1, of DAG-CBOR or raw bytes, with a SHA-256 of 32 bytes.
_PREFIXES = (b"\x01\x71\x12\x20", b"\x01\x55\x12\x20")
LENGTH = 36
LINK = 42
# DAG-CBOR, Strictness: one way to write each value.
STRICT: Mapping[str, Any] = {
    "max_depth": 64,
    "allow_indefinite": False,
    "allow_duplicate_keys": False,
    "strict_hashable_types": True,
}


class ContentId:
    """The name of a block; as text it is base32."""

    __slots__ = ("bytes",)

    def __init__(self, data: bytes) -> None:
        if len(data) != LENGTH or data[:4] not in _PREFIXES:
            raise ValueError("no CID of a kind that we know")
        self.bytes = data

    def __str__(self) -> str:
        return "b" + b32encode(self.bytes).decode().lower().rstrip("=")


class CarFile:
    """Raises `UnreadableFile` for what is none. `root`: the CID of the commit."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._places: dict[bytes, tuple[int, int]] = {}
        try:
            with closing(folder.open(name)) as content:
                while block := content.read(COPIED):
                    self._file.write(block)
            self._end = self._file.tell()
            self._file.seek(0)
            self.root = self._head()
            self._index()
        except (ValueError, KeyError, IndexError, TypeError, EOFError) as cause:
            self._file.close()
            raise _broken() from cause

    def __enter__(self) -> "CarFile":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    def get(self, cid: ContentId) -> Any:
        """What a block holds. Raises `UnreadableFile` when it is not there, or is something
        else.
        """
        try:
            at, size = self._places[cid.bytes]
            self._file.seek(at)
            data = self._file.read(size)
            if hashlib.sha256(data).digest() != cid.bytes[4:]:
                raise _broken()
            return decoded(data)
        except (KeyError, AttributeError, ValueError) as cause:
            raise _broken() from cause

    def _head(self) -> ContentId:
        head = decoded(self._take(self._number(), LARGEST_HEAD))
        if head["version"] != 1:
            raise ValueError("a CAR of another version")
        root = head["roots"][0]
        if not isinstance(root, ContentId):
            raise ValueError("no root")
        return root

    def _index(self) -> None:
        while self._file.tell() < self._end:
            size = self._number()
            cid = self._file.read(LENGTH)
            at = self._file.tell()
            if not LENGTH <= size <= LARGEST_BLOCK or at + size - LENGTH > self._end:
                raise ValueError("a block beyond the end")
            self._places[cid] = (at, size - LENGTH)
            if len(self._places) > MOST_BLOCKS:
                raise ValueError("too many blocks")
            self._file.seek(at + size - LENGTH)

    def _take(self, size: int, most: int) -> bytes:
        if size > most:
            raise ValueError("too large")
        return self._file.read(size)

    def _number(self) -> int:
        """An unsigned LEB128."""
        value = shift = 0
        while shift < 63:
            [byte] = self._file.read(1)
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
        raise ValueError("a number without an end")


def decoded(data: bytes) -> Any:
    """A value of DAG-CBOR; links are `ContentId`s. Raises `ValueError`."""
    try:
        return cbor2.loads(data, tag_hook=_link, **STRICT)
    except (cbor2.CBORError, RecursionError, OverflowError, MemoryError) as cause:
        raise ValueError("no CBOR") from cause


def _link(tag: Any, _immutable: bool) -> Any:
    # A link begins with a zero, for "binary" (DAG-CBOR, Links).
    return ContentId(tag.value[1:]) if tag.tag == LINK else tag


def _broken() -> UnreadableFile:
    return UnreadableFile("car_broken", "This archive is damaged. Please download it again.")

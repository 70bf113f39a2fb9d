"""What client apps send, in whatever shape: a query, a form, a form with files, or JSON; as one
nested dict. Names of forms nest as Rails has it: `poll[options][]`, `fields[0][name]`.
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

import msgspec
from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from leapfrog.kernel.errors import Malformed, TooLarge
from leapfrog.kernel.folders import private_folder
from leapfrog.kernel.spooling import spool

Given: TypeAlias = dict[str, Any]
Chunks = AsyncIterator[bytes]

LARGEST_BODY = 1_000_000
MOST_FIELDS = 1_000
DEEPEST = 5
KEY = re.compile(r"\[([^\]]*)\]")


def nested(pairs: Iterable[tuple[str, Any]]) -> Given:
    """Raises `Malformed`."""
    found: Given = {}
    for name, value in pairs:
        first, bracket, _ = name.partition("[")
        keys = KEY.findall(name) if bracket else []
        if len(keys) > DEEPEST:
            raise Malformed
        _put(found, [first, *keys], value)
    return found


def _put(into: Given, keys: list[str], value: Any) -> None:
    key, rest = keys[0], keys[1:]
    if not rest:
        into[key] = value
    elif rest[0] == "":
        several = into.setdefault(key, [])
        if not isinstance(several, list):
            raise Malformed
        _append(several, rest[1:], value)
    else:
        below = into.setdefault(key, {})
        if not isinstance(below, dict):
            raise Malformed
        _put(below, rest, value)


def _append(several: list[Any], keys: list[str], value: Any) -> None:
    """A name that is there already begins the next one."""
    if not keys:
        several.append(value)
        return
    last = several[-1] if several else None
    if not isinstance(last, dict) or (len(keys) == 1 and keys[0] in last):
        last = {}
        several.append(last)
    _put(last, keys, value)


def of_query(query: bytes) -> Given:
    """Raises `Malformed`."""
    try:
        pairs = parse_qsl(query.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Malformed from None
    return nested(pairs)


@asynccontextmanager
async def body_of(kind: str, chunks: Chunks, folder: Path, largest: int) -> AsyncIterator[Given]:
    """The body; files lie at a `Path` of their own until the end, of at most `largest` bytes
    together. Raises `Malformed`, `TooLarge`.
    """
    media_type, options = parse_options_header(kind)
    if media_type == "multipart/form-data":
        with _room(folder) as here:
            yield nested(await _multipart(options.get("boundary", ""), chunks, here, largest))
    else:
        text = await _whole(chunks)
        yield _json(text) if media_type == "application/json" else of_query(text)


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    with TemporaryDirectory(dir=private_folder(folder)) as here:
        yield Path(here)


async def _whole(chunks: Chunks) -> bytes:
    parts, size = [], 0
    async for chunk in chunks:
        size += len(chunk)
        if size > LARGEST_BODY:
            raise TooLarge
        parts.append(chunk)
    return b"".join(parts)


def _json(text: bytes) -> Given:
    if not text.strip():
        return {}
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Malformed from None
    if not isinstance(found, dict):
        raise Malformed
    return found


async def _multipart(
    boundary: str, chunks: Chunks, folder: Path, largest: int
) -> list[tuple[str, Any]]:
    reader = _Reader(folder, largest)
    try:
        with PushMultipartParser(boundary, max_segment_count=MOST_FIELDS) as parser:
            await spool(chunks, partial(_feed, parser, reader))
    except (MultipartError, ValueError):
        raise Malformed from None
    finally:
        reader.close()
    return reader.pairs


def _feed(parser: PushMultipartParser, reader: "_Reader", block: bytes) -> None:
    for event in parser.parse(block):
        reader.take(event)


class _Reader:
    """Takes the parts of a form as they come: fields into memory, files to disk."""

    def __init__(self, folder: Path, largest: int) -> None:
        self.pairs: list[tuple[str, Any]] = []
        self._folder, self._left, self._fields_left = folder, largest, LARGEST_BODY
        self._segment: MultipartSegment | None = None
        self._text = bytearray()
        self._file: Any = None

    def take(self, event: Any) -> None:
        if isinstance(event, MultipartSegment):
            self._begin(event)
        elif event:
            self._go_on(event)
        else:
            self._end()

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def _begin(self, segment: MultipartSegment) -> None:
        self._segment, self._text = segment, bytearray()
        if segment.filename is not None:
            # A folder of its own, for what is made of it lies beside it.
            path = self._folder / str(len(self.pairs)) / "source"
            path.parent.mkdir()
            self._file = path.open("wb")
            self.pairs.append((segment.name, path))

    def _go_on(self, chunk: bytes | bytearray) -> None:
        if self._file:
            self._left -= len(chunk)
            self._file.write(chunk)
        else:
            self._fields_left -= len(chunk)
            self._text += chunk
        if min(self._left, self._fields_left) < 0:
            raise TooLarge

    def _end(self) -> None:
        if self._file is None and self._segment is not None:
            self.pairs.append((self._segment.name, self._text.decode()))
        self.close()

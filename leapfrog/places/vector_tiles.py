"""Reads a tile (Mapbox Vector Tile 2.1): its layers, with the lines of what is in them.

Only what a still needs, and without the packages that write tiles: those are large.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import msgspec

Line: TypeAlias = list[tuple[int, int]]
Value: TypeAlias = int | bytes
# Wire types of protocol buffers.
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
MOVE, CLOSE = 1, 7


class TileFeature(msgspec.Struct, frozen=True):
    """Something in a tile: `lines` in units of which a side has 4,096; rings are closed."""

    kind: str
    name: str
    lines: list[Line]


def layers_of(tile: bytes) -> dict[str, list[TileFeature]]:
    """By name, all layers of an unpacked tile. Raises `ValueError` for what is none."""
    try:
        return dict(_layer(value) for field, value in _messages(tile) if field == 3)
    except IndexError:
        raise ValueError("this is no tile") from None


def _layer(data: bytes) -> tuple[str, list[TileFeature]]:
    name, keys, values, features = "", [], [], []
    for field, value in _messages(data):
        if field == 1:
            name = value.decode()
        elif field == 2:
            features.append(value)
        elif field == 3:
            keys.append(value.decode())
        elif field == 4:
            values.append(_text(value))
    return name, [_feature(one, keys, values) for one in features]


def _text(data: bytes) -> str:
    """A value, if it is a text."""
    return next((value.decode() for field, value in _messages(data) if field == 1), "")


def _feature(data: bytes, keys: list[str], values: list[str]) -> TileFeature:
    found = dict(_fields(data))
    tags = _packed(found.get(2, b""))
    told: Mapping[str, str] = {
        keys[key]: values[value] for key, value in zip(tags[::2], tags[1::2], strict=False)
    }
    lines = list(_lines(_packed(found.get(4, b""))))
    return TileFeature(told.get("kind", ""), told.get("name", ""), lines)


def _lines(commands: list[int]) -> Iterator[Line]:
    """The geometry (MVT 2.1, 4.3): moves, lines to, and closings."""
    at, x, y = 0, 0, 0
    line: Line = []
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if command == CLOSE:
            line.append(line[0])
            continue
        for _ in range(count):
            if command == MOVE and line:
                yield line
                line = []
            x += _signed(commands[at])
            y += _signed(commands[at + 1])
            line.append((x, y))
            at += 2
    if line:
        yield line


def _signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def _packed(data: Value) -> list[int]:
    found, at, whole = [], 0, data if isinstance(data, bytes) else b""
    while at < len(whole):
        number, at = _varint(whole, at)
        found.append(number)
    return found


def _messages(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Those fields that are texts or messages themselves."""
    return ((field, value) for field, value in _fields(data) if isinstance(value, bytes))


def _fields(data: bytes) -> Iterator[tuple[int, Value]]:
    """(number, value) of all fields of a message of protocol buffers."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        wire = key & 7
        if wire == VARINT:
            number, at = _varint(data, at)
            yield key >> 3, number
            continue
        size = 8 if wire == FIXED64 else 4
        if wire == BYTES:
            size, at = _varint(data, at)
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7

"""Writes a tile (Mapbox Vector Tile 2.1), the geometry of a layer all at once: one by one in Python
that took most of the time in which a map is made.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import shapely

from leapfrog.places.extract.model import Geometry

EXTENT, VERSION = 4096, 2
# Wire types of protocol buffers.
VARINT, BYTES = 0, 2
MOVE, LINE, CLOSE = 1, 2, 7
# Of a feature: a point, a line, an area, by its dimension.
TYPES = (1, 2, 3)
MOST_BYTES = 5


class TileFeatureDraft(msgspec.Struct, frozen=True):
    """What becomes a feature of a tile: on whole units of it, and of the dimension of its layer.
    `ident` 0: none.
    """

    geometry: Geometry
    properties: Mapping[str, str | bool]
    ident: int = 0


def tile_of(layers: Sequence[tuple[str, int, Sequence[TileFeatureDraft]]]) -> bytes:
    """A tile of layers: the name, the dimension (0 points, 1 lines, 2 areas) and the features of
    each; empty where nothing is left of them.
    """
    return b"".join(_layer(*layer) for layer in layers if layer[2])


def _layer(name: str, dimension: int, features: Sequence[TileFeatureDraft]) -> bytes:
    words, keys, values = [], _Numbers(), _Numbers()
    commands = _commands([one.geometry for one in features], dimension)
    kind = _field(3, VARINT) + _varint(TYPES[dimension])
    for feature, geometry in zip(features, commands, strict=True):
        if not geometry:
            continue
        tags = b"".join(
            _varint(keys.of(key)) + _varint(values.of((type(value), value)))
            for key, value in feature.properties.items()
        )
        ident = _field(1, VARINT) + _varint(feature.ident) if feature.ident else b""
        told = ident + (_told(2, tags) if tags else b"") + kind + _told(4, geometry)
        words.append(_told(2, told))
    words += [_told(3, key.encode()) for key in keys.all]
    words += [_told(4, _value(value)) for _, value in values.all]
    words += [_field(5, VARINT) + _varint(EXTENT), _field(15, VARINT) + _varint(VERSION)]
    return _told(3, _told(1, name.encode()) + b"".join(words))


class _Numbers:
    """Each thing has a number, in the order in which they come."""

    def __init__(self) -> None:
        self.all: dict[Any, int] = {}

    def of(self, one: Any) -> int:
        return self.all.setdefault(one, len(self.all))


def _commands(geometries: Sequence[Geometry], dimension: int) -> list[bytes]:
    """The geometry of each (MVT 2.1, 4.3), packed; nothing of what is only a point of a line."""
    count = len(geometries)
    parts, feature = shapely.get_parts(geometries, return_index=True)
    if dimension == 2:
        parts, ring = shapely.get_rings(parts, return_index=True)
        feature = feature[ring]
    at, path = shapely.get_coordinates(parts, return_index=True)
    at = np.rint(at).astype(np.int64)
    if dimension == 0:
        return _packed(*_points(at, feature[path]), count)
    kept = np.ones(len(at), bool)
    if dimension == 2:
        # The last point of a ring is the first one.
        kept[:-1] &= path[1:] == path[:-1]
        kept[-1:] = False
    at, path = at[kept], path[kept]
    # Nobody moves by nothing; and what has one point left is no line.
    moves = np.ones(len(at), bool)
    moves[1:] = (path[1:] != path[:-1]) | (at[1:] != at[:-1]).any(axis=1)
    at, path = at[moves], path[moves]
    lengths = np.bincount(path, minlength=len(parts))
    lengths[lengths < 2] = 0
    kept = lengths[path] > 0
    return _packed(*_lines(at[kept], lengths, feature, is_ring=dimension == 2), count)


def _points(at: Any, feature: Any) -> tuple[Any, Any]:
    """The numbers of all commands, and of which feature each is."""
    lengths = np.bincount(feature) if len(feature) else np.zeros(0, int)
    owners = np.flatnonzero(lengths)
    lengths = lengths[owners]
    begins = np.cumsum(lengths) - lengths
    steps = _steps(at, begins)
    sizes = 1 + 2 * lengths
    starts = np.cumsum(sizes) - sizes
    numbers = np.empty(int(sizes.sum()), np.int64)
    numbers[starts] = (lengths << 3) | MOVE
    inner = np.arange(len(at)) - np.repeat(begins, lengths)
    where = np.repeat(starts + 1, lengths) + 2 * inner
    numbers[where], numbers[where + 1] = steps[:, 0], steps[:, 1]
    return numbers, np.repeat(owners, sizes)


def _lines(at: Any, lengths: Any, feature: Any, *, is_ring: bool) -> tuple[Any, Any]:
    """The same of lines or rings; `lengths`: so many points of `at` each has."""
    owners = feature[lengths > 0]
    lengths = lengths[lengths > 0]
    begins = np.cumsum(lengths) - lengths
    first = np.ones(len(owners), bool)
    first[1:] = owners[1:] != owners[:-1]
    steps = _steps(at, begins[first])
    sizes = 2 + 2 * lengths + is_ring
    starts = np.cumsum(sizes) - sizes
    numbers = np.empty(int(sizes.sum()), np.int64)
    numbers[starts] = (1 << 3) | MOVE
    numbers[starts + 3] = ((lengths - 1) << 3) | LINE
    if is_ring:
        numbers[starts + sizes - 1] = (1 << 3) | CLOSE
    inner = np.arange(len(at)) - np.repeat(begins, lengths)
    # Behind the first point stands how many lines follow.
    where = np.repeat(starts + 1, lengths) + 2 * inner + (inner > 0)
    numbers[where], numbers[where + 1] = steps[:, 0], steps[:, 1]
    return numbers, np.repeat(owners, sizes)


def _steps(at: Any, first: Any) -> Any:
    """From each point to the next, from 0, 0 to those that are the `first` of a feature; in zigzag
    (4.3.2).
    """
    steps = np.diff(at, axis=0, prepend=np.zeros((1, 2), np.int64))
    steps[first] = at[first]
    return (steps << 1) ^ (steps >> 63)


def _packed(numbers: Any, owners: Any, count: int) -> list[bytes]:
    """The numbers of each feature as varints, all of them at once."""
    sizes = np.ones(len(numbers), np.int64)
    for more in range(1, MOST_BYTES):
        sizes += numbers >= 1 << (7 * more)
    ends = np.cumsum(sizes)
    starts = ends - sizes
    whole = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    for n in range(int(sizes.max(initial=0))):
        here = sizes > n
        rest = numbers[here] >> (7 * n)
        whole[starts[here] + n] = (rest & 0x7F) | np.where(sizes[here] > n + 1, 0x80, 0)
    bytes_each = np.bincount(owners, weights=sizes, minlength=count).astype(np.int64)
    stops = np.cumsum(bytes_each)
    text = whole.tobytes()
    return [
        text[stop - size : stop]
        for stop, size in zip(stops.tolist(), bytes_each.tolist(), strict=True)
    ]


def _value(value: str | bool) -> bytes:
    if isinstance(value, bool):
        return _field(7, VARINT) + _varint(value)
    return _told(1, value.encode())


def _told(number: int, content: bytes) -> bytes:
    return _field(number, BYTES) + _varint(len(content)) + content


def _field(number: int, wire: int) -> bytes:
    return _varint(number << 3 | wire)


def _varint(number: int) -> bytes:
    if number < 0x80:
        return bytes((number,))
    found = bytearray()
    while number >= 0x80:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)

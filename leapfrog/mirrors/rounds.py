"""A round: what changed in somebody's records since the last one, as lines, packed and cut into
chunks; and the records that follow from all rounds. No I/O but of the lines that it is given.

    {"v":1,"at":…,"address":…,"name":…,"town":…,"program":…}
    {"set":"contacts","whole":false,"drop":[3,9],"add":2,"count":61,"sha256":"…"}
    [3,{…}]
    [60,{…}]

`drop`: places in the list of before, which go; then `add` lines come in, each at its place in the
list of after. `count` and `sha256` are of that list, as the file of the set in a take-out.
A chunk is one byte (1: a round begins, 2: it ends, 3: both) and a part of the packed lines.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import brotli
import msgspec

from leapfrog.mirrors.errors import SpareBroken
from leapfrog.mirrors.model import LARGEST_CHUNK

DIGEST = 16
BEGINS, ENDS = 1, 2
# What records may be, unpacked, all together: a town lets in what it holds in its memory.
LARGEST_UNPACKED, UNPACKED_AT_ONCE = 500_000_000, 1_000_000
QUALITY = 5


class RoundHead(msgspec.Struct, frozen=True):
    """When a round was made, and of whom in which town, by which program."""

    v: int
    at: str
    address: str
    name: str
    town: str
    program: str


class SetChange(msgspec.Struct, frozen=True):
    """How one record set changed."""

    set: str
    whole: bool
    drop: list[int]
    add: int
    count: int
    sha256: str


class SetDiff(msgspec.Struct, frozen=True):
    """Of a set: what goes, by its place before, and which of the new lines come, by their place
    now.
    """

    whole: bool
    drop: list[int]
    add: list[int]


def digest(line: bytes) -> bytes:
    """By what a record is known again."""
    return hashlib.sha256(line).digest()[:DIGEST]


def split(digests: bytes) -> list[bytes]:
    return [digests[at : at + DIGEST] for at in range(0, len(digests), DIGEST)]


def diff(before: Sequence[bytes], after: Sequence[bytes]) -> SetDiff:
    """What makes the list of after out of the one of before; all anew where what is in both is not
    in the same order.
    """
    left = dict[bytes, int]()
    for one in after:
        left[one] = left.get(one, 0) + 1
    kept, drop = list[bytes](), list[int]()
    for place, one in enumerate(before):
        if left.get(one, 0):
            left[one] -= 1
            kept.append(one)
        else:
            drop.append(place)
    add, at = list[int](), 0
    for place, one in enumerate(after):
        if at < len(kept) and kept[at] == one:
            at += 1
        else:
            add.append(place)
    if at < len(kept):
        return SetDiff(True, [], list(range(len(after))))
    return SetDiff(False, drop, add)


class Packer:
    """Packs lines into parts of chunks as they come."""

    def __init__(self) -> None:
        self._packing = brotli.Compressor(quality=QUALITY)
        self._waiting = bytearray()

    def write(self, line: bytes) -> None:
        self._waiting += self._packing.process(line + b"\n")

    def close(self) -> None:
        self._waiting += self._packing.finish()

    def parts(self) -> Iterator[bytes]:
        """All of it, each with the byte that says where in a round it is."""
        whole = bytes(self._waiting)
        size = LARGEST_CHUNK - 100
        cuts = range(0, max(len(whole), 1), size)
        for at in cuts:
            mark = (BEGINS if at == 0 else 0) | (ENDS if at + size >= len(whole) else 0)
            yield bytes([mark]) + whole[at : at + size]


class Records:
    """The record sets of a spare, round by round: lines of JSON."""

    def __init__(self) -> None:
        self.sets: dict[str, list[bytes]] = {}
        self.head: RoundHead | None = None
        self._parts: list[bytes] | None = None
        self._waiting = 0
        self._sizes: dict[str, int] = {}

    def take(self, chunk: bytes) -> None:
        """The next chunk, opened. A round that does not end is as if it never was. Raises
        `SpareBroken`.
        """
        if not chunk:
            raise SpareBroken(why="a chunk")
        mark, part = chunk[0], chunk[1:]
        if mark & BEGINS:
            self._parts, self._waiting = [], 0
        if self._parts is None:
            raise SpareBroken(why="a round without a beginning")
        self._parts.append(part)
        self._waiting += len(part)
        if self._waiting > LARGEST_UNPACKED:
            raise SpareBroken(why="larger than anybody has")
        if mark & ENDS:
            parts, self._parts = self._parts, None
            self._apply(_unpacked(parts))

    def _apply(self, packed: bytes) -> None:
        lines = iter(packed.split(b"\n"))
        try:
            self.head = msgspec.json.decode(next(lines), type=RoundHead)
            for line in lines:
                if line:
                    change = msgspec.json.decode(line, type=SetChange)
                    self._change(change, lines)
        except (msgspec.DecodeError, StopIteration, IndexError, ValueError) as cause:
            raise SpareBroken(why="a round") from cause

    def _change(self, change: SetChange, lines: Iterator[bytes]) -> None:
        gone = set(change.drop)
        before = [] if change.whole else self.sets.get(change.set, [])
        if gone and max(gone) >= len(before):
            raise SpareBroken(why=change.set)
        kept = iter([one for place, one in enumerate(before) if place not in gone])
        come = dict(map(_placed, islice(lines, change.add)))
        found = list[bytes]()
        for place in range(change.count):
            one = come.get(place)
            found.append(next(kept) if one is None else one)
        self._sizes[change.set] = sum(map(len, found)) + len(found)
        if sum(self._sizes.values()) > LARGEST_UNPACKED:
            raise SpareBroken(why="larger than anybody has")
        if whole_digest(found) != change.sha256:
            raise SpareBroken(why=change.set)
        self.sets[change.set] = found


def whole_digest(lines: Iterable[bytes]) -> str:
    """The SHA-256 (hex) of a set's file in a take-out."""
    made = hashlib.sha256()
    for line in lines:
        made.update(line + b"\n")
    return made.hexdigest()


def placed(place: int, line: bytes) -> bytes:
    """A line that comes in at this place."""
    return b"[%d,%s]" % (place, line)


def _placed(line: bytes) -> tuple[int, bytes]:
    place, raw = msgspec.json.decode(line, type=tuple[int, msgspec.Raw])
    return place, bytes(raw)


def _unpacked(parts: Sequence[bytes]) -> bytes:
    unpacking: Any = brotli.Decompressor()
    found, size = list[bytes](), 0
    try:
        for part in parts:
            # Some bytes may unpack to any number of them, which come some at a time.
            come = unpacking.process(part, output_buffer_limit=UNPACKED_AT_ONCE)
            while come:
                found.append(come)
                size += len(come)
                if size > LARGEST_UNPACKED:
                    raise SpareBroken(why="larger than anybody has")
                if unpacking.is_finished():
                    break
                come = unpacking.process(b"", output_buffer_limit=UNPACKED_AT_ONCE)
    except brotli.error as cause:
        raise SpareBroken(why="a round") from cause
    if not unpacking.is_finished():
        raise SpareBroken(why="a round")
    return b"".join(found)

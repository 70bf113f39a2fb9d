"""A take-out made of a spare: what the chunks say, opened, as the zip that everybody can arrive
with.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path

import msgspec

from leapfrog import portability
from leapfrog.mirrors import sealing
from leapfrog.mirrors.errors import NotYetWhole, SpareBroken
from leapfrog.mirrors.rounds import Records, RoundHead
from leapfrog.mirrors.sealing import ChunkPlace
from leapfrog.portability import BundleWriter, SetCount

Pieces = Callable[[str], AsyncIterator[bytes]]
Fetch = Callable[[int], Awaitable[bytes]]


class SpareKeys(msgspec.Struct, frozen=True):
    """With what a generation of somebody's spare is opened."""

    pid: str
    generation: str
    data_key: bytes


async def records_of(keys: SpareKeys, upto: int, fetch: Fetch) -> tuple[Records, bytes]:
    """All records after the first `upto` chunks, and the chain up to the last of these. `fetch`:
    the bytes of the how many-th chunk. Raises `SpareBroken`, `NotYetWhole`.
    """
    found, chain = Records(), sealing.beginning(keys.generation)
    for n in range(1, upto + 1):
        chunk = await fetch(n)
        place = ChunkPlace(keys.pid, keys.generation, n, chain)
        plain = sealing.open_chunk(keys.data_key, place, chunk)
        await asyncio.to_thread(found.take, plain)
        chain = sealing.chained(chain, chunk)
    if found.head is None:
        raise NotYetWhole
    return found, chain


async def write_takeout(
    keys: SpareKeys, found: Records, pieces: Pieces, path: Path
) -> tuple[RoundHead, int]:
    """Writes the zip; answers of when it is, and how many records are in it. `pieces`: those of a
    file, by its name in the spare. Raises `SpareBroken` for a file that is not what records name.
    """
    head = found.head
    if head is None:
        raise NotYetWhole
    writer = BundleWriter(path)
    sets, named = list[SetCount](), set[str]()
    with writer.zip:
        for name, lines in found.sets.items():
            entry = f"records/{name}.jsonl"
            await writer.lines(entry, _lines(lines, named))
            sets.append(SetCount(name, len(lines), writer.hashes[entry]))
        for sha256 in sorted(named):
            await writer.lines(f"files/{sha256}", _file(keys, sha256, pieces))
            if writer.hashes[f"files/{sha256}"] != sha256:
                raise SpareBroken(why="a file")
        try:
            made_at = datetime.fromisoformat(head.at)
        except ValueError:
            raise SpareBroken(why="a round") from None
        about = portability.About(head.town, "", head.program, made_at)
        manifest = portability.manifest_of(writer, sets, about, head.address, head.name)
        writer.zip.writestr(portability.MANIFEST, msgspec.json.encode(manifest))
    return head, sum(one.count for one in sets)


async def _lines(lines: list[bytes], named: set[str]) -> AsyncIterator[bytes]:
    for line in lines:
        named |= portability.named_blobs(msgspec.json.decode(line))
        yield line + b"\n"


async def _file(keys: SpareKeys, sha256: str, pieces: Pieces) -> AsyncIterator[bytes]:
    name = sealing.file_name(keys.data_key, bytes.fromhex(sha256))
    n = 0
    async for piece in pieces(name):
        yield sealing.open_piece(keys.data_key, name, n, piece)
        n += 1


def counted(found: Records) -> int:
    """How many records there are."""
    return sum(map(len, found.sets.values()))

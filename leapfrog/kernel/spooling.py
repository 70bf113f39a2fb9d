"""From the network to the disk: what comes in small pieces is written in large ones, in a thread,
so that nobody else waits for the disk meanwhile.
"""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

BLOCK = 1 << 20


async def spool(chunks: AsyncIterable[bytes], write: Callable[[bytes], object]) -> None:
    """Calls `write` in a thread, once after the other, with all of it in blocks of a MiB or
    more; not at all when nothing comes.
    """
    held = bytearray()
    async for chunk in chunks:
        held += chunk
        if len(held) >= BLOCK:
            block = bytes(held)
            held.clear()
            await asyncio.to_thread(write, block)
    if held:
        await asyncio.to_thread(write, bytes(held))


async def spool_to(chunks: AsyncIterable[bytes], path: Path) -> None:
    """Makes `path` the file of all that comes; opened, written and closed in threads."""
    opened = await asyncio.to_thread(path.open, "wb")
    try:
        await spool(chunks, opened.write)
    finally:
        await asyncio.to_thread(opened.close)


@asynccontextmanager
async def temporary_folder(within: Path) -> AsyncIterator[Path]:
    """A folder that is gone afterwards with all that is in it; both in threads, for to delete a
    large file takes its time.
    """
    made = await asyncio.to_thread(TemporaryDirectory, dir=within)
    try:
        yield Path(made.name)
    finally:
        await asyncio.to_thread(made.cleanup)

"""Pictures from strangers: sniffed by content, decoded, made anew. Nothing of the original file
but its pixels stays.

What decodes them (`pixels`) is loaded with the first picture (docs/decisions/0133).
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from leapfrog.kernel.pool import expect_no_loan

# One large picture takes some 400 MB while it is decoded: no more than two at once.
threads = ThreadPoolExecutor(2, "images")


async def square_webp(content: bytes, side: int = 512) -> bytes:
    """The middle square of the picture, `side` pixels at most, as WebP without any metadata.

    Raises `NotAPicture`. Decoding runs in a thread.
    """
    expect_no_loan()
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(threads, _square_webp, content, side)


async def whole_webp(content: bytes, width: int, height: int) -> bytes:
    """All of the picture, as large as fits into `width` x `height` pixels, as WebP without any
    metadata; of one that moves, how it begins. Raises `NotAPicture`. Decoding runs in a thread.
    """
    expect_no_loan()
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(threads, _whole_webp, content, width, height)


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels of a picture that was made here."""
    from leapfrog.kernel import pixels  # noqa: PLC0415

    return pixels.size_of(picture)


def _square_webp(content: bytes, side: int) -> bytes:
    from leapfrog.kernel import pixels  # noqa: PLC0415

    return pixels.square_webp(content, side)


def _whole_webp(content: bytes, width: int, height: int) -> bytes:
    from leapfrog.kernel import pixels  # noqa: PLC0415

    return pixels.whole_webp(content, width, height)

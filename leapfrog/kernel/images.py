"""Pictures from strangers: sniffed by content, decoded, made anew. Nothing of the original file
but its pixels stays.
"""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from PIL import Image, ImageOps

from leapfrog.kernel.errors import Problem
from leapfrog.kernel.pool import expect_no_loan

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
LARGEST_PIXELS = 50_000_000
Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS
# One large picture takes some 400 MB while it is decoded: no more than two at once.
threads = ThreadPoolExecutor(2, "images")


class NotAPicture(Problem):
    code, status = "not_a_picture", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This file is not a picture that we can read."


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
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


def _square_webp(content: bytes, side: int) -> bytes:
    picture = _decoded(content, side)
    side = min(side, *picture.size)
    return _webp(ImageOps.fit(picture, (side, side)))


def _whole_webp(content: bytes, width: int, height: int) -> bytes:
    picture = _decoded(content, max(width, height))
    picture.thumbnail((width, height))
    return _webp(picture)


def _decoded(content: bytes, side: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise NotAPicture("It has too many pixels.")
            opened.draft("RGB", (2 * side, 2 * side))
            mode = "RGBA" if opened.has_transparency_data else "RGB"
            return ImageOps.exif_transpose(opened).convert(mode)
    except NotAPicture:
        raise
    except Exception as cause:
        raise NotAPicture from cause


def _webp(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()

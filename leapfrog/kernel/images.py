"""Pictures from strangers: sniffed by content, decoded, made anew. Nothing of the original file
but its pixels stays.
"""

import asyncio
import io
from http import HTTPStatus

from PIL import Image, ImageOps

from leapfrog.kernel.errors import Problem

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
LARGEST_PIXELS = 50_000_000
Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS


class NotAPicture(Problem):
    code, status = "not_a_picture", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This file is not a picture that we can read."


async def square_webp(content: bytes, side: int = 512) -> bytes:
    """The middle square of the picture, `side` pixels at most, as WebP without any metadata.

    Raises `NotAPicture`. Decoding runs in a thread.
    """
    return await asyncio.to_thread(_square_webp, content, side)


def _square_webp(content: bytes, side: int) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise NotAPicture("It has too many pixels.")
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except NotAPicture:
        raise
    except Exception as cause:
        raise NotAPicture from cause
    side = min(side, *picture.size)
    out = io.BytesIO()
    ImageOps.fit(picture, (side, side)).save(out, "WEBP", quality=82, method=4)
    return out.getvalue()

"""Decoding pictures and writing them anew, in whatever thread it is called."""

import io

from PIL import Image, ImageOps

from leapfrog.kernel.errors import NotAPicture

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
LARGEST_PIXELS = 50_000_000
Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS


def square_webp(content: bytes, side: int) -> bytes:
    """As `images.square_webp`."""
    picture = _decoded(content, side)
    side = min(side, *picture.size)
    return _webp(ImageOps.fit(picture, (side, side)))


def whole_webp(content: bytes, width: int, height: int) -> bytes:
    """As `images.whole_webp`."""
    picture = _decoded(content, max(width, height))
    picture.thumbnail((width, height))
    return _webp(picture)


def size_of(picture: bytes) -> tuple[int, int]:
    """As `images.size_of`."""
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


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

"""Pictures from strangers: only pixels stay."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from leapfrog.kernel.errors import NotAPicture
from leapfrog.kernel.images import square_webp

RED, BLUE = (200, 30, 30), (30, 30, 200)
ORIENTATION, GPS, MAKER, DESCRIPTION = 0x0112, 0x8825, 0x010F, 0x010E


def picture(size: tuple[int, int] = (80, 40)) -> Image.Image:
    """Red on the left, blue on the right."""
    made = Image.new("RGB", size, RED)
    made.paste(BLUE, (size[0] // 2, 0, *size))
    return made


def saved(image: Image.Image, form: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def telling(orientation: int = 1) -> Image.Exif:
    """EXIF as a phone writes it: where, with what, and what it shows."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER], exif[DESCRIPTION] = orientation, "ACME", "at home"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 12.5), 3: "E", 4: (13.0, 24.0, 18.0)})
    return exif


def opened(content: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(content))
    assert found.format == "WEBP"
    return found


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
async def test_a_usual_picture_becomes_a_square(form: str) -> None:
    found = opened(await square_webp(saved(picture(), form)))
    assert found.size == (40, 40)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
async def test_nothing_of_where_and_with_what_stays(form: str) -> None:
    content = saved(picture(), form, exif=telling(), icc_profile=b"profile of ACME")
    assert b"at home" in content
    made = await square_webp(content)
    found = opened(made)
    assert dict(found.getexif()) == {}
    assert set(found.info) <= {"loop", "background", "timestamp", "duration"}
    assert b"ACME" not in made
    assert b"at home" not in made


def looks(pixel: tuple[int, ...], color: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel, color, strict=False))


async def test_it_stands_as_it_was_taken() -> None:
    """Orientation 6: turned to the right by a quarter."""
    found = opened(await square_webp(saved(picture((80, 80)), "JPEG", exif=telling(6))))
    assert looks(found.getpixel((40, 10)), RED)
    assert looks(found.getpixel((40, 70)), BLUE)


async def test_a_large_one_is_made_small() -> None:
    assert opened(await square_webp(saved(picture((3000, 2000)), "JPEG"))).size == (512, 512)


async def test_of_an_animation_the_first_picture_stays() -> None:
    frames = [Image.new("RGB", (30, 30), color) for color in (RED, BLUE, RED)]
    for form in ("GIF", "WEBP"):
        content = saved(frames[0], form, save_all=True, append_images=frames[1:], duration=50)
        found = opened(await square_webp(content))
        assert getattr(found, "n_frames", 1) == 1
        assert looks(found.convert("RGB").getpixel((15, 15)), RED)


async def test_what_can_be_seen_through_stays_so() -> None:
    made = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert opened(await square_webp(saved(made, "PNG"))).getpixel((5, 5))[3] == 0


def bomb() -> bytes:
    """A PNG of 30,000 x 30,000 white pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\0" * 3_751 * 1_000, 9))
    return b"\x89PNG\r\n\x1a\n" + head + data + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED: dict[str, Callable[[], bytes]] = {
    "bomb": bomb,
    "svg": lambda: SVG,
    "page": lambda: b"<html>GIF89a</html>",
    "nothing": lambda: b"",
    "half": lambda: saved(picture((300, 300)), "JPEG")[:900],
    "tiff": lambda: saved(picture(), "TIFF"),
    "postscript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_no_picture_of_ours_is_refused(name: str) -> None:
    with pytest.raises(NotAPicture):
        await square_webp(REFUSED[name]())

"""Pictures: upright, in the right colours, without a word of where they were taken."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from leapfrog.kernel.errors import NotAPicture
from leapfrog.media.pictures import paint
from tests.media.conftest import Given
from tests.samples import jpeg, webm


def opened(path: Path) -> Image.Image:
    with Image.open(path) as found:
        found.load()
        return found


def saved(picture: Image.Image, form: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


async def test_a_picture_is_made_anew_with_a_small_one_beside_it(given: Given) -> None:
    folder = given(jpeg((2000, 1000)))
    painted = await paint(folder, 1600)
    assert (painted.width, painted.height) == (1600, 800)
    assert opened(folder / "whole.webp").size == (1600, 800)
    assert opened(folder / "thumb.webp").size == (480, 240)
    for name in ("whole.webp", "thumb.webp"):
        content = (folder / name).read_bytes()
        assert b"secret" not in content
        assert b"ACME" not in content
        assert dict(opened(folder / name).getexif()) == {}


async def test_a_small_picture_is_not_made_larger(given: Given) -> None:
    painted = await paint(given(jpeg((60, 40))))
    assert (painted.width, painted.height) == (60, 40)


async def test_a_picture_stands_upright(given: Given) -> None:
    folder = given(jpeg((400, 200), orientation=6))
    painted = await paint(folder)
    assert (painted.width, painted.height) == (200, 400)
    whole = opened(folder / "whole.webp")
    top, bottom = whole.getpixel((100, 20)), whole.getpixel((100, 380))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 150 > top[2], "red is on top"
    assert bottom[2] > 150 > bottom[0]


async def test_what_can_be_seen_through_stays_so(given: Given) -> None:
    picture = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    picture.paste((0, 200, 0, 255), (25, 25, 75, 75))
    folder = given(saved(picture, "PNG"))
    await paint(folder)
    whole = opened(folder / "whole.webp").convert("RGBA")
    assert whole.getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert whole.getpixel((50, 50))[3] == 255  # type: ignore[index]


async def test_a_moving_picture_goes_on_moving(given: Given) -> None:
    frames = [Image.new("RGB", (80, 60), (n * 60, 0, 0)) for n in range(4)]
    gif = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=200, loop=0)
    folder = given(gif)
    await paint(folder)
    with Image.open(folder / "whole.webp") as found:
        assert found.n_frames == 4  # type: ignore[attr-defined]


async def test_another_profile_becomes_srgb(given: Given) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    folder = given(saved(Image.new("RGB", (50, 50), (10, 200, 30)), "JPEG", icc_profile=lab))
    await paint(folder)
    assert "icc_profile" not in opened(folder / "whole.webp").info


def bomb() -> bytes:
    """A PNG of 30,000 by 30,000 pixels in a few hundred kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        length, check = struct.pack(">I", len(data)), struct.pack(">I", zlib.crc32(kind + data))
        return length + kind + data + check

    side = 30_000
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


NO_PICTURE = {
    "a bomb": bomb(),
    "noise": bytes(range(256)) * 50,
    "half of one": jpeg()[:900],
    "a recording": webm(1),
    "a drawing that could run": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n",
}


@pytest.mark.parametrize("name", NO_PICTURE)
async def test_what_is_no_picture_is_refused_and_leaves_nothing(given: Given, name: str) -> None:
    folder = given(NO_PICTURE[name])
    with pytest.raises(NotAPicture):
        await paint(folder)
    assert not (folder / "thumb.webp").exists()

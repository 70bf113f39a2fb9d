"""Films: the same streams in a container without the camera's notes, and a still of them."""

import pytest
from PIL import Image

from leapfrog.media.film import NotAFilm, develop
from leapfrog.media.sniffing import sniff
from tests.media.conftest import Given
from tests.samples import film, jpeg, webm

FORMS = {
    "mp4": ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4"),
    "mov": ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mov"),
    "webm": ("-c:v", "libvpx", "-b:v", "200k", "-c:a", "libopus", "-f", "webm"),
}


@pytest.mark.parametrize("name", FORMS)
async def test_a_film_is_kept_without_its_notes_and_has_a_still(given: Given, name: str) -> None:
    folder = given(b"")
    given(film(folder, *FORMS[name]))
    assert b"secret" in (folder / "source").read_bytes()
    made = await develop(folder, sniff(folder / "source"))
    assert abs(made.duration_ms - 2000) < 150
    assert (made.width, made.height) == (320, 180)
    content = (folder / made.file).read_bytes()
    assert b"secret" not in content
    assert sniff(folder / made.file) == made.media_type
    with Image.open(folder / "thumb.webp") as still:
        assert still.size == (320, 180)


@pytest.mark.parametrize(
    "content", [jpeg(), webm(1), b"x" * 5000, b"\0\0\0\x18ftypmp42" + bytes(99)]
)
async def test_what_has_no_picture_in_it_is_no_film(given: Given, content: bytes) -> None:
    folder = given(content)
    for media_type in ("video/mp4", "video/webm", sniff(folder / "source")):
        with pytest.raises(NotAFilm):
            await develop(folder, media_type)


async def test_what_not_every_browser_plays_is_refused(given: Given) -> None:
    folder = given(b"")
    given(film(folder, "-c:v", "mpeg4", "-c:a", "aac", "-f", "mp4"))
    with pytest.raises(NotAFilm):
        await develop(folder, "video/mp4")

"""ThumbHash: the bytes that the reference makes, and the colours they stand for."""

import base64

from PIL import Image

from leapfrog.media.thumbhash import thumbhash

# Made by the reference implementation (npm thumbhash 0.1.1) from the same pixels.
WIDE = "3wcKNJpwd4eAiIiHiIdwcAj3iA=="
TALL = "25cOSyZ6gHh4d4d3eo/3qIc="
CLEAR = "4TyCDQZY9HJ3d4eIePSIuICIcHp4iIh4iA=="


def drawn(width: int, height: int, colour: object) -> Image.Image:
    picture = Image.new("RGBA", (width, height))
    for y in range(height):
        for x in range(width):
            picture.putpixel((x, y), colour(x, y))  # type: ignore[operator]
    return picture


def steps(made: bytes, reference: str) -> int:
    """By how many steps of a wave they differ at most; the means and scales before the waves do
    not. (Pythons round sums differently, so a wave between two steps may fall to either.)
    """
    theirs = base64.b64decode(reference)
    head = 6 if theirs[2] & 0x80 else 5
    assert (made[:head], len(made)) == (theirs[:head], len(theirs))
    pairs = list(zip(made[head:], theirs[head:], strict=True))
    return max(max(abs(a % 16 - b % 16), abs(a // 16 - b // 16)) for a, b in pairs)


def test_it_is_what_the_reference_makes() -> None:
    wide = drawn(32, 16, lambda x, y: (x * 8, y * 16, 128, 255))
    tall = drawn(12, 30, lambda x, y: (255 - x * 20, x * y % 256, y * 8, 255))
    clear = drawn(20, 20, lambda x, _: (200, x * 12, 30, 0 if x < 10 else 255))
    for picture, reference in ((wide, WIDE), (tall, TALL), (clear, CLEAR)):
        assert steps(thumbhash(picture), reference) <= 1


def test_any_picture_has_one_that_fits_into_a_message() -> None:
    for size in ((1, 1), (4000, 3), (3, 4000), (1600, 1200)):
        assert 5 <= len(thumbhash(Image.new("RGB", size, (11, 125, 83)))) <= 25

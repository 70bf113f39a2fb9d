"""The program that reads a picture: `python -m leapfrog.media.painting SIDE < nothing`.

In its folder it finds `source`, and writes `whole.webp` and `thumb.webp`: the pixels, upright, in
sRGB, and nothing else of the file. It prints what it made as JSON.
"""

import io
import sys

import msgspec
from PIL import Image, ImageCms, ImageOps, ImageSequence

from leapfrog.media.painted import PaintedImage
from leapfrog.media.thumbhash import thumbhash

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF")
LARGEST_PIXELS = 50_000_000
# A moving picture is all of its frames; what has more stands still.
MOST_FRAMES = 300
LARGEST_FILM = 60_000_000
THUMB = 480
Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS
SRGB = ImageCms.createProfile("sRGB")


def main(side: int) -> None:
    with Image.open("source", formats=FORMATS) as opened:
        if opened.width * opened.height > LARGEST_PIXELS:
            raise ValueError("too many pixels")
        frames = getattr(opened, "n_frames", 1)
        opened.draft("RGB", (side, side))
        if 1 < frames <= MOST_FRAMES and frames * opened.width * opened.height <= LARGEST_FILM:
            first = _moving(opened, min(side, 640))
        else:
            first = _still(opened, side)
    size = first.size
    first.thumbnail((THUMB, THUMB))
    first.save("thumb.webp", quality=75, method=4)
    sys.stdout.buffer.write(msgspec.json.encode(PaintedImage(*size, thumbhash(first))))


def _still(opened: Image.Image, side: int) -> Image.Image:
    picture = _upright(opened)
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    picture.save("whole.webp", quality=84, method=4)
    return picture


def _moving(opened: Image.Image, side: int) -> Image.Image:
    frames, times = [], []
    for frame in ImageSequence.Iterator(opened):
        times.append(max(20, int(frame.info.get("duration") or 100)))
        frames.append(frame.convert("RGBA"))
        frames[-1].thumbnail((side, side))
    frames[0].save(
        "whole.webp", save_all=True, append_images=frames[1:], duration=times, loop=0, quality=75
    )
    return frames[0]


def _upright(opened: Image.Image) -> Image.Image:
    mode = "RGBA" if opened.has_transparency_data else "RGB"
    profile = opened.info.get("icc_profile")
    picture = ImageOps.exif_transpose(opened).convert(mode)
    picture.info.clear()
    if profile:
        # A broken profile is no reason to refuse a picture: its colours are a little off.
        try:
            described = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, described, SRGB) or picture
        except (ImageCms.PyCMSError, OSError):
            pass
        picture.info.clear()
    return picture


if __name__ == "__main__":
    main(int(sys.argv[1]))

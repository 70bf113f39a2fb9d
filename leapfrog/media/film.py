"""A stranger's film: its streams put into a fresh container without what the camera noted beside
them (place, time, owner), and a still picture of it.
"""

import re
from http import HTTPStatus
from pathlib import Path

import msgspec

from leapfrog.kernel.errors import NotAPicture, Problem
from leapfrog.media import contained, ffmpeg, pictures
from leapfrog.media.painted import PaintedImage
from leapfrog.media.sniffing import CONTAINERS

SECONDS = 60
# Longer than what fits into the largest file at the lowest usual rate.
LONGEST = 3 * 3600
MADE_BY_CONTAINER = {
    "mov": ("film.mp4", "video/mp4", "+faststart"),
    "matroska": ("film.webm", "video/webm", ""),
}
TIME = re.compile(rb"^out_time_us=(\d+)", re.MULTILINE)


class Film(msgspec.Struct, frozen=True):
    """`file` is the one in the folder; the sizes are those of its still, `thumb.webp`."""

    file: str
    media_type: str
    duration_ms: int
    width: int
    height: int
    thumb: bytes


class NotAFilm(Problem):
    code, status = "not_a_film", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This file is not a film that every browser can play."


async def develop(folder: Path, media_type: str) -> Film:
    """Makes a film that plays in browsers, and a still `thumb.webp`, from the file `source` in
    `folder`; answers names, duration (ms) and size (pixels). Runs in a contained process. Raises
    `NotAFilm`.
    """
    container = CONTAINERS.get(media_type, "")
    if container not in MADE_BY_CONTAINER:
        raise NotAFilm
    name, made, flags = MADE_BY_CONTAINER[container]
    try:
        duration = await _copy(folder, container, name, flags)
        still = await _still(folder, container)
    except (contained.ConversionFailed, NotAPicture) as cause:
        raise NotAFilm from cause
    return Film(name, made, duration, still.width, still.height, still.thumb)


async def _copy(folder: Path, container: str, name: str, flags: str) -> int:
    """Answers how many milliseconds it lasts."""
    streams = ("-map", "0:v:0", "-map", "0:a:0?", "-c", "copy")
    clean = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact")
    more = ("-movflags", flags) if flags else ()
    options = (*streams, *clean, *more, "-progress", "pipe:1", name)
    told = await ffmpeg.convert(folder, container, options, seconds=SECONDS, most=LONGEST)
    times = TIME.findall(told)
    return int(times[-1]) // 1000 if times else 0


async def _still(folder: Path, container: str) -> PaintedImage:
    """One frame, decoded by FFmpeg and painted as any picture is."""
    beside = folder / "still"
    beside.mkdir()
    options = ("-map", "0:v:0", "-frames:v", "1", "-f", "image2", "-c:v", "png", "still/source")
    await ffmpeg.convert(folder, container, options, seconds=SECONDS, most=LONGEST)
    painted = await pictures.paint(beside)
    (beside / "thumb.webp").rename(folder / "thumb.webp")
    return painted

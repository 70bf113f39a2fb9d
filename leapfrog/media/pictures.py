"""A stranger's picture made anew: only its pixels stay, at most so large, with a small one beside
it.
"""

import sys
from pathlib import Path

import msgspec
import structlog

from leapfrog.kernel.errors import NotAPicture
from leapfrog.media import contained
from leapfrog.media.painted import PaintedImage

LARGEST_SIDE = 4096
SECONDS = 20
MEDIA_TYPE = "image/webp"

log = structlog.get_logger()


async def paint(folder: Path, side: int = LARGEST_SIDE) -> PaintedImage:
    """Makes `whole.webp`, `side` pixels at most, and `thumb.webp` from the file `source` in
    `folder`; answers their sizes (pixels). Runs in a contained process. Raises `NotAPicture`.
    """
    program = [sys.executable, "-I", "-m", "leapfrog.media.painting", str(side)]
    try:
        told = await contained.run(program, folder=folder, seconds=SECONDS)
    except contained.ConversionFailed as cause:
        log.info("not_a_picture", reason=str(cause)[-200:])
        raise NotAPicture from cause
    return msgspec.json.decode(told, type=PaintedImage)

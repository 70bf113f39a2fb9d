"""Speech written down, on this machine: no recogniser sends a voice anywhere."""

import sys
from pathlib import Path
from typing import Protocol

from leapfrog.kernel.settings import Settings
from leapfrog.media import contained, ffmpeg
from leapfrog.media.sniffing import CONTAINERS

RATE = 16_000
# A minute of speech takes PocketSphinx up to a minute and a half of a slow core.
SECONDS = 180
SAMPLES = ("-map", "0:a:0", "-f", "s16le", "-ac", "1", "-ar", str(RATE), "samples")


class Recogniser(Protocol):
    """A program that writes down what is said in a voice message."""

    async def write_down(self, folder: Path) -> str:
        """What is said in `samples` in the folder (16-bit, one voice, `RATE`); empty for nothing.

        Raises `ConversionFailed`.
        """


class PocketSphinx:
    """CMU's recogniser, which runs on any processor; `model`: see `dictation`."""

    def __init__(self, model: Path | None) -> None:
        self._model = [str(model)] if model else []

    async def write_down(self, folder: Path) -> str:
        program = [sys.executable, "-I", "-m", "leapfrog.media.dictation", *self._model]
        told = await contained.run(program, folder=folder, seconds=SECONDS)
        return told.decode(errors="replace").strip()


def recogniser_of(settings: Settings) -> Recogniser | None:
    """The program that writes down voice messages, as the town has chosen; None for none."""
    if settings.transcripts == "pocketsphinx":
        return PocketSphinx(settings.transcripts_model)
    return None


async def transcribe(recogniser: Recogniser, folder: Path, media_type: str) -> str:
    """The words of a voice in the file `source` in `folder`, by this recogniser. Runs in a
    contained process. Raises `ConversionFailed`.
    """
    container = CONTAINERS[media_type]
    await ffmpeg.convert(folder, container, SAMPLES, seconds=SECONDS, most=SECONDS)
    return await recogniser.write_down(folder)

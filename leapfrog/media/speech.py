"""A voice message made anew so that every browser can play it: Opus (RFC 7845) and AAC, with what
its waveform looks like.
"""

import asyncio
from array import array
from collections.abc import Mapping
from http import HTTPStatus
from itertools import pairwise
from pathlib import Path

import msgspec

from leapfrog.kernel.errors import Problem
from leapfrog.media import contained, ffmpeg
from leapfrog.media.sniffing import CONTAINERS

LONGEST_MS = 60_000
# A recorder stops a little after it was told to.
GRACE_MS = 1_500
SECONDS = 30
RATE = 8_000
PEAKS = 64
LOUDEST = 31
# Of 32,768: what is never louder than that is silence.
SILENCE = 60
# Between the loudness that a meter and that an ear would show.
EAR = 0.7
# Which file plays where, in the order of preference.
PLAYS: Mapping[str, str] = {"voice.ogg": "audio/ogg", "voice.m4a": "audio/mp4"}
COMMON = ("-map", "0:a:0", "-map_metadata", "-1", "-fflags", "+bitexact", "-ac", "1")
OPUS = ("-c:a", "libopus", "-ar", "48000", "-b:a", "24k", "-application", "voip", "voice.ogg")
AAC = ("-c:a", "aac", "-ar", "32000", "-b:a", "40k", "-movflags", "+faststart", "voice.m4a")
SAMPLES = ("-f", "s16le", "-ar", str(RATE), "samples")


class SpeechRecording(msgspec.Struct, frozen=True):
    """How long it is, and how loud in each of `PEAKS` equal parts, 0 to `LOUDEST`."""

    duration_ms: int
    peaks: list[int]


class NotASound(Problem):
    code, status = "not_a_sound", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This file is not a recording that we can play."


class LongVoice(Problem):
    code, status = "long_voice", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A voice message is at most a minute long."


async def record(folder: Path, media_type: str) -> SpeechRecording:
    """Makes the files of `PLAYS` (Opus and AAC) from a voice in the file `source` in `folder`;
    answers its duration (ms) and peaks. Runs in a contained process. Raises `NotASound`,
    `LongVoice` for more than a minute.
    """
    container = CONTAINERS.get(media_type)
    if container is None:
        raise NotASound
    options = (*COMMON, *OPUS, *COMMON, *AAC, *COMMON, *SAMPLES)
    most = (LONGEST_MS + GRACE_MS) // 1000 + 1
    try:
        await ffmpeg.convert(folder, container, options, seconds=SECONDS, most=most)
    except contained.ConversionFailed as cause:
        raise NotASound from cause
    samples = array("h", (folder / "samples").read_bytes())
    duration = len(samples) * 1000 // RATE
    if duration > LONGEST_MS + GRACE_MS:
        raise LongVoice
    if not samples:
        raise NotASound
    return SpeechRecording(duration, await asyncio.to_thread(peaks, samples))


def peaks(samples: "array[int]") -> list[int]:
    """How loud each part is beside the loudest of them."""
    count = min(PEAKS, len(samples))
    ends = [len(samples) * n // count for n in range(count + 1)]
    levels = [sum(map(abs, samples[begin:end])) / (end - begin) for begin, end in pairwise(ends)]
    loudest = max(SILENCE, *levels)
    return [round(LOUDEST * (level / loudest) ** EAR) for level in levels]

"""Recordings, pictures and films for tests, made anew in each run by the standard library and
FFmpeg, and how loud a recording is.
"""

import io
import math
import subprocess
import wave
from array import array
from pathlib import Path

from PIL import Image

from leapfrog.media.ffmpeg import program

RATE = 48_000
# Loud and quiet in turns, so that a shifted or shortened copy is seen to be one.
SYLLABLES = (0.9, 0.1, 0.6, 0.0, 1.0, 0.3, 0.8, 0.0, 0.5, 0.2)


def ffmpeg(*options: str | Path, stdin: bytes = b"") -> bytes:
    """Runs FFmpeg; answers its standard output."""
    command = [program(), "-hide_banner", "-loglevel", "error", "-y", *options]
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout


def wav(seconds: float, syllable: float = 0.1) -> bytes:
    """A voice of a kind: syllables of so many seconds each, of rising and falling pitch."""
    samples = array("h")
    for n in range(int(seconds * RATE)):
        at = n / RATE
        loud = SYLLABLES[int(at / syllable) % len(SYLLABLES)]
        turns = 2 * math.pi * (220 * at + 4 * math.sin(5 * at))
        tone = math.sin(turns) + 0.5 * math.sin(3 * turns)
        samples.append(int(18_000 * loud * tone))
    out = io.BytesIO()
    with wave.open(out, "wb") as opened:
        opened.setnchannels(1)
        opened.setsampwidth(2)
        opened.setframerate(RATE)
        opened.writeframes(samples.tobytes())
    return out.getvalue()


def recorded(seconds: float, *options: str) -> bytes:
    """The same, encoded; `options` name codec and container."""
    return ffmpeg("-f", "wav", "-i", "pipe:0", *options, "pipe:1", stdin=wav(seconds))


def webm(seconds: float) -> bytes:
    """As Chrome records it: live, so without a duration."""
    return recorded(seconds, "-c:a", "libopus", "-b:a", "24k", "-f", "webm", "-live", "1")


def m4a(seconds: float) -> bytes:
    """As Safari records it: AAC in fragments."""
    flags = "frag_keyframe+empty_moov+default_base_moof"
    return recorded(seconds, "-c:a", "aac", "-f", "mp4", "-movflags", flags)


def film(folder: Path, *options: str, seconds: int = 2) -> bytes:
    """A film with sound of a test pattern, with what a camera notes beside it."""
    path = folder / "film"
    ffmpeg(
        *("-f", "lavfi", "-i", f"testsrc=size=320x180:rate=25:duration={seconds}"),
        *("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"),
        *("-metadata", "title=my secret garden", *options),
        path,
    )
    return path.read_bytes()


def loudness(sound: bytes, step: float = 0.1) -> list[float]:
    """How loud each `step` seconds are, of any recording that FFmpeg can read."""
    options = ("-i", "pipe:0", "-f", "s16le", "-ac", "1", "-ar", "8000", "pipe:1")
    samples = array("h", ffmpeg(*options, stdin=sound))
    size = int(8000 * step)
    parts = [samples[at : at + size] for at in range(0, len(samples) - size + 1, size)]
    return [math.sqrt(sum(s * s for s in part) / len(part)) for part in parts]


def likeness(one: list[float], other: list[float]) -> float:
    """Pearson's correlation of what both have, 1 for the same shape."""
    count = min(len(one), len(other))
    one, other = one[:count], other[:count]
    means = sum(one) / count, sum(other) / count
    pairs = [(a - means[0], b - means[1]) for a, b in zip(one, other, strict=True)]
    spread = math.sqrt(sum(a * a for a, _ in pairs) * sum(b * b for _, b in pairs))
    return sum(a * b for a, b in pairs) / spread if spread else 0.0


def jpeg(size: tuple[int, int] = (800, 600), *, orientation: int = 1) -> bytes:
    """A picture, red on the left and blue on the right, with what a telephone notes in it."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x010E] = orientation, "ACME", "my secret garden"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.5), 3: "E", 4: (13.0, 24.0, 18.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"my secret garden")
    return out.getvalue()

"""FFmpeg, as a stranger's file is shown to it: one local file, in the container that it was sniffed
as, with the few decoders that phones and browsers record with.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe

from leapfrog.media import contained

SPEECH = ("opus", "libopus", "vorbis", "aac", "mp3", "mp3float", "flac", "amrnb", "amrwb")
PCM = ("pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_f32le", "pcm_u8", "pcm_alaw", "pcm_mulaw")
FILM = ("h264", "vp8", "libvpx", "vp9", "libvpx-vp9", "av1", "libdav1d")
DECODERS = ",".join((*SPEECH, *PCM, *FILM, "rawvideo"))


@cache
def program() -> str:
    """The FFmpeg of the package, or the one that IMAGEIO_FFMPEG_EXE names."""
    return str(get_ffmpeg_exe())


async def convert(
    folder: Path, container: str, options: Sequence[str], *, seconds: int, most: int
) -> bytes:
    """Reads `source` in the folder, its first `most` seconds; `options` say what to make of it.

    Raises `ConversionFailed`.
    """
    command = (
        *(program(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y"),
        *("-protocol_whitelist", "file", "-codec_whitelist", DECODERS),
        *("-threads", "1", "-t", str(most), "-f", container, "-i", "file:source"),
        *options,
    )
    return await contained.run(command, folder=folder, seconds=seconds)

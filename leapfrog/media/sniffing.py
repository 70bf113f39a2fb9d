"""What a file is, by its first bytes and never by what its sender calls it (a small part of the
WHATWG's MIME Sniffing Standard, and what telephones record).
"""

from collections.abc import Sequence
from pathlib import Path

HEAD = 64
UNKNOWN = "application/octet-stream"
Signature = tuple[int, bytes, str]

SIGNATURES: Sequence[Signature] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"BM", "image/bmp"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (0, b"fLaC", "audio/flac"),
    (8, b"WAVE", "audio/wav"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"BEGIN:VCARD", "text/vcard"),
)
# How FFmpeg calls the container, so that it tries no other.
CONTAINERS = {
    "audio/mp4": "mov",
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/3gpp": "mov",
    "video/webm": "matroska",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/aac": "aac",
    "audio/flac": "flac",
    "audio/wav": "wav",
    "audio/amr": "amr",
}


def sniff(path: Path) -> str:
    """The media type of a file by its first bytes; `UNKNOWN` for one without a signature, as any
    text is.
    """
    with path.open("rb") as opened:
        head = opened.read(HEAD)
    for at, mark, media_type in SIGNATURES:
        if head.startswith(mark, at):
            return media_type
    return UNKNOWN

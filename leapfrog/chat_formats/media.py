"""What a file is, told by its name: enough to show it as a picture, a sound or a file."""

import mimetypes
from pathlib import PurePosixPath

from leapfrog.chat_formats.model import MediaKind

TYPES = {
    ".aac": "audio/aac",
    ".amr": "audio/amr",
    ".heic": "image/heic",
    ".m4a": "audio/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".tgs": "application/x-tgsticker",
    ".vcf": "text/vcard",
    ".webm": "video/webm",
    ".webp": "image/webp",
}
UNKNOWN = "application/octet-stream"
_KINDS: dict[str, MediaKind] = {"image": "image", "video": "video", "audio": "audio"}


def type_of(name: str) -> str:
    """The media type that a file's name tells."""
    suffix = PurePosixPath(name).suffix.lower()
    return TYPES.get(suffix) or mimetypes.guess_type(f"a{suffix}")[0] or UNKNOWN


def kind_of(name: str) -> MediaKind:
    """How to show a file of that name."""
    if name.lower().endswith(".gif"):
        return "gif"
    return _KINDS.get(type_of(name).partition("/")[0], "file")

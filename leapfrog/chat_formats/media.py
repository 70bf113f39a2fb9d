"""The files that messages name: what they are, as far as a name tells, and where they lie."""

import mimetypes
from pathlib import PurePosixPath

from leapfrog.chat_formats.model import HistoryMedia, MediaKind
from leapfrog.unpacking import Folder, PathTails

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


class AttachedFiles:
    """The files of an export, found by the paths that messages give."""

    def __init__(self, folder: Folder) -> None:
        self.folder, self._tails = folder, PathTails(folder)

    def media(
        self, path: str, kind: MediaKind | None = None, *, name: str = "", size: int | None = None
    ) -> HistoryMedia:
        """What a message says of a file: with the path where it is here, else without one.
        `name` and `size`: as the message tells them; `kind` None: as the name tells.
        """
        found = self._tails.find(path) if path else ""
        name = name or path.replace("\\", "/").rpartition("/")[2]
        return HistoryMedia(
            kind=kind or kind_of(name),
            path=found,
            name=name,
            type=type_of(name) if name else "",
            size=self.folder.size(found) if found else size,
        )

    def has(self, path: str) -> bool:
        """Whether a file of that name is here."""
        return bool(path and self._tails.find(path))

"""Files that are sent: pictures, films, voice messages, and all else as it is."""

import re
from datetime import datetime
from pathlib import PurePath
from typing import Any, Literal
from uuid import UUID

import msgspec

from leapfrog.chat_content.kinds import Away

FileKind = Literal["image", "video", "voice", "file"]
Part = Literal["whole", "thumb", "play"]
LONGEST_NAME = 200
ENDINGS = {
    "image/webp": ".webp",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "audio/ogg": ".ogg",
    "audio/mp4": ".m4a",
}
# What a file system or a screen could take for something else than a name: separators, control
# characters, and those that turn the direction of writing.
AMISS = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


class ChatFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that is here; `size` in bytes and `type` are those of the whole. `thumb`: a
    ThumbHash in base64. `peaks`: how loud it is in equal parts of its length, 0 to 31. `away`: it
    was sent from another town, and its bytes are not here.
    """

    id: UUID
    kind: FileKind
    type: str
    size: int
    name: str = ""
    width: int | None = None
    height: int | None = None
    thumb: str | None = None
    duration_ms: int | None = None
    peaks: list[int] | None = None
    transcript: str | None = None
    away: Away = ""

    @property
    def meta(self) -> dict[str, Any]:
        """What a message of this kind says about it."""
        said: dict[str, Any] = msgspec.to_builtins(self)
        return {"file": said.pop("id"), **{k: v for k, v in said.items() if k != "kind"}}


class StoredChatFile(msgspec.Struct, frozen=True):
    """A file as it is stored; `meta`: what else of it is known."""

    id: UUID
    kind: FileKind
    type: str
    size: int
    name: str
    meta: dict[str, Any]

    @property
    def file(self) -> ChatFile:
        """As those see it who have it."""
        about = {"id": self.id, "kind": self.kind, "type": self.type}
        return msgspec.convert(
            about | {"size": self.size, "name": self.name, **self.meta}, ChatFile
        )


class OwnedFile(StoredChatFile, frozen=True):
    """Whose it is, and since when."""

    owner_id: UUID
    created_at: datetime


class HeldFile(StoredChatFile, frozen=True):
    """Somebody who may have it."""

    person_id: UUID


class ChatBlob(msgspec.Struct, frozen=True):
    """One form in which a file is kept; a voice message has two that play, for want of one that
    all browsers know.
    """

    part: Part
    sha256: bytes
    type: str
    size: int


def saved_as(file: ChatFile, media_type: str) -> str:
    """The name under which a part of a file is saved: that of the upload, with the ending of
    `media_type` where the part was made anew.
    """
    ending = ENDINGS.get(media_type)
    if file.kind == "file" or ending is None:
        return file.name
    return f"{PurePath(file.name).stem or file.kind}{ending}"


def clean_name(name: str) -> str:
    """A file's name as it can be saved anywhere: without signs that a file system refuses, at most
    200 characters, with its ending.
    """
    cleaned = AMISS.sub(" ", name.encode(errors="replace").decode()).strip(" .")
    stem, dot, ending = cleaned.rpartition(".")
    if len(cleaned) <= LONGEST_NAME or not dot:
        return cleaned[:LONGEST_NAME]
    ending = ending[:20]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"

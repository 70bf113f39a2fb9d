"""What stands beside the words of a post."""

from typing import Literal
from uuid import UUID

import msgspec

MediaKind = Literal["image", "video", "voice"]
Part = Literal["whole", "thumb", "play"]


class PostMedia(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture, film or voice; `thumb`: a ThumbHash in base64, `alt`: what it shows, in words."""

    file: UUID
    kind: MediaKind
    type: str
    size: int
    width: int | None = None
    height: int | None = None
    thumb: str | None = None
    duration_ms: int | None = None
    peaks: list[int] | None = None
    alt: str = ""


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page elsewhere; all but the address is what that page says of itself, once it was asked."""

    url: str
    title: str = ""
    text: str = ""
    site: str = ""

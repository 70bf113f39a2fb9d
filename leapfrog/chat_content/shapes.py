"""What the `meta` of a message of each kind holds."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from leapfrog.chat_content.kinds import Away, Said

# Characters of a text.
LONGEST = 4000

Name = Annotated[str, Meta(min_length=1, max_length=255)]
Word = Annotated[str, Meta(min_length=1, max_length=64)]
MediaType = Annotated[str, Meta(pattern=r"^[a-z]+/[a-z0-9.+-]{1,80}$")]
Size = Annotated[int, Meta(ge=0, le=2**40)]
Pixels = Annotated[int, Meta(ge=1, le=100_000)]
Milliseconds = Annotated[int, Meta(ge=0, le=86_400_000)]


class MessageContent(msgspec.Struct, frozen=True, tag_field="kind", omit_defaults=True):
    """`forwarded`: it was said by somebody before, elsewhere."""

    forwarded: bool = False


class TextContent(MessageContent, frozen=True, tag="text", forbid_unknown_fields=True):
    """`all`: it calls everybody in a group."""

    all: bool = False


class PictureContent(MessageContent, frozen=True, kw_only=True):
    file: UUID
    type: MediaType
    size: Size
    width: Pixels
    height: Pixels
    thumb: Annotated[str, Meta(max_length=200)] = ""
    name: Annotated[str, Meta(max_length=255)] = ""
    away: Away = ""


class ImageContent(PictureContent, frozen=True, tag="image", forbid_unknown_fields=True):
    """`thumb`: a thumbhash in base64."""


class VideoContent(
    PictureContent, frozen=True, tag="video", kw_only=True, forbid_unknown_fields=True
):
    """`thumb`: a thumbhash in base64."""

    duration_ms: Milliseconds = 0


class VoiceContent(
    MessageContent, frozen=True, tag="voice", kw_only=True, forbid_unknown_fields=True
):
    """`peaks`: how loud it is, from beginning to end."""

    file: UUID
    type: MediaType
    size: Size
    duration_ms: Milliseconds
    peaks: Annotated[list[Annotated[int, Meta(ge=0, le=31)]], Meta(max_length=64)] = []
    transcript: Annotated[str, Meta(max_length=LONGEST)] = ""
    away: Away = ""


class FileContent(
    MessageContent, frozen=True, tag="file", kw_only=True, forbid_unknown_fields=True
):
    """Any file."""

    file: UUID
    type: MediaType
    size: Size
    name: Name
    away: Away = ""


class LocationContent(
    MessageContent, frozen=True, tag="location", kw_only=True, forbid_unknown_fields=True
):
    """A place on the earth, in degrees (WGS 84)."""

    lat: Annotated[float, Meta(ge=-90, le=90)]
    lon: Annotated[float, Meta(ge=-180, le=180)]
    name: Annotated[str, Meta(max_length=255)] = ""
    address: Annotated[str, Meta(max_length=500)] = ""


class ContactCardContent(
    MessageContent, frozen=True, tag="contact", kw_only=True, forbid_unknown_fields=True
):
    """Somebody of the town, or anybody, as a vCard; `handle` is the address of who lives in another
    town.
    """

    name: Name
    person_id: UUID | None = None
    handle: Annotated[str, Meta(max_length=320)] = ""
    avatar: Annotated[str, Meta(max_length=255)] = ""
    vcard: Annotated[str, Meta(max_length=4096)] = ""


class StickerContent(
    MessageContent, frozen=True, tag="sticker", kw_only=True, forbid_unknown_fields=True
):
    pack: Word
    id: Word


class MergedItem(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One of several messages that were forwarded together."""

    name: Name
    kind: Said
    body: Annotated[str, Meta(max_length=LONGEST)]
    at: datetime
    meta: dict[str, Any] | None = None


class MergedContent(
    MessageContent, frozen=True, tag="merged", kw_only=True, forbid_unknown_fields=True
):
    title: Name
    items: Annotated[list[MergedItem], Meta(min_length=1, max_length=100)]


class CallContent(
    MessageContent, frozen=True, tag="call", kw_only=True, forbid_unknown_fields=True
):
    """`people`: how many were in the call of a group; 0 where it was one of two people."""

    media: Literal["voice", "video"]
    outcome: Literal["answered", "missed", "declined", "cancelled", "busy", "unreachable"]
    duration_s: Annotated[int, Meta(ge=0)] = 0
    people: Annotated[int, Meta(ge=0)] = 0


class CardContent(
    MessageContent, frozen=True, tag="card", kw_only=True, forbid_unknown_fields=True
):
    """What another module shows in a conversation, by its own reference."""

    ref: Annotated[str, Meta(min_length=1, max_length=100)]


class SystemContent(
    MessageContent, frozen=True, tag="system", kw_only=True, forbid_unknown_fields=True
):
    """What happened to the conversation; the message's sender did it."""

    what: Literal[
        "group_made",
        "joined",
        "left",
        "removed",
        "named",
        "announced",
        "owner",
        "admin",
        "unadmin",
        "muted_all",
        "unmuted_all",
        "avatar",
        "approved",
        "packet_opened",
        "invited",
        "pinned",
        "not_delivered",
        "moved",
    ]
    person_ids: list[UUID] = []
    text: str = ""


AnyContent = (
    TextContent
    | ImageContent
    | VideoContent
    | VoiceContent
    | FileContent
    | LocationContent
    | ContactCardContent
    | StickerContent
    | MergedContent
    | CallContent
    | CardContent
    | SystemContent
)
# Those that may have a text beside them; a text must have one.
WORDED = frozenset(("text", "image", "video", "file", "card"))

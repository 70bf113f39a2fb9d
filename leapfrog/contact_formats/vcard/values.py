"""Decoding of values: quoted-printable, base64, and the text rules of vCard 2.1."""

import binascii
import re
from collections.abc import Callable

from leapfrog.contact_formats.model import Params
from leapfrog.contact_formats.text import escape, split, unix_lines

_STRUCTURED = frozenset({"N", "ADR", "ORG"})
_TEXTS = frozenset({"FN", "TITLE", "ROLE", "NOTE", "LABEL"})
_OLD_ESCAPED = re.compile(r"\\([;,:])")
_LITERAL_BACKSLASH = re.compile(r"\\(?![;,:])")

MEDIA_OF_TYPE = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "HEIC": "image/heic",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
    "WAVE": "audio/wave",
    "BASIC": "audio/basic",
    "AAC": "audio/aac",
    "PGP": "application/pgp-keys",
    "X509": "application/x-x509-cert",
}
TYPE_OF_MEDIA = {media: name for name, media in MEDIA_OF_TYPE.items()}
_OTHER_NAMES = {"JPG": "image/jpeg", "WAV": "audio/wave", "TIF": "image/tiff"}
_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)
_OURS = "X-LEAPFROG-"
UNKNOWN_MEDIA = "application/octet-stream"


def quoted_printable(data: bytes) -> bytes:
    """The bytes meant by quoted-printable text; wrong escapes stay as they are."""
    return binascii.a2b_qp(data) if b"=" in data else data


def is_modern(value: str) -> bool:
    """Whether a vCard 2.1 value has no sign in it that 4.0 writes another way."""
    return "\\" not in value and "," not in value and ";" not in value


def modern_text(name: str, value: str, decode: Callable[[str], str]) -> str:
    """A vCard 2.1 value in the escaped syntax of 4.0.

    In 2.1 a backslash escapes only a separator and a comma is just a comma; `decode` undoes the
    quoted-printable of one part, so that an encoded semicolon separates nothing.
    """
    if name in _STRUCTURED:
        return ";".join(_old_part(decode(part)) for part in split(value, ";"))
    if name in _TEXTS:
        return _old_part(decode(value))
    text = unix_lines(decode(value))
    if "\\" in text:
        text = _LITERAL_BACKSLASH.sub(r"\\\\", text)
    return text.replace("\n", "\\n")


def _old_part(text: str) -> str:
    if "\\" in text:
        text = _OLD_ESCAPED.sub(r"\1", text)
    return escape(text)


def base64_bytes(text: str) -> bytes | None:
    """The bytes of base64 text without white space, None when it is cut off or no base64."""
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except (binascii.Error, ValueError):
        return None


def set_aside(name: str) -> str:
    """The name under which a property is kept that cannot be what its own name promises."""
    return name if name.startswith(_OURS) else f"{_OURS}{name}"


def data_uri(params: Params, text: str, data: bytes) -> tuple[Params, str]:
    """Base64 text of a 2.1 or 3.0 property as `data:` URI, and the parameters that remain.

    The media type comes from MEDIATYPE or TYPE, which then say nothing more and go, else from
    the first bytes.
    """
    media = ""
    kept: list[tuple[str, tuple[str, ...]]] = []
    for name, values in params:
        rest = values
        if not media and name == "MEDIATYPE" and len(values) == 1 and "/" in values[0]:
            media, rest = values[0].lower(), ()
        elif not media and name == "TYPE":
            media, rest = _media_and_rest(values)
        if rest:
            kept.append((name, rest))
    return tuple(kept), f"data:{media or _by_magic(data)};base64,{text}"


def _media_and_rest(values: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    for place, value in enumerate(values):
        word = value.upper()
        media = MEDIA_OF_TYPE.get(word) or _OTHER_NAMES.get(word, "")
        if not media and re.fullmatch(r"(?:image|audio)/[\w.+-]+", value, re.IGNORECASE):
            media = value.lower()
        if media:
            return media, values[:place] + values[place + 1 :]
    return "", values


def _by_magic(data: bytes) -> str:
    return next((media for magic, media in _MAGIC if data.startswith(magic)), UNKNOWN_MEDIA)

"""Writes cards as vCard 3.0 (RFC 2426) or 4.0 (RFC 6350)."""

import re
from itertools import starmap

from leapfrog.contact_formats.model import Card, Params, Property
from leapfrog.contact_formats.names import derived_names
from leapfrog.contact_formats.text import unix_lines
from leapfrog.contact_formats.vcard.values import (
    TYPE_OF_MEDIA,
    UNKNOWN_MEDIA,
    base64_bytes,
    data_uri,
    set_aside,
)

_INLINE = re.compile(r"data:([\w.+/-]*);base64,([A-Za-z0-9+/=]*)\Z", re.ASCII)
_NOT_NAME = re.compile(r"[^A-Za-z0-9_-]", re.ASCII)
_NOT_GROUP = re.compile(r"[^A-Za-z0-9_.-]", re.ASCII)
_QUOTED = re.compile(r"[,;:]")
_LONGEST = 75


def to_vcard3(card: Card) -> str:
    """The card as vCard 3.0 with CRLF line ends.

    FN and N, which 3.0 demands, are added with `DERIVED=TRUE` (RFC 9554) when the card has none.
    """
    return _write(card, "3.0", ("FN", "N"))


def to_vcard4(card: Card) -> str:
    """The card as vCard 4.0 with CRLF line ends; FN is added like in `to_vcard3`."""
    return _write(card, "4.0", ("FN",))


def _write(card: Card, version: str, demanded: tuple[str, ...]) -> str:
    lines = ["BEGIN:VCARD", f"VERSION:{version}"]
    for prop in (*card.properties, *derived_names(card, demanded)):
        whole = _without_false_coding(prop)
        lines.append(_fold(_line(_inline3(whole) if version == "3.0" else whole)))
    lines.append("END:VCARD\r\n")
    return "\r\n".join(lines)


def _line(prop: Property) -> str:
    name = _NOT_NAME.sub("-", prop.name)
    if prop.group:
        name = f"{_NOT_GROUP.sub('-', prop.group)}.{name}"
    params = "".join(starmap(_param, prop.params))
    value = (
        unix_lines(prop.value).replace("\n", "\\n")
        if not prop.value.isprintable()
        else (prop.value)
    )
    return f"{name}{params}:{value}"


def _param(name: str, values: tuple[str, ...]) -> str:
    return f";{_NOT_NAME.sub('-', name)}={','.join(map(_param_value, values))}" if values else ""


def _param_value(text: str) -> str:
    """A parameter value, its quotes and line ends as RFC 6868 says."""
    text = unix_lines(text).replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{text}"' if _QUOTED.search(text) else text


def _fold(line: str) -> str:
    """Fold at 75 octets, never inside a character (RFC 6350 section 3.2)."""
    if len(line) <= _LONGEST and line.isascii():
        return line
    data = line.encode()
    pieces: list[bytes] = []
    start, room = 0, _LONGEST
    while len(data) - start > room:
        stop = start + room
        while data[stop] & 0xC0 == 0x80:
            stop -= 1
        pieces.append(data[start:stop])
        start, room = stop, _LONGEST - 1
    pieces.append(data[start:])
    return b"\r\n ".join(pieces).decode()


def _without_false_coding(prop: Property) -> Property:
    """A property that says that it is base64 and is not, set aside: programs refuse such a card."""
    if not prop.param("ENCODING") or base64_bytes(prop.value) is not None:
        return prop
    params = tuple(param for param in prop.params if param[0] != "ENCODING")
    return Property(set_aside(prop.name), prop.value, prop.group, params)


def _inline3(prop: Property) -> Property:
    """A `data:` URI the way 3.0 has it, if reading that gives the same property back."""
    found = _INLINE.match(prop.value)
    data = base64_bytes(found[2]) if found else None
    if not found or data is None:
        return prop
    params = _with_media(prop.params, found[1])
    if data_uri(params, found[2], data) != (prop.params, prop.value):
        return prop
    return Property(prop.name, found[2], prop.group, (("ENCODING", ("b",)), *params))


def _with_media(params: Params, media: str) -> Params:
    if media == UNKNOWN_MEDIA:
        return params
    word = TYPE_OF_MEDIA.get(media)
    if not word:
        return (("MEDIATYPE", (media,)), *params)
    if all(name != "TYPE" for name, _ in params):
        return (*params, ("TYPE", (word,)))
    return tuple((name, (*values, word) if name == "TYPE" else values) for name, values in params)

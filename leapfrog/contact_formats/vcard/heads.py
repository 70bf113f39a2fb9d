"""What stands before the colon of a line: group, name, parameters, and how its value is coded."""

from typing import NamedTuple

from leapfrog.contact_formats.model import Params
from leapfrog.contact_formats.text import GROUP, NAME

PLAIN, FRAME, OLD_TEXT, QUOTED, BASE64, AGENT, STRAY = range(7)

_CODINGS = {
    "QUOTED-PRINTABLE": QUOTED,
    "QP": QUOTED,
    "BASE64": BASE64,
    "B": BASE64,
    "8BIT": PLAIN,
    "7BIT": PLAIN,
}
_BARE_CODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"})
_FRAME_NAMES = frozenset({"BEGIN", "END", "VERSION"})
_LONGEST_GROUP_AND_NAME = 200


class PropertyHead(NamedTuple):
    """A parsed head. `coding` is one of the constants of this module."""

    name: str
    group: str
    params: Params
    coding: int
    charset: str


STRAY_HEAD = PropertyHead("", "", (), STRAY, "")


def split_line(line: str, longest: int) -> tuple[str, str, str]:
    """Head, colon and value, for a line whose parameters hold colons in quotes.

    A colon is sought in the first `longest` characters only.
    """
    quoted = False
    for place, char in enumerate(line[:longest]):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return line[:place], ":", line[place + 1 :]
    return line.partition(":")


def parse_head(text: str, *, old: bool) -> PropertyHead:
    """The head before a colon; STRAY_HEAD when it cannot be one. `old`: vCard 2.1."""
    pieces = _pieces(text, ";")
    group, _, name = pieces[0].strip().rpartition(".")
    if len(pieces[0]) > _LONGEST_GROUP_AND_NAME or not NAME.match(name) or not GROUP.match(group):
        return STRAY_HEAD
    params, coding, charset = _params(pieces[1:], old=old)
    name = name.upper()
    if name in _FRAME_NAMES:
        coding = FRAME
    elif coding == PLAIN and name == "AGENT":
        coding = AGENT
    elif coding == PLAIN and old:
        coding = OLD_TEXT
    return PropertyHead(name, group, params, coding, charset)


def _pieces(text: str, separator: str) -> list[str]:
    if '"' not in text:
        return text.split(separator)
    pieces: list[str] = []
    start, quoted = 0, False
    for place, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char == separator and not quoted:
            pieces.append(text[start:place])
            start = place + 1
    pieces.append(text[start:])
    return pieces


def _params(pieces: list[str], *, old: bool) -> tuple[Params, int, str]:
    found: dict[str, list[str]] = {}
    coding, charset = PLAIN, ""
    for piece in pieces:
        name, equals, raw = piece.partition("=")
        name = name.strip()
        if equals and NAME.match(name):
            values = [_param_value(value, old=old) for value in _pieces(raw, ",")]
        elif piece.strip():
            name, values = "TYPE", [piece.strip()]
            if values[0].upper() in _BARE_CODINGS:
                name = "ENCODING"
        else:
            continue
        name = name.upper()
        if name == "ENCODING" and values[0].upper() in _CODINGS:
            coding = _CODINGS[values[0].upper()]
        elif name == "CHARSET":
            charset = values[0]
        else:
            found.setdefault(name, []).extend(values)
    return tuple((name, tuple(values)) for name, values in found.items()), coding, charset


_CARET = {"n": "\n", "'": '"', "^": "^"}


def _param_value(text: str, *, old: bool) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return text if old or "^" not in text else _uncaret(text)


def _uncaret(text: str) -> str:
    """Undo RFC 6868: `^n` line feed, `^'` double quote, `^^` caret; others stay."""
    out: list[str] = []
    place = 0
    while place < len(text):
        meant = _CARET.get(text[place + 1 : place + 2]) if text[place] == "^" else None
        out.append(text[place] if meant is None else meant)
        place += 1 if meant is None else 2
    return "".join(out)

"""What a thermal printer prints, before anybody says how: pure. Lines of text are of 32 columns on
58 mm and of 48 on 80 mm; Chinese signs take two.
"""

import unicodedata
from collections.abc import Iterator
from typing import Literal, get_args

import msgspec

from leapfrog.kernel.errors import Invalid

# How a printer is told Chinese, and what else no code page has: `codepage`, by its tables of 256
# signs; in one of three codes; `picture`, all of it drawn by us.
TextWay = Literal["codepage", "gb18030", "gbk", "utf8", "picture"]
DOTS = {58: 384, 80: 576}
# A column of font A.
DOTS_A_COLUMN = 12


class ReceiptPrinter(msgspec.Struct, frozen=True):
    """A printer: paper of 58 or 80 mm, and how it is told what is not ASCII."""

    width: int = 58
    text: TextWay = "codepage"

    @property
    def dots(self) -> int:
        return DOTS[self.width]

    @property
    def columns(self) -> int:
        return self.dots // DOTS_A_COLUMN


class TicketPart(msgspec.Struct, frozen=True):
    """A part of a ticket: text on the left and the right, twice as large with `size` 2; a rule; or
    what `left` says as a code to scan.
    """

    kind: Literal["text", "rule", "qr", "bar", "gap"]
    left: str = ""
    right: str = ""
    size: Literal[1, 2] = 1
    center: bool = False
    bold: bool = False


RULE, GAP = TicketPart("rule"), TicketPart("gap")


def checked_printer(width: int, text: str) -> ReceiptPrinter:
    """A receipt printer of this paper (58 or 80 mm wide) and this way to print text. Raises
    `Invalid`.
    """
    if width not in DOTS:
        raise Invalid("Paper is 58 or 80 mm wide.", field="width")
    for way in get_args(TextWay):
        if way == text:
            return ReceiptPrinter(width, way)
    raise Invalid(f"One of {', '.join(get_args(TextWay))}.", field="text")


def say(left: str, right: str = "", *, size: Literal[1, 2] = 1, bold: bool = False) -> TicketPart:
    return TicketPart("text", clean(left), clean(right), size, bold=bold)


def title(text: str, size: Literal[1, 2] = 2) -> TicketPart:
    return TicketPart("text", clean(text), size=size, center=True, bold=True)


def clean(text: str) -> str:
    """Without control characters: a printer takes them for commands, and people typed this text."""
    kept = (" " if unicodedata.category(one).startswith("C") else one for one in text)
    return " ".join("".join(kept).split())


def columns_of(text: str) -> int:
    """How many columns it takes."""
    return sum(0 if unicodedata.combining(one) else 1 + _is_wide(one) for one in text)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in ("W", "F")


class TicketLine(msgspec.Struct, frozen=True):
    """A line of the paper: text that begins after so many columns, and what ends with the line."""

    left: str
    right: str = ""
    indent: int = 0

    def padded(self, width: int) -> str:
        """As text of at most so many columns."""
        left = " " * self.indent + self.left
        blank = " " * (width - columns_of(left) - columns_of(self.right))
        return left + blank + self.right if self.right else left


def lines_of(part: TicketPart, columns: int) -> list[TicketLine]:
    """The lines of a part of text: what is on the right ends the first one; a word that is too long
    for a line is broken.
    """
    width = columns // part.size
    taken = columns_of(part.right) + 1 if part.right else 0
    if taken > width * 3 // 4:
        # Beside so much there is no room: it stands below.
        below = [_to_right(one, width) for one in wrapped(part.right, width)]
        return [*(TicketLine(one) for one in wrapped(part.left, width)), *below]
    found = wrapped(part.left, width - taken)
    if part.center:
        return [TicketLine(one, indent=(width - columns_of(one)) // 2) for one in found]
    return [TicketLine(one, part.right if not n else "") for n, one in enumerate(found)]


def _to_right(text: str, width: int) -> TicketLine:
    return TicketLine(text, indent=width - columns_of(text))


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many columns, at least one. Between Chinese signs a line may end."""
    lines, line = [], ""
    for piece in _pieces(text):
        if columns_of(line + piece) <= width or (not line and columns_of(piece) <= width):
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = ""
        for sign in piece.lstrip():
            if columns_of(line + sign) > width:
                lines.append(line)
                line = ""
            line += sign
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> Iterator[str]:
    """Words with the blank before them; each Chinese sign is one."""
    piece = ""
    for sign in text:
        if sign == " " or _is_wide(sign) or (piece and _is_wide(piece[-1])):
            if piece:
                yield piece
            piece = sign
        else:
            piece += sign
    if piece:
        yield piece

"""ESC/POS read back: what a printer would put on its paper."""

from typing import Any

import msgspec
import zxingcpp
from PIL import Image

CODEPAGES = {0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 16: "cp1252"}
CODEPAGES |= {17: "cp866", 18: "cp852", 19: "cp858"}


class Printed(msgspec.Struct):
    """`lines` of text with their size (negative: only a part of one yet); `pictures` in their
    order; `codes`: what can be scanned.
    """

    lines: list[tuple[str, int]] = []
    pictures: list[Any] = []
    cuts: int = 0
    resets: int = 0

    @property
    def text(self) -> str:
        return "\n".join(one for one, _ in self.lines)

    @property
    def codes(self) -> set[tuple[str, str]]:
        return {
            (str(one.format), one.text)
            for picture in self.pictures
            for one in zxingcpp.read_barcodes(picture.convert("L"))
        }

    @property
    def paper(self) -> Any:
        """All pictures below each other."""
        high = sum(one.height for one in self.pictures)
        whole = Image.new("1", (max(one.width for one in self.pictures), high), 1)
        y = 0
        for one in self.pictures:
            whole.paste(one, (0, y))
            y += one.height
        return whole


def read(data: bytes, chinese: str = "gb18030") -> Printed:
    """Raises `AssertionError` for a command that we do not send."""
    found, at, raw, size, codec, double = Printed(), 0, b"", 1, "cp437", ""
    while at < len(data):
        head = data[at : at + 2]
        if head == b"\x1b@":
            found.resets += 1
            at += 2
        elif head == b"\x1b!":
            size = 2 if data[at + 2] & 0x30 == 0x30 else 1
            at += 3
        elif head == b"\x1bt":
            # What stands on a line so far is of the page before.
            if raw:
                found.lines.append((raw.decode(double or codec), -size))
            raw = b""
            codec = CODEPAGES[data[at + 2]]
            at += 3
        elif head in (b"\x1bE", b"\x1bM", b"\x1ba") or head == b"\x1bd":
            at += 3
        elif head == b"\x1dV":
            found.cuts += 1
            at += 3
        elif head == b"\x1c&":
            double = chinese
            at += 2
        elif head == b"\x1c.":
            double = ""
            at += 2
        elif head == b"\x1c(":
            assert data[at : at + 7] == b"\x1c(C\x02\x000\x02"
            double = "utf-8"
            at += 7
        elif head == b"\x1dv":
            assert data[at + 2 : at + 4] == b"0\x00"
            wide, high = (int.from_bytes(data[at + n : at + n + 2], "little") for n in (4, 6))
            body = data[at + 8 : at + 8 + wide * high]
            assert len(body) == wide * high
            drawn = Image.frombytes("1", (wide * 8, high), bytes(255 - one for one in body))
            found.pictures.append(drawn)
            at += 8 + wide * high
        elif data[at : at + 1] == b"\n":
            _end(found, raw.decode(double or codec), size)
            raw = b""
            at += 1
        else:
            assert data[at] >= 0x20, f"a command at {at}: {data[at : at + 8]!r}"
            raw += data[at : at + 1]
            at += 1
    return found


def _end(found: Printed, rest: str, size: int) -> None:
    """A line ends: parts of it that were in other code pages stand before it."""
    parts = []
    while found.lines and found.lines[-1][1] < 0:
        parts.append(found.lines.pop()[0])
    found.lines.append(("".join([*parts[::-1], rest]), size))

"""ESC/POS: what thermal printers understand. python-escpos switches code pages and frames pictures;
what a printer has no sign for is drawn by us, line by line.
"""

import logging
import os
from collections.abc import Sequence
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any

import segno
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from leapfrog.papers.pages import CHINESE, LATIN
from leapfrog.papers.tickets import ReceiptPrinter, TicketLine, TicketPart, lines_of

# When it is loaded, python-escpos writes what it knows of printers into a folder, and begins to log
# as if it were the program: the folder goes again, and the town's log stays as it is.
_logged_by = [*logging.root.handlers]
with TemporaryDirectory() as _folder:
    os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = _folder
    from escpos.capabilities import Profile
    from escpos.printer import Dummy

    del os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"]
logging.root.handlers[:] = _logged_by

LINE_DOTS, FONT_DOTS = 30, 22
# Tables of signs that nearly all printers have, by the number that chooses them (ESC t n).
PAGES = {
    "0": "CP437",
    "2": "CP850",
    "3": "CP860",
    "4": "CP863",
    "5": "CP865",
    "16": "CP1252",
    "17": "CP866",
    "18": "CP852",
    "19": "CP858",
}
# FS & and FS .: from here on, and no more, two bytes are one Chinese sign.
CHINESE_ON, CHINESE_OFF = b"\x1c&", b"\x1c."
# Epson: text is UTF-8 (FS ( C, function 48).
UTF8_ON = b"\x1c(C\x02\x000\x02"
CODECS = {"gb18030": "gb18030", "gbk": "gbk", "utf8": "utf-8"}
# Around a code, in modules.
QUIET = 4


class TicketProfile(Profile):  # type: ignore[misc]
    """What we expect of a printer, whichever it is."""

    def __init__(self, printer: ReceiptPrinter) -> None:
        super().__init__(printer.columns, {"paperPartCut": True})
        self.profile_data = {
            "codePages": PAGES,
            "media": {"width": {"pixels": printer.dots}},
            "fonts": {"0": {"columns": printer.columns}},
        }


class TicketDevice(Dummy):  # type: ignore[misc]
    """Keeps the bytes instead of sending them anywhere."""

    def __init__(self, printer: ReceiptPrinter) -> None:
        super().__init__(TicketProfile(printer))
        self.printer = printer

    def can_say(self, text: str) -> bool:
        """Whether the printer has a sign for each of these."""
        if self.printer.text == "picture":
            return False
        codec = CODECS.get(self.printer.text)
        if codec is None:
            return all(self.magic.encoder.find_suitable_encoding(one) for one in text)
        try:
            text.encode(codec)
        except UnicodeEncodeError:
            return False
        return True

    def line(self, text: str) -> None:
        codec = CODECS.get(self.printer.text)
        if codec is None:
            self.text(text + "\n")
        else:
            self._raw((text + "\n").encode(codec))

    def begin(self) -> None:
        self.hw("INIT")
        if self.printer.text in ("gb18030", "gbk"):
            self._raw(CHINESE_ON)
        elif self.printer.text == "utf8":
            self._raw(UTF8_ON)
        else:
            # Printers sold in China begin with Chinese, and would take two accents for one sign.
            self._raw(CHINESE_OFF)

    def picture(self, drawn: Image.Image) -> None:
        self.image(drawn, impl="bitImageRaster")


def to_escpos(parts: Sequence[TicketPart], printer: ReceiptPrinter) -> bytes:
    """The bytes for a printer, from its reset to the cut."""
    device = TicketDevice(printer)
    device.begin()
    for part in parts:
        if part.kind in ("qr", "bar"):
            device.picture(_code(part, printer))
        elif part.kind == "rule":
            _rule(device)
        elif part.kind == "gap":
            device.ln()
        else:
            _text(device, part)
    device.cut(mode="PART")
    return bytes(device.output)


def _rule(device: TicketDevice) -> None:
    if device.printer.text == "picture":
        drawn = Image.new("1", (device.printer.dots, LINE_DOTS // 2), 1)
        middle = LINE_DOTS // 4
        ImageDraw.Draw(drawn).line((0, middle, device.printer.dots, middle), width=2)
        device.picture(drawn)
        return
    device.set(bold=False, normal_textsize=True)
    device.line("-" * device.printer.columns)


def _text(device: TicketDevice, part: TicketPart) -> None:
    width = device.printer.columns // part.size
    for line in lines_of(part, device.printer.columns):
        if not device.can_say(line.left + line.right):
            device.picture(_drawn(line, part, device.printer))
            continue
        large = part.size == 2
        device.set(
            bold=part.bold, normal_textsize=not large, double_width=large, double_height=large
        )
        device.line(line.padded(width))


def _drawn(line: TicketLine, part: TicketPart, printer: ReceiptPrinter) -> Image.Image:
    """A line of text as wide as the paper."""
    height, size = LINE_DOTS * part.size, FONT_DOTS * part.size
    drawn = Image.new("1", (printer.dots, height), 1)
    pen = ImageDraw.Draw(drawn)
    pen.fontmode = "1"
    wide = _length(line.left, size)
    # Drawn signs are narrower than columns: what stands in the middle is measured.
    x = (printer.dots - wide) / 2 if part.center else 0
    if line.indent and not part.center:
        x = printer.dots - wide
    _write(pen, line.left, x, size)
    _write(pen, line.right, printer.dots - _length(line.right, size), size)
    return drawn


def _write(pen: ImageDraw.ImageDraw, text: str, x: float, size: int) -> None:
    middle = size * LINE_DOTS / FONT_DOTS / 2
    for run, font in _runs(text, size):
        pen.text((x, middle), run, font=font, fill=0, anchor="lm")
        x += font.getlength(run)


def _length(text: str, size: int) -> float:
    return sum((float(font.getlength(run)) for run, font in _runs(text, size)), 0.0)


def _runs(text: str, size: int) -> list[tuple[str, Any]]:
    """Parts of a text with the font that has their signs."""
    runs: list[tuple[str, Any]] = []
    for sign in text:
        font = _font(size, chinese=ord(sign) >= 0x2E80)
        if runs and runs[-1][1] is font:
            runs[-1] = runs[-1][0] + sign, font
        else:
            runs.append((sign, font))
    return runs


@cache
def _font(size: int, *, chinese: bool) -> Any:
    return ImageFont.truetype(str(CHINESE if chinese else LATIN), size)


def _code(part: TicketPart, printer: ReceiptPrinter) -> Image.Image:
    """What is scanned, in the middle of the paper, each module a whole number of dots wide."""
    if part.kind == "qr":
        matrix = segno.make(part.left, error="m", micro=False).matrix
        rows = [[bool(one) for one in row] for row in matrix]
        step = max(1, min(8, printer.dots * 2 // 3 // (len(rows) + 2 * QUIET)))
        high = step
    else:
        found = zxingcpp.create_barcode(part.left, zxingcpp.BarcodeFormat.Code128)
        drawn_code: Any = found.to_image(scale=1)
        dots: Any = memoryview(drawn_code).tolist()
        rows = [[one == 0 for one in dots[0]]]
        step, high = max(1, min(3, printer.dots // (len(rows[0]) + 2 * QUIET))), 80
    width, height = len(rows[0]) * step, len(rows) * high
    drawn = Image.new("1", (printer.dots, height + 2 * QUIET * step), 1)
    pen = ImageDraw.Draw(drawn)
    x0, y0 = (printer.dots - width) // 2, QUIET * step
    for n, row in enumerate(rows):
        for m, dark in enumerate(row):
            if dark:
                x, y = x0 + m * step, y0 + n * high
                pen.rectangle((x, y, x + step - 1, y + high - 1), fill=0)
    return drawn

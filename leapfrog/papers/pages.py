"""Pages to print: Noto Sans, with Noto Sans SC for Chinese; only the signs that occur are
embedded, so that the page looks the same everywhere.
"""

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any, Final, Literal

import segno
import zxingcpp
from fpdf import FPDF
from fpdf.enums import XPos, YPos

LATIN: Final = files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
CHINESE: Final = files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"
Size = Literal["A4", "A6"]
MILLIMETRES: dict[Size, Any] = {"A4": (210, 297), "A6": (105, 148)}
DARK, SOFT, RULE = (18, 32, 26), (84, 100, 91), (160, 172, 164)


class Paper(FPDF):
    """Sheets of one size; `at`: when what stands on it was made."""

    def __init__(self, size: Size, at: datetime, **options: Any) -> None:
        super().__init__(format=MILLIMETRES[size], **options)
        self.set_creation_date(at)
        self.add_font("Noto", fname=str(LATIN))
        self.add_font("NotoSC", fname=str(CHINESE))
        self.set_fallback_fonts(["NotoSC"])
        self.set_margin(8)
        self.set_auto_page_break(auto=True, margin=8)
        self.set_font("Noto", size=10)
        self.set_text_color(*DARK)

    def cell(self, *args: Any, **options: Any) -> bool:
        """Each cell names its font: fpdf2 forgets that one which was named inside of a change of
        colour ended with it.
        """
        self.current_font_is_set_on_page = False
        return bool(super().cell(*args, **options))

    def say(self, text: str, size: int = 10, *, soft: bool = False) -> None:
        """A paragraph over the whole width."""
        self.set_font_size(size)
        self.set_text_color(*(SOFT if soft else DARK))
        self.current_font_is_set_on_page = False
        width = self.epw
        self.multi_cell(width, size * 0.5, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
        self.set_text_color(*DARK)

    def row(self, cells: Sequence[str], widths: Sequence[float], size: int = 9) -> None:
        """Cells side by side, the first as high as it needs, the others to the right."""
        self.set_font_size(size)
        self.set_draw_color(*RULE)
        height = size * 0.6
        lines: Any = self.multi_cell(
            widths[0], height, cells[0], dry_run=True, output="LINES", align="L"
        )
        if self.will_page_break(height * max(1, len(lines))):
            self.add_page()
        top = self.get_y()
        self.current_font_is_set_on_page = False
        self.multi_cell(widths[0], height, cells[0], align="L")
        bottom = self.get_y()
        self.set_xy(self.l_margin + widths[0], top)
        for text, width in zip(cells[1:], widths[1:], strict=True):
            self.cell(width, height, text, align="R")
        self.set_y(bottom)
        self.line(self.l_margin, bottom, self.l_margin + self.epw, bottom)

    def qr(self, text: str, x: float, y: float, side: float) -> None:
        """A QR code as squares, so that it is sharp at any size."""
        matrix = segno.make(text, error="m", micro=False).matrix
        step = side / len(matrix)
        self.set_fill_color(0, 0, 0)
        for n, row in enumerate(matrix):
            for first, last in _runs(row):
                self.rect(x + first * step, y + n * step, (last - first) * step, step, style="F")

    def code128(self, text: str, x: float, y: float, width: float, height: float) -> None:
        """A bar code of letters and digits, as bars."""
        found = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
        picture: Any = found.to_image(scale=1)
        dots: Any = memoryview(picture).tolist()
        row = [dot == 0 for dot in dots[0]]
        step = width / len(row)
        self.set_fill_color(0, 0, 0)
        for first, last in _runs(row):
            self.rect(x + first * step, y, (last - first) * step, height, style="F")

    def made(self) -> bytes:
        return bytes(self.output())


def _runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark signs stand side by side."""
    found: list[tuple[int, int]] = []
    for n, dark in enumerate(row):
        if not dark:
            continue
        if found and found[-1][1] == n:
            found[-1] = (found[-1][0], n + 1)
        else:
            found.append((n, n + 1))
    return found

"""A statement as a page to print: Noto Sans, and Noto Sans SC for Chinese names; only the signs
that occur are embedded.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from leapfrog.wallet.money import grouped
from leapfrog.wallet.statements import Statement, StatementLine
from leapfrog.wallet.words import name_of, reason_of, words_of

LATIN: Final = files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
CHINESE: Final = files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"
COLUMNS = (
    ("number", 14),
    ("date", 34),
    ("reason", 40),
    ("with", 46),
    ("amount", 28),
    ("balance", 28),
)
NUMBERS = ("number", "amount", "balance")
ROW, SMALL, LARGE = 6, 8, 16
DARK, SOFT, RULE = (18, 32, 26), (84, 100, 91), (227, 233, 225)


class StatementPdf(FPDF):
    """A4, with the number of the page below; `number_word` is the word for it."""

    def __init__(self, number_word: str, at: datetime) -> None:
        super().__init__()
        self.number_word = number_word
        self.set_creation_date(at)
        self.add_font("Noto", fname=str(LATIN))
        self.add_font("NotoSC", fname=str(CHINESE))
        self.set_fallback_fonts(["NotoSC"])
        self.set_margin(10)
        self.set_font("Noto", size=SMALL)

    def footer(self) -> None:
        self.set_y(-12)
        self.write_soft(f"{self.number_word} {self.page_no()}/{{nb}}")

    def cell(self, *args: Any, **options: Any) -> bool:
        """Each cell names its font: fpdf2 forgets that one which was named inside of a change of
        colour ended with it.
        """
        self.current_font_is_set_on_page = False
        return bool(super().cell(*args, **options))

    def write_soft(self, text: str) -> None:
        self.set_text_color(*SOFT)
        self.cell(0, ROW, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_text_color(*DARK)


def to_pdf(statement: Statement, now: datetime, language: str) -> bytes:
    """The whole statement; takes about a second for a thousand lines, so not on the event loop."""
    words, account = words_of(language), statement.account
    page = StatementPdf(words["page"], now)
    page.set_title(words["statement"])
    page.set_lang(language)
    page.add_page()
    page.set_font_size(LARGE)
    page.cell(0, 10, words["statement"], new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.set_font_size(SMALL + 2)
    last = statement.until - timedelta(days=1)
    page.cell(0, ROW, statement.owner_name, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.write_soft(f"{words['account']} {account.id} · {account.currency} {account.name}".rstrip())
    page.write_soft(f"{statement.since:%Y-%m-%d} – {last:%Y-%m-%d}")
    page.set_font_size(SMALL)
    page.ln(ROW / 2)
    _row(page, [words[name] for name, _ in COLUMNS])
    _total(page, words["opening"], grouped(statement.opening, account.exponent))
    for line in statement.lines:
        _row(page, _cells(line, account.exponent, language))
    _total(page, words["closing"], grouped(statement.closing, account.exponent))
    return bytes(page.output())


def _cells(line: StatementLine, exponent: int, language: str) -> list[str]:
    words = words_of(language)
    return [
        str(line.no),
        f"{line.at:%Y-%m-%d %H:%M:%S}",
        reason_of(line, words),
        name_of(line, words),
        grouped(line.amount, exponent),
        grouped(line.balance, exponent),
    ]


def _row(page: StatementPdf, cells: Sequence[str]) -> None:
    page.set_draw_color(*RULE)
    for (name, width), text in zip(COLUMNS, cells, strict=True):
        align = "R" if name in NUMBERS else "L"
        page.cell(width, ROW, _cut(page, text, width), border="B", align=align)
    page.ln()


def _total(page: StatementPdf, word: str, amount: str) -> None:
    wide = sum(width for _, width in COLUMNS[:-1])
    page.cell(wide, ROW, word, border="B")
    page.cell(COLUMNS[-1][1], ROW, amount, border="B", align="R")
    page.ln()


def _cut(page: StatementPdf, text: str, width: float) -> str:
    """The text, or as much of it as there is room for."""
    room = width - 2 * page.c_margin
    if page.get_string_width(text) <= room:
        return text
    while text and page.get_string_width(text + "…") > room:
        text = text[:-1]
    return text + "…"

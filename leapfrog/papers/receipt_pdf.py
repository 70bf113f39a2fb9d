"""A receipt as people keep it: a page of A6."""

from datetime import datetime

from leapfrog.papers.pages import Paper
from leapfrog.papers.printed import PrintedReceipt
from leapfrog.papers.words import words_of

AMOUNT = 26


def to_pdf(found: PrintedReceipt, at: datetime) -> bytes:
    """What was bought for how much, from whom and how it was paid; `at`: when."""
    words = words_of(found.language)
    page = Paper("A6", at)
    page.set_title(f"{words['receipt']} {found.number}")
    page.set_lang(found.language)
    page.add_page()
    page.say(found.sign, 11, soft=True)
    page.say(words["receipt"], 16)
    page.say(f"{words['order']} {found.number} · {found.day:%Y-%m-%d}", 9, soft=True)
    if found.seller:
        page.ln(2)
        page.say("\n".join(found.seller), 9)
    page.ln(3)
    widths = [page.epw - AMOUNT, AMOUNT]
    for line in found.lines:
        page.row([f"{line.n} × {line.title}", found.text(line.paid)], widths)
    if found.delivery is not None:
        page.row([words["delivery"], found.text(found.delivery)], widths)
    page.row([words["sum"], found.text(found.total)], widths, 11)
    page.ln(3)
    page.say(words[found.paid_by], 9)
    return page.made()

"""An invoice as people read it, with its XML inside (Factur-X)."""

from collections.abc import Mapping
from datetime import datetime

from leapfrog.papers import einvoice
from leapfrog.papers.model import DELIVERY, IN_CASH, Invoice, Party
from leapfrog.papers.pages import Paper
from leapfrog.papers.words import words_of


def to_pdf(invoice: Invoice, at: datetime, language: str) -> bytes:
    """PDF/A-3 with only embedded fonts, and the CII of the same invoice in it."""
    words = words_of(language)
    page = Paper("A4", at, enforce_compliance="PDF/A-3B")
    page.set_margin(18)
    page.set_title(f"{words[_kind(invoice)]} {invoice.number}")
    page.set_lang(language)
    page.add_page()
    _head(page, invoice, words)
    widths = [page.epw - 100, 16, 20, 32, 32]
    head = [words["what"], "×", words["rate"], words["net"], words["gross"]]
    page.row(head, widths)
    for line in invoice.lines:
        rate = f"{line.rate / 100:g} %"
        amounts = [money(one, invoice) for one in (line.net, line.gross)]
        title = words["delivery"] if line.no == DELIVERY else line.title
        page.row([title, str(line.units), rate, *amounts], widths)
    page.ln(4)
    for share in invoice.taxes:
        rate = f"{words['net']} · {words['rate']} {share.rate / 100:g} %"
        amounts = [money(share.basis, invoice), money(share.tax, invoice)]
        page.row([rate, "", "", *amounts], widths)
    page.row([words["sum"], "", "", "", f"{money(invoice.gross, invoice)}"], widths, 12)
    page.ln(4)
    if any(one.category == "E" for one in invoice.taxes):
        page.say(words["exempt"], 9)
    page.say(words[_paid(invoice)], 9)
    return einvoice.with_xml(page, einvoice.to_cii(invoice))


def _kind(invoice: Invoice) -> str:
    """Under which word it is issued."""
    return "credit" if invoice.corrects else "invoice"


def _paid(invoice: Invoice) -> str:
    """The word for how the money went."""
    if invoice.corrects:
        return "paidBack"
    return "paidCash" if invoice.means == IN_CASH else "paid"


def _head(page: Paper, invoice: Invoice, words: Mapping[str, str]) -> None:
    page.say(f"{words[_kind(invoice)]} {invoice.number}", 20)
    if before := invoice.corrects:
        page.say(f"{words['corrects']} {before.number} · {before.issued_on}", 11)
    page.say(
        f"{words['date']} {invoice.issued_on} · {words['delivered']} {invoice.delivered_on}"
        f" · {words['order']} {invoice.order}",
        9,
        soft=True,
    )
    page.ln(5)
    for word, party in (("seller", invoice.seller), ("buyer", invoice.buyer)):
        page.say(words[word], 9, soft=True)
        page.say(_of(party, words))
        page.ln(3)


def _of(party: Party, words: Mapping[str, str]) -> str:
    numbers = [
        f"{words[key]} {value}"
        for key, value in (("vat", party.vat), ("register", party.register))
        if value
    ]
    reach = " · ".join(filter(None, (party.email, party.phone)))
    return "\n".join(filter(None, (party.name, party.address, *numbers, reach)))


def money(minor: int, invoice: Invoice) -> str:
    """An amount as it stands on paper: `1,234.50 EUR`."""
    whole, rest = divmod(minor, 10**invoice.exponent)
    digits = f".{rest:0{invoice.exponent}}" if invoice.exponent else ""
    return f"{whole:,}{digits} {invoice.currency}"

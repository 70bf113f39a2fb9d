"""Papers drawn when somebody wants one: what draws them takes a second and 40 MB to load, so who
prints nothing does not wait for it.
"""

from datetime import datetime

from leapfrog.papers.model import IssuedCredit, IssuedInvoice
from leapfrog.papers.printed import PrintedOrder, PrintedReceipt
from leapfrog.papers.tickets import ReceiptPrinter


def packing_slip(found: PrintedOrder) -> bytes:
    """What is to be packed, as a PDF."""
    from leapfrog.papers import slips  # noqa: PLC0415

    return slips.packing_slip(found)


def label(found: PrintedOrder) -> bytes:
    """The labels of an order's parcels, a page each, as a PDF."""
    from leapfrog.papers import slips  # noqa: PLC0415

    return slips.labels(found)


def receipt(found: PrintedReceipt, printer: ReceiptPrinter) -> bytes:
    """A receipt as ESC/POS bytes for this printer."""
    from leapfrog.papers import receipts, thermal  # noqa: PLC0415

    return thermal.to_escpos(receipts.receipt(found), printer)


def receipt_pdf(found: PrintedReceipt, at: datetime) -> bytes:
    """A receipt as a PDF to keep; `at`: when it was paid."""
    from leapfrog.papers.receipt_pdf import to_pdf  # noqa: PLC0415

    return to_pdf(found, at)


def packing_ticket(found: PrintedOrder, printer: ReceiptPrinter) -> bytes:
    """What is to be packed, as ESC/POS."""
    from leapfrog.papers import receipts, thermal  # noqa: PLC0415

    return thermal.to_escpos(receipts.packing(found), printer)


def label_tickets(found: PrintedOrder, printer: ReceiptPrinter) -> bytes:
    """The labels of an order's parcels one after the other, each cut off, as ESC/POS."""
    from leapfrog.papers import receipts, thermal  # noqa: PLC0415

    return b"".join(thermal.to_escpos(one, printer) for one in receipts.labels(found))


def invoice_pdf(found: IssuedInvoice | IssuedCredit, language: str) -> bytes:
    """An invoice as people and programs read it."""
    from leapfrog.papers.invoice_pdf import to_pdf  # noqa: PLC0415

    return to_pdf(found.content, found.issued_at, language)


def invoice_xml(found: IssuedInvoice | IssuedCredit) -> bytes:
    """An invoice for programs."""
    from leapfrog.papers.einvoice import to_cii  # noqa: PLC0415

    return to_cii(found.content)

"""Papers of orders: the receipt, the packing slip and the label of a parcel, the invoice and what
is credited of it, as people and as programs read them. An order's lines and money are `orders`';
who sells is the market's front.
"""

from leapfrog.papers.answers import (
    ESCPOS,
    PDF,
    PaperWidth,
    PrinterText,
    escpos_answer,
    pdf_answer,
)
from leapfrog.papers.archive import RECORD_SETS
from leapfrog.papers.credits import after_refund
from leapfrog.papers.drawing import receipt as draw_receipt
from leapfrog.papers.drawing import receipt_pdf as draw_receipt_pdf
from leapfrog.papers.gathering import PRINTING, language_of
from leapfrog.papers.naming import title_of
from leapfrog.papers.printed import PrintedReceipt, ReceiptLine, seller_of
from leapfrog.papers.tickets import checked_printer

__all__ = [
    "ESCPOS",
    "PDF",
    "PRINTING",
    "RECORD_SETS",
    "PaperWidth",
    "PrintedReceipt",
    "PrinterText",
    "ReceiptLine",
    "after_refund",
    "checked_printer",
    "draw_receipt",
    "draw_receipt_pdf",
    "escpos_answer",
    "language_of",
    "pdf_answer",
    "seller_of",
    "title_of",
]

"""Papers of orders: the receipt, the packing slip and the label of a parcel, the invoice and what
is credited of it, as people and as programs read them. An order's lines and money are `orders`';
who sells is the market's front.
"""

from leapfrog.papers.answers import (
    ESCPOS,
    PDF,
    CreditNo,
    PaperWidth,
    PrinterText,
    escpos_answer,
    pdf_answer,
)
from leapfrog.papers.archive import RECORD_SETS
from leapfrog.papers.credits import KeptLine, after_refund, credit, credit_note_of
from leapfrog.papers.drawing import receipt as draw_receipt
from leapfrog.papers.drawing import receipt_pdf as draw_receipt_pdf
from leapfrog.papers.errors import InvoiceNotNow
from leapfrog.papers.gathering import PRINTING, language_of
from leapfrog.papers.invoices import BilledOrder, bill, billing_front, invoice_of
from leapfrog.papers.model import IN_BOOKS, IN_CASH, IssuedCredit, IssuedInvoice, Party
from leapfrog.papers.naming import title_of
from leapfrog.papers.printed import PrintedReceipt, ReceiptLine, seller_of
from leapfrog.papers.shapes import XML, InvoiceShown, invoice_shown, issued_pdf, issued_xml
from leapfrog.papers.store import credits_of_orders
from leapfrog.papers.store import of_order as found_invoice
from leapfrog.papers.store import of_orders as invoices_of_orders
from leapfrog.papers.taxes import SoldLine
from leapfrog.papers.tickets import checked_printer

__all__ = [
    "ESCPOS",
    "IN_BOOKS",
    "IN_CASH",
    "PDF",
    "PRINTING",
    "RECORD_SETS",
    "XML",
    "BilledOrder",
    "CreditNo",
    "InvoiceNotNow",
    "InvoiceShown",
    "IssuedCredit",
    "IssuedInvoice",
    "KeptLine",
    "PaperWidth",
    "Party",
    "PrintedReceipt",
    "PrinterText",
    "ReceiptLine",
    "SoldLine",
    "after_refund",
    "bill",
    "billing_front",
    "checked_printer",
    "credit",
    "credit_note_of",
    "credits_of_orders",
    "draw_receipt",
    "draw_receipt_pdf",
    "escpos_answer",
    "found_invoice",
    "invoice_of",
    "invoice_shown",
    "invoices_of_orders",
    "issued_pdf",
    "issued_xml",
    "language_of",
    "pdf_answer",
    "seller_of",
    "title_of",
]

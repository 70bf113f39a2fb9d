"""Invoices and credit notes as they are shown and handed out, of orders of any kind."""

import asyncio
from datetime import date
from functools import partial

import msgspec
from litestar import Response

from leapfrog.kernel.db import Db
from leapfrog.papers import drawing, store
from leapfrog.papers.answers import file_answer, pdf_answer
from leapfrog.papers.model import IssuedCredit, IssuedInvoice, TaxShare

XML = "application/xml"


class CreditNoteShown(msgspec.Struct, frozen=True):
    """What of an invoice was taken back, since it was paid back; `gross`: minor units."""

    no: int
    number: str
    issued_on: date
    gross: int
    currency: str


class InvoiceShown(msgspec.Struct, frozen=True):
    """An invoice of an order; amounts in minor units, `rate` in hundredths of a per cent.
    `credit_notes`: in the order in which they were issued.
    """

    number: str
    issued_on: date
    net: int
    gross: int
    currency: str
    taxes: list[TaxShare]
    credit_notes: list[CreditNoteShown]


async def invoice_shown(db: Db, found: IssuedInvoice) -> InvoiceShown:
    """An invoice as buyer and shop see it, with its credit notes; sums in minor units."""
    back = await store.credits_of_order(db, found.order_id)
    content = found.content
    return InvoiceShown(
        number=content.number,
        issued_on=content.issued_on,
        net=content.net,
        gross=content.gross,
        currency=content.currency,
        taxes=content.taxes,
        credit_notes=[_credit_shown(one) for one in back],
    )


def _credit_shown(one: IssuedCredit) -> CreditNoteShown:
    made = one.content
    return CreditNoteShown(one.no, made.number, made.issued_on, made.gross, made.currency)


async def issued_pdf(found: IssuedInvoice | IssuedCredit, language: str) -> Response[bytes]:
    """An invoice or credit note as a file to download: Factur-X, a PDF/A-3 with the same as EN
    16931 XML in it. Drawn in a thread.
    """
    return await pdf_answer(found.content.number, partial(drawing.invoice_pdf, found, language))


async def issued_xml(found: IssuedInvoice | IssuedCredit) -> Response[bytes]:
    """An invoice or credit note as a file to download: EN 16931 in the syntax UN/CEFACT CII.
    Written in a thread.
    """
    made = await asyncio.to_thread(drawing.invoice_xml, found)
    return file_answer(made, f"{found.content.number}.xml", XML)

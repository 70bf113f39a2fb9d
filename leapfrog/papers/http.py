"""Routes of the papers of an order."""

from functools import partial
from uuid import UUID

from litestar import Response, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Town, TownIn
from leapfrog.papers import credits, drawing, gathering, http_tickets, invoices
from leapfrog.papers.answers import PDF, CreditNo, pdf_answer
from leapfrog.papers.errors import NoLabelYet
from leapfrog.papers.model import IssuedCredit, IssuedInvoice
from leapfrog.papers.shapes import InvoiceShown, invoice_shown, issued_pdf, issued_xml

OrderId = FromPath[UUID]


@get("/orders/{order_id:uuid}/packing.pdf", summary="Print a packing slip", media_type=PDF)
async def packing_slip(town: TownIn, signed: SignedIn, order_id: OrderId) -> Response[bytes]:
    """What is to be packed, on A6, for who leads the shop or packs it. Raises `NoOrder`,
    `RateLimited`, `RoleNeeded`.
    """
    found = await gathering.of_shop(town, signed.person_id, order_id)
    return await pdf_answer("packing", partial(drawing.packing_slip, found))


@get("/orders/{order_id:uuid}/label.pdf", summary="Print a label", media_type=PDF)
async def label(town: TownIn, signed: SignedIn, order_id: OrderId) -> Response[bytes]:
    """The labels of the parcels that are on their way, a page of A6 each, for who leads the shop
    or packs them: neither phone nor contents stand on one. What the town's couriers and points
    scan has one once it is sent. Raises `NoLabelYet`, `NoOrder`, `RateLimited`, `RoleNeeded`.
    """
    found = await gathering.of_shop(town, signed.person_id, order_id)
    if found.way and found.way.delivery.service != "own" and not found.way.parcels:
        raise NoLabelYet
    return await pdf_answer("label", partial(drawing.label, found))


@put("/orders/{order_id:uuid}/invoice", summary="Issue an invoice", guards=[own_device])
async def issue_invoice(
    db: DbIn, town: TownIn, signed: SignedIn, order_id: OrderId
) -> InvoiceShown:
    """The invoice of an order that was received, with the next number of the shop; for the buyer
    and who leads the shop. Again is the same. Raises `InvoiceNotNow`, `NoMoney`, `NoOrder`,
    `PrivateSeller`, `RoleNeeded`.
    """
    found = await invoices.issue(db, town.settings, signed.person_id, order_id)
    return await invoice_shown(db, found)


@get("/orders/{order_id:uuid}/invoice.pdf", summary="Print an invoice", media_type=PDF)
async def invoice_pdf(town: TownIn, signed: SignedIn, order_id: OrderId) -> Response[bytes]:
    """An issued invoice as Factur-X: a PDF/A-3 with the EN 16931 of the same in it. Raises
    `NoInvoice`, `NoOrder`, `RateLimited`, `RoleNeeded`.
    """
    found, language = await _invoice(town, signed.person_id, order_id)
    return await issued_pdf(found, language)


@get(
    "/orders/{order_id:uuid}/invoice.xml",
    summary="Download an invoice for programs",
    media_type="application/xml",
)
async def invoice_xml(town: TownIn, signed: SignedIn, order_id: OrderId) -> Response[bytes]:
    """An issued invoice as EN 16931 (UN/CEFACT CII). Raises `NoInvoice`, `NoOrder`, `RateLimited`,
    `RoleNeeded`.
    """
    found, _ = await _invoice(town, signed.person_id, order_id)
    return await issued_xml(found)


@get(
    "/orders/{order_id:uuid}/credit-notes/{no:int}/credit-note.pdf",
    summary="Print a credit note",
    media_type=PDF,
)
async def credit_pdf(
    town: TownIn, signed: SignedIn, order_id: OrderId, no: CreditNo
) -> Response[bytes]:
    """What of an invoice was taken back, as Factur-X: a PDF/A-3 with the EN 16931 (type 381) of the
    same in it. Raises `NoInvoice`, `NoOrder`, `RateLimited`, `RoleNeeded`.
    """
    found, language = await _credit(town, signed.person_id, order_id, no)
    return await issued_pdf(found, language)


@get(
    "/orders/{order_id:uuid}/credit-notes/{no:int}/credit-note.xml",
    summary="Download a credit note for programs",
    media_type="application/xml",
)
async def credit_xml(
    town: TownIn, signed: SignedIn, order_id: OrderId, no: CreditNo
) -> Response[bytes]:
    """A credit note as EN 16931 (UN/CEFACT CII, type 381). Raises `NoInvoice`, `NoOrder`,
    `RateLimited`, `RoleNeeded`.
    """
    found, _ = await _credit(town, signed.person_id, order_id, no)
    return await issued_xml(found)


async def _invoice(town: Town, me: UUID, order_id: UUID) -> tuple[IssuedInvoice, str]:
    town.limit(gathering.PRINTING, str(me))
    async with town.database.reading() as db:
        return await invoices.issued(db, me, order_id), await gathering.language_of(db, me)


async def _credit(town: Town, me: UUID, order_id: UUID, no: int) -> tuple[IssuedCredit, str]:
    town.limit(gathering.PRINTING, str(me))
    async with town.database.reading() as db:
        return await credits.one_of_either(db, me, order_id, no), await gathering.language_of(
            db, me
        )


routes: list[HTTPRouteHandler] = [
    packing_slip,
    label,
    issue_invoice,
    invoice_pdf,
    invoice_xml,
    credit_pdf,
    credit_xml,
    *http_tickets.routes,
]

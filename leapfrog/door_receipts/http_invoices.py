"""Routes of invoices and credit notes of what was paid at the door."""

from uuid import UUID

from litestar import Response, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import papers
from leapfrog.door_receipts import invoicing
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.papers import PDF, XML, CreditNo, InvoiceShown

OrderId = FromPath[UUID]


@put(
    "/door-orders/{order_id:uuid}/invoice",
    summary="Issue an invoice of an order paid at the door",
    guards=[own_device],
)
async def issue_door_invoice(
    db: DbIn, town: TownIn, signed: SignedIn, order_id: OrderId
) -> InvoiceShown:
    """The invoice of what was handed over and paid, with the next number of the shop; for the buyer
    and who leads the shop. Again is the same. Raises `InvoiceNotNow`, `NoDoorOrder`, `NoMoney`,
    `PrivateSeller`, `RoleNeeded`.
    """
    found = await invoicing.issue(db, town.settings, signed.person_id, order_id)
    return await papers.invoice_shown(db, found)


@get(
    "/door-orders/{order_id:uuid}/invoice.pdf",
    summary="Print an invoice of an order paid at the door",
    media_type=PDF,
)
async def door_invoice_pdf(town: TownIn, signed: SignedIn, order_id: OrderId) -> Response[bytes]:
    """An issued invoice as Factur-X: a PDF/A-3 with the EN 16931 of the same in it. Raises
    `NoDoorOrder`, `NoInvoice`, `RateLimited`, `RoleNeeded`.
    """
    found, language = await invoicing.invoice_to_print(town, signed.person_id, order_id)
    return await papers.issued_pdf(found, language)


@get(
    "/door-orders/{order_id:uuid}/invoice.xml",
    summary="Download an invoice of an order paid at the door",
    media_type=XML,
)
async def door_invoice_xml(town: TownIn, signed: SignedIn, order_id: OrderId) -> Response[bytes]:
    """An issued invoice as EN 16931 (UN/CEFACT CII). Raises `NoDoorOrder`, `NoInvoice`,
    `RateLimited`, `RoleNeeded`.
    """
    found, _ = await invoicing.invoice_to_print(town, signed.person_id, order_id)
    return await papers.issued_xml(found)


@get(
    "/door-orders/{order_id:uuid}/credit-notes/{no:int}/credit-note.pdf",
    summary="Print a credit note of an order paid at the door",
    media_type=PDF,
)
async def door_credit_pdf(
    town: TownIn, signed: SignedIn, order_id: OrderId, no: CreditNo
) -> Response[bytes]:
    """What of an invoice was taken back, as Factur-X. Raises `NoDoorOrder`, `NoInvoice`,
    `RateLimited`, `RoleNeeded`.
    """
    found, language = await invoicing.credit_to_print(town, signed.person_id, order_id, no)
    return await papers.issued_pdf(found, language)


@get(
    "/door-orders/{order_id:uuid}/credit-notes/{no:int}/credit-note.xml",
    summary="Download a credit note of an order paid at the door",
    media_type=XML,
)
async def door_credit_xml(
    town: TownIn, signed: SignedIn, order_id: OrderId, no: CreditNo
) -> Response[bytes]:
    """A credit note as EN 16931 (UN/CEFACT CII, type 381). Raises `NoDoorOrder`, `NoInvoice`,
    `RateLimited`, `RoleNeeded`.
    """
    found, _ = await invoicing.credit_to_print(town, signed.person_id, order_id, no)
    return await papers.issued_xml(found)


routes: list[HTTPRouteHandler] = [
    issue_door_invoice,
    door_invoice_pdf,
    door_invoice_xml,
    door_credit_pdf,
    door_credit_xml,
]

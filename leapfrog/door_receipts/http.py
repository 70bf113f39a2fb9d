"""Routes of the papers of what was paid at the door."""

from functools import partial
from uuid import UUID

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import papers
from leapfrog.door_receipts import gathering, http_invoices
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import TownIn
from leapfrog.papers import ESCPOS, PDF, PaperWidth, PrinterText

OrderId = FromPath[UUID]


@get(
    "/door-orders/{order_id:uuid}/receipt.pdf",
    summary="Download a receipt of an order paid at the door",
    media_type=PDF,
)
async def door_receipt(town: TownIn, signed: SignedIn, order_id: OrderId) -> Response[bytes]:
    """What was handed over for how much, on A6, for who bought it and who leads the shop. Raises
    `NoDoorOrder`, `NoMoney`, `NoReceiptYet`, `RateLimited`, `RoleNeeded`.
    """
    found = await gathering.receipt_of(town, signed.person_id, order_id)
    draw = partial(papers.draw_receipt_pdf, found.receipt, found.paid_at)
    return await papers.pdf_answer("receipt", draw)


@get(
    "/door-orders/{order_id:uuid}/receipt.escpos",
    summary="Print a receipt of an order paid at the door",
    media_type=ESCPOS,
)
async def door_receipt_ticket(
    town: TownIn,
    signed: SignedIn,
    order_id: OrderId,
    width: PaperWidth = 58,
    text: PrinterText = "codepage",
) -> Response[bytes]:
    """The same for a thermal printer. Raises `Invalid`, `NoDoorOrder`, `NoMoney`, `NoReceiptYet`,
    `RateLimited`, `RoleNeeded`.
    """
    printer = papers.checked_printer(width, text)
    found = await gathering.receipt_of(town, signed.person_id, order_id)
    draw = partial(papers.draw_receipt, found.receipt, printer)
    return await papers.escpos_answer("receipt", draw)


routes: list[HTTPRouteHandler] = [door_receipt, door_receipt_ticket, *http_invoices.routes]

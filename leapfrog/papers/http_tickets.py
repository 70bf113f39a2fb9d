"""Routes of what thermal printers print: ESC/POS, for paper of 58 and 80 mm."""

from functools import partial
from uuid import UUID

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import TownIn
from leapfrog.papers import drawing, gathering
from leapfrog.papers.answers import ESCPOS, PaperWidth, PrinterText, escpos_answer
from leapfrog.papers.errors import NoLabelYet
from leapfrog.papers.tickets import checked_printer

OrderId = FromPath[UUID]


@get("/orders/{order_id:uuid}/receipt.escpos", summary="Print a receipt", media_type=ESCPOS)
async def receipt_ticket(
    town: TownIn,
    signed: SignedIn,
    order_id: OrderId,
    width: PaperWidth = 58,
    text: PrinterText = "codepage",
) -> Response[bytes]:
    """What was bought for how much, for its buyer and who leads the shop; a shop prints no sums of
    a present. Raises `Invalid`, `NoMoney`, `NoOrder`, `RateLimited`, `RoleNeeded`.
    """
    printer = checked_printer(width, text)
    found = await gathering.receipt_of(town, signed.person_id, order_id)
    return await escpos_answer("receipt", partial(drawing.receipt, found, printer))


@get("/orders/{order_id:uuid}/packing.escpos", summary="Print a packing ticket", media_type=ESCPOS)
async def packing_ticket(
    town: TownIn,
    signed: SignedIn,
    order_id: OrderId,
    width: PaperWidth = 58,
    text: PrinterText = "codepage",
) -> Response[bytes]:
    """What is to be packed, for who leads the shop or packs it. Raises `Invalid`, `NoOrder`,
    `RateLimited`, `RoleNeeded`.
    """
    printer = checked_printer(width, text)
    found = await gathering.of_shop(town, signed.person_id, order_id)
    return await escpos_answer("packing", partial(drawing.packing_ticket, found, printer))


@get("/orders/{order_id:uuid}/label.escpos", summary="Print label tickets", media_type=ESCPOS)
async def label_ticket(
    town: TownIn,
    signed: SignedIn,
    order_id: OrderId,
    width: PaperWidth = 58,
    text: PrinterText = "codepage",
) -> Response[bytes]:
    """The labels of the parcels that are on their way, as `label.pdf` has them. Raises `Invalid`,
    `NoLabelYet`, `NoOrder`, `RateLimited`, `RoleNeeded`.
    """
    printer = checked_printer(width, text)
    found = await gathering.of_shop(town, signed.person_id, order_id)
    if found.way and found.way.delivery.service != "own" and not found.way.parcels:
        raise NoLabelYet
    return await escpos_answer("label", partial(drawing.label_tickets, found, printer))


routes: list[HTTPRouteHandler] = [receipt_ticket, packing_ticket, label_ticket]

"""Routes of what thermal printers print: ESC/POS, for paper of 58 and 80 mm."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Annotated
from uuid import UUID

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import TownIn
from leapfrog.papers import drawing, gathering
from leapfrog.papers.errors import NoLabelYet
from leapfrog.papers.tickets import checked_printer

OrderId = FromPath[UUID]
ESCPOS = "application/octet-stream"
PaperWidth = Annotated[int, QueryParameter(description="Millimetres of the paper: 58 or 80.")]
Words = Annotated[
    str,
    QueryParameter(
        max_length=20,
        description=(
            "How the printer is told what is not ASCII: `codepage`, `gb18030`, `gbk`, `utf8`,"
            " `picture`."
        ),
    ),
]


@get("/orders/{order_id:uuid}/receipt.escpos", summary="Print a receipt", media_type=ESCPOS)
async def receipt_ticket(
    town: TownIn,
    signed: SignedIn,
    order_id: OrderId,
    width: PaperWidth = 58,
    text: Words = "codepage",
) -> Response[bytes]:
    """What was bought for how much, for its buyer and who leads the shop; a shop prints no sums of
    a present. Raises `Invalid`, `NoMoney`, `NoOrder`, `RateLimited`, `RoleNeeded`.
    """
    printer = checked_printer(width, text)
    found, money = await gathering.of_both(town, signed.person_id, order_id)
    return await _printed("receipt", partial(drawing.receipt, found, money, printer))


@get("/orders/{order_id:uuid}/packing.escpos", summary="Print a packing ticket", media_type=ESCPOS)
async def packing_ticket(
    town: TownIn,
    signed: SignedIn,
    order_id: OrderId,
    width: PaperWidth = 58,
    text: Words = "codepage",
) -> Response[bytes]:
    """What is to be packed, for who leads the shop or packs it. Raises `Invalid`, `NoOrder`,
    `RateLimited`, `RoleNeeded`.
    """
    printer = checked_printer(width, text)
    found = await gathering.of_shop(town, signed.person_id, order_id)
    return await _printed("packing", partial(drawing.packing_ticket, found, printer))


@get("/orders/{order_id:uuid}/label.escpos", summary="Print label tickets", media_type=ESCPOS)
async def label_ticket(
    town: TownIn,
    signed: SignedIn,
    order_id: OrderId,
    width: PaperWidth = 58,
    text: Words = "codepage",
) -> Response[bytes]:
    """The labels of the parcels that are on their way, as `label.pdf` has them. Raises `Invalid`,
    `NoLabelYet`, `NoOrder`, `RateLimited`, `RoleNeeded`.
    """
    printer = checked_printer(width, text)
    found = await gathering.of_shop(town, signed.person_id, order_id)
    if found.way and found.way.delivery.service != "own" and not found.way.parcels:
        raise NoLabelYet
    return await _printed("label", partial(drawing.label_tickets, found, printer))


async def _printed(name: str, draw: Callable[[], bytes]) -> Response[bytes]:
    headers = {
        "content-disposition": f'attachment; filename="{name}.escpos"',
        "cache-control": "private, no-store",
    }
    return Response(await asyncio.to_thread(draw), media_type=ESCPOS, headers=headers)


routes: list[HTTPRouteHandler] = [receipt_ticket, packing_ticket, label_ticket]

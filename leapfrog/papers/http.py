"""Routes of the papers of an order."""

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

import msgspec
from litestar import Response, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import market, orders
from leapfrog.identity import SignedIn, own_device
from leapfrog.identity import me as person_of
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Town, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.orders import NoOrder
from leapfrog.papers import drawing, invoices
from leapfrog.papers.model import IssuedInvoice, PrintedOrder, TaxShare

PRINTING = Limit("papers", 600, 3600)
OrderId = FromPath[UUID]
PDF = "application/pdf"


class InvoiceShown(msgspec.Struct, frozen=True):
    """An invoice of an order; amounts in minor units, `rate` in hundredths of a per cent."""

    number: str
    issued_on: date
    net: int
    gross: int
    currency: str
    taxes: list[TaxShare]


@get("/orders/{order_id:uuid}/packing.pdf", summary="Print a packing slip", media_type=PDF)
async def packing_slip(town: TownIn, signed: SignedIn, order_id: OrderId) -> Response[bytes]:
    """What is to be packed, on A6, for who leads the shop. Raises `NoOrder`, `RateLimited`,
    `RoleNeeded`.
    """
    found = await _of_shop(town, signed.person_id, order_id)
    return await _printed("packing", partial(drawing.packing_slip, found))


@get("/orders/{order_id:uuid}/label.pdf", summary="Print a label", media_type=PDF)
async def label(town: TownIn, signed: SignedIn, order_id: OrderId) -> Response[bytes]:
    """The label of a parcel, on A6, for who leads the shop: neither phone nor contents stand on it.
    Raises `NoOrder`, `RateLimited`, `RoleNeeded`.
    """
    found = await _of_shop(town, signed.person_id, order_id)
    return await _printed("label", partial(drawing.label, found))


@put("/orders/{order_id:uuid}/invoice", summary="Issue an invoice", guards=[own_device])
async def issue_invoice(
    db: DbIn, town: TownIn, signed: SignedIn, order_id: OrderId
) -> InvoiceShown:
    """The invoice of an order that was received, with the next number of the shop; for the buyer
    and who leads the shop. Again is the same. Raises `InvoiceNotNow`, `NoMoney`, `NoOrder`,
    `PrivateSeller`, `RoleNeeded`.
    """
    found = await invoices.issue(db, town.settings, signed.person_id, order_id)
    content = found.content
    return InvoiceShown(
        number=content.number,
        issued_on=content.issued_on,
        net=content.net,
        gross=content.gross,
        currency=content.currency,
        taxes=content.taxes,
    )


@get("/orders/{order_id:uuid}/invoice.pdf", summary="Print an invoice", media_type=PDF)
async def invoice_pdf(town: TownIn, signed: SignedIn, order_id: OrderId) -> Response[bytes]:
    """An issued invoice as Factur-X: a PDF/A-3 with the EN 16931 of the same in it. Raises
    `NoInvoice`, `NoOrder`, `RateLimited`, `RoleNeeded`.
    """
    found, language = await _invoice(town, signed.person_id, order_id)
    return await _printed(found.content.number, partial(drawing.invoice_pdf, found, language))


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
    made = await asyncio.to_thread(drawing.invoice_xml, found)
    return _file(made, f"{found.content.number}.xml", "application/xml")


async def _of_shop(town: Town, me: UUID, order_id: UUID) -> PrintedOrder:
    town.limit(PRINTING, str(me))
    async with town.database.reading() as db:
        order, side = await orders.of_either(db, me, order_id)
        if side != "shop":
            raise NoOrder
        front = (await market.fronts(db, [order.merchant_id])).get(order.merchant_id)
        lines = await orders.lines_of(db, order_id)
        gift = await orders.gift_words(db, order)
        sign = front.sign if front else ""
        return PrintedOrder(order, lines, sign, await _language(db, me), gift)


async def _invoice(town: Town, me: UUID, order_id: UUID) -> tuple[IssuedInvoice, str]:
    town.limit(PRINTING, str(me))
    async with town.database.reading() as db:
        return await invoices.issued(db, me, order_id), await _language(db, me)


async def _language(db: Db, me: UUID) -> str:
    return (await person_of(db, me)).language


async def _printed(name: str, draw: Callable[[], bytes]) -> Response[bytes]:
    return _file(await asyncio.to_thread(draw), f"{name}.pdf", PDF)


def _file(content: bytes, name: str, media_type: str) -> Response[bytes]:
    headers = {
        "content-disposition": f'inline; filename="{name}"',
        "cache-control": "private, no-store",
    }
    return Response(content, media_type=media_type, headers=headers)


routes: list[HTTPRouteHandler] = [packing_slip, label, issue_invoice, invoice_pdf, invoice_xml]

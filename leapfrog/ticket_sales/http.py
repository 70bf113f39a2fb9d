"""Routes of organisers: what is sold beside seats, what is kept back, figures, messages."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import concessions, pay, tickets
from leapfrog.concessions import ProductKind, ProductQuota, ShowProduct
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.ticket_sales import (
    figures,
    http_given_up,
    http_halls,
    http_posters,
    http_programme,
    messages,
)
from leapfrog.ticket_sales.figures import ShowFigures
from leapfrog.ticket_sales.store import HolderMessage
from leapfrog.tickets import ProductShown

ShowId = FromPath[UUID]
Text = Annotated[str, msgspec.Meta(max_length=200)]
Seats = Annotated[list[int], msgspec.Meta(max_length=500)]
LongText = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]


class QuotaInput(Input, frozen=True):
    """So many units from which products draw that name `n`."""

    n: int
    name: Text
    units: int


class ProductInput(Input, frozen=True):
    """A `fare`: a seat costs `price` percent of what it costs else; an `extra` for `price` (minor
    units). `proof`: what the gate asks to see; `hidden`: only with a voucher that opens it.
    """

    id: UUID
    kind: ProductKind
    name: Text
    price: int
    proof: Text = ""
    hidden: bool = False
    quotas: Annotated[list[int], msgspec.Meta(max_length=30)] = msgspec.field(default_factory=list)
    most_each: int = 10


class ProductsInput(Input, frozen=True):
    """All products of a show, in their order."""

    quotas: Annotated[list[QuotaInput], msgspec.Meta(max_length=30)]
    products: Annotated[list[ProductInput], msgspec.Meta(max_length=40)]


class ProductSold(msgspec.Struct, frozen=True):
    """A product as its organiser sees it: units sold, of these handed over, and what was `taken`
    for them (minor units; of a fare nothing, for the seat costs it).
    """

    product: ProductShown
    hidden: bool
    on_sale: bool
    quotas: list[int]
    sold: int
    handed: int
    taken: int


class ProductSales(msgspec.Struct, frozen=True):
    """Also of what is not on sale any more."""

    quotas: list[ProductQuota]
    products: list[ProductSold]


class KeptBack(Input, frozen=True):
    """All seats that are kept back for a batch, as they are counted along the plan."""

    seats: Seats


class HolderMessageInput(Input, frozen=True):
    """What all who have tickets should hear."""

    text: LongText


class HolderMessageShown(msgspec.Struct, frozen=True):
    """`people`: to how many it was said."""

    id: UUID
    text: str
    people: int
    at: datetime


class HolderMessages(msgspec.Struct, frozen=True):
    """The newest first."""

    messages: list[HolderMessageShown]


@put("/tickets/shows/{show_id:uuid}/products", summary="Set products", guards=[own_device])
async def set_products(
    db: DbIn, signed: SignedIn, show_id: ShowId, data: JSONBody[ProductsInput]
) -> ProductSales:
    """These are the fares and extras of a show from now on; who bought others keeps them. Raises
    `Invalid`, `NoShow`, `ProductIdUsed`, `QuotaTaken`, `QuotasStay`, `RoleNeeded`.
    """
    show = await tickets.led_show(db, signed.person_id, show_id)
    quotas = [ProductQuota(one.n, one.name, one.units) for one in data.quotas]
    names = ProductInput.__struct_fields__
    products = [
        ShowProduct(
            **{name: getattr(one, name) for name in names},
            show_id=show.id,
            n=n,
        )
        for n, one in enumerate(data.products)
    ]
    await concessions.offer(db, show.id, quotas, products)
    return await _sales(db, show.id)


@get("/tickets/shows/{show_id:uuid}/products/sales")
async def read_product_sales(db: DbIn, signed: SignedIn, show_id: ShowId) -> ProductSales:
    """All products of a show and what was sold, for who works there. Raises `NoShow`,
    `RoleNeeded`.
    """
    show = await tickets.staff_show(db, signed.person_id, show_id)
    return await _sales(db, show.id)


@put("/tickets/shows/{show_id:uuid}/kept-back/{batch_id:uuid}", guards=[own_device])
async def keep_seats_back(
    db: DbIn,
    signed: SignedIn,
    show_id: ShowId,
    batch_id: FromPath[UUID],
    data: JSONBody[KeptBack],
) -> KeptBack:
    """These seats, and no others, are kept back for a batch of vouchers until it or the show is
    over. Raises `Invalid`, `NoShow`, `NoVoucherBatch`, `NotOnSale`, `RoleNeeded`, `SeatGone`.
    """
    wanted = list(dict.fromkeys(data.seats))
    return KeptBack(await tickets.keep_back(db, signed.person_id, show_id, batch_id, wanted))


@get("/tickets/shows/{show_id:uuid}/figures")
async def read_figures(db: DbIn, signed: SignedIn, show_id: ShowId) -> ShowFigures:
    """A show in numbers, for who leads the shop: places by category, sales by the hour, who came in
    by the minute, money that waits and when it comes. Raises `NoShow`, `RoleNeeded`.
    """
    return await figures.figures(db, signed.person_id, show_id)


@get("/tickets/shows/{show_id:uuid}/sales.csv", media_type="text/csv", guards=[own_device])
async def read_sales_file(db: DbIn, signed: SignedIn, show_id: ShowId) -> Response[str]:
    """The tickets of a show as a table, without whose they are. Raises `NoShow`, `RoleNeeded`."""
    text = await figures.as_csv(db, signed.person_id, show_id)
    headers = {"content-disposition": 'attachment; filename="tickets.csv"'}
    return Response(text, media_type="text/csv", headers=headers)


@put(
    "/tickets/shows/{show_id:uuid}/messages/{message_id:uuid}",
    summary="Write to ticket holders",
    guards=[own_device],
)
async def write_to_holders(
    db: DbIn,
    signed: SignedIn,
    show_id: ShowId,
    message_id: FromPath[UUID],
    data: JSONBody[HolderMessageInput],
) -> HolderMessageShown:
    """All who have tickets of a show hear this, through the town: nobody is told who they are. The
    same id again is the same message. Raises `Invalid`, `MessageIdUsed`, `NoShow`, `RoleNeeded`,
    `ShowOver`, `TooManyMessages`.
    """
    return _message(await messages.say(db, signed.person_id, show_id, message_id, data.text))


@get("/tickets/shows/{show_id:uuid}/messages")
async def list_holder_messages(db: DbIn, signed: SignedIn, show_id: ShowId) -> HolderMessages:
    """What the organiser said to those who have tickets, for them and who works there. Raises
    `NoShow`, `RoleNeeded`.
    """
    found = await messages.heard(db, signed.person_id, show_id)
    return HolderMessages([_message(one) for one in found])


def _message(one: HolderMessage) -> HolderMessageShown:
    return HolderMessageShown(one.id, one.text, one.people, one.at)


async def _sales(db: Db, show_id: UUID) -> ProductSales:
    products = await concessions.products_of(db, [show_id])
    _, left = await concessions.offered(db, show_id)
    sums = await concessions.sums(db, [one.id for one in products])
    none = concessions.ProductSums(0, 0, 0)
    return ProductSales(
        await concessions.quotas(db, show_id),
        [
            ProductSold(
                product=tickets.product_shown(one, left.get(one.id)),
                hidden=one.hidden,
                on_sale=one.on_sale,
                quotas=one.quotas,
                sold=sums.get(one.id, none).sold,
                handed=sums.get(one.id, none).handed,
                taken=sums.get(one.id, none).taken,
            )
            for one in products
        ],
    )


handlers: list[HTTPRouteHandler] = [
    set_products,
    read_product_sales,
    keep_seats_back,
    read_figures,
    read_sales_file,
    write_to_holders,
    list_holder_messages,
    *http_programme.handlers,
    *http_given_up.handlers,
    *http_halls.handlers,
    *http_posters.handlers,
]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]

"""Routes of what is sold beside seats: fares, extras, vouchers in an order, the counter."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import concessions, vouchers
from leapfrog.concessions import ProductKind, ShowProduct
from leapfrog.identity import DeviceIn, SignedIn, own_device
from leapfrog.kernel import throttle
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import DbIn, Input, Town, TownIn
from leapfrog.kernel.limits import Limit, network
from leapfrog.tickets import baskets, extras, selling, shapes, store
from leapfrog.tickets.baskets import BasketWish
from leapfrog.tickets.errors import NoShow
from leapfrog.tickets.model import Choice
from leapfrog.tickets.shapes import TicketOrderShown

# Wrong codes; a good one is given back. 48 bits are not guessed at this pace, words of one's own
# are not worth it.
BY_PERSON, NEAR = Limit("voucher", 20, 3600), Limit("voucher_near", 100, 3600)
ShowId = FromPath[UUID]
OrderId = FromPath[UUID]
Text = Annotated[str, msgspec.Meta(max_length=200)]
Code = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class ProductShown(msgspec.Struct, frozen=True):
    """`left`: the smallest of its quotas; null: no end."""

    id: UUID
    kind: ProductKind
    name: str
    price: int
    proof: str
    most_each: int
    left: int | None


class ProductsShown(msgspec.Struct, frozen=True):
    """In the order of their organiser."""

    products: list[ProductShown]


class FareInput(Input, frozen=True):
    """The fare of one ticket."""

    ticket_id: UUID
    product_id: UUID


class UnitsInput(Input, frozen=True):
    """So many units of an extra."""

    product_id: UUID
    units: Annotated[int, msgspec.Meta(ge=1, le=50)]


class BasketInput(Input, frozen=True):
    """All that is in an order beside its seats: what is not named is not in it any more."""

    fares: Annotated[list[FareInput], msgspec.Meta(max_length=50)] = msgspec.field(
        default_factory=list
    )
    extras: Annotated[list[UnitsInput], msgspec.Meta(max_length=40)] = msgspec.field(
        default_factory=list
    )
    voucher: Code | None = None

    @property
    def wish(self) -> BasketWish:
        return BasketWish(
            {one.ticket_id: one.product_id for one in self.fares},
            {one.product_id: one.units for one in self.extras},
            self.voucher,
        )


class VoucherLookup(Input, frozen=True):
    code: Code


class VoucherGood(msgspec.Struct, frozen=True):
    """What a code is good for at a show: it `opens` these products, and `seats` are kept back for
    it and free.
    """

    name: str
    opens: list[ProductShown]
    seats: list[int]


class VoucherOrderInput(Input, frozen=True):
    """The same as an order, with the code for which seats are kept back."""

    show_id: UUID
    voucher: Code
    seats: Annotated[list[int], msgspec.Meta(max_length=50)] = msgspec.field(default_factory=list)
    best: Annotated[int, msgspec.Meta(ge=0, le=50)] = 0
    category: int | None = None


@get("/tickets/shows/{show_id:uuid}/products")
async def list_products(db: DbIn, signed: SignedIn, show_id: ShowId) -> ProductsShown:
    """Fares and extras of a show, without hidden ones. Raises `NoShow`."""
    found = (await store.shows(db, [show_id])).get(show_id)
    if found is None or found.state == "draft":
        raise NoShow
    products, left = await concessions.offered(db, show_id)
    return ProductsShown([product_shown(o, left[o.id]) for o in products if not o.hidden])


@post("/tickets/shows/{show_id:uuid}/voucher", status_code=200)
async def look_voucher_up(
    town: TownIn,
    signed: SignedIn,
    device: DeviceIn,
    show_id: ShowId,
    data: JSONBody[VoucherLookup],
) -> VoucherGood:
    """What a code is good for at a show. Raises `NoShow`, `NoVoucher`, `RateLimited`."""
    async with _guess(town, signed.person_id, device.address) as db:
        batch, seats = await baskets.look_up(db, show_id, data.code)
        products, left = await concessions.offered(db, show_id)
        opens = [product_shown(o, left[o.id]) for o in products if o.hidden and o.id in batch.opens]
    return VoucherGood(batch.name, opens, seats)


@put("/tickets/orders/{order_id:uuid}/basket", summary="Fill a basket")
async def fill_basket(
    town: TownIn,
    signed: SignedIn,
    device: DeviceIn,
    order_id: OrderId,
    data: JSONBody[BasketInput],
) -> TicketOrderShown:
    """Fares, extras and a voucher of what one holds, all or nothing; the same again is the same.
    Raises `HoldOver`, `Invalid`, `LimitReached`, `NoProduct`, `NoShow`, `NoTicketOrder`,
    `NoVoucher`, `NotOnSale`, `RateLimited`, `SoldOut`, `VoucherNeeded`, `VoucherUnfit`,
    `VoucherUsed`.
    """
    guess = _guess(town, signed.person_id, device.address)
    async with guess if data.voucher else town.database.transaction() as db:
        made = await baskets.fill(db, signed.person_id, order_id, data.wish)
        return (await shapes.orders_shown(db, signed.person_id, [made]))[0]


@put("/tickets/orders/{order_id:uuid}/by-voucher", summary="Hold seats by a voucher")
async def hold_by_voucher(
    town: TownIn,
    signed: SignedIn,
    device: DeviceIn,
    order_id: OrderId,
    data: JSONBody[VoucherOrderInput],
) -> TicketOrderShown:
    """Holds seats for ten minutes, also such as are kept back for those who have this code; it is
    used for them. Raises `HoldOver`, `Invalid`, `LimitReached`, `NoProduct`, `NoShow`,
    `NoTicketOrder`, `NoVoucher`, `NotOnSale`, `PairBroken`, `RateLimited`, `SeatAlone`, `SeatGone`,
    `SoldOut`, `TicketsIdUsed`, `TooManyTickets`, `VoucherNeeded`, `VoucherUnfit`, `VoucherUsed`.
    """
    choice = Choice(tuple(data.seats), data.best, data.category)
    async with _guess(town, signed.person_id, device.address) as db:
        made = await baskets.hold_by_voucher(
            db, signed.person_id, order_id, data.show_id, choice, data.voucher
        )
        return (await shapes.orders_shown(db, signed.person_id, [made]))[0]


@post(
    "/tickets/orders/{order_id:uuid}/extras/{line_id:uuid}/return",
    status_code=200,
    guards=[own_device],
)
async def return_extra(
    db: DbIn, signed: SignedIn, order_id: OrderId, line_id: FromPath[UUID]
) -> TicketOrderShown:
    """Gives back what was bought with tickets and not handed over. Again is the same. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `MoreThanRest`,
    `MoreThanUnsent`, `NoAccount`, `NoEscrow`, `NoProduct`, `NoTicketOrder`, `NotHandable`,
    `NotNow`, `NotReturnable`, `NotYourPart`, `OperationIdUsed`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`.
    """
    await extras.give_back_extra(db, signed.person_id, order_id, line_id)
    found = await selling.of_buyer(db, signed.person_id, order_id)
    return (await shapes.orders_shown(db, signed.person_id, [found]))[0]


@asynccontextmanager
async def _guess(town: Town, person_id: UUID, address: str) -> AsyncIterator[Db]:
    """A transaction in which somebody uses a code. Each try is counted before it, in one of its
    own, so that who is refused is counted all the same, and a good code is not, whatever else is
    wrong. Raises `RateLimited`.
    """
    keys = [(BY_PERSON, str(person_id)), (NEAR, network(address))]
    async with town.database.transaction() as db:
        for limit, key in keys:
            await throttle.take(db, limit, key)
    try:
        async with town.database.transaction() as db:
            yield db
            await _good_guess(db, keys)
    except vouchers.NoVoucher:
        raise
    except Problem:
        async with town.database.transaction() as db:
            await _good_guess(db, keys)
        raise


async def _good_guess(db: Db, keys: list[tuple[Limit, str]]) -> None:
    for limit, key in keys:
        await throttle.give_back(db, limit, key)


def product_shown(one: ShowProduct, left: int | None) -> ProductShown:
    """A product beside seats as buyers see it, and how many are left."""
    shown = ("id", "kind", "name", "price", "proof", "most_each")
    return ProductShown(**{name: getattr(one, name) for name in shown}, left=left)


handlers: list[HTTPRouteHandler] = [
    list_products,
    look_voucher_up,
    fill_basket,
    hold_by_voucher,
    return_extra,
]

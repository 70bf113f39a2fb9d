"""Routes of the box office: sold where the show is, for cash or to the buyer's own phone."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.tickets import box_office, shapes, store_orders
from leapfrog.tickets.model import Choice, TicketOrder
from leapfrog.tickets.shapes import TicketOrderShown, TicketShown

OrderId = FromPath[UUID]


class DeskOrderInput(Input, frozen=True):
    """Either `seats`, by their places in the plan, or the `best` so many, or so many places
    `standing` of a category.
    """

    show_id: UUID
    seats: Annotated[list[int], msgspec.Meta(max_length=50)] = msgspec.field(default_factory=list)
    best: Annotated[int, msgspec.Meta(ge=0, le=50)] = 0
    category: int | None = None
    standing: Annotated[int, msgspec.Meta(ge=0, le=50)] = 0


class TicketCodeInput(Input, frozen=True):
    """What stands in the QR code of a ticket."""

    code: Annotated[str, msgspec.Meta(max_length=400)]


class DeskOrderShown(msgspec.Struct, frozen=True):
    """An order of the box office. `at_desk`: it was paid there, `cash` (minor units; 0: it is
    free), and `cash_back`: given back of it; `taken_over`: a buyer's own phone has it; `tickets`
    with the codes to show and print, once they are paid there.
    """

    order: TicketOrderShown
    at_desk: bool
    cash: int
    cash_back: int
    taken_over: bool
    tickets: list[TicketShown]


async def _shown(db: Db, me: UUID, order: TicketOrder) -> DeskOrderShown:
    [shown] = await shapes.orders_shown(db, me, [order])
    codes = await box_office.codes_sold(db, me, order.id) if order.at_desk else {}
    found = (await store_orders.tickets(db, [order.id]))[order.id]
    return DeskOrderShown(
        order=shown,
        at_desk=order.at_desk,
        cash=order.cash,
        cash_back=order.cash_back,
        taken_over=order.buyer_id != order.sold_by,
        tickets=await shapes.tickets_shown(db, [one for one in found if one.id in codes]),
    )


@put("/tickets/box-office/{order_id:uuid}", summary="Sell at the box office", guards=[own_device])
async def sell_at_desk(
    db: DbIn, signed: SignedIn, order_id: OrderId, data: JSONBody[DeskOrderInput]
) -> DeskOrderShown:
    """Keeps seats for who stands there, for ten minutes. The same id again is the same order.
    Raises `Invalid`, `NoShow`, `NoTicketOrder`, `NotOnSale`, `RoleNeeded`, `SeatAlone`,
    `SeatGone`, `SoldOut`, `TicketsIdUsed`.
    """
    choice = Choice(tuple(data.seats), data.best, data.category, data.standing)
    made = await box_office.sell(db, signed.person_id, order_id, data.show_id, choice)
    return await _shown(db, signed.person_id, made)


@get("/tickets/box-office/{order_id:uuid}")
async def read_desk_order(db: DbIn, signed: SignedIn, order_id: OrderId) -> DeskOrderShown:
    """An order of a box office at which one works. Raises `NoTicketOrder`, `RoleNeeded`."""
    await box_office.codes_sold(db, signed.person_id, order_id)
    found = (await store_orders.orders(db, [order_id]))[order_id]
    return await _shown(db, signed.person_id, found)


@put("/tickets/box-office/{order_id:uuid}/cash", summary="Take cash", guards=[own_device])
async def take_cash(db: DbIn, signed: SignedIn, order_id: OrderId) -> DeskOrderShown:
    """What is held at the box office is paid in cash. Again is the same. Raises `ClaimOver`,
    `HoldOver`, `NoShow`, `NotOnSale`, `NoTicketOrder`, `RoleNeeded`.
    """
    made = await box_office.take_cash(db, signed.person_id, order_id)
    return await _shown(db, signed.person_id, made)


@put("/tickets/box-office/{order_id:uuid}/cash-back", summary="Give cash back", guards=[own_device])
async def give_cash_back(db: DbIn, signed: SignedIn, order_id: OrderId) -> DeskOrderShown:
    """The cash of an order was given back: what of it nobody used is void. Again is the same.
    Raises `NotListable`, `NoTicketOrder`, `RoleNeeded`.
    """
    made = await box_office.give_cash_back(db, signed.person_id, order_id)
    return await _shown(db, signed.person_id, made)


@put("/tickets/orders/{order_id:uuid}/buyer", summary="Take over an order")
async def take_over_order(db: DbIn, signed: SignedIn, order_id: OrderId) -> TicketOrderShown:
    """What a box office holds, whose code one has read there, becomes one's own order to pay. Again
    is the same. Raises `DeskHold`, `HoldOver`, `NoTicketOrder`.
    """
    made = await box_office.take_over(db, signed.person_id, order_id)
    return (await shapes.orders_shown(db, signed.person_id, [made]))[0]


@post("/tickets/claims", status_code=200)
async def claim_ticket(db: DbIn, signed: SignedIn, data: JSONBody[TicketCodeInput]) -> TicketShown:
    """A ticket that was paid in cash, and whose code one has, comes into one's own app; the code on
    paper is worth nothing any more. Raises `NoTicket`.
    """
    found = await box_office.claim(db, signed.person_id, data.code)
    return (await shapes.tickets_shown(db, [found]))[0]


handlers: list[HTTPRouteHandler] = [
    sell_at_desk,
    read_desk_order,
    take_cash,
    give_cash_back,
    take_over_order,
    claim_ticket,
]

"""Routes of the box office: sold where the show is, for cash or to the buyer's own phone."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import tickets
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.ticket_gates import showing
from leapfrog.tickets import Choice, TicketOrderShown, TicketShown

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
    free), `cash_back`: given back of it, and `cash_due`: to be given back, if that is asked for;
    `taken_over`: a buyer's own phone has it; `tickets` with the codes to show and print, once they
    are paid there.
    """

    order: TicketOrderShown
    at_desk: bool
    cash: int
    cash_back: int
    cash_due: int
    taken_over: bool
    tickets: list[TicketShown]


class CompInput(Input, frozen=True):
    """Why it costs nothing: counted, and shown to who leads the shop."""

    why: Annotated[str, msgspec.Meta(max_length=200)]


class HouseSeats(Input, frozen=True):
    """Seats, by their places in the plan, that only the box office sells."""

    seats: Annotated[list[int], msgspec.Meta(max_length=5000)]


class ReseatInput(Input, frozen=True):
    """The code of the ticket that somebody shows, and where they sit from now on."""

    code: Annotated[str, msgspec.Meta(max_length=400)]
    seat: int


async def _shown(db: Db, me: UUID, order_id: UUID) -> DeskOrderShown:
    sale = await tickets.desk_sale(db, me, order_id)
    [shown] = await tickets.orders_shown(db, me, [sale.order])
    return DeskOrderShown(
        order=shown,
        at_desk=sale.order.at_desk,
        cash=sale.order.cash,
        cash_back=sale.order.cash_back,
        cash_due=sale.due,
        taken_over=sale.order.buyer_id != sale.order.sold_by,
        tickets=await tickets.tickets_shown(db, sale.tickets),
    )


@put("/tickets/box-office/{order_id:uuid}", summary="Sell at the box office", guards=[own_device])
async def sell_at_desk(
    db: DbIn, signed: SignedIn, order_id: OrderId, data: JSONBody[DeskOrderInput]
) -> DeskOrderShown:
    """Keeps seats for who stands there, for ten minutes. The same id again is the same order.
    Raises `Invalid`, `NoShow`, `NoTicketOrder`, `NotOnSale`, `PairBroken`, `RoleNeeded`,
    `SeatAlone`, `SeatGone`, `SoldOut`, `TicketsIdUsed`.
    """
    choice = Choice(tuple(data.seats), data.best, data.category, data.standing)
    await tickets.sell_at_desk(db, signed.person_id, order_id, data.show_id, choice)
    return await _shown(db, signed.person_id, order_id)


@get("/tickets/box-office/{order_id:uuid}")
async def read_desk_order(db: DbIn, signed: SignedIn, order_id: OrderId) -> DeskOrderShown:
    """An order of a box office at which one works. Raises `NoTicketOrder`, `RoleNeeded`."""
    return await _shown(db, signed.person_id, order_id)


@put("/tickets/box-office/{order_id:uuid}/cash", summary="Take cash", guards=[own_device])
async def take_cash(db: DbIn, signed: SignedIn, order_id: OrderId) -> DeskOrderShown:
    """What is held at the box office is paid in cash. Again is the same. Raises `ClaimOver`,
    `HoldOver`, `NoShow`, `NotOnSale`, `NoTicketOrder`, `RoleNeeded`.
    """
    await tickets.take_cash(db, signed.person_id, order_id)
    return await _shown(db, signed.person_id, order_id)


@put("/tickets/box-office/{order_id:uuid}/cash-back", summary="Give cash back", guards=[own_device])
async def give_cash_back(db: DbIn, signed: SignedIn, order_id: OrderId) -> DeskOrderShown:
    """The cash of an order was given back: what of it nobody used is void. Again is the same.
    Raises `NotListable`, `NoTicketOrder`, `RoleNeeded`.
    """
    await tickets.give_cash_back(db, signed.person_id, order_id)
    return await _shown(db, signed.person_id, order_id)


@put("/tickets/box-office/{order_id:uuid}/comp", summary="Give for nothing", guards=[own_device])
async def give_tickets_free(
    db: DbIn, signed: SignedIn, order_id: OrderId, data: JSONBody[CompInput]
) -> DeskOrderShown:
    """What is held at the box office costs nothing, for who leads the shop. Again is the same.
    Raises `ClaimOver`, `HoldOver`, `Invalid`, `NoShow`, `NoTicketOrder`, `NotOnSale`, `RoleNeeded`.
    """
    await tickets.give_free(db, signed.person_id, order_id, data.why)
    return await _shown(db, signed.person_id, order_id)


@get("/tickets/shows/{show_id:uuid}/house")
async def read_house_seats(db: DbIn, signed: SignedIn, show_id: FromPath[UUID]) -> HouseSeats:
    """Seats that only the box office sells, sold ones too, for who works there. Raises `NoShow`,
    `RoleNeeded`.
    """
    show = await tickets.staff_show(db, signed.person_id, show_id)
    return HouseSeats(await tickets.house_seats(db, show.id))


@put("/tickets/shows/{show_id:uuid}/house", summary="Keep house seats", guards=[own_device])
async def keep_house_seats(
    db: DbIn, signed: SignedIn, show_id: FromPath[UUID], data: JSONBody[HouseSeats]
) -> HouseSeats:
    """These seats, and no others, are sold at the box office alone: who leads the shop keeps more,
    whoever works there lets go of some. Raises `Invalid`, `NoShow`, `NotOnSale`, `RoleNeeded`,
    `SeatGone`.
    """
    wanted = list(dict.fromkeys(data.seats))
    return HouseSeats(await tickets.keep_for_house(db, signed.person_id, show_id, wanted))


@put(
    "/tickets/shows/{show_id:uuid}/reseating",
    summary="Seat somebody elsewhere",
    guards=[own_device],
)
async def reseat_ticket(
    db: DbIn, signed: SignedIn, show_id: FromPath[UUID], data: JSONBody[ReseatInput]
) -> TicketShown:
    """Who shows a ticket at the box office sits in another free seat of its category; the old code
    is worth nothing any more. The new one is answered where the ticket is on paper. Raises
    `Invalid`, `NoShow`, `NoTicket`, `NotListable`, `NotOnSale`, `RoleNeeded`, `SeatGone`.
    """
    show = await tickets.staff_show(db, signed.person_id, show_id)
    found = await showing.ticket_by_code(db, show, data.code)
    made = await tickets.reseat(db, signed.person_id, show.id, found, data.seat)
    [shown] = await tickets.tickets_shown(db, [made])
    if made.holder_id is None:
        return shown
    return msgspec.structs.replace(shown, code=None, secret=None)


@put("/tickets/orders/{order_id:uuid}/buyer", summary="Take over an order")
async def take_over_order(db: DbIn, signed: SignedIn, order_id: OrderId) -> TicketOrderShown:
    """What a box office holds, whose code one has read there, becomes one's own order to pay. Again
    is the same. Raises `DeskHold`, `HoldOver`, `NoTicketOrder`.
    """
    made = await tickets.take_over(db, signed.person_id, order_id)
    return (await tickets.orders_shown(db, signed.person_id, [made]))[0]


@post("/tickets/claims", status_code=200)
async def claim_ticket(db: DbIn, signed: SignedIn, data: JSONBody[TicketCodeInput]) -> TicketShown:
    """A ticket that was paid in cash, and whose code one has, comes into one's own app; the code on
    paper is worth nothing any more. Raises `NoTicket`.
    """
    found = await tickets.claim(db, signed.person_id, data.code)
    return (await tickets.tickets_shown(db, [found]))[0]


handlers: list[HTTPRouteHandler] = [
    sell_at_desk,
    read_desk_order,
    take_cash,
    give_cash_back,
    give_tickets_free,
    read_house_seats,
    keep_house_seats,
    reseat_ticket,
    take_over_order,
    claim_ticket,
]

"""Routes of who goes out: what is on, seats, orders and tickets."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

from leapfrog import pay
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.seat_plans import PlanShown, plan_shown
from leapfrog.ticket_origins import TicketOrigin
from leapfrog.tickets import (
    http_baskets,
    returning,
    seats,
    selling,
    shapes,
    store,
    store_orders,
)
from leapfrog.tickets.errors import NoShow
from leapfrog.tickets.model import Choice
from leapfrog.tickets.seat_maps import LOOKING, SeatsNow
from leapfrog.tickets.shapes import ShowShown, TicketOrderShown, TicketShown

OrderId = FromPath[UUID]
ShowId = FromPath[UUID]
TicketId = FromPath[UUID]
AHEAD, BEHIND, MOST_SHOWS, MOST_OWN = timedelta(days=30), timedelta(days=30), 300, 200
# Times of a programme are not further off than this.
FAR = timedelta(days=3650)


class ShowList(msgspec.Struct, frozen=True):
    """By their start."""

    shows: list[ShowShown]


class TicketOrderInput(Input, frozen=True):
    """Either `seats`, by their places in the plan, or the `best` so many, of a category or of any,
    or so many places `standing` of a category.
    """

    show_id: UUID
    seats: Annotated[list[int], msgspec.Meta(max_length=50)] = msgspec.field(default_factory=list)
    best: Annotated[int, msgspec.Meta(ge=0, le=50)] = 0
    category: int | None = None
    standing: Annotated[int, msgspec.Meta(ge=0, le=50)] = 0

    @property
    def choice(self) -> Choice:
        return Choice(tuple(self.seats), self.best, self.category, self.standing)


class TicketPayment(Input, frozen=True):
    """`confirmation`: where the amount needs one, of `POST /pay/confirmations` or what that takes;
    `instead_of`: a paid order of another show of the same event, which ends by this; `origin`: from
    where one came to the show, counted without whose it is.
    """

    confirmation: pay.ConfirmationInput = None
    instead_of: UUID | None = None
    origin: TicketOrigin | None = None


class HolderInput(Input, frozen=True):
    """To which contact a ticket goes."""

    person_id: UUID


class OrderList(msgspec.Struct, frozen=True):
    """The newest first."""

    orders: list[TicketOrderShown]


class OwnTickets(msgspec.Struct, frozen=True):
    """Tickets that one holds, and the shows that they are for. `now`: the town's time, by which
    codes live.
    """

    tickets: list[TicketShown]
    shows: list[ShowShown]
    now: datetime


@get("/tickets/shows")
async def list_shows(
    db: DbIn,
    signed: SignedIn,
    since: Annotated[
        datetime | None, QueryParameter(description="Shows that end later than this; else now.")
    ] = None,
    until: Annotated[
        datetime | None,
        QueryParameter(description="Shows that begin before this; else in the next 30 days."),
    ] = None,
    text: Annotated[
        str, QueryParameter(description="Only those with this in their name.", max_length=200)
    ] = "",
) -> ShowList:
    """What is on, by its start. Raises `Invalid`."""
    if text.strip():
        found = await store.found(db, text.strip(), MOST_SHOWS)
    else:
        _check_near(db, [one for one in (since, until) if one is not None])
        since = since or db.now
        found = await store.shows_between(db, since, until or since + AHEAD, MOST_SHOWS)
    return ShowList(await shapes.shows_shown(db, found))


@get("/tickets/shows/{show_id:uuid}")
async def read_show(db: DbIn, signed: SignedIn, show_id: ShowId) -> ShowShown:
    """One show with its prices. Raises `NoShow`."""
    found = (await store.shows(db, [show_id])).get(show_id)
    if found is None or found.state == "draft":
        raise NoShow
    return (await shapes.shows_shown(db, [found]))[0]


@get("/tickets/plans/{plan:str}")
async def read_seating_plan(
    db: DbIn,
    signed: SignedIn,
    plan: Annotated[str, PathParameter(description="The plan's hash, as its show names it.")],
) -> PlanShown:
    """Where the seats of a show are; it never changes. Raises `NoShow`."""
    try:
        found = await store.plan(db, bytes.fromhex(plan))
    except ValueError:
        found = None
    if found is None:
        raise NoShow
    return plan_shown(await seats.layout_of(db, bytes.fromhex(plan)))


@get("/tickets/shows/{show_id:uuid}/seats")
async def read_seats(town: TownIn, signed: SignedIn, show_id: ShowId) -> SeatsNow:
    """Which seats of a show are free at this moment. Raises `NoShow`."""
    return await town.batchers.of(LOOKING).submit(show_id)


@put("/tickets/orders/{order_id:uuid}", summary="Hold seats")
async def hold_seats(
    db: DbIn, signed: SignedIn, order_id: OrderId, data: JSONBody[TicketOrderInput]
) -> TicketOrderShown:
    """Holds seats or places for ten minutes, all or none; what one held of this show before is let
    go of. The same id again is the same order. Raises `Invalid`, `LimitReached`, `NoShow`,
    `NotOnSale`, `PairBroken`, `SeatAlone`, `SeatGone`, `SoldOut`, `TicketsIdUsed`,
    `TooManyTickets`.
    """
    made = await selling.hold(db, signed.person_id, order_id, data.show_id, data.choice)
    return (await shapes.orders_shown(db, signed.person_id, [made]))[0]


@get("/tickets/orders")
async def list_ticket_orders(db: DbIn, signed: SignedIn) -> OrderList:
    """What one bought, and holds to buy, the newest first."""
    found = await store_orders.of_buyer(db, signed.person_id, MOST_OWN)
    return OrderList(await shapes.orders_shown(db, signed.person_id, found))


@get("/tickets/orders/{order_id:uuid}")
async def read_ticket_order(db: DbIn, signed: SignedIn, order_id: OrderId) -> TicketOrderShown:
    """One order of one's own. Raises `NoTicketOrder`."""
    found = await selling.of_buyer(db, signed.person_id, order_id)
    return (await shapes.orders_shown(db, signed.person_id, [found]))[0]


@delete("/tickets/orders/{order_id:uuid}", status_code=204)
async def let_seats_go(db: DbIn, signed: SignedIn, order_id: OrderId) -> None:
    """Lets go of what is held and not paid; what is paid stays. Raises `NoTicketOrder`."""
    await selling.drop(db, signed.person_id, order_id)


@put(
    "/tickets/orders/{order_id:uuid}/payment", summary="Pay for tickets", guards=[pay.with_consent]
)
async def pay_for_tickets(
    db: DbIn,
    signed: SignedIn,
    order_id: OrderId,
    data: JSONBody[TicketPayment],
    consent: pay.ConsentIn,
) -> TicketOrderShown:
    """Pays what is held; the money waits until the show is over. Again is the same payment. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `ClaimOver`, `ConfirmationNeeded`,
    `CurrenciesDiffer`, `DeskHold`, `HoldOver`, `InsufficientFunds`, `MoreThanRest`,
    `MoreThanUnsent`, `NoAccount`, `NoCurrency`, `NoEscrow`, `NoMerchant`, `NoMoney`, `NoPin`,
    `NoShow`, `NoTicketOrder`, `NotChangeable`, `NotListable`, `NotNow`, `NotOnSale`,
    `NotYourPart`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`,
    `OwnTrade`, `SeatGone`.
    """
    paid = await selling.pay_for(
        db, signed.person_id, order_id, consent, data.instead_of, data.origin
    )
    return (await shapes.orders_shown(db, signed.person_id, [paid]))[0]


@get("/tickets", summary="List tickets")
async def list_tickets(db: DbIn, signed: SignedIn) -> OwnTickets:
    """The tickets that one holds, with their codes, and their shows; also those that others passed
    on to one.
    """
    mine = await store_orders.of_holder_since(db, signed.person_id, db.now - BEHIND, MOST_OWN)
    shows = await store.shows(db, {one.show_id for one in mine})
    by_start = sorted(shows.values(), key=lambda one: (one.starts_at, one.id))
    tickets = await shapes.tickets_shown(db, mine)
    return OwnTickets(tickets, await shapes.shows_shown(db, by_start), db.now)


@post("/tickets/{ticket_id:uuid}/return", status_code=200, guards=[own_device])
async def return_ticket(db: DbIn, signed: SignedIn, ticket_id: TicketId) -> TicketOrderShown:
    """Gives a ticket back for its price, as long as the show allows it. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `MoreThanRest`, `MoreThanUnsent`,
    `NoAccount`, `NoEscrow`, `NoTicket`, `NotListable`, `NotNow`, `NotReturnable`, `NotYourPart`,
    `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`.
    """
    after = await returning.give_back(db, signed.person_id, ticket_id)
    return (await shapes.orders_shown(db, signed.person_id, [after]))[0]


@put("/tickets/{ticket_id:uuid}/holder", status_code=204, guards=[own_device])
async def pass_ticket_on(
    db: DbIn, signed: SignedIn, ticket_id: TicketId, data: JSONBody[HolderInput]
) -> None:
    """Gives a ticket to a contact: its code is another one from then on. What is refunded goes to
    who paid. Raises `NoTicket`, `NotListable`, `NotPassable`.
    """
    await returning.pass_on(db, signed.person_id, ticket_id, data.person_id)


def _check_near(db: Db, given: Sequence[datetime]) -> None:
    """Raises `Invalid`."""
    if not all(one.tzinfo and db.now - FAR < one < db.now + FAR for one in given):
        raise Invalid("A time has its zone, and is within ten years.")


handlers: list[HTTPRouteHandler] = [
    list_shows,
    read_show,
    read_seating_plan,
    read_seats,
    hold_seats,
    list_ticket_orders,
    read_ticket_order,
    let_seats_go,
    pay_for_tickets,
    list_tickets,
    return_ticket,
    pass_ticket_on,
    *http_baskets.handlers,
]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]

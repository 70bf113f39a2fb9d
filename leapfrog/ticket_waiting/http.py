"""Routes of who waits for tickets, and of tickets that others can have."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import pay, tickets
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Input
from leapfrog.ticket_waiting import store
from leapfrog.ticket_waiting.store import OwnWish
from leapfrog.tickets import OrderState, ShowShown, Wish, WishState

ShowId = FromPath[UUID]
TicketId = FromPath[UUID]
MOST_PRICE = 10**12


class WishInput(Input, frozen=True):
    """For how many tickets one waits; `together`: only side by side; `category`: null for any;
    `at_most`: what each may cost (minor units), null for whatever; `also`: other shows of the same
    event that would do, in a category of the same name: the first that has something ends the
    others.
    """

    count: Annotated[int, msgspec.Meta(ge=1, le=50)]
    together: bool = True
    category: int | None = None
    at_most: Annotated[int, msgspec.Meta(ge=0, le=MOST_PRICE)] | None = None
    also: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=20)] = ()


class WishShown(msgspec.Struct, frozen=True):
    """What one waits for. `at_most`: what each may cost; `also`: shows that would do as well;
    `before`: so many are asked first; once something is held, `order_id`, until when, and what
    became of it.
    """

    show_id: UUID
    count: int
    together: bool
    category: int | None
    at_most: int | None
    also: list[UUID]
    state: WishState
    made_at: datetime
    before: int
    order_id: UUID | None
    order_state: OrderState | None
    until: datetime | None


class Wishes(msgspec.Struct, frozen=True):
    """By the start of their shows, which stand beside."""

    wishes: list[WishShown]
    shows: list[ShowShown]


class ListedTogether(Input, frozen=True):
    """Two tickets or more of the order."""

    tickets: Annotated[list[UUID], msgspec.Meta(min_length=2, max_length=50)]


class WaitingOdds(msgspec.Struct, frozen=True):
    """How it stands for who waits: `people` wait for so many `tickets` in all; `freed`: so many
    came free again after they were sold at the last show like this one, null: there was none.
    """

    people: int
    tickets: int
    freed: int | None


async def _wishes(db: DbIn, me: UUID) -> Wishes:
    found = await store.of_person(db, me)
    shows = await tickets.shows(db, {one.show_id for one in found})
    shown = await tickets.shows_shown(db, list(shows.values()))
    return Wishes([_shown(one, found) for one in found], shown)


def _shown(wish: OwnWish, of_all: Sequence[OwnWish]) -> WishShown:
    also = [
        one.show_id
        for one in of_all
        if one.state == wish.state == "waiting"
        and one.ask_id == wish.ask_id is not None
        and one.show_id != wish.show_id
    ]
    return WishShown(
        show_id=wish.show_id,
        count=wish.count,
        together=wish.together,
        category=wish.category,
        at_most=wish.at_most,
        also=also,
        state=wish.state,
        made_at=wish.made_at,
        before=wish.before,
        order_id=wish.order_id,
        order_state=wish.order_state,
        until=wish.until,
    )


@put("/tickets/shows/{show_id:uuid}/wish", summary="Wait for tickets")
async def wait_for_tickets(
    db: DbIn, signed: SignedIn, show_id: ShowId, data: JSONBody[WishInput]
) -> Wishes:
    """Waits for tickets of a show, or of the first of several: what comes free is held for those
    who wait, in turn, if it fits their party. From two hours before the doors on nothing is held:
    all who wait are told at once. The same again keeps its place; asked anew, shows that are not
    named any more are waited for no longer. Raises `Invalid`, `NoShow`, `NotOnSale`,
    `TooManyTickets`.
    """
    wish = Wish(
        show_id=show_id,
        person_id=signed.person_id,
        count=data.count,
        together=data.together,
        category=data.category,
        state="waiting",
        made_at=db.now,
        at_most=data.at_most,
    )
    await tickets.wait(db, wish, data.also)
    return await _wishes(db, signed.person_id)


@delete("/tickets/shows/{show_id:uuid}/wish", status_code=204)
async def stop_waiting(db: DbIn, signed: SignedIn, show_id: ShowId) -> None:
    """Waits no more, nor for shows that were asked for together with it; not to have waited is the
    same.
    """
    await tickets.stop_waiting(db, signed.person_id, show_id)


@get("/tickets/wishes")
async def list_wishes(db: DbIn, signed: SignedIn) -> Wishes:
    """What one waits for, and what is held for one because of it."""
    return await _wishes(db, signed.person_id)


@get("/tickets/shows/{show_id:uuid}/odds")
async def read_odds(db: DbIn, signed: SignedIn, show_id: ShowId) -> WaitingOdds:
    """What can be hoped for who waits for tickets of a show. Raises `NoShow`."""
    show = await tickets.show_shown(db, show_id)
    queue = await store.queue(db, show.id)
    return WaitingOdds(queue.people, queue.tickets, await store.freed_before(db, show.id))


@put("/tickets/{ticket_id:uuid}/listing", status_code=204, guards=[own_device])
async def offer_ticket(db: DbIn, signed: SignedIn, ticket_id: TicketId) -> None:
    """Lets somebody else have a ticket, for what it cost: those who wait are asked first. The money
    comes back when it is bought. Again is the same. Raises `NoTicket`, `NotListable`.
    """
    await tickets.offer_ticket(db, signed.person_id, ticket_id)


@put(
    "/tickets/orders/{order_id:uuid}/listing",
    summary="Offer tickets together",
    status_code=204,
    guards=[own_device],
)
async def offer_together(
    db: DbIn, signed: SignedIn, order_id: FromPath[UUID], data: JSONBody[ListedTogether]
) -> None:
    """Lets somebody else have these tickets of one order, all or none, for what they cost. To keep
    one of them is to keep all. Again is the same. Raises `Invalid`, `NoTicket`, `NotListable`.
    """
    await tickets.offer_together(db, signed.person_id, order_id, data.tickets)


@delete("/tickets/{ticket_id:uuid}/listing", status_code=204, guards=[own_device])
async def keep_ticket(db: DbIn, signed: SignedIn, ticket_id: TicketId) -> None:
    """Keeps a ticket after all, unless somebody pays for it at this moment. Raises `NoTicket`,
    `NotListable`.
    """
    await tickets.withdraw_ticket(db, signed.person_id, ticket_id)


handlers: list[HTTPRouteHandler] = [
    wait_for_tickets,
    stop_waiting,
    list_wishes,
    read_odds,
    offer_ticket,
    offer_together,
    keep_ticket,
]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]

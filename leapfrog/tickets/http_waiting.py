"""Routes of who waits for tickets, and of tickets that others can have."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Input
from leapfrog.tickets import resale, shapes, store, store_waiting, waiting
from leapfrog.tickets.model import OrderState, Wish, WishState
from leapfrog.tickets.shapes import ShowShown

ShowId = FromPath[UUID]
TicketId = FromPath[UUID]


class WishInput(Input, frozen=True):
    """For how many tickets one waits; `together`: only side by side; `category`: null for any."""

    count: Annotated[int, msgspec.Meta(ge=1, le=50)]
    together: bool = True
    category: int | None = None


class WishShown(msgspec.Struct, frozen=True):
    """What one waits for. `before`: so many are asked first; once something is held,
    `order_id`, until when, and what became of it.
    """

    show_id: UUID
    count: int
    together: bool
    category: int | None
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


async def _wishes(db: DbIn, me: UUID) -> Wishes:
    found = await store_waiting.of_person(db, me)
    shows = await store.shows(db, {one.show_id for one in found})
    shown = await shapes.shows_shown(db, list(shows.values()))
    return Wishes([msgspec.convert(one, WishShown, from_attributes=True) for one in found], shown)


@put("/tickets/shows/{show_id:uuid}/wish", summary="Wait for tickets")
async def wait_for_tickets(
    db: DbIn, signed: SignedIn, show_id: ShowId, data: JSONBody[WishInput]
) -> Wishes:
    """Waits for tickets of a show: what comes free is held for those who wait, in turn, if it fits
    their party. The same again keeps its place. Raises `Invalid`, `NoShow`, `NotOnSale`,
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
    )
    await waiting.wait(db, wish)
    return await _wishes(db, signed.person_id)


@delete("/tickets/shows/{show_id:uuid}/wish", status_code=204)
async def stop_waiting(db: DbIn, signed: SignedIn, show_id: ShowId) -> None:
    """Waits no more; not to have waited is the same."""
    await waiting.leave(db, signed.person_id, show_id)


@get("/tickets/wishes")
async def list_wishes(db: DbIn, signed: SignedIn) -> Wishes:
    """What one waits for, and what is held for one because of it."""
    return await _wishes(db, signed.person_id)


@put("/tickets/{ticket_id:uuid}/listing", status_code=204, guards=[own_device])
async def offer_ticket(db: DbIn, signed: SignedIn, ticket_id: TicketId) -> None:
    """Lets somebody else have a ticket, for what it cost: those who wait are asked first. The money
    comes back when it is bought. Again is the same. Raises `NoTicket`, `NotListable`.
    """
    await resale.offer_ticket(db, signed.person_id, ticket_id)


@delete("/tickets/{ticket_id:uuid}/listing", status_code=204, guards=[own_device])
async def keep_ticket(db: DbIn, signed: SignedIn, ticket_id: TicketId) -> None:
    """Keeps a ticket after all, unless somebody pays for it at this moment. Raises `NoTicket`,
    `NotListable`.
    """
    await resale.withdraw(db, signed.person_id, ticket_id)


handlers: list[HTTPRouteHandler] = [
    wait_for_tickets,
    stop_waiting,
    list_wishes,
    offer_ticket,
    keep_ticket,
]

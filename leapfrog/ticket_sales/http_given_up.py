"""Routes of those who see to refunds that could not be given back."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler

from leapfrog import concessions, pay, tickets
from leapfrog.identity import SignedIn, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn
from leapfrog.tickets import TicketOrder

MOST_GIVEN_UP = 200


class GivenUpOrder(msgspec.Struct, frozen=True):
    """`amount`: what should go back (minor units) to whom, of which show, and `problem`: the
    code of why it cannot.
    """

    id: UUID
    show_id: UUID
    buyer_id: UUID
    buyer_name: str
    event: str
    starts_at: datetime
    currency: str
    amount: int
    problem: str
    since: datetime


class GivenUpOrders(msgspec.Struct, frozen=True):
    """The oldest first."""

    orders: list[GivenUpOrder]


@get("/tickets/given-up", guards=[pay.desk_only])
async def list_given_up(db: DbIn, signed: SignedIn) -> GivenUpOrders:
    """Orders of cancelled shows whose money could not be given back for two weeks, for operators
    and clerks, who see to it. Raises `ClerkNeeded`.
    """
    found = await tickets.given_up(db, MOST_GIVEN_UP)
    rest = await left_of(db, found)
    people = await named(db, list({one.buyer_id for one in found}))
    known = await tickets.shows(db, {one.show_id for one in found})
    shows = {one.id: one for one in await tickets.shows_shown(db, list(known.values()))}
    return GivenUpOrders(
        [
            GivenUpOrder(
                id=one.id,
                show_id=one.show_id,
                buyer_id=one.buyer_id,
                buyer_name=people[one.buyer_id].display_name if one.buyer_id in people else "",
                event=shows[one.show_id].event.name,
                starts_at=shows[one.show_id].starts_at,
                currency=shows[one.show_id].currency,
                amount=rest[one.id],
                problem=one.problem or "",
                since=one.given_up_at or db.now,
            )
            for one in found
            if rest[one.id]
        ]
    )


async def left_of(db: Db, orders: list[TicketOrder]) -> dict[UUID, int]:
    """What of these orders has not gone back, with their extras."""
    lines = await concessions.of_orders(db, [one.id for one in orders])
    return {
        one.id: one.amount
        - one.refunded
        + sum(o.price for o in lines.get(one.id, []) if o.state == "paid" and not o.cash)
        for one in orders
    }


handlers: list[HTTPRouteHandler] = [list_given_up]

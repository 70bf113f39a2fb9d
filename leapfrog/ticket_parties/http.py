"""Routes of friends who pay for an order together."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Router, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, PathParameter

from leapfrog import contacts, pay, tickets
from leapfrog.identity import SignedIn, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.tickets import PartySeat, ShowShown, TicketOrderShown, TicketShown

PartyId = Annotated[UUID, PathParameter(description="The order that was opened to friends.")]


class PartyJoining(Input, frozen=True):
    """`order_id`: made by who takes these tickets of the party's."""

    order_id: UUID
    tickets: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=50)]


class PartySeatShown(msgspec.Struct, frozen=True):
    """A seat: `open` to be taken, `taken` by whom and not paid yet, or `paid`; `by_id`, `by_name`:
    null and empty between who blocked each other; `price`: what it costs oneself, of others the
    whole; `mine`: it is in an order of one's own, `order_id`.
    """

    ticket_id: UUID
    row: str
    seat: str
    category: str
    price: int
    state: Literal["open", "taken", "paid"]
    by_id: UUID | None
    by_name: str
    mine: bool
    order_id: UUID | None


class TicketPartyShown(msgspec.Struct, frozen=True):
    """`until`: what is not paid then is anybody's; `mine`: one began it oneself."""

    id: UUID
    show: ShowShown
    starter_id: UUID
    starter_name: str
    mine: bool
    until: datetime
    over: bool
    seats: list[PartySeatShown]


@put("/tickets/parties/{party_id:uuid}", summary="Pay together")
async def open_party(db: DbIn, signed: SignedIn, party_id: PartyId) -> TicketPartyShown:
    """Contacts can take seats of what one holds, an order with this id, each to be paid by
    themselves; it is held for twenty minutes in all. Again is the same. Raises `HoldOver`,
    `NoParty`, `NoShow`, `NoTicketOrder`, `NotJoinable`, `NotOnSale`.
    """
    await tickets.open_party(db, signed.person_id, party_id)
    return await _shown(db, signed.person_id, party_id)


@get("/tickets/parties/{party_id:uuid}")
async def read_party(db: DbIn, signed: SignedIn, party_id: PartyId) -> TicketPartyShown:
    """Who takes which seat, for who began and their contacts. Raises `NoParty`, `NotJoinable`."""
    return await _shown(db, signed.person_id, party_id)


@put("/tickets/parties/{party_id:uuid}/seats", summary="Take seats of a friend's order")
async def join_party(
    db: DbIn, signed: SignedIn, party_id: PartyId, data: JSONBody[PartyJoining]
) -> TicketOrderShown:
    """Seats of a friend's order become an order of one's own, to be paid until the party is over.
    The same id again is the same order. Raises `Invalid`, `NoParty`, `NoShow`, `NotJoinable`,
    `NotOnSale`, `TicketsIdUsed`, `TooManyTickets`.
    """
    made = await tickets.join_party(db, signed.person_id, party_id, data.order_id, data.tickets)
    return (await tickets.orders_shown(db, signed.person_id, [made]))[0]


async def _shown(db: Db, me: UUID, party_id: UUID) -> TicketPartyShown:
    found = await tickets.look_at_party(db, me, party_id)
    buyers = {found.party.starter_id, *(one.order.buyer_id for one in found.seats)}
    apart = await contacts.apart(db, [(me, one) for one in buyers if one != me])
    people = await named(db, list(buyers - {other for _, other in apart}))
    names = {each: one.display_name for each, one in people.items()}
    taken = await tickets.tickets_shown(db, [one.ticket for one in found.seats])
    by_id = {one.id: one for one in taken}
    show = (await tickets.shows_shown(db, [found.show]))[0]
    return TicketPartyShown(
        id=found.party.id,
        show=show,
        starter_id=found.party.starter_id,
        starter_name=names.get(found.party.starter_id, ""),
        mine=found.party.starter_id == me,
        until=found.party.until,
        over=found.party.until <= db.now,
        seats=[
            _seat(one, by_id[one.ticket.id], names, found.party.id, me)
            for one in found.seats
            if one.ticket.state != "void"
        ],
    )


def _seat(
    one: PartySeat, shown: TicketShown, names: dict[UUID, str], party_id: UUID, me: UUID
) -> PartySeatShown:
    opened = one.order.id == party_id and one.order.state == "held"
    state: Literal["open", "taken", "paid"] = "paid" if one.order.state != "held" else "taken"
    mine = one.order.buyer_id == me
    return PartySeatShown(
        ticket_id=shown.id,
        row=shown.row,
        seat=shown.seat,
        category=shown.category,
        price=shown.price if mine else shown.full_price,
        state="open" if opened else state,
        by_id=one.order.buyer_id if one.order.buyer_id in names else None,
        by_name=names.get(one.order.buyer_id, ""),
        mine=mine,
        order_id=one.order.id if mine else None,
    )


handlers: list[HTTPRouteHandler] = [open_party, read_party, join_party]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]

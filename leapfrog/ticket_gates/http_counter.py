"""Routes of the counter, where what was bought with tickets is handed over."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.ticket_gates import counter, showing
from leapfrog.ticket_gates.showing import ShownTicket
from leapfrog.tickets import ExtraShown, TicketShown

ShowId = FromPath[UUID]


class CounterInput(Input, frozen=True):
    """What stands in the QR code of a ticket."""

    code: Annotated[str, msgspec.Meta(max_length=400)]


class HandingInput(Input, frozen=True):
    """`act`: made by the counter, so that the same again is the same."""

    code: Annotated[str, msgspec.Meta(max_length=400)]
    act: UUID


class CounterShown(msgspec.Struct, frozen=True):
    """Who shows this ticket can have these extras, or had them."""

    order_id: UUID
    ticket: TicketShown
    extras: list[ExtraShown]


class SoldOrder(msgspec.Struct, frozen=True):
    """An order of the box office."""

    order_id: UUID


@post("/tickets/shows/{show_id:uuid}/sold", status_code=200)
async def find_sold(
    db: DbIn, signed: SignedIn, show_id: ShowId, data: JSONBody[CounterInput]
) -> SoldOrder:
    """The order of the box office that a code is of, for who works there, also when its ticket is
    void or was passed on. Raises `NoShow`, `NoTicket`, `RoleNeeded`.
    """
    return SoldOrder((await counter.sold(db, signed.person_id, show_id, data.code)).id)


@post("/tickets/shows/{show_id:uuid}/counter", status_code=200)
async def look_at_counter(
    db: DbIn, signed: SignedIn, show_id: ShowId, data: JSONBody[CounterInput]
) -> CounterShown:
    """What was bought with a ticket that somebody shows, for who works there. Raises `NoShow`,
    `NoTicket`, `RoleNeeded`.
    """
    return await _counter(db, await counter.look(db, signed.person_id, show_id, data.code))


@put("/tickets/shows/{show_id:uuid}/counter/{line_id:uuid}", summary="Hand over")
async def hand_over(
    db: DbIn,
    signed: SignedIn,
    show_id: ShowId,
    line_id: FromPath[UUID],
    data: JSONBody[HandingInput],
) -> CounterShown:
    """What was bought is handed over, once; its money goes on to the organiser. The same act again
    is the same. Raises `AccountClosed`, `AccountFrozen`, `AlreadyHanded`, `BadAmount`,
    `InsufficientFunds`, `NoAccount`, `NoEscrow`, `NoProduct`, `NoShow`, `NoTicket`, `NotHandable`,
    `NotNow`, `NotYourPart`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `RoleNeeded`.
    """
    found = await counter.hand_over(db, signed.person_id, show_id, data.code, line_id, data.act)
    return await _counter(db, found)


async def _counter(db: Db, found: ShownTicket) -> CounterShown:
    ticket, extras = await showing.with_extras(db, found)
    return CounterShown(found.order.id, ticket, extras)


handlers: list[HTTPRouteHandler] = [find_sold, look_at_counter, hand_over]

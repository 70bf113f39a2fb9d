"""Routes of drops for who takes part: looking, tickets, codes, and the proof of a draw."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.drops import codes, http_making, reserving, shapes, store, store_tickets
from leapfrog.drops.drawing import DrawProof
from leapfrog.drops.errors import NoDrop
from leapfrog.drops.http_making import DropId, one_shown
from leapfrog.drops.model import NewReservation
from leapfrog.drops.reserving import RESERVING
from leapfrog.drops.shapes import DropShown
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of

CODES = Limit("drop_code", 20, 3600)
LISTS = Limit("drop_list", 30, 3600)
OfItem = Annotated[UUID | None, QueryParameter(description="Only of this item.")]
OfShop = Annotated[UUID | None, QueryParameter(description="Only of this shop.")]
Past = Annotated[bool, QueryParameter(description="Those that are over, instead.")]


class CodeUse(Input, frozen=True):
    """One's own F-code."""

    code: Annotated[str, msgspec.Meta(max_length=40)]


class Drops(msgspec.Struct, frozen=True):
    """Drops; what closes last comes first. `next`: `before` of the next page; null: this is the
    last one.
    """

    drops: list[DropShown]
    next: str | None


@get("/drops")
async def list_drops(
    db: DbIn,
    signed: SignedIn,
    *,
    item: OfItem = None,
    shop: OfShop = None,
    past: Past = False,
    before: Before = None,
    limit: Size = 30,
) -> Drops:
    """What is given out by lottery or queue. Raises `Invalid`."""
    of = {"item": item, "shop": shop}
    found = await store.shown(db, of, checked_position(before), limit, past=past)
    return Drops(
        await shapes.shown(db, signed.person_id, found),
        next_of(found, limit, lambda one: Position(one.closes_at, one.id)),
    )


@get("/drops/{drop_id:uuid}")
async def read_drop(db: DbIn, signed: SignedIn, drop_id: DropId) -> DropShown:
    """A drop, and what of it is one's own. Raises `NoDrop`."""
    return await one_shown(db, signed.person_id, drop_id)


@put("/drops/{drop_id:uuid}/reservations/{reservation_id:uuid}", summary="Take a ticket")
async def reserve(
    town: TownIn, signed: SignedIn, drop_id: DropId, reservation_id: FromPath[UUID]
) -> DropShown:
    """A ticket, free, one for each person; in a queue that is drawn whose turn it is may buy at
    once. The same ticket again is the same. Raises `DropIdUsed`, `DropLevelNeeded`, `DropNotNow`,
    `Invalid`, `NoDrop`, `OwnDrop`, `ReservedAlready`, `TooYoung`.
    """
    wanted = NewReservation(reservation_id, drop_id, signed.person_id)
    await town.batchers.of(RESERVING).submit(wanted)
    async with town.database.glance() as db:
        return await one_shown(db, signed.person_id, drop_id)


@delete(
    "/drops/{drop_id:uuid}/reservations/{reservation_id:uuid}",
    summary="Give a ticket back",
    status_code=204,
)
async def withdraw(
    db: DbIn, signed: SignedIn, drop_id: DropId, reservation_id: FromPath[UUID]
) -> None:
    """Gives back a ticket of a lottery that is open; again is the same. Raises `DropNotNow`,
    `NoDrop`, `NoReservation`.
    """
    await reserving.withdraw(db, signed.person_id, drop_id, reservation_id)


@put("/drops/{drop_id:uuid}/code", summary="Use an F-code")
async def use_code(
    db: DbIn, town: TownIn, signed: SignedIn, drop_id: DropId, data: JSONBody[CodeUse]
) -> DropShown:
    """One's own F-code becomes a right to buy; nobody else's does. Again is the same. Raises
    `DropNotNow`, `HadRight`, `NoDrop`, `NoDropCode`, `RateLimited`.
    """
    town.limit(CODES, str(signed.person_id))
    await codes.use_code(db, signed.person_id, drop_id, data.code)
    return await one_shown(db, signed.person_id, drop_id)


@get("/drops/{drop_id:uuid}/draw", summary="Read how it was drawn")
async def read_draw(db: DbIn, signed: SignedIn, drop_id: DropId) -> DrawProof:
    """What a draw follows from, beside the list of tickets; anybody can compute it anew. There is
    nothing before it is drawn. Raises `NoDrop`.
    """
    drop = (await store.find(db, [drop_id])).get(drop_id)
    if drop is None:
        raise NoDrop
    return await shapes.proof(db, drop)


@get(
    "/drops/{drop_id:uuid}/tickets",
    summary="Read the list of tickets",
    media_type="application/octet-stream",
)
async def read_tickets(
    db: DbIn, town: TownIn, signed: SignedIn, drop_id: DropId
) -> Response[bytes]:
    """The closed list: 17 bytes a ticket in the order of their ids, the id and 1 for the early
    lane, else 0. There is none before it is closed. Raises `NoDrop`, `RateLimited`.
    """
    town.limit(LISTS, str(signed.person_id))
    found = await store_tickets.tickets(db, drop_id)
    if found is None:
        raise NoDrop
    headers = {"Cache-Control": "private, max-age=86400"}
    return Response(found, media_type="application/octet-stream", headers=headers)


routes: list[HTTPRouteHandler] = [
    list_drops,
    read_drop,
    reserve,
    withdraw,
    use_code,
    read_draw,
    read_tickets,
    *http_making.routes,
]

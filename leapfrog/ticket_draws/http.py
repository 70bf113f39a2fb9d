"""Routes of draws: who may take tickets of a show before its sale opens to everybody."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import drops, pay
from leapfrog.drops import DrawProof
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.ticket_draws import announcing, drawing, shapes, store, taking_part
from leapfrog.ticket_draws.errors import NoTicketDraw
from leapfrog.ticket_draws.model import NewTicketDraw
from leapfrog.ticket_draws.shapes import TicketDrawShown

ShowId = FromPath[UUID]
Hex = Annotated[str, msgspec.Meta(max_length=64)]
Zoned = Annotated[datetime, msgspec.Meta(tz=True)]
DRAW = "/tickets/shows/{show_id:uuid}/draw"
LISTS = Limit("ticket_draw_list", 30, 3600)


class TicketDrawInput(Input, frozen=True):
    """`rights` people may take up to `each` tickets within `buy_hours`. `commitment`: the SHA-256,
    in hexadecimal, of 32 random bytes that the organiser's device keeps until it is closed;
    `opens_at` null: at once; `registered_before`: younger accounts do not take part, null: than
    now.
    """

    rights: int
    each: int
    closes_at: Zoned
    commitment: Hex
    opens_at: Zoned | None = None
    registered_before: Zoned | None = None
    buy_hours: int = 24


class DrawSeedInput(Input, frozen=True):
    """The seed, in hexadecimal."""

    seed: Hex


class DrawEndInput(Input, frozen=True):
    """For everybody to read."""

    why: Annotated[str, msgspec.Meta(max_length=600)]


@put(DRAW, summary="Announce a draw", guards=[own_device])
async def announce_draw(
    db: DbIn, signed: SignedIn, show_id: ShowId, data: JSONBody[TicketDrawInput]
) -> TicketDrawShown:
    """Who is drawn may take tickets of a show before its sale opens to everybody. The same again is
    the same. Raises `DrawStands`, `Invalid`, `NoShow`, `RoleNeeded`.
    """
    given = {name: getattr(data, name) for name in data.__struct_fields__}
    wanted = NewTicketDraw(**given | {"commitment": _bytes(data.commitment)}, show_id=show_id)
    made = await announcing.announce(db, signed.person_id, wanted)
    return await shapes.shown(db, signed.person_id, made)


@get(DRAW)
async def read_ticket_draw(db: DbIn, signed: SignedIn, show_id: ShowId) -> TicketDrawShown:
    """The draw of a show, and what of it is one's own. Raises `NoShow`, `NoTicketDraw`."""
    return await _shown(db, signed.person_id, show_id)


@put("/tickets/shows/{show_id:uuid}/draw/entries/{entry_id:uuid}", summary="Take part in a draw")
async def take_part(
    db: DbIn, signed: SignedIn, show_id: ShowId, entry_id: FromPath[UUID]
) -> TicketDrawShown:
    """Takes part, free, once for each person. `entry_id`: made by the device; the draw follows from
    all of these. The same again is the same. Raises `DrawStands`, `EnteredAlready`, `EnteredLate`,
    `Invalid`, `NoShow`, `NoTicketDraw`, `OwnDraw`, `TicketDrawNotNow`.
    """
    made = await taking_part.enter(db, signed.person_id, show_id, entry_id)
    return await shapes.shown(db, signed.person_id, made)


@delete("/tickets/shows/{show_id:uuid}/draw/entries", status_code=204)
async def leave_draw(db: DbIn, signed: SignedIn, show_id: ShowId) -> None:
    """Takes no part any more, while it is open; not to have taken part is the same. Raises
    `NoTicketDraw`, `TicketDrawNotNow`.
    """
    await taking_part.leave(db, signed.person_id, show_id)


@put("/tickets/shows/{show_id:uuid}/draw/seed", summary="Show the seed", guards=[own_device])
async def show_draw_seed(
    db: DbIn, signed: SignedIn, show_id: ShowId, data: JSONBody[DrawSeedInput]
) -> TicketDrawShown:
    """The organiser shows the seed: it is drawn, and everybody can compute it anew. Again is the
    same. Raises `Invalid`, `NoShow`, `NoTicketDraw`, `RoleNeeded`, `TicketDrawNotNow`,
    `WrongDrawSeed`.
    """
    made = await drawing.reveal(db, signed.person_id, show_id, _bytes(data.seed))
    return await shapes.shown(db, signed.person_id, made)


@put("/tickets/shows/{show_id:uuid}/draw/end", summary="Call a draw off", guards=[own_device])
async def call_draw_off(
    db: DbIn, signed: SignedIn, show_id: ShowId, data: JSONBody[DrawEndInput]
) -> TicketDrawShown:
    """There is no draw after all, and everybody buys when the sale opens. Again is the same. Raises
    `Invalid`, `NoShow`, `NoTicketDraw`, `RoleNeeded`, `TicketDrawNotNow`.
    """
    made = await announcing.call_off(db, signed.person_id, show_id, data.why)
    return await shapes.shown(db, signed.person_id, made)


@get("/tickets/shows/{show_id:uuid}/draw/proof", summary="Read how tickets were drawn")
async def read_ticket_proof(db: DbIn, signed: SignedIn, show_id: ShowId) -> DrawProof:
    """What a draw follows from, beside the list; anybody can compute it anew. There is nothing
    before it is drawn. Raises `NoTicketDraw`.
    """
    return await shapes.proof(db, show_id)


@get(
    "/tickets/shows/{show_id:uuid}/draw/entries",
    summary="Read who takes part",
    media_type="application/octet-stream",
)
async def read_draw_entries(
    db: DbIn, town: TownIn, signed: SignedIn, show_id: ShowId
) -> Response[bytes]:
    """The closed list: 17 bytes each in the order of their ids, the id and 0; no names. There is
    none before it is closed. Raises `NoTicketDraw`, `RateLimited`.
    """
    town.limit(LISTS, str(signed.person_id))
    found = await store.entries(db, show_id)
    if found is None:
        raise NoTicketDraw
    headers = {"Cache-Control": "private, max-age=86400"}
    return Response(found, media_type="application/octet-stream", headers=headers)


async def _shown(db: Db, me: UUID, show_id: UUID) -> TicketDrawShown:
    draw = await store.find(db, show_id)
    if draw is None:
        raise NoTicketDraw
    return await shapes.shown(db, me, draw)


def _bytes(text: str) -> bytes:
    """Raises `Invalid`."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        raise Invalid("32 bytes in hexadecimal.") from None
    if len(found) != drops.SEED_BYTES:
        raise Invalid("32 bytes in hexadecimal.")
    return found


handlers: list[HTTPRouteHandler] = [
    announce_draw,
    read_ticket_draw,
    take_part,
    leave_draw,
    show_draw_seed,
    call_draw_off,
    read_ticket_proof,
    read_draw_entries,
]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]

"""Routes of who is found at the gate by their name."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.ticket_gates import guests
from leapfrog.ticket_gates.gating import AtGate
from leapfrog.ticket_gates.shapes import GateName, ScanShown, scan_shown

ShowId = FromPath[UUID]
# Somebody each half minute for an hour: a queue, no list of all who come.
SEARCHES = Limit("gate_search", 120, 3600)


class GuestSearch(Input, frozen=True):
    """How a name, or a word of it, begins: at least two characters."""

    name: Annotated[str, msgspec.Meta(max_length=100)]


class GuestLetIn(Input, frozen=True):
    """`scan_id`: made by the gate; `gate`, `entrance`: as with a scan."""

    scan_id: UUID
    gate: GateName
    entrance: Annotated[str, msgspec.Meta(max_length=60)] = ""


class GuestShown(msgspec.Struct, frozen=True):
    """A good ticket and the name of its holder. `seat` and `category` as in the gate's list."""

    ticket: UUID
    name: str
    seat: int | None
    category: int
    inside: bool


class Guests(msgspec.Struct, frozen=True):
    """At most six; where there are more, none are told before more of the name is."""

    guests: list[GuestShown]
    too_many: bool


@post("/tickets/shows/{show_id:uuid}/guests", status_code=200, guards=[own_device])
async def search_guests(
    db: DbIn, town: TownIn, signed: SignedIn, show_id: ShowId, data: JSONBody[GuestSearch]
) -> Guests:
    """Finds somebody without their phone by their name, for who works there and for helpers who may
    do so; that one looked is kept for the organiser, not for whom. Raises `Invalid`, `NoShow`,
    `RateLimited`, `RoleNeeded`.
    """
    town.limit(SEARCHES, str(signed.person_id))
    found = await guests.search(db, signed.person_id, show_id, data.name)
    return Guests(
        [
            GuestShown(one.id, one.name, one.seat, one.category, one.id in found.inside)
            for one in found.guests
        ],
        found.too_many,
    )


@put(
    "/tickets/shows/{show_id:uuid}/guests/{ticket_id:uuid}",
    summary="Let a guest in",
    guards=[own_device],
)
async def let_guest_in(
    db: DbIn,
    signed: SignedIn,
    show_id: ShowId,
    ticket_id: FromPath[UUID],
    data: JSONBody[GuestLetIn],
) -> ScanShown:
    """Who was found by their name comes in, judged as if they had shown their code. Raises
    `Invalid`, `NoShow`, `NoTicket`, `NotYourScan`, `RoleNeeded`, `ScanIdUsed`, `UndoTooLate`.
    """
    gate = AtGate(data.gate, data.entrance)
    answer = await guests.let_in(db, signed.person_id, show_id, ticket_id, gate, data.scan_id)
    return scan_shown(answer)


handlers: list[HTTPRouteHandler] = [search_guests, let_guest_in]

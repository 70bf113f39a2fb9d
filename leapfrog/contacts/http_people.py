"""Routes of other people: who they are to me, requests, blocks."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody
from msgspec import Meta, field

from leapfrog.contacts import blocks, relations, requests, rows
from leapfrog.contacts.model import Contact, ContactRequest, StoredRequest
from leapfrog.contacts.relations import Relationship
from leapfrog.contacts.requests import Requests
from leapfrog.identity import Person, SignedIn, addressed
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit

ASKING = Limit("contact_request", 30, 3600)


class RequestInput(Input, frozen=True):
    """`invitation`: the secret of an invitation of theirs, of who lives in another town."""

    handle: Annotated[str, Meta(max_length=320)]
    greeting: Annotated[str, Meta(max_length=2000)]
    invitation: Annotated[str, Meta(max_length=100)] = ""


class AcceptanceInput(Input, frozen=True):
    """The circles into which the new contact goes."""

    circles: Annotated[list[UUID], Meta(max_length=100)] = field(default_factory=list)


@get("/people/{handle:str}", summary="Look up a person")
async def look_up(db: DbIn, signed: SignedIn, handle: FromPath[str]) -> Relationship:
    """Who has this handle or address, and what one is to the other; of other towns only who is
    known here. Raises `LivesElsewhere`, `MovedAway`, `NotFound`.
    """
    return await relations.look_up(db, signed.person_id, handle)


@get("/contact-requests", summary="List contact requests")
async def list_requests(db: DbIn, signed: SignedIn) -> Requests:
    """What others ask of one, and what one asked oneself."""
    return await requests.mine(db, signed.person_id)


@put("/contact-requests/{request_id:uuid}", summary="Ask to be contacts")
async def ask(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    request_id: FromPath[UUID],
    data: JSONBody[RequestInput],
) -> ContactRequest:
    """Asks somebody by handle, or by address also in another town, to be contacts. Where both
    asked, both are contacts at once. Of another town nobody learns who lives there: who is not
    found there is asked and does not answer; who follows an invitation is a contact as soon as the
    other town heard it. The same id again is the same request. Raises
    `AlreadyContacts`, `AlreadyRequested`, `BlockedByYou`, `ContactIdUsed`, `Invalid`,
    `LivesElsewhere`, `MovedAway`, `NoContact`, `NotFound`, `UidTaken`, `Yourself`.
    """
    town.limit(ASKING, str(signed.person_id))
    them = await addressed(db, data.handle)
    asked = StoredRequest(request_id, signed.person_id, them.id, data.greeting, "pending", db.now)
    return await requests.ask(db, asked, data.invitation)


@post(
    "/contact-requests/{request_id:uuid}/acceptance",
    summary="Accept a contact request",
    status_code=200,
)
async def accept(
    db: DbIn,
    signed: SignedIn,
    request_id: FromPath[UUID],
    data: JSONBody[AcceptanceInput | None] = None,
) -> Contact:
    """Both are contacts from now on; the new one is put into these circles. Twice is one operation.
    Raises `BlockedByYou`, `ElsewhereNow`, `MovedAway`, `NoCircle`, `NoContact`,
    `NoContactRequest`, `RequestDecided`, `UidTaken`.
    """
    places = data.circles if data else []
    entry = await requests.accept(db, signed.person_id, request_id, places)
    return await rows.contact(db, signed.person_id, entry.id)


@post(
    "/contact-requests/{request_id:uuid}/refusal",
    summary="Refuse a contact request",
    status_code=204,
)
async def refuse(db: DbIn, signed: SignedIn, request_id: FromPath[UUID]) -> None:
    """Declines a request; the other is not told. Twice is one operation. Raises `BlockedByYou`,
    `NoContactRequest`, `RequestDecided`.
    """
    await requests.refuse(db, signed.person_id, request_id)


@get("/blocks")
async def list_blocks(db: DbIn, signed: SignedIn) -> list[Person]:
    """Whom one blocked, the last one first."""
    return await blocks.mine(db, signed.person_id)


@put("/blocks/{person_id:uuid}", summary="Block a person", status_code=204)
async def block(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> None:
    """Ends the connection on this side and takes back what was asked. Twice is one operation. The
    contact stays in the book, no longer connected. Raises `NoContact`, `UidTaken`, `Yourself`.
    """
    await blocks.block(db, signed.person_id, person_id)


@delete("/blocks/{person_id:uuid}", summary="Unblock a person")
async def unblock(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> None:
    """They may ask again; nothing else comes back. Again, nothing happens."""
    await blocks.unblock(db, signed.person_id, person_id)


routes: list[HTTPRouteHandler] = [
    look_up,
    list_requests,
    ask,
    accept,
    refuse,
    list_blocks,
    block,
    unblock,
]

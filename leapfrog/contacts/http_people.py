"""Routes of other people: who they are to me, requests, blocks."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody
from msgspec import Meta, field

from leapfrog.contacts import blocks, relations, requests, rows
from leapfrog.contacts.model import Contact, ContactRequest, StoredRequest, clean
from leapfrog.contacts.relations import Relationship
from leapfrog.contacts.requests import Requests
from leapfrog.identity import Person, SignedIn, find
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit

ASKING = Limit("contact_request", 30, 3600)


class RequestInput(Input, frozen=True):
    handle: Annotated[str, Meta(max_length=320)]
    greeting: Annotated[str, Meta(max_length=2000)]


class AcceptanceInput(Input, frozen=True):
    """The circles into which the new contact goes."""

    circles: Annotated[list[UUID], Meta(max_length=100)] = field(default_factory=list)


@get("/people/{handle:str}")
async def look_up(db: DbIn, signed: SignedIn, handle: FromPath[str]) -> Relationship:
    return await relations.look_up(db, signed.person_id, handle)


@get("/contact-requests")
async def list_requests(db: DbIn, signed: SignedIn) -> Requests:
    return await requests.mine(db, signed.person_id)


@put("/contact-requests/{request_id:uuid}")
async def ask(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    request_id: FromPath[UUID],
    data: JSONBody[RequestInput],
) -> ContactRequest:
    if town.settings.rate_limits:
        town.limiter.take(ASKING, str(signed.person_id))
    them = await find(db, clean(data.handle).removeprefix("@").partition("@")[0])
    asked = StoredRequest(request_id, signed.person_id, them.id, data.greeting, "pending", db.now)
    return await requests.ask(db, asked)


@post("/contact-requests/{request_id:uuid}/acceptance", status_code=200)
async def accept(
    db: DbIn,
    signed: SignedIn,
    request_id: FromPath[UUID],
    data: JSONBody[AcceptanceInput | None] = None,
) -> Contact:
    places = data.circles if data else []
    entry = await requests.accept(db, signed.person_id, request_id, places)
    return await rows.contact(db, signed.person_id, entry.id)


@post("/contact-requests/{request_id:uuid}/refusal", status_code=204)
async def refuse(db: DbIn, signed: SignedIn, request_id: FromPath[UUID]) -> None:
    await requests.refuse(db, signed.person_id, request_id)


@get("/blocks")
async def list_blocks(db: DbIn, signed: SignedIn) -> list[Person]:
    return await blocks.mine(db, signed.person_id)


@put("/blocks/{person_id:uuid}", status_code=204)
async def block(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> None:
    await blocks.block(db, signed.person_id, person_id)


@delete("/blocks/{person_id:uuid}")
async def unblock(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> None:
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

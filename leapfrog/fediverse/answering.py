"""What all answers to other towns have in common: who asks, and in which shape they are told."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response
from litestar.params import QueryParameter

from leapfrog.fediverse import inbox, store
from leapfrog.fediverse.addresses import TownAddress
from leapfrog.fediverse.errors import KeepsToItself, NotSigned
from leapfrog.fediverse.signatures import SignedRequest
from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import AnyRequest, Town, address_of

ACTIVITY_JSON = "application/activity+json"
PAGE = 20
Page = Annotated[str | None, QueryParameter(name="page", max_length=200)]
OPEN_TO_ALL = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}


def wanted(request: AnyRequest) -> bool:
    """Whether a request accepts an ActivityPub document, as other servers do, and not a page as
    browsers do.
    """
    accepts = request.headers.get("accept", "")
    return ACTIVITY_JSON in accepts or "application/ld+json" in accepts


def answer(
    what: Any, media_type: str = ACTIVITY_JSON, *, status: int | None = None
) -> Response[bytes]:
    headers = {"vary": "Accept, Signature", "cache-control": "private, max-age=60", **OPEN_TO_ALL}
    body = msgspec.json.encode(what)
    return Response(body, media_type=media_type, headers=headers, status_code=status)


async def site_of(db: Db) -> TownAddress:
    """Raises `KeepsToItself`."""
    found = await store.site(db)
    if found is None:
        raise KeepsToItself
    return found


async def site_here(town: Town) -> TownAddress:
    """Raises `KeepsToItself`."""
    found = await town.batchers.of(inbox.WHERE).submit(None)
    if found is None:
        raise KeepsToItself
    return found


def asked(scope: Any, site: TownAddress, body: bytes | None = None) -> SignedRequest:
    """What is asked, as its signature covers it."""
    target = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    target = target.partition("?")[0]
    query = scope["query_string"].decode("latin-1")
    whole = f"{target}?{query}" if query else target
    return SignedRequest(scope["method"], whole, site.origin, scope["state"]["headers"], body)


async def reader(request: AnyRequest, town: Town, site: TownAddress) -> UUID | None:
    """Who asks, when they say so; where a town wants to know of all, whoever does not is refused.
    Raises `NotSigned`, `NotHeard`, `RateLimited`.
    """
    found = await inbox.viewer(town, site, asked(request.scope, site), address_of(request))
    if found is None and town.settings.authorised_fetch:
        raise NotSigned("This town answers to signed questions only.")
    return found


async def person_here(db: Db, person_id: UUID) -> Person:
    """Somebody of this town. Raises `NotFound`."""
    found = (await named(db, [person_id])).get(person_id)
    if found is None or found.kind != "person":
        raise NotFound
    return found

"""The ASGI entry to CardDAV: who asks, for what, and which method answers."""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from leapfrog.carddav import resources
from leapfrog.carddav.authentication import headers_of, visitor
from leapfrog.carddav.exchange import DavRequest, DavResponse, PreconditionFailed
from leapfrog.carddav.paths import (
    LONGEST_NAME,
    PATHS,
    PREFIX,
    WELL_KNOWN,
    ResourceKind,
    is_at_home,
    is_in_book,
    place_of,
)
from leapfrog.carddav.propfind import propfind, proppatch
from leapfrog.carddav.reports import report
from leapfrog.kernel.errors import Malformed, NotFound
from leapfrog.kernel.http import Town

Scope = Any
Receive = Any
Send = Any
Method = Callable[[DavRequest], Awaitable[DavResponse]]

FEATURES = "1, 3, addressbook"
NO_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


def is_carddav(scope: Scope) -> bool:
    """Whether a request (ASGI scope) is one of CardDAV, by its path; at `/` only one that asks for
    properties is.
    """
    path: str = scope["path"]
    if path == PATHS[ResourceKind.TOP]:
        return bool(scope["method"] == "PROPFIND")
    return path.startswith(PREFIX) or path.rstrip("/") in (WELL_KNOWN, PREFIX.rstrip("/"))


def carddav_app(town_of: Callable[[], Town]) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """The ASGI application for requests of which `is_carddav` says so, to be called inside of the
    edge, which renders the problems that are raised.
    """

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].rstrip("/") == WELL_KNOWN:
            answer = DavResponse(HTTPStatus.MOVED_PERMANENTLY, {"location": PREFIX})
        else:
            answer = await _answer(town_of(), scope, receive)
        await _send(answer, send, with_body=scope["method"] != "HEAD")

    return app


async def options(visit: DavRequest) -> DavResponse:
    """What can be done here (RFC 4918 section 10.1, RFC 6352 section 6.1)."""
    return DavResponse(HTTPStatus.OK, {"allow": _allowed(visit.place.kind)})


async def mkcol(visit: DavRequest) -> DavResponse:
    """Each person has one address book, and nothing more can be made."""
    if visit.place.kind is not ResourceKind.CARD:
        return not_allowed(visit)
    return DavResponse(HTTPStatus.FORBIDDEN)


def not_allowed(visit: DavRequest) -> DavResponse:
    return DavResponse(HTTPStatus.METHOD_NOT_ALLOWED, {"allow": _allowed(visit.place.kind)})


COLLECTION: Mapping[str, Method] = {
    "OPTIONS": options,
    "PROPFIND": propfind,
    "PROPPATCH": proppatch,
}
METHODS: Mapping[ResourceKind, Mapping[str, Method]] = {
    ResourceKind.TOP: {"PROPFIND": propfind},
    ResourceKind.ROOT: COLLECTION,
    ResourceKind.PRINCIPALS: COLLECTION,
    ResourceKind.PRINCIPAL: COLLECTION,
    ResourceKind.HOME: COLLECTION,
    ResourceKind.BOOK: {**COLLECTION, "REPORT": report},
    ResourceKind.CARD: {
        **COLLECTION,
        "GET": resources.get,
        "HEAD": resources.get,
        "PUT": resources.put,
        "DELETE": resources.delete,
    },
}


def _allowed(kind: ResourceKind) -> str:
    return ", ".join(METHODS[kind])


async def _answer(town: Town, scope: Scope, receive: Receive) -> DavResponse:
    headers = headers_of(scope)
    who = await visitor(town, headers.get("authorization", ""), scope["state"]["address"])
    try:
        place = place_of(scope["raw_path"], who.handle)
    except NotFound:
        return _nothing_there(scope, who.handle)
    visit = DavRequest(town, who, place, headers, receive)
    method = METHODS[place.kind].get(scope["method"])
    try:
        if method is not None:
            return await method(visit)
        return await mkcol(visit) if scope["method"] == "MKCOL" else not_allowed(visit)
    except PreconditionFailed as refused:
        return refused.answer


def _nothing_there(scope: Scope, handle: str) -> DavResponse:
    """In one's own home nothing but cards can be made, and those have names. Raises `NotFound`,
    `Malformed`.
    """
    path, method = scope["raw_path"], scope["method"]
    if method not in ("MKCOL", "PUT") or not is_at_home(path, handle):
        raise NotFound
    if method == "PUT" and is_in_book(path, handle):
        raise Malformed(f"A card's name is UTF-8 without a zero byte, at most {LONGEST_NAME} long.")
    return DavResponse(HTTPStatus.FORBIDDEN)


async def _send(answer: DavResponse, send: Send, *, with_body: bool) -> None:
    headers = [(b"dav", FEATURES.encode())]
    headers += [(name.encode(), value.encode()) for name, value in answer.headers.items()]
    if isinstance(answer.body, bytes) and answer.status not in NO_BODY:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
    if not isinstance(answer.body, bytes):
        async for chunk in answer.body:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.body", "body": answer.body if with_body else b""})

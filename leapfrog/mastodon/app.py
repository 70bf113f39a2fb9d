"""The ASGI entry: who asks, for what, and which route answers.

Client apps are of any site, so every answer may be read from anywhere (CORS); cookies count for
nothing here.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any

import msgspec
import structlog

from leapfrog import oauth
from leapfrog.kernel import breaker
from leapfrog.kernel.db import TRANSIENT
from leapfrog.kernel.errors import NotFound, Problem, Unavailable, Unexpected
from leapfrog.kernel.http import Town
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.storage import check_disk
from leapfrog.mastodon import forms, store
from leapfrog.mastodon.addresses import Addresses
from leapfrog.mastodon.call import ApiCall, ApiResponse, Asked, Route
from leapfrog.mastodon.calls import ROUTES
from leapfrog.mastodon.dispatch import CORS, token_in
from leapfrog.mastodon.errors import JoiningRefused, NoToken, OutOfScope
from leapfrog.mastodon.streaming import events, is_stream
from leapfrog.mastodon.streams import Streams
from leapfrog.oauth import OAuthProblem, Token

MB = 1_000_000
ASKING = Limit("client_app", 1_200, 60)
HEADERS = {"cache-control": "no-store"}

log = structlog.get_logger()

Send = Callable[[Any], Any]
Receive = Callable[[], Any]


class RouteTable:
    """The routes, by method and number of parts."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes: dict[tuple[str, int], list[tuple[list[str], Route]]] = {}
        for route in routes:
            parts = route.path.split("/")
            self._routes.setdefault((route.method, len(parts)), []).append((parts, route))
        for several in self._routes.values():
            several.sort(key=lambda one: sum(part.startswith("{") for part in one[0]))

    def find(self, method: str, path: str) -> tuple[Route, Mapping[str, str]]:
        """The route, and what stands in its gaps. Raises `NotFound`."""
        asked = path.rstrip("/").split("/")
        for parts, route in self._routes.get((method, len(asked)), ()):
            gaps = {p[1:-1]: a for p, a in zip(parts, asked, strict=True) if p.startswith("{")}
            if all(p == a or p.startswith("{") for p, a in zip(parts, asked, strict=True)):
                return route, gaps
        raise NotFound


TABLE = RouteTable(ROUTES)


def mastodon_app(streams_of: Callable[[], Streams]) -> Callable[[Any, Receive, Send], Any]:
    """The ASGI application for requests of which `is_mastodon` says so, to be called inside of the
    edge.
    """

    async def app(scope: Any, receive: Receive, send: Send) -> None:
        streams = streams_of()
        try:
            if is_stream(scope) and scope["method"] == "GET":
                await events(streams, scope, receive, send)
                return
            answer = await _answer(streams.town, scope, receive)
        except Exception as cause:
            answer = refusal(cause)
        await _send(answer, send)

    return app


async def _answer(town: Town, scope: Any, receive: Receive) -> ApiResponse:
    if scope["method"] == "OPTIONS":
        return ApiResponse(status=204)
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    route, gaps = TABLE.find(method, scope["path"])
    query = forms.of_query(scope["query_string"])
    headers = scope["state"]["headers"]
    token = await _token(town, route, token_in(headers, query))
    town.limit(ASKING, str(token.id if token else scope["state"]["address"]))
    kind = headers.get(b"content-type", b"").decode("latin-1")
    folder, largest = town.settings.home / "tmp", town.settings.largest_file * MB
    if kind.startswith("multipart/"):
        check_disk(town.settings.home, town.settings.free_disk * MB)
    async with forms.body_of(kind, _chunks(receive), folder, largest) as body:
        asked = Asked(
            town=town,
            token=token,
            path=gaps,
            given={**query, **body},
            headers=headers,
            url=town.settings.origin + scope["path"],
            address=scope["state"]["address"],
        )
        found = await _handled(route, asked)
    if isinstance(found, Problem):
        return refusal(found)
    return found if isinstance(found, ApiResponse) else ApiResponse(found)


async def _handled(route: Route, asked: Asked) -> Any:
    prepared = await route.prepare(asked) if route.prepare else None
    there = asked.town.settings
    async with asked.town.database.transaction() as db:
        at = Addresses(there.origin, there.town_domain, await store.secret(db))
        call = ApiCall(**msgspec.structs.asdict(asked), db=db, at=at, prepared=prepared)
        return await route.handler(call)


async def _token(town: Town, route: Route, text: str | None) -> Token | None:
    """Raises `NoToken`, `OutOfScope`."""
    if not text:
        if not route.public:
            raise NoToken
        return None
    async with town.database.transaction() as db:
        token = await oauth.who(db, text)
    if token is None:
        if route.public and not route.scope:
            return None
        raise NoToken
    if route.scope and not any(token.allows(one) for one in route.scope.split("|")):
        raise OutOfScope
    return token


async def _chunks(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        yield message.get("body", b"")
        more = message.get("more_body", False)


def refusal(cause: Exception) -> ApiResponse:
    """As Mastodon apps read it: `error`, and of OAuth also `error_description`."""
    problem = _problem(cause)
    body: dict[str, Any]
    if isinstance(problem, OAuthProblem):
        body = {"error": problem.code, "error_description": problem.detail or problem.title}
    else:
        body = {"error": problem.detail or problem.title}
    if isinstance(problem, JoiningRefused):
        body |= problem.details
    return ApiResponse(body, int(problem.status), problem.headers)


def _problem(cause: Exception) -> Problem:
    if isinstance(cause, NotFound):
        return NotFound("Record not found")
    if isinstance(cause, Problem):
        return cause
    if isinstance(cause, TRANSIENT):
        breaker.note(cause)
        return Unavailable()
    log.error("unexpected", exc_info=cause)
    return Unexpected()


async def _send(answer: ApiResponse, send: Send) -> None:
    raw = isinstance(answer.body, bytes)
    body = answer.body if raw else msgspec.json.encode(answer.body)
    headers = {"content-type": "application/json; charset=utf-8", **HEADERS, **CORS}
    if answer.status == 204:
        body = b""
    shown = {**headers, **answer.headers, "content-length": str(len(body))}
    lines = [(name.encode(), value.encode()) for name, value in shown.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": lines})
    await send({"type": "http.response.body", "body": body})

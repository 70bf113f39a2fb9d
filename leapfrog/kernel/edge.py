"""The edge around every request: its id, its address, cross-site and rate checks, safe headers,
log and metrics.

One plain ASGI layer, because each layer costs every request.
"""

import time
from asyncio import CancelledError
from collections.abc import Callable, Iterable, Mapping, Sequence
from ipaddress import ip_address, ip_network
from typing import Any

import msgspec
import structlog

from leapfrog.kernel import breaker, logs, metrics
from leapfrog.kernel.db import TRANSIENT
from leapfrog.kernel.errors import CrossSite, Problem, Unavailable, Unexpected
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.limits import Limit, Limiter, network
from leapfrog.kernel.pool import unhurried

Scope = Any
Receive = Any
Send = Any

log = structlog.get_logger()

STARTS = ("http.response.start", "websocket.http.response.start")
# No form and no script of another site can set one of these; the second is a payment provider's,
# the third another town's.
SET_BY_PROGRAMS = (b"x-leapfrog", b"stripe-signature", b"signature")
SAFE = frozenset(("GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"))
BY_ADDRESS = Limit("address", 6000, 60)
# What is asked each second, by programs, is not noted while all is well.
PROBES = frozenset(("/livez", "/readyz", "/healthz"))
FAILED = 500
NOT_KEPT = (b"cache-control", b"no-store")
PROBLEM_JSON = b"application/problem+json"
HEADERS: Mapping[bytes, bytes] = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(self), microphone=(self), geolocation=(self)",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
}
ALL_HEADERS = tuple(HEADERS.items())


class Edge:
    """Wraps an ASGI app. `origin` is the town's public address; `trusted` are the proxies whose
    word is believed; without a `limiter` nobody is slowed. `cookieless`: whether the cookies of a
    request count for nothing, so that it may come from any site.
    """

    def __init__(
        self,
        app: Callable[..., Any],
        *,
        origin: str,
        trusted: Sequence[str],
        limiter: Limiter | None,
        cookieless: Callable[[Scope], bool] = lambda scope: False,
    ) -> None:
        self._app = app
        self._origin = origin.encode()
        self._trusted = [ip_network(net, strict=False) for net in trusted]
        self._limiter = limiter
        self._cookieless = cookieless

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = new_id().hex
        headers = dict(scope["headers"])
        address = self._address(scope)
        found = {"request_id": request_id, "address": address, "headers": headers}
        scope["state"] = {**scope.get("state", {}), **found}
        logs.request_id.set(request_id)
        unhurried.set(False)
        answer = _Answer(send, request_id)
        try:
            if self._limiter is not None:
                self._limiter.take(BY_ADDRESS, network(address))
            self._check_site(scope, headers)
            await self._app(scope, receive, answer)
        except Problem as problem:
            await refuse(scope, answer, problem, request_id)
        except CancelledError:
            # The server closes and waits for nobody any longer: who has no answer may ask again.
            if answer.status:
                raise
            await refuse(scope, answer, Unavailable(), request_id)
        except TRANSIENT as cause:
            breaker.note(cause)
            if answer.status:
                raise
            await refuse(scope, answer, Unavailable(), request_id)
        except Exception:
            log.exception("unexpected", path=_route(scope))
            if answer.status:
                raise
            await refuse(scope, answer, Unexpected(), request_id)
        finally:
            self._note(scope, answer.status, time.perf_counter() - began)

    def _address(self, scope: Scope) -> str:
        """Who asks, as the nearest proxy that we do not run ourselves was seen: each proxy adds
        whom it heard, and only the word of trusted ones counts.
        """
        peer = (scope.get("client") or ("127.0.0.1", 0))[0]
        if self._trusted and self._trusts(peer):
            lines = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
            for hop in reversed(b",".join(lines).decode("latin-1").split(",")):
                if not self._trusts(peer):
                    break
                peer = hop.strip() or peer
        return str(peer)

    def _trusts(self, peer: str) -> bool:
        try:
            return any(ip_address(peer) in net for net in self._trusted)
        except ValueError:
            return False

    def _check_site(self, scope: Scope, headers: Mapping[bytes, bytes]) -> None:
        """A form or a script of another site cannot set our header, nor forge its Origin.

        WebSockets always carry an Origin from a browser; programs that send none come with a
        bearer token, which is used in the place of a cookie. No other `Authorization` is.
        """
        is_socket = scope["type"] == "websocket"
        if (not is_socket and scope["method"] in SAFE) or bearer_of(headers):
            return
        if self._cookieless(scope):
            return
        here = (self._origin, b"//".join((_scheme(scope), headers.get(b"host", b""))))
        if headers.get(b"origin", here[0]) not in here:
            raise CrossSite
        if not is_socket and not any(name in headers for name in SET_BY_PROGRAMS):
            raise CrossSite("Requests that change something carry the header X-Leapfrog: 1.")

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope.get("method", "WS")
        metrics.answered(method, status).inc()
        if method != "WS":
            metrics.seconds.observe(seconds)
        if scope["path"] not in PROBES or status >= FAILED:
            logs.requests.note(method, _route(scope), status, seconds)


def bearer_of(headers: Mapping[bytes, bytes]) -> str | None:
    """The bearer token of a request (RFC 6750, 2.1); None without one."""
    kind, _, token = headers.get(b"authorization", b"").partition(b" ")
    return token.strip().decode("latin-1") or None if kind.lower() == b"bearer" else None


def _route(scope: Scope) -> str:
    """The path as the route is written: what stands in its place can be a secret."""
    return str(scope.get("path_template") or scope["path"])


class _Answer:
    """Adds our headers to whatever the app answers, where the app has not set its own."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send, self._request_id = send, request_id
        self.status = 0

    async def __call__(self, message: Any) -> None:
        if message["type"] in STARTS:
            self.status = message["status"]
            theirs = list(message.get("headers", ()))
            named = {name for name, _ in theirs}
            theirs += (
                ALL_HEADERS
                if named.isdisjoint(HEADERS)
                else [pair for pair in ALL_HEADERS if pair[0] not in named]
            )
            if b"cache-control" not in named and _is_json(theirs):
                theirs.append(NOT_KEPT)
            theirs.append((b"x-request-id", self._request_id.encode()))
            message = {**message, "headers": theirs}
        elif message["type"] == "websocket.accept":
            self.status = 101
        await self._send(message)


def _is_json(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """What is answered as data is somebody's own unless its route says otherwise."""
    return any(name == b"content-type" and b"json" in value for name, value in headers)


def _scheme(scope: Scope) -> bytes:
    return b"https:" if scope["scheme"] in ("https", "wss") else b"http:"


async def refuse(scope: Scope, send: _Answer, problem: Problem, request_id: str) -> None:
    """Answers a problem. A WebSocket that is open already is closed with 4000 + the status."""
    kind = "http.response"
    if scope["type"] == "websocket":
        kind = "websocket.http.response"
        if send.status or kind not in scope["extensions"]:
            await send({"type": "websocket.close", "code": 4000 + int(problem.status)})
            return
    headers = [(b"content-type", PROBLEM_JSON), NOT_KEPT]
    headers += [(name.encode().lower(), text.encode()) for name, text in problem.headers.items()]
    await send({"type": f"{kind}.start", "status": int(problem.status), "headers": headers})
    await send({"type": f"{kind}.body", "body": msgspec.json.encode(problem.body(request_id))})

"""Who asks: the session behind a request, for the routes of all modules."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency, Provide
from litestar.handlers import BaseRouteHandler

from leapfrog.identity import sessions, store_operators
from leapfrog.identity.errors import OperatorNeeded, OwnDeviceNeeded, SignInNeeded
from leapfrog.identity.model import SESSION_LIFE, ClientInfo, PresentedToken, Principal
from leapfrog.identity.names import plain
from leapfrog.kernel.edge import bearer_of
from leapfrog.kernel.http import (
    AnyRequest,
    Headers,
    Town,
    address_of,
    headers_of,
    provide_db,
    provide_slow_db,
    town_of,
)
from leapfrog.kernel.ids import secret_hash
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.settings import Settings

COOKIE = "leapfrog_session"
# Only the very host that reads such a cookie can have set it, over TLS (RFC 6265bis, 4.1.3.2).
SECURE_COOKIE = f"__Host-{COOKIE}"
BY_PERSON = Limit("person", 1200, 60)

AnyConnection = ASGIConnection[Any, Any, Any, State]
SignedIn = NamedDependency[Principal]
DeviceIn = NamedDependency[ClientInfo]


def is_secure(settings: Settings) -> bool:
    """Whether browsers reach the town over TLS."""
    return settings.origin.startswith("https:")


def cookie_name(settings: Settings) -> str:
    """Of the cookie in which a browser holds its session."""
    return SECURE_COOKIE if is_secure(settings) else COOKIE


def cookie_of(settings: Settings, headers: Headers) -> str | None:
    """The session token that a browser holds."""
    wanted = cookie_name(settings).encode()
    for part in headers.get(b"cookie", b"").split(b";"):
        name, _, value = part.strip().partition(b"=")
        if name == wanted:
            return value.decode("latin-1")
    return None


async def signed_by(town: Town, headers: Headers, address: str) -> Principal | None:
    """Who asks, by a bearer token or else by the session's cookie in these headers; None for
    nobody.
    """
    token = bearer_of(headers) or cookie_of(town.settings, headers)
    if not token:
        return None
    return await town.batchers.of(sessions.WHO).submit(PresentedToken(secret_hash(token), address))


async def require_signed(connection: AnyConnection, handler: BaseRouteHandler) -> None:
    """A guard: whoever asks for a route that wants `signed` holds a session. Raises
    `SignInNeeded`, `RateLimited`.

    It runs before anything of the request is read or opened.
    """
    if "signed" not in handler.parsed_fn_signature.parameters:
        return
    town: Town = connection.app.state.town
    state = connection.scope["state"]
    signed = await signed_by(town, state["headers"], state["address"])
    if signed is None:
        raise SignInNeeded
    town.limit(BY_PERSON, str(signed.person_id))
    state["signed"] = signed


def own_device(connection: AnyConnection, handler: BaseRouteHandler) -> None:
    """A guard for routes that change the ways in, take everything along or make money go: not from
    a borrowed computer, where whoever sits down next could do it. Raises `OwnDeviceNeeded`.
    """
    if connection.scope["state"]["signed"].borrowed:
        raise OwnDeviceNeeded


async def operator_only(connection: AnyConnection, handler: BaseRouteHandler) -> None:
    """A guard for routes of operators alone, and never on a borrowed computer. Raises
    `OwnDeviceNeeded`, `OperatorNeeded`.
    """
    own_device(connection, handler)
    town: Town = connection.app.state.town
    signed: Principal = connection.scope["state"]["signed"]
    async with town.database.glance() as db:
        if not await store_operators.is_operator(db, signed.person_id):
            raise OperatorNeeded


def provide_signed(request: AnyRequest) -> Principal | None:
    """Who asks, as `require_signed` found; None on the routes that ask for nobody."""
    return request.scope["state"].get("signed")


def provide_device(request: AnyRequest) -> ClientInfo:
    """From where somebody asks."""
    headers = headers_of(request)
    name = device_name(headers.get(b"user-agent", b"").decode("latin-1"))
    token = cookie_of(town_of(request).settings, headers)
    return ClientInfo(name, address_of(request), secret_hash(token) if token else None)


dependencies: Mapping[str, Provide] = {
    "town": Provide(town_of, sync_to_thread=False),
    "device": Provide(provide_device, sync_to_thread=False),
    "signed": Provide(provide_signed, sync_to_thread=False),
    "db": Provide(provide_db, sync_to_thread=False),
    "slow_db": Provide(provide_slow_db, sync_to_thread=False),
}


def session_cookie(settings: Settings, token: str, life: int | None) -> Cookie:
    """`life` in seconds; None: until the browser is closed; 0 takes it away."""
    return Cookie(
        key=cookie_name(settings),
        value=token,
        max_age=life,
        httponly=True,
        samesite="lax",
        secure=is_secure(settings),
        path="/",
    )


def with_session(town: Town, answer: Any, token: str, lasting: bool = True) -> Response[Any]:
    """The answer (201), with the cookie of a session that begins: not for scripts, not for other
    sites' forms; one that is not lasting goes when the browser is closed.
    """
    life = int(SESSION_LIFE.total_seconds()) if lasting else None
    cookie = session_cookie(town.settings, token, life)
    headers = {"cache-control": "no-store"}
    return Response(answer, status_code=201, cookies=[cookie], headers=headers)


PLATFORMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("MicroMessenger", "WeChat"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_name(user_agent: str) -> str:
    """A name that its owner recognises, such as `Chrome, Android`."""
    names = [
        next((name for mark, name in table if mark in user_agent), "")
        for table in (BROWSERS, PLATFORMS)
    ]
    return ", ".join(filter(None, names)) or plain(user_agent)[:60] or "Unknown device"

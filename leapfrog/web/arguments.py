"""How a handler gets its arguments: by Litestar from what was asked, by us from the town.

Litestar copies the handler for each guard, and resolves dependencies through models, tasks and
generators. Ours need only the request, so guards and providers are called one after another, which
costs a small request a tenth less and never leaves a transaction behind a neighbour that fails.
Litestar also reads what all handlers want before it serves the first request; here each is read
when it is asked for the first time, which takes it a millisecond and spares it all starts.
This is the only file that knows how Litestar keeps them.
"""

from typing import Any

from litestar import Litestar
from litestar.exceptions import ClientException, SerializationException
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.types import Empty

from leapfrog.kernel.http import AnyRequest
from leapfrog.web.answers import Encoder, JsonAnswer, encoder_of

# Of a length that can be one.
MOST_DIGITS = 19


class Arguments:
    """Stands in for Litestar's `KwargsModel` of one handler at one route."""

    has_kwargs = True

    def __init__(self, handler: HTTPRouteHandler, route: HTTPRoute) -> None:
        self.handler, self._route = handler, route
        # Litestar puts one that does not wait behind a thread, which costs more than any guard.
        self._guards: tuple[Any, ...] = tuple(
            guard for layer in handler.ownership_layers for guard in layer.guards or ()
        )
        self._is_ready = False
        self._extractors: tuple[Any, ...] = ()
        self._encoder: Encoder | None = None
        # Litestar asks `resolve_dependencies` only where this is not empty.
        self.dependency_batches: tuple[tuple[str, Any], ...] = ()

    def get_ready(self) -> None:
        """Reads what the handler wants; done once. Raises `TypeError` when it cannot be given."""
        if self._is_ready:
            return
        handler = self.handler
        handler.on_registration(handler.app)
        model: Any = handler.create_kwargs_model(self._route.path_parameters)
        found = [one for batch in model.dependency_batches for one in batch]
        if any(one.dependencies or not one.provide.has_sync_callable for one in found):
            raise TypeError(f"{handler}: a provider takes the request alone, and does not wait")
        self._extractors = tuple(model.extractors)
        self.dependency_batches = tuple((one.key, one.provide.dependency) for one in found)
        self._encoder = encoder_of(handler)
        self._is_ready = True

    def answers_json(self) -> bool:
        """Whether `call` may be asked for the handler's answer. Raises as `get_ready`."""
        self.get_ready()
        return self._encoder is not None

    async def call(self, request: AnyRequest) -> JsonAnswer:
        """The handler's answer, made before what is open for it is closed: as Litestar's
        `HTTPRoute.handle`.
        """
        assert self._encoder is not None, self.handler
        try:
            found = await self.to_kwargs(request)
        except SerializationException as cause:
            raise ClientException(str(cause)) from cause
        if found.get("data") is Empty:
            del found["data"]
        async with await self.resolve_dependencies(request, found):
            model: Any = self.handler.signature_model
            given = model.parse_values_from_connection_kwargs(connection=request, kwargs=found)
            return self._encoder(await self.handler.fn(**given))

    async def to_kwargs(self, connection: AnyRequest) -> dict[str, Any]:
        """What was asked; nothing of it is read before the guards have agreed."""
        _tell_length(connection)
        for guard in self._guards:
            waiting = guard(connection, self.handler)
            if waiting is not None:
                await waiting
        self.get_ready()
        found: dict[str, Any] = {}
        for extract in self._extractors:
            await extract(found, connection)
        return found

    async def resolve_dependencies(
        self, connection: AnyRequest, found: dict[str, Any]
    ) -> "_Opened | _Nothing":
        """Adds what the providers give; Litestar enters the answer for the time of the handler."""
        opens = None
        for name, provide in self.dependency_batches:
            found[name] = given = provide(connection)
            if hasattr(given, "__aenter__"):
                assert opens is None, "a handler has one transaction"
                opens = name
        return _Opened(found, opens) if opens else NOTHING


def _tell_length(connection: AnyRequest) -> None:
    """Litestar would make an object of all headers only to look for this one."""
    told = connection.scope["state"].get("headers", {}).get(b"content-length", b"")
    if told.isdigit() and len(told) < MOST_DIGITS:
        connection._content_length = int(told)


class _Opened:
    """Of the arguments, the one that is open while the handler runs."""

    __slots__ = ("_context", "_found", "_name")

    def __init__(self, found: dict[str, Any], name: str) -> None:
        self._found, self._name, self._context = found, name, found[name]

    async def __aenter__(self) -> None:
        self._found[self._name] = await self._context.__aenter__()

    async def __aexit__(self, *raised: Any) -> None:
        await self._context.__aexit__(*raised)


class _Nothing:
    async def __aenter__(self) -> None:
        return

    async def __aexit__(self, *_raised: object) -> None:
        return


NOTHING = _Nothing()


def call_in_a_row(app: Litestar) -> Litestar:
    """Gives each handler of the app its arguments in our way."""
    for route in app.routes:
        if not isinstance(route, HTTPRoute):
            continue
        for method, (handler, _) in route.route_handler_map.items():
            stand_in: Any = Arguments(handler, route)
            route.route_handler_map[method] = (handler, stand_in)
            # We call them.
            handler._resolved_guards = []
    return app


def get_all_ready(app: Litestar) -> None:
    """Reads now what those handlers want that nobody has asked for yet."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            arguments: Any
            for _, arguments in route.route_handler_map.values():
                arguments.get_ready()

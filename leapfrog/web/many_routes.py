"""Litestar's router and application where there are close to a thousand routes."""

from copy import copy
from typing import Any

from litestar import Litestar, Router
from litestar.handlers import HTTPRouteHandler
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin
from litestar.response import Response
from litestar.routes import ASGIRoute, BaseRoute, HTTPRoute, WebSocketRoute
from litestar.types.internal_types import ControllerRouterHandler, RouteHandlerMapItem

OPTIONS = {"OPTIONS"}


class KnownHandlers:
    """Litestar looks up what is at a path already before it adds a route, and makes a map of all
    routes anew for it. Here the map stays, and what was added or replaced since is put into it.
    """

    routes: list[HTTPRoute | ASGIRoute | WebSocketRoute]

    def __init__(self, *values: Any, **more: Any) -> None:
        self._seen: list[HTTPRoute | ASGIRoute | WebSocketRoute] = []
        self._handlers: dict[str, RouteHandlerMapItem] = {}
        super().__init__(*values, **more)

    @property
    def route_handler_method_map(self) -> dict[str, RouteHandlerMapItem]:
        """The handlers by path and method."""
        known = len(self._seen)
        for place, route in enumerate(self.routes):
            if place >= known or self._seen[place] is not route:
                self._know(route)
        self._seen = self.routes.copy()
        return self._handlers

    def _know(self, route: BaseRoute) -> None:
        assert isinstance(route, HTTPRoute), route.path
        self._handlers[route.path] = {
            method: handler for handler in route.route_handlers for method in handler.http_methods
        }


class SharedOptions(HTTPRouteHandler):
    """What stands for OPTIONS at each path, so that a refusal names it; it knows of no path.
    `OptionsAnswer` answers in its place.
    """

    def __init__(self, **more: Any) -> None:
        super().__init__(http_method="OPTIONS", include_in_schema=False, **more)
        self._kwargs: Any = None

    def create_kwargs_model(self, path_parameters: Any) -> Any:
        """The same for all paths, as it wants none of their parameters."""
        self._kwargs = self._kwargs or super().create_kwargs_model(path_parameters)
        return self._kwargs


def _handlers(route: BaseRoute) -> list[HTTPRouteHandler]:
    assert isinstance(route, HTTPRoute), route.path
    return route.route_handlers


async def nothing() -> Response[None]:
    """An answer without a body."""
    return Response(None, status_code=204)


class OneAppRouter(KnownHandlers, Router):
    """Goes into one app, so that app need not copy it, which takes a fifth of all its start. Its
    paths share what stands for OPTIONS: Litestar makes a handler for each, which is a third.
    """

    def __init__(self, *values: Any, **more: Any) -> None:
        self._options = SharedOptions()(nothing)
        self._options.owner = self
        super().__init__(*values, **more)

    def _validate_registration_value(self, value: ControllerRouterHandler) -> Any:
        """As Litestar's, which copies also all that never changes of a router that goes in here."""
        if not isinstance(value, Router):
            return super()._validate_registration_value(value)
        inner = copy(value)
        inner.owner, inner.routes = self, []
        handlers = {id(one): copy(one) for route in value.routes for one in _handlers(route)}
        for one in handlers.values():
            if one.owner is not value:
                raise TypeError(f"{one}: a router within a router would lose its guards")
            one.owner = inner
        for route in value.routes:
            own = copy(route)
            assert isinstance(own, HTTPRoute), own.path
            own.route_handlers = [handlers[id(one)] for one in _handlers(route)]
            inner.routes.append(own)
        return inner

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        """As Litestar's."""
        routes = super().register(value)
        for route in routes:
            assert isinstance(route, HTTPRoute), route.path
            own = [one for one in route.route_handlers if one.http_methods != OPTIONS]
            route.route_handlers = [*own, self._options]
            # It was looked up already where others came with it.
            self._know(route)
        return routes

    def __deepcopy__(self, _memo: dict[int, Any]) -> "OneAppRouter":
        return self


class ManyRoutesApp(KnownHandlers, Litestar):
    """An app whose routes all speak HTTP. What their handlers want is read by `call_in_a_row`, when
    each is first asked for.
    """

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        """None for models of pydantic and attrs, which we have none of and which take 2 MB."""
        return [*plugins, MsgspecDIPlugin()]

    def register(self, value: ControllerRouterHandler) -> None:  # type: ignore[override]
        """As Litestar's, but for that."""
        unread: Any = None
        for route in super(Litestar, self).register(value):
            assert isinstance(route, HTTPRoute), route.path
            for handler in route.route_handlers:
                for method in handler.http_methods:
                    assert method not in route.route_handler_map, (route.path, method)
                    route.route_handler_map[method] = (handler, unread)
            for plugin in self.plugins.receive_route:
                plugin.receive_route(route)
        self.asgi_router.construct_routing_trie()

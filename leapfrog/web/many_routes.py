"""Litestar's router and application where there are close to a thousand routes."""

from typing import Any

from litestar import Litestar, Router
from litestar.routes import ASGIRoute, HTTPRoute, WebSocketRoute
from litestar.types.internal_types import RouteHandlerMapItem


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
                assert isinstance(route, HTTPRoute), route.path
                self._handlers[route.path] = {
                    method: handler
                    for handler in route.route_handlers
                    for method in handler.http_methods
                }
        self._seen = self.routes.copy()
        return self._handlers


class OneAppRouter(KnownHandlers, Router):
    """Goes into one app, so that app need not copy it, which takes a fifth of all its start."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> "OneAppRouter":
        return self


class ManyRoutesApp(KnownHandlers, Litestar):
    """An app whose routes all speak HTTP."""

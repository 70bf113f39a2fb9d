"""The short way from a request to a handler that answers JSON.

Litestar takes a request through five calls, two of which stand between the handler and `send`, and
asks again for each of them what never changes: handlers of exceptions, hooks, hosts, a cache of
paths in which those with an id never are. That is a fifth of what a small request costs the process
(docs/decisions/0138-the-short-way-of-a-request.md). Here a path is looked up by its parts, the
handler is called, and its answer is sent. All that is unusual is left to Litestar: paths and
methods that are not there, and handlers that answer something else.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar, Request
from litestar.routes import BaseRoute, HTTPRoute

from leapfrog.kernel.http import answer_problem
from leapfrog.web.answers import JsonAnswer
from leapfrog.web.arguments import Arguments
from leapfrog.web.compression import Compressed, squeezed

# What Litestar would refuse in a host (RFC 3986, 3.2.2) is left to it.
HOST = re.compile(rb"[\w.:\[\]-]*")


class RouteLeaf(msgspec.Struct, frozen=True):
    """What one method does at one path; `parsers`: how to read each part that differs, None: as it
    stands.
    """

    arguments: Arguments
    parsers: Mapping[str, Callable[[str], Any] | None]

    def values(self, parts: list[str]) -> dict[str, Any] | None:
        """What stands in a path, by name; None for what cannot stand there."""
        found: dict[str, Any] = {}
        try:
            for (name, parse), part in zip(self.parsers.items(), parts, strict=True):
                found[name] = part if parse is None else parse(part)
        except ValueError:
            return None
        return found


class RouteNode:
    """What is at a path, by method, and what may follow: certain texts, or any. `template`: of the
    path, empty where nothing is.
    """

    __slots__ = ("any", "leaves", "named", "template")

    def __init__(self) -> None:
        self.named: dict[str, RouteNode] = {}
        self.any: RouteNode | None = None
        self.leaves: dict[str, RouteLeaf] = {}
        self.template = ""


class RouteTree:
    """Routes by the parts of their paths."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._root = RouteNode()
        for route in routes:
            # Of those that take the rest of a path there are few, and they answer files.
            takes_rest = any(one.type is Path for one in route.path_parameters.values())
            if isinstance(route, HTTPRoute) and not takes_rest:
                self._add(route)

    def _add(self, route: HTTPRoute) -> None:
        node = self._root
        for part in route.path_components:
            if isinstance(part, str):
                node = node.named.setdefault(part, RouteNode())
            else:
                node.any = node = node.any or RouteNode()
        node.template = route.path_format
        parsers = {name: one.parser for name, one in route.path_parameters.items()}
        arguments: Any
        for method, (_, arguments) in route.route_handler_map.items():
            if isinstance(arguments, Arguments):
                node.leaves[method] = RouteLeaf(arguments, parsers)

    def find(self, path: str) -> tuple[RouteNode, list[str]] | None:
        """What is at this path, and the parts of it that may be any; None for what is not there."""
        node, parts = self._root, list[str]()
        for part in path[1:].split("/"):
            child = node.named.get(part)
            if child is None:
                child = node.any
                if child is None or not part:
                    return None
                parts.append(part)
            node = child
        return node, parts


class FastPath:
    """An ASGI application: those of an app's handlers that answer JSON, and the app itself for all
    else.
    """

    def __init__(self, app: Litestar) -> None:
        self._app, self._others = app, Compressed(app)
        self._tree = RouteTree(app.routes)

    async def __call__(
        self, scope: Any, receive: Any, send: Callable[..., Awaitable[None]]
    ) -> None:
        arguments = self._find(scope) if scope["type"] == "http" else None
        if arguments is None:
            await self._others(scope, receive, send)
            return
        scope["route_handler"] = arguments.handler
        scope["app"] = scope["litestar_app"] = self._app
        request: Request[Any, Any, Any] = Request(scope, receive, send)
        answer: Any
        try:
            answer = await arguments.call(request)
        except Exception as cause:
            answer = answer_problem(request, cause).to_asgi_response(app=None, request=request)
        if not isinstance(answer, JsonAnswer) or answer.is_large():
            send = squeezed(scope, send)
        await answer(scope, receive, send)

    def _find(self, scope: Any) -> Arguments | None:
        """Those of the handler that is to answer JSON; None where that is Litestar's to do. Notes
        the path's template and values in the scope.
        """
        found = self._tree.find(scope["path"])
        if found is None:
            return None
        node, parts = found
        if node.template:
            scope["path_template"] = node.template
        leaf = node.leaves.get(scope["method"])
        if leaf is None or not leaf.arguments.answers_json() or not HOST.fullmatch(_host(scope)):
            return None
        values = leaf.values(parts)
        if values is None:
            return None
        scope["path_params"] = values
        return leaf.arguments


def _host(scope: Any) -> bytes:
    host: bytes = scope["state"].get("headers", {}).get(b"host", b"")
    return host

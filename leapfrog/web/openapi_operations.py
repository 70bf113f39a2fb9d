"""What each operation says of itself, taken from where it is written: the handler's name and
docstring, its guards, and the module that it belongs to.

A docstring ends with the problems that the handler may answer: "Raises `NoRide`, `RideOver`."
Guards say theirs in the same way. What any request may meet is added here.
"""

import re
import sys
from collections.abc import Iterator
from inspect import getdoc
from typing import Any

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from leapfrog.identity import require_signed
from leapfrog.kernel.errors import (
    CrossSite,
    Malformed,
    NotFound,
    Problem,
    RateLimited,
    TooLarge,
    Unavailable,
)
from leapfrog.web.openapi_bodies import tell_raw
from leapfrog.web.openapi_parameters import HEADERS, PARAMETERS, PART, Header

Kinds = list[type[Problem]]
RAISES = re.compile(r"\bRaises\s+(`\w+`(?:,\s+`\w+`)*)\.")
NAMES = {"Web": "Town"}
PART_ANSWERS = {
    "206": {
        "description": "The part that was asked for.",
        "content": {"application/octet-stream": {}},
    },
    "304": {"description": "It is still what it was."},
}
EXAMPLE_ID = "0199f0c4-5b9a-7c3e-8f2d-3a4b5c6d7e8f"
PROBLEM = {"$ref": "#/components/schemas/ProblemDetails"}


def handlers(app: Litestar) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    """(path as OpenAPI writes it, method in small letters, handler) of all routes."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for method, (handler, _) in route.route_handler_map.items():
                yield route.path_format, method.lower(), handler


def describe(found: dict[str, Any], app: Litestar) -> None:
    """Adds to the description of each operation: tag, summary, description, parameters and
    problems.
    """
    tags = {}
    shared = found["components"]
    shared["examples"] = {}
    for path, method, handler in handlers(app):
        operation = found["paths"].get(path, {}).get(method)
        if operation is None:
            continue
        tag, about = tag_of(handler)
        tags[tag] = {"name": tag, "description": about}
        operation["tags"] = [tag]
        operation["summary"] = summary_of(handler)
        operation["description"] = description_of(handler)
        _describe_parameters(operation, HEADERS.get((method, path), ()))
        tell_raw(operation, handler.fn)
        _describe_problems(operation, problems_of(handler, method, path), shared)
    found["tags"] = [tags[name] for name in sorted(tags)]


def operation_id(handler: HTTPRouteHandler, _method: object, _path: object) -> str:
    """The module and the function, as generated clients name it: `chat_send`."""
    tag = tag_of(handler)[0].lower().replace(" ", "_")
    return f"{tag}_{handler.fn.__name__}"


def package_of(handler: HTTPRouteHandler) -> str:
    """The module of a handler: `leapfrog.chat`."""
    return ".".join(handler.fn.__module__.split(".")[:2])


def tag_of(handler: HTTPRouteHandler) -> tuple[str, str]:
    """The module of a handler, and what that says of itself."""
    package = package_of(handler)
    name = package.partition(".")[2].replace("_", " ").capitalize()
    about = (getdoc(sys.modules[package]) or "").partition("\n\n")[0]
    return NAMES.get(name, name), " ".join(about.split())


def summary_of(handler: HTTPRouteHandler) -> str:
    """In a few words: of the route, or else of the handler's name."""
    return handler.summary or str(handler.fn.__name__).replace("_", " ").capitalize()


def description_of(handler: HTTPRouteHandler) -> str:
    """The docstring without the problems, which stand among the answers."""
    return RAISES.sub("", getdoc(handler.fn) or "").strip()


def raised_by(function: Any) -> list[str]:
    """Names of the problems that a docstring ends with."""
    told = RAISES.search(getdoc(function) or "")
    return re.findall(r"\w+", told[1]) if told else []


def problems_of(handler: HTTPRouteHandler, method: str, path: str) -> Kinds:
    """All that this operation may answer, without what nobody foresaw."""
    names = raised_by(handler.fn)
    for guard in guards_of(handler):
        if guard is not require_signed or is_signed(handler):
            names += raised_by(guard)
    known = {kind.__name__: kind for kind in subclasses(Problem)}
    return [*dict.fromkeys([*common(handler, method, path), *(known[name] for name in names)])]


def common(handler: HTTPRouteHandler, method: str, path: str) -> Kinds:
    """What may be answered without the handler's doing."""
    given: Kinds = [RateLimited, Unavailable]
    asked = handler.parsed_fn_signature.parameters
    if "{" in path:
        given.append(NotFound)
    if asked.keys() - {"db", "slow_db", "town", "signed", "device", "request"}:
        given.append(Malformed)
    if "data" in asked:
        given.append(TooLarge)
    if method != "get":
        given.append(CrossSite)
    return given


def is_signed(handler: HTTPRouteHandler) -> bool:
    """Whether it asks for a session."""
    return "signed" in handler.parsed_fn_signature.parameters


def guards_of(handler: HTTPRouteHandler) -> list[Any]:
    """Those of the route and of what it is in."""
    return [guard for layer in handler.ownership_layers for guard in layer.guards or ()]


def subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    """All of ours that are below a class: what else runs in this process is no part of the API."""
    below: type[Any]
    for below in kind.__subclasses__():
        if below.__module__.startswith("leapfrog."):
            yield below
        yield from subclasses(below)


def _describe_parameters(operation: dict[str, Any], headers: tuple[Header, ...]) -> None:
    named = [one for one in operation.get("parameters", []) if one["in"] != "header"]
    for parameter in named:
        shared = PARAMETERS.get((parameter["in"], parameter["name"]))
        if shared and not parameter.get("description"):
            parameter["description"] = shared
    if named or headers:
        operation["parameters"] = [*named, *headers]
    if headers is PART:
        operation["responses"] |= PART_ANSWERS


def _describe_problems(operation: dict[str, Any], kinds: Kinds, shared: dict[str, Any]) -> None:
    """Under each status its codes; a code that is alone there is described once for all."""
    by_status: dict[int, Kinds] = {}
    for kind in kinds:
        by_status.setdefault(int(kind.status), []).append(kind)
        shared["examples"][kind.code] = {
            "summary": kind.title,
            "value": kind.members(EXAMPLE_ID),
        }
    for status, here in sorted(by_status.items()):
        answer = _problem_answer(here)
        if len(here) == 1:
            name = here[0].__name__
            shared["responses"][name] = answer
            answer = {"$ref": f"#/components/responses/{name}"}
        operation["responses"][str(status)] = answer


def _problem_answer(kinds: Kinds) -> dict[str, Any]:
    """One example a code. The schema leaves codes open: a client that meets the code of a newer
    program still reads the title.
    """
    examples = {kind.code: {"$ref": f"#/components/examples/{kind.code}"} for kind in kinds}
    return {
        "description": "\n".join(f"- `{kind.code}`: {kind.title}" for kind in kinds),
        "content": {"application/problem+json": {"schema": PROBLEM, "examples": examples}},
    }

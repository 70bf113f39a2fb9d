"""The description of the API: OpenAPI 3.1, made from the routes' own types.

Litestar writes most of it. Added here: what each operation says of itself (`openapi_operations`),
how refusals look, that unknown members of a body are refused, and the frames of the stream, which
OpenAPI has no place for but among the components.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from litestar import Litestar, Request
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import License, OpenAPI

from leapfrog.calls import Signal
from leapfrog.chat_content import AnyContent, MergedItem
from leapfrog.web.frames import ClientFrame, ServerFrame
from leapfrog.web.openapi_bodies import mend_lists, tell_answers
from leapfrog.web.openapi_operations import describe, operation_id, subclasses

REF = "#/components/schemas/{name}"
ABOUT = """
The API of a town: what its own app uses, open to any other program of the person.

A session is a cookie, or a token given as `Authorization: Bearer`. Whatever changes something and
comes with a cookie carries `X-Leapfrog: 1`. Ids of new things are UUIDv7 made by the client; the
same request again is the same operation. `GET /api/v1/stream` opens a WebSocket: the client sends
`ClientFrame`s and hears `ServerFrame`s.
"""


class ProblemDetails(msgspec.Struct, frozen=True):
    """RFC 9457: `code` is stable and for programs, `title` is for people."""

    type: str
    code: str
    title: str
    status: int
    instance: str
    detail: str | msgspec.UnsetType = msgspec.UNSET


class _Document(JsonRenderPlugin):
    """Makes the document once: it takes seconds, and is the same for everybody."""

    _made: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        if self._made is None:
            self._made = msgspec.json.encode(completed(openapi_schema, request.app))
        return self._made


class _Config(OpenAPIConfig):
    """Has all handlers read before Litestar describes them."""

    read_all: Callable[[], None]

    def to_openapi_schema(self) -> OpenAPI:
        self.read_all()
        return super().to_openapi_schema()


def openapi_config(read_all: Callable[[], None]) -> OpenAPIConfig:
    """Serves the description at `/api/v1/openapi/openapi.json`, and no page that loads code from
    elsewhere. `read_all`: reads what all handlers want.
    """
    config = _Config(
        "Leapfrog",
        "1",
        description=ABOUT.strip(),
        license=License("AGPL-3.0-or-later", identifier="AGPL-3.0-or-later"),
        path="/api/v1/openapi",
        create_examples=False,
        operation_id_creator=operation_id,
        use_handler_docstrings=True,
        render_plugins=[_Document()],
    )
    config.read_all = read_all
    return config


def document(app: Litestar) -> dict[str, Any]:
    """The whole description."""
    return completed(app.openapi_schema.to_schema(), app)


def completed(found: dict[str, Any], app: Litestar) -> dict[str, Any]:
    """Litestar's description with what it does not know."""
    schemas = found["components"]["schemas"]
    for kind in subclasses(msgspec.Struct):
        if kind.__struct_config__.forbid_unknown_fields and kind.__name__ in schemas:
            schemas[kind.__name__]["additionalProperties"] = False
    schemas |= _frames()
    found["components"]["responses"] = {"Problem": _problem()}
    for operation in _operations(found):
        operation["responses"].pop("400", None)
        # RFC 9110, 15.3.5: it has no content, not even null.
        operation["responses"].get("204", {}).pop("content", None)
        operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
    describe(found, app)
    mend_lists(schemas)
    tell_answers(found, subclasses(msgspec.Struct))
    return found


def _operations(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in found["paths"].values():
        yield from (operation for operation in path.values() if "responses" in operation)


def _frames() -> dict[str, Any]:
    kinds = [ClientFrame, ServerFrame, Signal, AnyContent, ProblemDetails]
    found, components = msgspec.json.schema_components(kinds, ref_template=REF)
    contents = {kind.__name__ for kind in (*AnyContent.__args__, MergedItem)}
    ours = {name: one for name, one in components.items() if _ours(name) or name in contents}
    return ours | dict(
        zip(("ClientFrame", "ServerFrame", "Signal", "Content"), found, strict=False)
    )


def _ours(name: str) -> bool:
    return name.endswith(("Frame", "Signal")) or name == ProblemDetails.__name__


def _problem() -> dict[str, Any]:
    schema = {"$ref": REF.format(name=ProblemDetails.__name__)}
    content = {"application/problem+json": {"schema": schema}}
    return {"description": "It was refused; nothing has changed.", "content": content}

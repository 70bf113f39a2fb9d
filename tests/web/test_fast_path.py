"""The short way answers what Litestar answers, whatever is asked."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Litestar, Response, delete, get, put
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.routes import HTTPRoute

from leapfrog.kernel.errors import NotFound, Problem
from leapfrog.kernel.http import AnyRequest, answer_problem
from leapfrog.web.app import AppEntrance, create_routes
from leapfrog.web.arguments import call_in_a_row
from leapfrog.web.compression import Compressed
from leapfrog.web.fast_path import FastPath, RouteTree
from leapfrog.web.many_routes import ManyRoutesApp

ID = "0190a000-0000-7000-8000-000000000001"
Ask = tuple[str, str, dict[str, Any]]


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str


class Written(msgspec.Struct, frozen=True):
    id: UUID
    text: str
    times: int


class Refused(Problem):
    """Has a header of its own, and says much."""

    status = 409
    title = "Refused"

    def __init__(self) -> None:
        super().__init__("ribbit " * 300)
        self.headers = {"x-own": "1"}


@get("/notes")
async def notes() -> list[str]:
    return ["one"] * 1_000


@put("/notes/{note_id:uuid}")
async def write(
    note_id: FromPath[UUID], data: JSONBody[Note], times: Annotated[int, QueryParameter()] = 1
) -> Written:
    if data.text == "refused":
        raise Refused
    if data.text == "broken":
        raise RuntimeError("broken")
    return Written(note_id, data.text, times)


@get("/notes/{note_id:uuid}")
async def read(note_id: FromPath[UUID]) -> Written:
    raise NotFound


@get("/notes/newest")
async def newest() -> Written:
    return Written(UUID(ID), "new", 1)


@delete("/notes/{note_id:uuid}")
async def forget(note_id: FromPath[UUID]) -> None:
    return None


@get("/notes/{note_id:uuid}/lines/{line:int}")
async def line(note_id: FromPath[UUID], line: FromPath[int]) -> tuple[UUID, int]:
    return note_id, line


@get("/files/{path:path}")
async def file(path: FromPath[str]) -> str:
    return path


@get("/own")
async def own() -> Response[Note]:
    return Response(Note("own"), status_code=203, headers={"x-own": "1"})


@get("/words")
async def words() -> str:
    return "words"


HANDLERS: list[Any] = [notes, write, read, newest, forget, line, file, own, words]
NOTE = f"/notes/{ID}"
ASKED: dict[str, Ask] = {
    "a large answer": ("GET", "/notes", {}),
    "who takes no brotli": ("GET", "/notes", {"headers": {"accept-encoding": "gzip"}}),
    "a body": ("PUT", NOTE, {"json": {"text": "täg"}}),
    "a number in the query": ("PUT", f"{NOTE}?times=3", {"json": {"text": "x"}}),
    "no number in the query": ("PUT", f"{NOTE}?times=many", {"json": {"text": "x"}}),
    "another body": ("PUT", NOTE, {"json": {"text": 1}}),
    "more than asked for": ("PUT", NOTE, {"json": {"text": "x", "more": 1}}),
    "no JSON": ("PUT", NOTE, {"content": b"{", "headers": {"content-type": "application/json"}}),
    "no body": ("PUT", NOTE, {}),
    "no UTF-8": ("PUT", NOTE, {"content": b'{"text":"\xff"}'}),
    "too large": ("PUT", NOTE, {"content": b" " * 20_000_000}),
    "refused": ("PUT", NOTE, {"json": {"text": "refused"}}),
    "broken": ("PUT", NOTE, {"json": {"text": "broken"}}),
    "not there": ("GET", NOTE, {}),
    "a name in the place of an id": ("GET", "/notes/newest", {}),
    "nothing to say": ("DELETE", NOTE, {}),
    "two values": ("GET", f"{NOTE}/lines/7", {}),
    "a number that is none": ("GET", f"{NOTE}/lines/seven", {}),
    "an id that is none": ("GET", "/notes/0190", {}),
    "no such path": ("GET", "/nothing", {}),
    "a path that ends too early": ("GET", f"{NOTE}/lines", {}),
    "no such method": ("POST", NOTE, {}),
    "a slash more": ("GET", "/notes/", {}),
    "two slashes": ("GET", f"//notes//{ID}/lines/7", {}),
    "the root": ("GET", "/", {}),
    "the rest of a path": ("GET", "/files/a/b.txt", {}),
    "an answer of its own": ("GET", "/own", {}),
    "text": ("GET", "/words", {}),
    "a host that is none": ("GET", "/notes", {"headers": {"host": "a<b>"}}),
    "a host with a port": ("GET", "/notes", {"headers": {"host": "[::1]:8000"}}),
}


def made() -> Litestar:
    app = ManyRoutesApp(
        HANDLERS, exception_handlers={Exception: answer_problem}, logging_config=None
    )
    return call_in_a_row(app)


async def answered(
    app: Callable[..., Any], ask: Ask
) -> tuple[int, dict[str, str], bytes, str | None]:
    """Status, headers and body; and under which template of a path it is noted."""
    seen: list[Any] = []

    async def edge(scope: Any, receive: Any, send: Any) -> None:
        state = {"headers": dict(scope["headers"]), "request_id": "1"}
        scope = {**scope, "path": scope["raw_path"].partition(b"?")[0].decode(), "state": state}
        seen.append(scope)
        await app(scope, receive, send)

    transport = httpx.ASGITransport(edge, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        method, path, more = ask
        headers = {"accept-encoding": "br", **more.get("headers", {})}
        asked = client.build_request(method, path, **{**more, "headers": headers})
        asked.url = asked.url.copy_with(raw_path=path.encode())
        found = await client.send(asked)
    assert found.is_closed
    return found.status_code, dict(found.headers), found.content, seen[0].get("path_template")


@pytest.mark.parametrize("name", ASKED)
async def test_it_is_answered_as_by_litestar(name: str) -> None:
    *expected, noted = await answered(Compressed(made()), ASKED[name])
    *found, template = await answered(FastPath(made()), ASKED[name])
    assert found == expected
    # Litestar forgets it where it refuses, and then the path itself is noted.
    assert template == noted or noted is None


undone: list[bool] = []


class Lent:
    """Knows whether it was undone."""

    async def __aenter__(self) -> "Lent":
        undone.clear()
        return self

    async def __aexit__(self, kind: object, *_: object) -> None:
        undone.append(kind is not None)


def lend(request: AnyRequest) -> Lent:
    return Lent()


@get("/odd", dependencies={"lent": Provide(lend, sync_to_thread=False)})
async def odd(lent: NamedDependency[Lent]) -> dict[str, object]:
    return {"odd": object()}


async def test_what_cannot_be_written_undoes_what_was_done() -> None:
    app = ManyRoutesApp([odd], exception_handlers={Exception: answer_problem}, logging_config=None)
    found = await answered(FastPath(call_in_a_row(app)), ("GET", "/odd", {}))
    assert (found[0], undone) == (500, [True])


def test_each_route_of_the_town_is_found_as_litestar_finds_it() -> None:
    """With every kind of part that may be any, and one that it may not be."""
    app = create_routes()
    tree, compared = RouteTree(app.routes), 0
    for route in app.routes:
        assert isinstance(route, HTTPRoute)
        for uuid, number in ((ID, "7"), ("newest", "many")):
            given = {UUID: uuid, int: number, str: "text"}
            parts = [p if isinstance(p, str) else given[p.type] for p in route.path_components]
            path = "/" + "/".join(parts)
            for method in route.route_handler_map:
                if method == "OPTIONS":
                    continue
                place = tree.find(path)
                leaf = place and place[0].leaves.get(method)
                values = leaf.values(place[1]) if place and leaf else None
                try:
                    _, handler, _, expected, _ = app.asgi_router.handle_routing(path, method)
                except HTTPException:
                    assert values is None, path
                    continue
                if path == "/":
                    continue  # a page, and Litestar's to answer
                compared += 1
                assert leaf is not None, path
                assert (leaf.arguments.handler, values) == (handler, expected), path
    assert compared > 800


@pytest.mark.parametrize(("method", "status"), [("HEAD", 404), ("OPTIONS", 204), ("POST", 405)])
async def test_it_is_noted_by_its_route_whatever_the_method(method: str, status: int) -> None:
    """What stands in a path can be a secret."""
    found = await answered(AppEntrance(made()), (method, NOTE, {}))
    assert (found[0], found[3]) == (status, "/notes/{note_id}")


async def test_what_answers_json_does_not_go_through_litestar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passed: list[str] = []
    app = made()
    handler = app.asgi_handler

    async def noting(scope: Any, receive: Any, send: Any) -> None:
        passed.append(scope["path"])
        await handler(scope, receive, send)

    monkeypatch.setattr(app, "asgi_handler", noting)
    short = FastPath(app)
    for name in ("a large answer", "a body", "refused", "nothing to say", "two values"):
        await answered(short, ASKED[name])
    assert passed == []
    for name in ("text", "no such path", "an answer of its own"):
        await answered(short, ASKED[name])
    assert passed == ["/words", "/nothing", "/own"]

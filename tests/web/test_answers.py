"""What handlers return, as it goes over the wire."""

from typing import Any

import httpx
import msgspec
from litestar import Litestar, Response, delete, get, post

from leapfrog.kernel.http import answer_problem
from leapfrog.kernel.ids import new_id
from leapfrog.web.arguments import call_in_a_row
from leapfrog.web.fast_path import FastPath


class Thing(msgspec.Struct, frozen=True):
    name: str


@get("/thing")
async def thing() -> Thing:
    return Thing("täg")


@post("/things")
async def things() -> list[Thing]:
    return [Thing("one")]


@get("/nothing")
async def nothing() -> Thing | None:
    return None


@delete("/thing")
async def gone() -> None:
    return None


@get("/own")
async def own() -> Response[Thing]:
    return Response(Thing("own"), headers={"x-own": "1"})


@get("/text")
async def text() -> str:
    return "ok"


@get("/odd")
async def odd() -> Any:
    return object()


def client() -> httpx.AsyncClient:
    routes = [thing, things, nothing, gone, own, text, odd]
    app = Litestar(routes, exception_handlers={Exception: answer_problem}, logging_config=None)
    made = FastPath(call_in_a_row(app))

    async def with_state(scope: Any, receive: Any, send: Any) -> None:
        scope["state"] = {"request_id": str(new_id())}
        await made(scope, receive, send)

    return httpx.AsyncClient(transport=httpx.ASGITransport(with_state), base_url="http://x")


async def test_json_is_answered_as_litestar_answers_it() -> None:
    async with client() as asking:
        answers = {
            "thing": await asking.get("/thing"),
            "things": await asking.post("/things"),
            "nothing": await asking.get("/nothing"),
        }
    assert [one.status_code for one in answers.values()] == [200, 201, 200]
    assert answers["thing"].json() == {"name": "täg"}
    assert answers["things"].json() == [{"name": "one"}]
    assert answers["nothing"].content == b"null"
    for one in answers.values():
        assert one.headers["content-type"] == "application/json"
        assert int(one.headers["content-length"]) == len(one.content)


async def test_what_is_more_than_json_stays_with_litestar() -> None:
    async with client() as asking:
        ended = await asking.delete("/thing")
        assert (ended.status_code, ended.content) == (204, b"")
        assert "content-type" not in ended.headers
        assert (await asking.get("/own")).headers["x-own"] == "1"
        assert (await asking.get("/text")).headers["content-type"].startswith("text/plain")
        assert (await asking.get("/odd")).status_code == 500

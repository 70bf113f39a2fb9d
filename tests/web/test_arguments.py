"""What a handler gets: guards before all else, then what was asked, then what the town gives."""

import threading
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from litestar import Litestar, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody

from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import AnyRequest, answer_problem
from leapfrog.web.arguments import call_in_a_row, get_all_ready
from leapfrog.web.fast_path import FastPath
from leapfrog.web.many_routes import ManyRoutesApp

happened: list[str] = []


class Lent:
    """Notes when it is lent and how it comes back."""

    async def __aenter__(self) -> "Lent":
        happened.append("lent")
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        happened.append(f"back: {kind.__name__ if kind else 'good'}")


def lend(request: AnyRequest) -> Lent:
    return Lent()


def name(request: AnyRequest) -> str:
    happened.append("name")
    return "somebody"


async def refuse_some(connection: Any, _handler: object) -> None:
    happened.append("guard")
    if "x-stranger" in connection.headers:
        raise NotFound


@post(["/", "/again"])
async def act(
    thing: NamedDependency[Lent], who: NamedDependency[str], data: JSONBody[dict[str, int]]
) -> list[str]:
    happened.append(f"act {data['n']} of {who}")
    if data["n"] < 0:
        raise NotFound
    return ["done"]


@pytest.fixture(params=["Litestar", "short"])
async def asking(request: pytest.FixtureRequest) -> AsyncIterator[httpx.AsyncClient]:
    """By Litestar's way to a handler, and by the short one."""
    happened.clear()
    provided = {
        "thing": Provide(lend, sync_to_thread=False),
        "who": Provide(name, sync_to_thread=False),
    }
    app = ManyRoutesApp(
        [act],
        dependencies=provided,
        guards=[refuse_some],
        exception_handlers={Exception: answer_problem},
        logging_config=None,
    )
    routes: Any = call_in_a_row(app)
    if request.param == "short":
        routes = FastPath(routes)

    async def noting(scope: Any, receive: Any, send: Any) -> None:
        async def note(message: Any) -> None:
            if "status" in message:
                happened.append(f"answer {message['status']}")
            await send(message)

        async def read() -> Any:
            happened.append("read")
            return await receive()

        scope["state"] = {}
        await routes(scope, read, note)

    transport = httpx.ASGITransport(noting)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/again"])
async def test_all_happens_in_order_and_what_was_lent_is_back_before_the_answer(
    asking: httpx.AsyncClient, path: str
) -> None:
    assert (await asking.post(path, json={"n": 1})).status_code == 201
    given = [event for event in happened if event not in ("read", "name")]
    assert given == ["guard", "lent", "act 1 of somebody", "back: good", "answer 201"]
    assert happened.index("guard") < happened.index("read") < happened.index("lent")
    assert happened.count("name") == 1


@pytest.mark.parametrize("path", ["/", "/again"])
async def test_whom_a_guard_refuses_has_nothing_read_and_nothing_lent(
    asking: httpx.AsyncClient, path: str
) -> None:
    answer = await asking.post(path, json={"n": 1}, headers={"x-stranger": "1"})
    assert answer.status_code == 404
    assert happened == ["guard", "answer 404"]


async def test_what_was_lent_knows_of_the_failure(asking: httpx.AsyncClient) -> None:
    assert (await asking.post("/", json={"n": -1})).status_code == 404
    assert happened[-2:] == ["back: NotFound", "answer 404"]


async def test_what_cannot_be_read_has_nothing_lent_for_long(asking: httpx.AsyncClient) -> None:
    assert (await asking.post("/", json={"n": "many"})).status_code == 400
    assert "act" not in " ".join(happened)
    assert happened.count("lent") == sum("back" in event for event in happened)


async def test_a_guard_that_does_not_wait_runs_where_it_is_called() -> None:
    threads: list[str] = []

    def look(_connection: Any, _handler: object) -> None:
        threads.append(threading.current_thread().name)

    @get("/", guards=[look])
    async def here() -> str:
        return "here"

    app = call_in_a_row(Litestar([here], openapi_config=None, logging_config=None))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as asking:
        assert (await asking.get("/")).text == "here"
    assert threads == [threading.current_thread().name]


def test_what_a_handler_wants_is_read_later_and_told_when_it_cannot_be_given() -> None:
    async def wait(request: AnyRequest) -> str:
        return "somebody"

    @get("/", dependencies={"who": Provide(wait)})
    async def here(who: NamedDependency[str]) -> str:
        return who

    app = call_in_a_row(ManyRoutesApp([here], openapi_config=None, logging_config=None))
    with pytest.raises(TypeError, match="does not wait"):
        get_all_ready(app)

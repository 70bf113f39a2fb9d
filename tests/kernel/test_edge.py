"""The edge around every request: who asks, from which site, how often, and what leaks."""

import asyncio
import io
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import structlog

from leapfrog.kernel.edge import BY_ADDRESS, HEADERS, Edge
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.limits import Limiter
from leapfrog.kernel.logs import configure

ORIGIN = "https://lake.town"
OURS = {"x-leapfrog": "1"}


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Tells what it was told; `/boom` breaks, `/late` breaks after its first byte, `/long` is not
    waited for.
    """
    if scope["path"] == "/long":
        raise asyncio.CancelledError
    if scope["path"] == "/boom":
        raise RuntimeError("the password is swordfish")
    if scope["path"] == "/nothing":
        raise NotFound
    headers = [(b"content-type", b"application/json"), (b"referrer-policy", b"no-referrer")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if scope["path"] == "/late":
        raise RuntimeError("too late")
    told = {name: scope["state"][name] for name in ("request_id", "address")}
    await send({"type": "http.response.body", "body": json.dumps(told).encode()})


Ask = Callable[..., Any]


@pytest.fixture
def ask() -> Ask:
    """`ask(method, path, peer=…, trusted=…, limiter=…, headers=…)`."""

    async def ask(
        method: str = "GET",
        path: str = "/",
        *,
        peer: str = "198.51.100.7",
        trusted: tuple[str, ...] = (),
        limiter: Limiter | None = None,
        headers: Any = (),
        base: str = ORIGIN,
    ) -> httpx.Response:
        edge = Edge(app, origin=ORIGIN, trusted=trusted, limiter=limiter)
        transport = httpx.ASGITransport(edge, raise_app_exceptions=False, client=(peer, 1))
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await client.request(method, path, headers=headers)

    return ask


# (headers of a changing request, is it let through)
SITES: list[tuple[dict[str, str], bool]] = [
    ({}, False),
    (OURS, True),
    ({**OURS, "origin": ORIGIN}, True),
    ({**OURS, "origin": "https://evil.example"}, False),
    ({**OURS, "origin": "http://lake.town"}, False),
    ({**OURS, "origin": "https://lake.town.evil.example"}, False),
    ({**OURS, "origin": "https://lake.town:8443"}, False),
    ({**OURS, "origin": "null"}, False),
    ({"origin": ORIGIN}, False),
    ({"authorization": "Bearer x"}, True),
    ({"authorization": "bearer x"}, True),
    ({"authorization": "Bearer"}, False),
    ({"authorization": "Bearer  "}, False),
    ({"authorization": "Basic eDp5"}, False),
    ({"authorization": "x"}, False),
    ({"authorization": ""}, False),
    ({**OURS, "authorization": "Basic eDp5"}, True),
    ({**OURS, "authorization": "Basic eDp5", "origin": "https://evil.example"}, False),
    ({"authorization": "Bearer x", "origin": "https://evil.example"}, True),
    ({**OURS, "origin": "https://192.168.1.9:8000", "host": "192.168.1.9:8000"}, True),
    ({**OURS, "origin": "https://evil.example", "host": "192.168.1.9:8000"}, False),
]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(("headers", "passes"), SITES)
async def test_other_sites_cannot_change_anything(
    ask: Ask, method: str, headers: dict[str, str], passes: bool
) -> None:
    answer = await ask(method, headers=headers)
    assert answer.status_code == (200 if passes else 403)
    if not passes:
        assert answer.json()["code"] == "cross_site"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PROPFIND"])
async def test_reading_is_open_to_links_from_anywhere(ask: Ask, method: str) -> None:
    answer = await ask(method, headers={"origin": "https://evil.example"})
    assert answer.status_code == 200


PROXY, INNER = "10.0.0.2", "10.0.0.3"
# (peer, trusted, X-Forwarded-For lines, who it is)
ADDRESSES = [
    (PROXY, (), ["203.0.113.5"], PROXY),
    (PROXY, (PROXY,), [], PROXY),
    (PROXY, (PROXY,), ["203.0.113.5"], "203.0.113.5"),
    (PROXY, (PROXY,), ["1.2.3.4, 203.0.113.5"], "203.0.113.5"),
    (PROXY, ("10.0.0.0/8",), [f"203.0.113.5, {INNER}"], "203.0.113.5"),
    (PROXY, ("10.0.0.0/8",), ["203.0.113.5", INNER], "203.0.113.5"),
    (PROXY, ("10.0.0.0/8",), ["1.2.3.4", "203.0.113.5", INNER], "203.0.113.5"),
    (PROXY, (PROXY,), [f"203.0.113.5, {INNER}"], INNER),
    ("203.0.113.9", (PROXY,), ["1.2.3.4"], "203.0.113.9"),
    (PROXY, (PROXY,), ["2001:db8::1"], "2001:db8::1"),
    (PROXY, (PROXY,), ["nonsense"], "nonsense"),
    (PROXY, (PROXY,), [" , "], PROXY),
]


@pytest.mark.parametrize(("peer", "trusted", "lines", "expected"), ADDRESSES)
async def test_only_the_word_of_trusted_proxies_counts(
    ask: Ask, peer: str, trusted: tuple[str, ...], lines: list[str], expected: str
) -> None:
    headers = [("X-Forwarded-For", line) for line in lines]
    answer = await ask(peer=peer, trusted=trusted, headers=headers)
    assert answer.json()["address"] == expected


async def test_every_answer_has_its_number_and_safe_headers(ask: Ask) -> None:
    one, other = await ask(), await ask(path="/nothing")
    assert one.headers["x-request-id"] == one.json()["request_id"]
    assert other.json()["instance"] == f"urn:leapfrog:request:{other.headers['x-request-id']}"
    assert one.headers["x-request-id"] != other.headers["x-request-id"]
    for answer in (one, other):
        for name, value in HEADERS.items():
            own = "no-referrer" if name == b"referrer-policy" and answer is one else None
            assert answer.headers.get_list(name.decode()) == [own or value.decode()]


KEPT = [
    ("application/json", None, "no-store"),
    ("application/problem+json", None, "no-store"),
    ("application/json", "private, max-age=60", "private, max-age=60"),
    ("text/html", None, None),
]


@pytest.mark.parametrize(("kind", "own", "told"), KEPT)
async def test_data_is_kept_by_nobody_unless_its_route_says_so(
    kind: str, own: str | None, told: str | None
) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", kind.encode())]
        headers += [(b"cache-control", own.encode())] if own else []
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{}"})

    edge = Edge(app, origin=ORIGIN, trusted=(), limiter=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(edge), base_url=ORIGIN) as client:
        answer = await client.get("/")
    assert answer.headers.get_list("cache-control") == ([told] if told else [])


async def test_what_nobody_foresaw_is_told_by_its_number_only(ask: Ask) -> None:
    out, config = io.StringIO(), structlog.get_config()
    configure("INFO", "json", out)
    answer = await ask(path="/boom")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "unexpected"
    assert "swordfish" not in answer.text
    assert "RuntimeError" not in answer.text
    logged = out.getvalue()
    structlog.configure(**config)
    assert answer.headers["x-request-id"] in logged
    assert "RuntimeError" in logged


async def test_a_failure_after_the_first_byte_breaks_the_answer_off(ask: Ask) -> None:
    answer = await ask(path="/late")
    assert answer.status_code == 200
    assert answer.content == b""


async def test_who_has_no_answer_when_the_server_closes_may_ask_again(ask: Ask) -> None:
    answer = await ask(path="/long")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


async def test_an_address_that_asks_too_often_waits(ask: Ask) -> None:
    limiter = Limiter(lambda: 0.0)
    limits = {"limiter": limiter, "peer": "2001:db8::1"}
    for _ in range(BY_ADDRESS.count):
        limiter.take(BY_ADDRESS, "2001:db8::/64")
    answer = await ask(**limits)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert (await ask(limiter=limiter, peer="2001:db8:0:1::1")).status_code == 200


async def test_a_refused_socket_gets_the_problem_when_the_server_can_tell_it() -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/nothing", "scheme": "wss", "client": ("192.0.2.1", 1)}
    edge = Edge(app, origin=ORIGIN, trusted=(), limiter=None)
    told: dict[str, Any] = {"websocket.http.response": {}}
    await edge({**scope, "headers": [], "extensions": told}, receive, send)
    assert [message["type"] for message in sent] == [
        "websocket.http.response.start",
        "websocket.http.response.body",
    ]
    assert sent[0]["status"] == 404
    assert json.loads(sent[1]["body"])["code"] == "not_found"
    sent.clear()
    evil = [(b"origin", b"https://evil.example"), (b"cookie", b"leapfrog_session=x")]
    await edge({**scope, "headers": evil, "extensions": {}}, receive, send)
    assert sent == [{"type": "websocket.close", "code": 4403}]

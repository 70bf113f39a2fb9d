"""Log lines: one JSON object each, with the request they belong to; and what Prometheus reads."""

import asyncio
import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import structlog

from leapfrog.kernel import metrics
from leapfrog.kernel.edge import Edge
from leapfrog.kernel.logs import configure, request_id

SECRET = "swordfish"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    level, config = root.level, structlog.get_config()
    yield
    structlog.configure(**config)
    root.handlers[:], root.level = before, level


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def fail() -> None:
    password = SECRET
    raise ValueError(f"{len(password)} letters are too few")


def test_a_line_is_json_with_time_level_and_the_request() -> None:
    out = io.StringIO()
    configure("INFO", "json", out)
    before = request_id.set("abc")
    told = {"path": "/x", "person": UUID(int=7), "other": ValueError("x"), "text": "你好\n"}
    structlog.get_logger().info("request", **told)
    request_id.reset(before)
    [line] = lines(out)
    assert line["event"] == "request"
    assert (line["level"], line["request_id"], line["text"]) == ("info", "abc", "你好\n")
    assert str(UUID(int=7)) in line["person"]
    assert line["other"] == "ValueError('x')"
    assert line["timestamp"].endswith("Z")


def test_levels_are_kept() -> None:
    out = io.StringIO()
    configure("WARNING", "json", out)
    structlog.get_logger().info("quiet")
    structlog.get_logger().warning("loud")
    logging.getLogger("library").info("quiet")
    logging.getLogger("library").error("theirs")
    assert [line["event"] for line in lines(out)] == ["loud", "theirs"]


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_traceback_is_one_entry_without_the_values_of_variables(form: str) -> None:
    out = io.StringIO()
    configure("INFO", form, out)
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("failed")
        logging.getLogger("library").exception("theirs")
    told = out.getvalue()
    assert told.count("ValueError: 9 letters are too few") == 2
    assert SECRET not in told.replace("password = SECRET", "")
    if form == "json":
        assert len(lines(out)) == 2


async def ask(path: str, template: str | None = None) -> None:
    async def app(scope: Any, _receive: Any, send: Any) -> None:
        scope["path_template"] = template
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})

    async def ignore(_message: object) -> None:
        return

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "scheme": "http"}
    await Edge(app, origin="http://x", trusted=(), limiter=None)(scope, sys.exit, ignore)


async def test_a_request_is_logged_by_its_route_and_counted() -> None:
    out = io.StringIO()
    configure("INFO", "json", out)
    before = metrics.page().decode()
    await ask("/invitations/secret-word", "/invitations/{word}")
    await asyncio.sleep(0)  # the lines of one turn of the loop are written at its end
    [line] = lines(out)
    assert (line["path"], line["status"], line["method"]) == ("/invitations/{word}", 204, "GET")
    assert "secret-word" not in out.getvalue()
    name = 'leapfrog_requests_total{method="GET",status="204"}'

    def count(page: str) -> float:
        return sum(float(row.split()[1]) for row in page.splitlines() if row.startswith(name))

    assert count(metrics.page().decode()) == count(before) + 1

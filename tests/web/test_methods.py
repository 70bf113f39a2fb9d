"""Methods: what is not there is a 404, what cannot be done is a 405 that says what can."""

import pytest

from tests.http import Enter

# What is asked, the status and code of the answer, and what it allows.
ASKED = [
    ("OPTIONS", "/me", 204, None, {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH"}),
    ("OPTIONS", "/sessions", 204, None, {"GET", "HEAD", "OPTIONS", "POST"}),
    ("OPTIONS", "/people", 204, None, {"OPTIONS", "POST"}),
    ("PUT", "/me", 405, "method_not_allowed", {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH"}),
    ("GET", "/people", 405, "method_not_allowed", {"OPTIONS", "POST"}),
    ("HEAD", "/people", 405, "method_not_allowed", {"OPTIONS", "POST"}),
    ("TRACE", "/me", 405, "method_not_allowed", {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH"}),
    ("HEAD", "/town", 200, None, None),
    ("GET", "/nowhere", 404, "not_found", None),
    ("GET", "/me/nowhere/at/all", 404, "not_found", None),
    ("GET", "/sessions/not-an-id", 405, "method_not_allowed", {"DELETE", "OPTIONS"}),
    ("DELETE", "/sessions/not-an-id", 404, "not_found", None),
    ("OPTIONS", "/nowhere/at/all/never", 404, "not_found", None),
]


@pytest.mark.parametrize(("method", "path", "status", "code", "allow"), ASKED)
async def test_a_method_is_answered(
    client: Enter, method: str, path: str, status: int, code: str | None, allow: set[str] | None
) -> None:
    answer = await client().request(method, path)
    assert answer.status_code == status
    if code and method != "HEAD":
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == code
    if allow:
        assert set(answer.headers["allow"].split(", ")) == allow


# A body and its type, the status and code of the answer.
BODIES = [
    (b"{", "application/json", 400, "malformed"),
    (b"", "application/json", 400, "malformed"),
    (b"[]", "application/json", 400, "malformed"),
    (b'{"handle":"x"}', "application/json", 400, "malformed"),
    (b'{"handle":"x","password":"y","more":1}', "application/json", 400, "malformed"),
    (b'{"handle":5,"password":"y"}', "application/json", 400, "malformed"),
    (b'{"handle":"\xff","password":"y"}', "application/json", 400, "malformed"),
    (b"[" * 100_000, "application/json", 400, "malformed"),
    (b" " * 300_000, "application/json", 413, "too_large"),
    (b'{"handle":"x","password":"y"}', "application/json", 401, "wrong_credentials"),
]


@pytest.mark.parametrize(("body", "kind", "status", "code"), BODIES)
async def test_a_body_is_answered(
    client: Enter, body: bytes, kind: str, status: int, code: str
) -> None:
    answer = await client().post("/sessions", content=body, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert "Traceback" not in answer.text
    assert "msgspec" not in answer.text

"""Calls over HTTP to the parts, all on this machine."""

from base64 import b64encode
from typing import Any

import httpcore
import msgspec

SECONDS = 10.0
FAILED = (OSError, TimeoutError, httpcore.NetworkError, httpcore.ProtocolError)
TOO_SLOW = httpcore.TimeoutException
TIMEOUT = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
COOKIE = "leapfrog_session="


class HttpAnswer(msgspec.Struct, frozen=True):
    """`token`: of the session that the answer began, "" when it began none."""

    status: int
    body: Any
    token: str = ""


async def ask(
    method: str, url: str, body: Any = None, token: str = "", *, basic: str = ""
) -> HttpAnswer | None:
    """None where nobody answers, or not in time. An answer that is no JSON has no `body`. `basic`:
    a name and its password, with a colon between them.
    """
    headers: dict[bytes | str, bytes | str] = {
        "X-Leapfrog": "1",
        "Content-Type": "application/json",
    }
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if basic:
        headers["Authorization"] = f"Basic {b64encode(basic.encode()).decode()}"
    content = msgspec.json.encode(body) if body is not None else None
    more = {"timeout": TIMEOUT}
    try:
        async with httpcore.AsyncConnectionPool() as pool:
            answer = await pool.request(
                method, url, headers=headers, content=content, extensions=more
            )
    except (*FAILED, TOO_SLOW):
        return None
    try:
        found = msgspec.json.decode(answer.content)
    except msgspec.DecodeError:
        found = None
    return HttpAnswer(answer.status, found, _token(answer.headers))


def _token(headers: list[tuple[bytes, bytes]]) -> str:
    for name, value in headers:
        text = value.decode("latin-1")
        if name.lower() == b"set-cookie" and text.startswith(COOKIE):
            return text.removeprefix(COOKIE).partition(";")[0]
    return ""

"""Where other towns bring letters: `POST /ap/inbox`, and one for each person.

Plain ASGI, for it is the busiest path of a town that speaks with many, and what the routes of the
API do for each of their requests is of no use here: nobody is signed in, and nothing is answered.
"""

import re
from typing import Any

import structlog

from leapfrog.fediverse import inbox
from leapfrog.fediverse.answering import asked, site_here
from leapfrog.kernel.errors import TooLarge, Unavailable
from leapfrog.kernel.http import Town

PATHS = re.compile(r"/ap/(?:inbox|people/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/inbox)")
TAKEN = {"type": "http.response.start", "status": 202, "headers": [(b"content-length", b"0")]}
log = structlog.get_logger()


def is_inbox(scope: Any) -> bool:
    return scope["method"] == "POST" and PATHS.fullmatch(scope["path"]) is not None


async def receive(town: Town, scope: Any, incoming: Any, send: Any) -> None:
    """202 once it is verified and on disk. Raises `KeepsToItself`, `TooLarge`, `NotSigned`,
    `NotHeard`, `NoActivity`.
    """
    site = await site_here(town)
    try:
        body = await _body(incoming)
    except TooLarge:
        log.warning("fediverse_refused", why="too large", address=scope["state"]["address"])
        raise
    await inbox.take(town, site, asked(scope, site, body))
    await send(TAKEN)
    await send({"type": "http.response.body", "body": b""})


async def _body(incoming: Any) -> bytes:
    """Raises `TooLarge`, having read no more than that; `Unavailable` when its end never came."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await incoming()
        if message["type"] == "http.disconnect":
            raise Unavailable
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > inbox.LARGEST:
            raise TooLarge(f"At most {inbox.LARGEST // 1_000_000} MB.")
        more = message.get("more_body", False)
    return b"".join(parts)

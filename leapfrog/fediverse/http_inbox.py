"""Where other towns bring activities: `POST /ap/inbox`, and one for each person.

Plain ASGI, for it is the busiest path of a town that speaks with many, and what the routes of the
API do for each of their requests is of no use here: nobody is signed in, and nothing is answered.
"""

import re
from typing import Any

import structlog

from leapfrog.fediverse import inbox
from leapfrog.fediverse.answering import asked, site_here
from leapfrog.kernel.errors import TooLarge
from leapfrog.kernel.http import Town, receive_body

PATHS = re.compile(r"/ap/(?:inbox|people/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/inbox)")
TAKEN = {"type": "http.response.start", "status": 202, "headers": [(b"content-length", b"0")]}
log = structlog.get_logger()


def is_inbox(scope: Any) -> bool:
    """Whether a request (ASGI scope) posts to an inbox: of a person, or the shared one."""
    return scope["method"] == "POST" and PATHS.fullmatch(scope["path"]) is not None


async def receive(town: Town, scope: Any, incoming: Any, send: Any) -> None:
    """Answers a POST to an inbox (ASGI): 202 once the activity's HTTP signature is verified and it
    is on disk, to be worked off by a job. Raises `KeepsToItself`, `TooLarge`, `NotSigned`,
    `NotHeard`, `NoActivity`, `RateLimited`, `Malformed`.
    """
    site = await site_here(town)
    try:
        body = await receive_body(incoming, inbox.LARGEST)
    except TooLarge:
        log.warning("fediverse_refused", why="too large", address=scope["state"]["address"])
        raise
    await inbox.take(town, site, asked(scope, site, body), scope["state"]["address"])
    await send(TAKEN)
    await send({"type": "http.response.body", "body": b""})

"""OPTIONS: the methods that a path has. Litestar's own answer names only those that were there
when it was made.
"""

from http import HTTPStatus
from typing import Any

# No path has it, so its refusal names all that the path has.
NEVER = "TRACE"


class OptionsAnswer:
    """Turns the refusal of `NEVER` into the answer to OPTIONS; lets any other answer pass."""

    def __init__(self, send: Any) -> None:
        self._send = send
        self._answered = False

    async def __call__(self, message: Any) -> None:
        if message.get("status") == HTTPStatus.METHOD_NOT_ALLOWED:
            self._answered = True
            allow = [pair for pair in message["headers"] if pair[0] == b"allow"]
            await self._send({**message, "status": HTTPStatus.NO_CONTENT, "headers": allow})
            await self._send({"type": "http.response.body"})
        elif not self._answered:
            await self._send(message)

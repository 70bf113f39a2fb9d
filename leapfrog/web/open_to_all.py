"""What pages of all sites may read: public pictures, and what a town says of itself."""

from typing import Any

OPEN_TO_ALL = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
WELL_KNOWN = "/.well-known/"
LINES = [(name.encode(), value.encode()) for name, value in OPEN_TO_ALL.items()]


class OpenToAll:
    """Says so of each answer, whatever it is."""

    def __init__(self, send: Any) -> None:
        self._send = send

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            names = {name.lower() for name, _ in message["headers"]}
            more = [line for line in LINES if line[0] not in names]
            message = {**message, "headers": [*message["headers"], *more]}
        await self._send(message)

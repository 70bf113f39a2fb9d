"""A shop's program behind a real port, which believes nothing: it checks signatures by the words of
Standard Webhooks, in code of its own.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from tests.serving import PATIENCE, QuietServer


class Receiver:
    """`answers`: what is answered next, the last one for good; `hang`: it answers nothing until it
    is set.
    """

    def __init__(self) -> None:
        self.origin = ""
        self.answers: list[int] = [204]
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.hang: threading.Event | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            part = await receive()
            body += part.get("body", b"")
            more = part.get("more_body", False)
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.got.append((scope["path"], headers, body))
        if self.hang is not None and scope["path"] == "/slow":
            await asyncio.to_thread(self.hang.wait, PATIENCE)
        status = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        where = [(b"location", b"/elsewhere")] if status == 302 else []
        await send({"type": "http.response.start", "status": status, "headers": where})
        await send({"type": "http.response.body", "body": b"hm" if status >= 300 else b""})

    def events(self, path: str = "/") -> list[dict[str, Any]]:
        """What came there, in the order of its coming."""
        return [json.loads(body) for at, _, body in self.got if at == path]

    def ids(self, path: str = "/") -> list[str]:
        return [headers["webhook-id"] for at, headers, _ in self.got if at == path]


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Whether one of the signatures is by this secret (`whsec_…`)."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return f"v1,{mac}" in headers["webhook-signature"].split(" ")


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A running one, in a thread, on a port of its own."""
    receiver = Receiver()
    config = uvicorn.Config(receiver, port=0, lifespan="off", log_level="error")
    server = QuietServer(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert server.open.wait(PATIENCE)
        port = server.servers[0].sockets[0].getsockname()[1]
        receiver.origin = f"http://127.0.0.1:{port}"
        yield receiver
    finally:
        if receiver.hang is not None:
            receiver.hang.set()
        server.should_exit = True
        thread.join()

"""A place on this machine where pictures lie; it counts who asks for what."""

import asyncio
import io
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PIL import Image


def png(width: int = 40, height: int = 20) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (240, 120, 0, 255)).save(out, "PNG")
    return out.getvalue()


class Pictures:
    def __init__(self) -> None:
        self.lying: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        self.origin = ""

    def lay(self, path: str, content: bytes) -> str:
        """Where it lies from now on."""
        self.lying[path] = content
        return f"{self.origin}{path}"

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split()[1].decode()
        self.asked[path] += 1
        found = self.lying.get(path)
        status = "200 OK" if found is not None else "404 Not Found"
        body = found or b""
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        writer.close()


@asynccontextmanager
async def pictures() -> AsyncIterator[Pictures]:
    made = Pictures()
    server = await asyncio.start_server(made, "127.0.0.1", 0)
    made.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield made
    server.close()

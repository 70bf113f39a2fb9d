"""What stands before nodes: it asks each again and again whether it is ready, and gives each
connection to one of those that are, in turn; who comes when there is none waits for one. What is
open stays open, whatever a node says then.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

import httpx

HOST = "127.0.0.1"
# As docs/nodes.md has it for HAProxy, but more often.
ASK_EVERY, ASK_SECONDS = 0.2, 3.0


class Proxy:
    """`port`: where people come in."""

    port: int

    def __init__(self) -> None:
        self._ready: list[int] = []
        self._changed = asyncio.Event()
        self._asking: dict[int, asyncio.Task[None]] = {}
        self._open: set[asyncio.StreamWriter] = set()
        self._none_is_open = asyncio.Event()

    def add(self, port: int) -> None:
        """A node, which may not be there yet."""
        self._asking[port] = asyncio.create_task(self._ask(port))

    async def sees(self, ports: Iterable[int]) -> None:
        """Waits until these nodes are ready, and no others."""
        wanted = set(ports)
        while set(self._ready) != wanted:
            await self._next_change()

    async def _ask(self, port: int) -> None:
        async with httpx.AsyncClient(timeout=ASK_SECONDS) as asking:
            while True:
                is_ready = False
                with suppress(httpx.TransportError):
                    answer = await asking.get(f"http://{HOST}:{port}/readyz")
                    is_ready = answer.is_success
                if is_ready != (port in self._ready):
                    (self._ready.append if is_ready else self._ready.remove)(port)
                    self._changed.set()
                await asyncio.sleep(ASK_EVERY)

    async def join(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Somebody comes in."""
        self._open.add(back)
        try:
            theirs, there = await self._node()
            await asyncio.gather(pass_on(ours, there), pass_on(theirs, back))
        except OSError:
            pass
        finally:
            back.close()
            self._open.discard(back)
            if not self._open:
                self._none_is_open.set()

    async def _node(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while not self._ready:
            await self._next_change()
        port = self._ready.pop(0)
        self._ready.append(port)
        return await asyncio.open_connection(HOST, port)

    async def _next_change(self) -> None:
        """Waits until another node is ready, or one no longer."""
        self._changed.clear()
        await self._changed.wait()

    async def close(self) -> None:
        for task in self._asking.values():
            task.cancel()
        await asyncio.gather(*self._asking.values(), return_exceptions=True)
        while self._open:
            self._none_is_open.clear()
            for writer in self._open:
                writer.transport.abort()
            await self._none_is_open.wait()


async def pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """All that comes, until it ends."""
    try:
        while part := await source.read(65536):
            target.write(part)
            await target.drain()
    except ConnectionError:
        pass
    finally:
        target.close()


@asynccontextmanager
async def proxy() -> AsyncIterator[Proxy]:
    """One that knows of no node yet."""
    made = Proxy()
    server = await asyncio.start_server(made.join, HOST, 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await made.close()

"""A small load generator for HTTP/1.1 on loopback: each connection asks, waits, asks again."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable
from random import Random

Make = Callable[[int, int], bytes]
# Seconds after which nobody is waited for any longer.
PATIENCE = 60.0


class Connection(asyncio.Protocol):
    """Asks as fast as it is answered until `until`; counts the answers."""

    def __init__(self, number: int, make: Make, until: float) -> None:
        self.number, self.make, self.until = number, make, until
        self.answered = 0
        self.done = asyncio.get_running_loop().create_future()
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        self.transport.write(self.make(self.number, self.answered))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, body = self._buffer.partition(b"\r\n\r\n")
        if not end or len(body) < length(head):
            return
        if head[9:10] != b"2":
            self.done.set_exception(AssertionError(self._buffer[:500]))
            self.transport.close()
            return
        self._buffer = b""
        self.answered += 1
        if time.perf_counter() < self.until:
            self._ask()
        else:
            self.done.set_result(None)
            self.transport.close()

    def connection_lost(self, _cause: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(ConnectionResetError())


def length(head: bytes) -> int:
    """The length that an answer's head announces."""
    _, _, after = head.lower().partition(b"content-length: ")
    return int(after.partition(b"\r\n")[0] or 0)


async def load(port: int, make: Make, connections: int, seconds: float) -> tuple[int, float]:
    """(answers, seconds they took); `make(connection, n)` is its nth request."""
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    opened = [
        (
            await loop.create_connection(
                lambda number=n: Connection(number, make, began + seconds),  # type: ignore[misc]
                "127.0.0.1",
                port,
            )
        )[1]
        for n in range(connections)
    ]
    await asyncio.gather(*(one.done for one in opened))
    return sum(one.answered for one in opened), time.perf_counter() - began


async def arrivals(
    port: int, make: Make, connections: int, per_second: float, seconds: float
) -> list[float]:
    """How long each took to be answered, in seconds, of requests that come when they come (Poisson)
    whether those before were answered or not; each by the connection that was idle for longest.
    """
    opened = [(n, *await asyncio.open_connection("127.0.0.1", port)) for n in range(connections)]
    idle: asyncio.Queue[tuple[int, asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for one in opened:
        idle.put_nowait(one)
    took: list[float] = []

    async def ask(began: float) -> None:
        number, reader, writer = await idle.get()
        writer.write(make(number, len(took)))
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(length(head))
        assert head[9:10] == b"2", (head, body)
        took.append(time.perf_counter() - began)
        idle.put_nowait((number, reader, writer))

    dice, due = Random(7), time.perf_counter()
    until = due + seconds
    async with asyncio.timeout(seconds + PATIENCE), asyncio.TaskGroup() as group:
        while (due := due + dice.expovariate(per_second)) < until:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(ask(due))
    for _, _, writer in opened:
        writer.close()
    return took


async def each(port: int, requests: Iterable[bytes], connections: int) -> Counter[int]:
    """Asks all of these, whatever the answers are, over connections for as long as the server keeps
    them open; how many there were of each status.
    """
    waiting, answers = list(requests)[::-1], Counter[int]()
    await asyncio.gather(*(_some(port, waiting, answers) for _ in range(connections)))
    return answers


async def _some(port: int, waiting: list[bytes], answers: Counter[int]) -> None:
    while waiting:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        answered = 0
        while waiting:
            asked = waiting.pop()
            try:
                writer.write(asked)
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(length(head))
            except (asyncio.IncompleteReadError, ConnectionError):
                assert answered, "nothing is answered"
                waiting.append(asked)
                break
            answers[int(head[9:12])] += 1
            answered += 1
        writer.close()


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """An HTTP/1.1 request as bytes."""
    given = {"Host": "localhost", **headers}
    if body:
        given |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

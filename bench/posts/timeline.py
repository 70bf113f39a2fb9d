"""The home timeline of 20, asked for over and over: requests a second, and CPU of the server and
its database for each.
"""

import asyncio
import time
from collections.abc import Mapping

import msgspec

from bench.chat.processes import Meter, Server
from bench.load import length, request

CONNECTIONS = 8


class Read(msgspec.Struct, frozen=True):
    """`server_us`, `database_us`: microseconds of CPU for each request; `size`: of an answer."""

    rate: float
    server_us: float
    database_us: float
    others: float
    size: int


def reads(server: Server, path: str, headers: Mapping[str, str], step: float) -> Read:
    asked = request("GET", path, dict(headers))
    meter = Meter(server)
    asyncio.run(_load(server.port, asked, step / 4))
    meter.start()
    answers, size, took = asyncio.run(_load(server.port, asked, step))
    spent = meter.stop()
    costs = (spent.server / answers * 1e6, spent.database / answers * 1e6)
    return Read(answers / took, *costs, spent.others / spent.seconds, size)


async def _load(port: int, asked: bytes, step: float) -> tuple[int, int, float]:
    """(answers, bytes of one, seconds)"""
    began = time.perf_counter()
    found = await asyncio.gather(
        *(_ask(port, asked, began + step) for _ in range(CONNECTIONS)),
    )
    took = time.perf_counter() - began
    return sum(count for count, _ in found), found[0][1], took


async def _ask(port: int, asked: bytes, until: float) -> tuple[int, int]:
    """Asks again when answered, over a connection for as long as the server keeps it open."""
    count = size = 0
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        writer.write(asked)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            head = b""
        if not head:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            continue
        assert head[9:12] == b"200", head
        size = len(await reader.readexactly(length(head)))
        count += 1
    writer.close()
    return count, size

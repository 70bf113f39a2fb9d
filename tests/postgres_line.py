"""A line to a PostgreSQL that can fall silent, as a network does that has lost its way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qs, urlsplit

import msgspec

from leapfrog.kernel.settings import Settings


class PostgresLine:
    """Passes everything on until it is `cut_off`, and then nothing; `reached` counts who came.
    `address` is host and port.
    """

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.address = ""
        self.cut_off = False
        self.reached = 0
        self.ends: list[asyncio.StreamWriter] = []

    async def join(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self.reached += 1
        query = parse_qs(urlsplit(self.dsn).query)
        path = f"{query['host'][0]}/.s.PGSQL.{query.get('port', ['5432'])[0]}"
        theirs, there = await asyncio.open_unix_connection(path)
        self.ends += [back, there]
        await asyncio.gather(self._pass(ours, there), self._pass(theirs, back))

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while part := await source.read(65536):
                if not self.cut_off:
                    target.write(part)
        if not self.cut_off:
            target.close()


@asynccontextmanager
async def postgres_line(dsn: str) -> AsyncIterator[PostgresLine]:
    """A line on a port of this machine to the PostgreSQL of this DSN."""
    line = PostgresLine(dsn)
    server = await asyncio.start_server(line.join, "127.0.0.1", 0)
    line.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        server.close()
        for writer in line.ends:
            writer.transport.abort()
        await asyncio.sleep(0.05)


def through(dsn: str, *lines: PostgresLine) -> str:
    """The DSN of the same database by these lines, each as a host of its own."""
    parts = urlsplit(dsn)
    user = parts.username or parse_qs(parts.query).get("user", ["leapfrog"])[0]
    hosts = ",".join(line.address for line in lines)
    return f"postgresql://{user}@{hosts}{parts.path}"


@asynccontextmanager
async def wired(settings: Settings) -> AsyncIterator[tuple[PostgresLine, Settings]]:
    """The same settings, but the town speaks with its database by such a line."""
    assert settings.database_url
    async with postgres_line(settings.database_url) as line:
        url = through(settings.database_url, line)
        yield line, msgspec.structs.replace(settings, database_url=url)

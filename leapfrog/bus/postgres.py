"""The bus over the database itself: LISTEN and NOTIFY.

On a connection of its own: a NOTIFY inside of each operation's transaction would put all commits in
a row. LISTEN needs a direct connection, not one through a pooler.
"""

from collections.abc import Sequence
from typing import Any

from leapfrog.bus.line import Alarm, Hear
from leapfrog.kernel.connecting import Servers

CHANNEL = "leapfrog_stream"
NOTIFY = "select pg_notify($1, page) from unnest($2::text[]) as page"
ALIVE_SECONDS = 10.0
# A NOTIFY takes less than 8,000 bytes.
LARGEST = 7_900


class PostgresLine:
    """A `BusConnection` to a database."""

    largest, ask_every = LARGEST, ALIVE_SECONDS

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def tell(self, pages: Sequence[bytes]) -> None:
        texts = [page.decode() for page in pages]
        await self._connection.execute(NOTIFY, CHANNEL, texts, timeout=ALIVE_SECONDS)

    async def ask(self) -> None:
        await self._connection.execute("select 1", timeout=ALIVE_SECONDS)

    def is_closed(self) -> bool:
        return bool(self._connection.is_closed())

    async def hang_up(self) -> None:
        self._connection.terminate()


class Postgres:
    """A `BusDriver`: the database that all processes of a town share."""

    name = "database"

    def __init__(self, dsn: str) -> None:
        self._servers = Servers(dsn)

    async def open(self, hear: Hear, alarm: Alarm) -> PostgresLine:
        connection = await self._servers.connect(
            application_name="leapfrog bus", synchronous_commit="off"
        )

        def heard(own: Any, pid: int, _channel: str, page: object) -> None:
            if pid != own.get_server_pid():
                hear(str(page))

        connection.add_termination_listener(lambda _: alarm())
        await connection.add_listener(CHANNEL, heard)
        return PostgresLine(connection)

"""The bus over NATS (core, without JetStream: what counts is in the database).

For towns of many nodes: nothing of the stream touches the database then, and a frame may be as
large as the server takes.
"""

import asyncio
from collections.abc import Sequence

from nats.aio.client import Client
from nats.aio.msg import Msg

from leapfrog.bus.line import Alarm, Hear

# It is for news alone: whoever hears nothing of it for so long goes by the database meanwhile.
ANSWER_SECONDS = 3
# What a reader has not taken may not grow without bound; then everybody reads on from the database.
MOST_UNREAD = 16 * 1024 * 1024


class NatsLine:
    """A `BusConnection` to a NATS server."""

    ask_every: float = ANSWER_SECONDS

    def __init__(self, client: Client, subject: str) -> None:
        self._client, self._subject = client, subject
        self.largest = client.max_payload
        self._broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def broke(self) -> None:
        """Nothing comes back any more on what was sent."""
        if not self._broken.done():
            self._broken.set_result(None)

    async def tell(self, pages: Sequence[bytes]) -> None:
        for page in pages:
            await self._client.publish(self._subject, page)
        await self.ask()

    async def ask(self) -> None:
        answer = asyncio.create_task(self._client.flush(ANSWER_SECONDS))
        # The client itself would wait for an answer from a connection that is gone.
        await asyncio.wait((answer, self._broken), return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            answer.cancel()
            raise ConnectionResetError("the connection of the bus was lost")
        await answer

    def is_closed(self) -> bool:
        return self._broken.done() or not self._client.is_connected

    async def hang_up(self) -> None:
        await self._client.close()


class Nats:
    """A `BusDriver`: one NATS server or the servers of a cluster; `town` keeps towns apart that
    share it.
    """

    name = "nats"

    def __init__(self, servers: Sequence[str], town: str) -> None:
        self._servers, self._subject = list(servers), f"leapfrog.{town}.stream"

    async def open(self, hear: Hear, alarm: Alarm) -> NatsLine:
        client = Client()
        line: NatsLine | None = None

        async def broken(_: Exception | None = None) -> None:
            """Also when the client threw away what it could not keep."""
            if line is not None:
                line.broke()
            alarm()

        async def heard(message: Msg) -> None:
            hear(message.data)

        # The bus connects anew by itself, because it has to tell what was missed meanwhile; the
        # client would go on for two minutes by itself, each server after two seconds.
        await client.connect(
            self._servers,
            name="leapfrog bus",
            no_echo=True,
            allow_reconnect=False,
            max_reconnect_attempts=1,
            reconnect_time_wait=0,
            connect_timeout=ANSWER_SECONDS,
            disconnected_cb=broken,
            error_cb=broken,
        )
        line = NatsLine(client, self._subject)
        await client.subscribe(self._subject, cb=heard, pending_bytes_limit=MOST_UNREAD)
        await line.ask()
        return line

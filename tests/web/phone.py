"""A device as the client is one: what it heard is kept by (conversation, seq), a hole is fetched,
a gap is read from the cursor.
"""

import asyncio
import json
from contextlib import suppress
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.chat.acts import ok
from tests.http import PATIENCE, Client
from tests.server import described


class Phone:
    """One device of `owner`; `talks` by conversation, `messages` by (conversation, seq). `heard`:
    something came, since whoever waits cleared it.
    """

    def __init__(self, owner: Client, port: int) -> None:
        self.owner, self.port = owner, port
        self.cursor: str | None = None
        self.talks: dict[str, dict[str, Any]] = {}
        self.messages: dict[tuple[str, int], dict[str, Any]] = {}
        self._socket: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None
        self._unanswered = 0
        self._answered = asyncio.Event()
        self.heard = asyncio.Event()

    async def connect(self) -> None:
        if self._socket is None:
            self._socket = await connect(
                f"ws://127.0.0.1:{self.port}/api/v1/stream",
                additional_headers={"Authorization": f"Bearer {self.owner.token}"},
                # Who is frozen for a while answers no ping, and is no reason to hang up.
                ping_interval=None,
            )
            self._listening = asyncio.create_task(self._listen(self._socket))
            await self._say("hello")

    async def drop(self) -> None:
        """Loses the line; what is on its way is lost with it."""
        if self._socket is not None and self._listening is not None:
            self._socket.transport.abort()
            self._listening.cancel()
            # It may have been cut already.
            with suppress(asyncio.CancelledError, ConnectionClosed):
                await self._listening
            self._socket, self._unanswered = None, 0

    async def catch_up(self) -> None:
        """Connects, reads what is new, and fetches what it has not."""
        await self.connect()
        await self._say("sync")
        async with asyncio.timeout(PATIENCE):
            await self._answered.wait()
        await self.fill()

    async def fill(self) -> None:
        """Fetches what is missing of what it knows to be there."""
        for talk, state in self.talks.items():
            numbers = range(1, state["last_seq"] + 1)
            while missing := [n for n in numbers if (talk, n) not in self.messages]:
                query = {"after": missing[0] - 1, "limit": 500}
                page = await self._read(f"/conversations/{talk}/messages", query)
                found = page["messages"]
                assert found, f"there is no message {missing[0]}"
                self._keep(found)

    async def _read(self, path: str, query: dict[str, int]) -> Any:
        """Again where the line to the town broke, as apps do."""
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(httpx.TransportError):
                    return ok(await self.owner.get(path, params=query))

    @property
    def listens(self) -> bool:
        """Whether its line was not cut."""
        return self._listening is not None and not self._listening.done()

    async def _say(self, kind: str) -> None:
        assert self._socket is not None
        self._unanswered += 1
        self._answered.clear()
        await self._socket.send(json.dumps({"t": kind, "cursor": self.cursor}))

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            await self._hear(socket)
        finally:
            # Whoever waits for more of this line is told that none comes.
            self.heard.set()

    async def _hear(self, socket: ClientConnection) -> None:
        async for text in socket:
            frame = described(text)
            self.heard.set()
            match frame["t"]:
                case "sync":
                    self._merge(frame)
                case "message":
                    self._keep([frame["message"]])
                case "read":
                    self._mark(frame)
                case "gap":
                    await self._say("sync")

    def _merge(self, found: dict[str, Any]) -> None:
        if found["reset"]:
            self.talks.clear()
            self.messages.clear()
        for talk in found["conversations"]:
            self._keep(talk["messages"])
            self.talks[talk["id"]] = {key: talk[key] for key in talk if key != "messages"}
        self.cursor = found["cursor"]
        self._unanswered -= 1
        if not self._unanswered:
            self._answered.set()

    def _keep(self, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            place = (message["conversation_id"], message["seq"])
            assert self.messages.setdefault(place, message) == message, "two messages in one place"

    def _mark(self, frame: dict[str, Any]) -> None:
        talk = self.talks.get(frame["conversation_id"])
        if talk is not None:
            mine = frame["person_id"] == self.owner.me["id"]
            key = "read_seq" if mine else "their_read_seq"
            talk[key] = max(talk[key], frame["seq"])

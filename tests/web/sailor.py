"""A device in a storm: it sends what is in its outbox, in order, until all is acknowledged, over
lines that break; and in the end it fetches what it missed.
"""

import asyncio
import json
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from leapfrog.kernel.ids import new_id
from tests.chat.acts import ok
from tests.http import Client

AT_ONCE = 20
AGAIN_SECONDS = 0.1
SILENT_SECONDS = 5


class Sailor:
    """`acked` and `kept` (what it heard and fetched): by client id and by place, the other one."""

    def __init__(self, owner: Client, port: int, talks: list[str], count: int) -> None:
        self.owner, self.port, self.talks = owner, port, talks
        self.outbox = [(str(new_id()), talks[n % len(talks)]) for n in range(count)]
        self.acked: dict[str, tuple[str, int]] = {}
        self.kept: dict[tuple[str, int], str] = {}
        self.refused = False
        self._socket: ClientConnection | None = None
        self._cursor: str | None = None

    async def send_all(self) -> None:
        """Until everything is acknowledged, whatever happens to the line."""
        while len(self.acked) < len(self.outbox):
            try:
                await self._one_line()
            except (OSError, WebSocketException, TimeoutError):
                await asyncio.sleep(AGAIN_SECONDS)

    def cut(self) -> None:
        """The net is gone, with all that is under way."""
        if self._socket is not None:
            self._socket.transport.abort()

    async def _one_line(self) -> None:
        headers = {"Authorization": f"Bearer {self.owner.token}"}
        address = f"ws://127.0.0.1:{self.port}/api/v1/stream"
        async with connect(address, additional_headers=headers, compression=None) as socket:
            self._socket = socket
            await socket.send(json.dumps({"t": "hello", "cursor": self._cursor}))
            room = asyncio.Semaphore(AT_ONCE)
            hearing = asyncio.create_task(self._hear(socket, room))
            try:
                for client_id, talk in self.outbox:
                    if client_id not in self.acked:
                        await asyncio.wait_for(room.acquire(), SILENT_SECONDS)
                        frame = {"client_id": client_id, "conversation_id": talk, "body": client_id}
                        await socket.send(json.dumps({"t": "send"} | frame, separators=(",", ":")))
                await asyncio.wait_for(hearing, SILENT_SECONDS)
            finally:
                hearing.cancel()

    async def _hear(self, socket: ClientConnection, room: asyncio.Semaphore) -> None:
        while len(self.acked) < len(self.outbox):
            frame = json.loads(await socket.recv())
            match frame["t"]:
                case "ack":
                    self._ack(frame)
                    room.release()
                case "nack":
                    assert frame["code"] == "unavailable", frame
                    self.refused = True
                    await socket.close()
                case "message":
                    self._keep(frame["message"])
                case "sync":
                    self._cursor = frame["cursor"]
                    for talk in frame["conversations"]:
                        for message in talk["messages"]:
                            self._keep(message)

    def _ack(self, frame: dict[str, Any]) -> None:
        place = (frame["conversation_id"], frame["seq"])
        assert self.acked.setdefault(frame["client_id"], place) == place, "acknowledged twice"

    def _keep(self, message: dict[str, Any]) -> None:
        place = (message["conversation_id"], message["seq"])
        assert self.kept.setdefault(place, message["client_id"]) == message["client_id"]

    async def catch_up(self) -> None:
        """One sync says how far each conversation is; what is missing is fetched."""
        found = ok(await self.owner.get("/sync"))["conversations"]
        for talk in found:
            for seq in range(talk.get("hidden_to", 0) + 1, talk["last_seq"] + 1):
                if (talk["id"], seq) not in self.kept:
                    path = f"/conversations/{talk['id']}/messages"
                    page = await self.owner.get(path, params={"after": seq - 1, "limit": 500})
                    for message in ok(page)["messages"]:
                        self._keep(message)

    def sent_in_order(self) -> bool:
        """Whether what it sent stands in the order in which it was written."""
        seqs: dict[str, int] = dict.fromkeys(self.talks, 0)
        for client_id, talk in self.outbox:
            seq = self.acked[client_id][1]
            if seq <= seqs[talk]:
                return False
            seqs[talk] = seq
        return True

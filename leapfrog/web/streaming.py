"""The realtime stream: one WebSocket per device, under `/api/v1/stream`.

A device says `hello` with its cursor and gets what it missed; from then on every frame reaches
it. It joins the hub before the delta is read, so nothing can fall between the two; what comes
twice is keyed.
"""

import asyncio
from typing import Annotated, Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import chat
from leapfrog.chat import Draft, Message, Sender
from leapfrog.identity import Signed, SignInNeeded, signed_by, token_of
from leapfrog.kernel.errors import Malformed, Problem, Unexpected
from leapfrog.kernel.http import Town
from leapfrog.kernel.stream import Device
from leapfrog.kernel.stream_protocol import LARGEST_FRAME, WIRE
from leapfrog.web.sync import sync

PATH = "/api/v1/stream"
AT_ONCE = 64


class Hello(msgspec.Struct, frozen=True, tag_field="t", tag="hello"):
    """The first frame: the cursor of the last sync, or null."""

    cursor: str | None = None


class Sync(msgspec.Struct, frozen=True, tag_field="t", tag="sync"):
    """Asks for what changed since a cursor."""

    cursor: str | None = None


class Send(msgspec.Struct, frozen=True, tag_field="t", tag="send"):
    """A message to send; answered by `ack` or `nack`."""

    client_id: UUID
    conversation_id: UUID
    body: Annotated[str, msgspec.Meta(max_length=20_000)]


class Read(msgspec.Struct, frozen=True, tag_field="t", tag="read"):
    """All up to `seq` was read."""

    conversation_id: UUID
    seq: Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Ping(msgspec.Struct, frozen=True, tag_field="t", tag="ping"):
    """Answered by `pong`."""


log = structlog.get_logger()

Frame = Hello | Sync | Send | Read | Ping
decoder: msgspec.json.Decoder[Frame] = msgspec.json.Decoder(Frame)


class Talk:
    """One device's stream, from its opening to its end."""

    def __init__(self, town: Town, sender: Sender, device: Device) -> None:
        self.town, self.sender, self.device = town, sender, device
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    async def take(self, text: str | bytes) -> None:
        """Begins to act on a frame. Sends go side by side, each is answered after its commit."""
        try:
            frame = decoder.decode(text)
        except (msgspec.DecodeError, ValueError):
            self.device.say({"t": "problem", **Malformed().body("")})
            return
        if not isinstance(frame, Send):
            await self._act(frame)
            return
        await self._room.acquire()
        task = asyncio.create_task(self._send(frame))
        self._tasks.add(task)
        task.add_done_callback(self._sent)

    def _sent(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        self._room.release()

    async def _act(self, frame: Hello | Sync | Read | Ping) -> None:
        match frame:
            case Hello(cursor) | Sync(cursor):
                person = self.device.person_id
                changes = await sync(self.town.database, person, cursor)
                self.device.say({"t": "sync", **msgspec.structs.asdict(changes)})
            case Read(conversation_id, seq):
                await self._read(conversation_id, seq)
            case Ping():
                self.device.say({"t": "pong"})

    async def _read(self, conversation_id: UUID, seq: int) -> None:
        try:
            async with self.town.database.transaction() as db:
                await chat.read(db, self.device.person_id, conversation_id, seq)
        except Problem as problem:
            self.device.say({"t": "problem", **problem.body("")})

    async def _send(self, frame: Send) -> None:
        who = self.device.person_id
        try:
            sent = await self.sender.send(
                Draft(frame.conversation_id, who, frame.client_id, frame.body)
            )
        except Problem as problem:
            self.device.say(_nack(frame, problem))
        except Exception:
            log.exception("send_failed")
            self.device.say(_nack(frame, Unexpected()))
        else:
            self.device.say(_ack(sent))


def _ack(sent: Message) -> dict[str, Any]:
    return {
        "t": "ack",
        "client_id": sent.client_id,
        "conversation_id": sent.conversation_id,
        "seq": sent.seq,
        "created_at": sent.created_at,
    }


def _nack(frame: Send, problem: Problem) -> dict[str, Any]:
    return {
        "t": "nack",
        "client_id": frame.client_id,
        "conversation_id": frame.conversation_id,
        "code": problem.code,
        "title": problem.title,
    }


async def stream(town: Town, sender: Sender, scope: Any, receive: Any, send: Any) -> None:
    """The ASGI end of a stream: proves who it is, then hands each frame on."""
    signed = await _signed(town, scope)
    await receive()
    await send({"type": "websocket.accept"})
    device = Device(signed.person_id, signed.session_id, scope["extensions"][WIRE]["wire"])
    talk = Talk(town, sender, device)
    town.hub.join(device)
    try:
        # It may have been ended before the hub knew of this device.
        await _signed(town, scope)
        while True:
            await device.wire.drained()
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            text = message.get("text") or message.get("bytes") or b""
            if len(text) > LARGEST_FRAME:
                await send({"type": "websocket.close", "code": 1009})
                return
            await talk.take(text)
    finally:
        town.hub.leave(device)


async def _signed(town: Town, scope: Any) -> Signed:
    """Who opens the stream. Raises `SignInNeeded`."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    pairs = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
    cookies = {name: value for name, _, value in pairs}
    token = token_of(headers, cookies)
    signed = await signed_by(town.database, token, scope["state"]["address"])
    if signed is None:
        raise SignInNeeded
    return signed

"""The realtime stream: one WebSocket per device, under `/api/v1/stream`.

A device says `hello` with its cursor and gets what it missed; from then on every frame reaches
it. It joins the hub before the delta is read, so nothing can fall between the two; what comes
twice is keyed.
"""

import asyncio
from typing import Any
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
from leapfrog.web.frames import (
    AckFrame,
    ClientFrame,
    HelloFrame,
    NackFrame,
    PingFrame,
    PongFrame,
    ReadFrame,
    SendFrame,
    SyncedFrame,
    SyncFrame,
)
from leapfrog.web.sync import sync

PATH = "/api/v1/stream"
AT_ONCE = 64


log = structlog.get_logger()

decoder: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)


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
        if not isinstance(frame, SendFrame):
            await self._act(frame)
            return
        await self._room.acquire()
        task = asyncio.create_task(self._send(frame))
        self._tasks.add(task)
        task.add_done_callback(self._sent)

    def _sent(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        self._room.release()

    async def _act(self, frame: HelloFrame | SyncFrame | ReadFrame | PingFrame) -> None:
        match frame:
            case HelloFrame(cursor) | SyncFrame(cursor):
                person = self.device.person_id
                changes = await sync(self.town.database, person, cursor)
                self.device.say(SyncedFrame(**msgspec.structs.asdict(changes)))
            case ReadFrame(conversation_id, seq):
                await self._read(conversation_id, seq)
            case PingFrame():
                self.device.say(PongFrame())

    async def _read(self, conversation_id: UUID, seq: int) -> None:
        try:
            async with self.town.database.transaction() as db:
                await chat.read(db, self.device.person_id, conversation_id, seq)
        except Problem as problem:
            self.device.say({"t": "problem", **problem.body("")})

    async def _send(self, frame: SendFrame) -> None:
        who = self.device.person_id
        try:
            sent = await self.sender.send(_draft(frame, who))
        except Problem as problem:
            self.device.say(_nack(frame, problem))
        except Exception:
            log.exception("send_failed")
            self.device.say(_nack(frame, Unexpected()))
        else:
            self.device.say(_ack(sent))


def _draft(frame: SendFrame, who: UUID) -> Draft:
    place = (frame.conversation_id, who, frame.client_id)
    return Draft(*place, frame.body, frame.kind, frame.ref, frame.mentions, frame.meta)


def _ack(sent: Message) -> AckFrame:
    return AckFrame(sent.client_id, sent.conversation_id, sent.seq, sent.created_at)


def _nack(frame: SendFrame, problem: Problem) -> NackFrame:
    place = (frame.client_id, frame.conversation_id)
    return NackFrame(*place, problem.code, problem.title, problem.detail)


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

"""The realtime stream: one WebSocket per device, under `/api/v1/stream`.

A device says `hello` with its cursor and gets what it missed; from then on every frame reaches
it. It joins the hub before the delta is read, so nothing can fall between the two; what comes
twice is keyed.
"""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import calls, chat, group_calls, push, towns
from leapfrog.calls import SignalFrame, Switch
from leapfrog.chat import MessageSender
from leapfrog.group_calls import GroupSignalFrame, GroupSwitch
from leapfrog.identity import Principal, SignInNeeded, signed_by
from leapfrog.kernel import breaker
from leapfrog.kernel.closing import end
from leapfrog.kernel.db import TRANSIENT
from leapfrog.kernel.errors import Malformed, Problem, Unavailable
from leapfrog.kernel.http import Town
from leapfrog.kernel.limits import network
from leapfrog.kernel.seats import seats_of
from leapfrog.kernel.stream import StreamDevice
from leapfrog.kernel.stream_protocol import LARGEST_FRAME, WIRE
from leapfrog.presence import Presence
from leapfrog.rides import DriverPositions
from leapfrog.seat_watching import SeatWatch
from leapfrog.towns import NowLane
from leapfrog.web.frames import (
    ANYTHING,
    CallFrame,
    ChangedFrame,
    ClientFrame,
    DeliveredFrame,
    FrontFrame,
    GroupCallFrame,
    GroupCallsFrame,
    HelloFrame,
    InCallFrame,
    InGroupCallFrame,
    PingFrame,
    PongFrame,
    PositionFrame,
    PostFrame,
    ReadFrame,
    SendFrame,
    SyncedFrame,
    SyncFrame,
    TypingFrame,
    WatchFrame,
    WatchSeatsFrame,
)
from leapfrog.web.stream_sends import StreamSends, decoder
from leapfrog.web.sync import sync

PATH = "/api/v1/stream"
TYPING_EVERY = 3.0
# While the database is away it is asked again so often what changed for a device.
AGAIN_SECONDS = 1.0


log = structlog.get_logger()

Hint = ChangedFrame | PostFrame

hint_decoder: msgspec.json.Decoder[Hint] = msgspec.json.Decoder(Hint)


class LiveStreams(msgspec.Struct, frozen=True):
    """What all streams of a process share."""

    town: Town
    sender: MessageSender
    presence: Presence
    switch: Switch
    group_switch: GroupSwitch
    positions: DriverPositions
    lane: NowLane
    seat_watch: SeatWatch


class StreamSession:
    """One device's stream, from its opening to its end."""

    def __init__(self, live: LiveStreams, device: StreamDevice) -> None:
        self.town, self.sender, self.presence = live.town, live.sender, live.presence
        self.switch, self.group_switch = live.switch, live.group_switch
        self.positions, self.lane = live.positions, live.lane
        self.seat_watch = live.seat_watch
        self.device, self.sends = device, StreamSends(live.sender, device)
        self._in_front = False
        self._typed: dict[UUID, float] = {}
        self._late: asyncio.Task[None] | None = None
        self._begun = asyncio.get_running_loop().time()

    async def take(self, text: str | bytes) -> None:
        """Acts on a frame."""
        try:
            frame = decoder.decode(text)
        except (msgspec.DecodeError, ValueError):
            self.device.say({"t": "problem", **Malformed().body("")})
            return
        try:
            await self._act(frame)
        except TRANSIENT as cause:
            breaker.note(cause)
            self._put_off(frame)

    async def _act(self, frame: ClientFrame) -> None:
        match frame:
            case SendFrame():
                self.sends.send(frame)
            case HelloFrame(cursor, name, away):
                self.device.name = name
                await self._sync(cursor, self._missed(self._before(away)))
                await self._ring()
            case SyncFrame(cursor, away):
                await self._sync(cursor, self._missed(away))
                await self._ring()
            case ReadFrame(conversation_id, seq):
                who = self.device.person_id
                await self._answers(self.sender.mark(who, conversation_id, seq, read=True))
            case DeliveredFrame():
                self.sends.mark(frame)
            case TypingFrame(conversation_id):
                await self._type(conversation_id)
            case WatchFrame(people):
                await self.presence.watch(self.device, people)
            case FrontFrame(yes):
                await self.front(yes)
            case SignalFrame():
                await self._answers(self.switch.carry(self.device, frame))
            case InCallFrame(call_id):
                await self._answers(self._is_in_call(call_id))
            case GroupSignalFrame():
                await self._answers(self.group_switch.carry(self.device, frame))
            case InGroupCallFrame(call_id):
                await self._answers(self._is_in_group_call(call_id))
            case PositionFrame(lat, lon, heading):
                self.positions.take(self.device.person_id, lat, lon, heading)
            case WatchSeatsFrame(show_id):
                self.seat_watch.watch(self.device, show_id)
            case PingFrame():
                self.device.say(PongFrame())

    def _put_off(self, frame: ClientFrame) -> None:
        """The database is away, which is no reason to end a stream: who asked what changed hears it
        when it is back, all others that nothing came of it.
        """
        if not isinstance(frame, HelloFrame | SyncFrame):
            self.device.say({"t": "problem", **Unavailable().body("")})
        elif self._late is None or self._late.done():
            away = frame.away
            missed = self._missed(self._before(away) if isinstance(frame, HelloFrame) else away)
            self._late = asyncio.create_task(self._sync_later(frame.cursor, missed))

    async def _sync_later(self, cursor: str | None, missed: tuple[Hint, ...]) -> None:
        while True:
            await asyncio.sleep(AGAIN_SECONDS)
            with suppress(*TRANSIENT):
                await self._sync(cursor, missed)
                await self._ring()
                return

    async def front(self, yes: bool) -> None:
        """Notes whether the device is looked at."""
        self._in_front = yes
        signed = Principal(self.device.person_id, self.device.session_id)
        async with self.town.database.transaction() as db:
            await (push.in_front(db, signed) if yes else push.away(db, signed.session_id))

    async def end(self) -> None:
        """A device that is not there is not looked at either. If that cannot be noted, it is
        forgotten in a minute.
        """
        if self._late is not None:
            self._late.cancel()
            await end(self._late)
        if self._in_front:
            try:
                await self.front(False)
            except Exception as cause:
                log.warning("front_kept", error=str(cause))

    def _before(self, away: float | None) -> float | None:
        """How long ago a device went that says hello, and was away so long when it did: its word
        may have been long on its way. It hears everything since its stream is open.
        """
        return None if away is None else away + asyncio.get_running_loop().time() - self._begun

    def _missed(self, away: float | None) -> tuple[Hint, ...]:
        """What a device was not told that was away so long. It is in the hub by now, so nothing
        falls between this and what it hears.
        """
        if away is None:
            return ()
        hints = self.town.hub.hints_of(self.device.person_id, away)
        return ANYTHING if hints is None else tuple(map(hint_decoder.decode, hints))

    async def _sync(self, cursor: str | None, missed: tuple[Hint, ...]) -> None:
        changes = await sync(self.town.database, self.device.person_id, cursor)
        self.device.say(SyncedFrame(**msgspec.structs.asdict(changes), missed=missed))

    async def _ring(self) -> None:
        """A device that comes while a call rings, rings; and it knows which groups talk."""
        async with self.town.database.glance() as db:
            call = await calls.mine(db, self.device.person_id)
            running = await group_calls.running(db, self.device.person_id)
            shown = [await group_calls.shown(db, one) for one in running]
        if call and call.state == "ringing":
            self.device.say(CallFrame(call))
        self.device.say(GroupCallsFrame(shown))

    async def _is_in_call(self, call_id: UUID) -> None:
        side = calls.side_of(self.device)
        async with self.town.database.transaction() as db:
            over = await calls.here(db, side, call_id)
        if over:
            self.device.say(CallFrame(over))

    async def _is_in_group_call(self, call_id: UUID) -> None:
        side = calls.side_of(self.device)
        async with self.town.database.transaction() as db:
            out = await group_calls.here(db, side, call_id)
            shown = await group_calls.shown(db, out) if out else None
        if shown:
            self.device.say(GroupCallFrame(shown))

    async def _answers(self, act: Awaitable[None]) -> None:
        """Says why, if something cannot be."""
        try:
            await act
        except Problem as problem:
            self._refuse(problem)

    def _refuse(self, problem: Problem) -> None:
        self.device.say({"t": "problem", **problem.body("")})

    async def _type(self, conversation_id: UUID) -> None:
        now = asyncio.get_running_loop().time()
        self._typed = {one: at for one, at in self._typed.items() if now - at < TYPING_EVERY}
        if conversation_id in self._typed:
            return
        self._typed[conversation_id] = now
        async with self.town.database.glance() as db:
            await self._answers(chat.composes(db, self.device.person_id, conversation_id))
            word = await towns.composing(db, self.device.person_id, conversation_id)
        if word:
            self.lane.put(*word)


async def stream(live: LiveStreams, scope: Any, receive: Any, send: Any) -> None:
    """The ASGI end of a stream: proves who it is, then hands each frame on. Too many at once are
    closed with 4429. Raises `SignInNeeded`, `TooManyStreams`.
    """
    town = live.town
    signed = await _signed(town, scope)
    await receive()
    await send({"type": "websocket.accept"})
    near = network(scope["state"]["address"]) if town.settings.rate_limits else None
    with town.seats.held(*seats_of(signed.session_id, signed.person_id, near)):
        device = StreamDevice(
            signed.person_id, signed.session_id, scope["extensions"][WIRE]["wire"]
        )
        await _listen(live, device, scope, receive, send)


async def _listen(
    live: LiveStreams, device: StreamDevice, scope: Any, receive: Any, send: Any
) -> None:
    """Takes each frame, until the device goes."""
    town, talk = live.town, StreamSession(live, device)
    town.hub.join(device)
    device.wire.give_to(talk.sends.takes)
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
        live.presence.forget(device)
        live.seat_watch.forget(device)
        await talk.end()


async def _signed(town: Town, scope: Any) -> Principal:
    """Who opens the stream. Raises `SignInNeeded`."""
    state = scope["state"]
    signed = await signed_by(town, state["headers"], state["address"])
    if signed is None:
        raise SignInNeeded
    return signed

"""The line to the machines: one WebSocket each, under `/api/v1/vending/line`.

Truth is in the database: a machine that comes back is told again what it has not reported, and
takes each serial once. Any process may hold the line; the others broadcast to it.
"""

import asyncio
import contextlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Malformed, Problem, Unexpected
from leapfrog.kernel.http import Town
from leapfrog.kernel.signing import from_base64url
from leapfrog.vending import frames, machines, store
from leapfrog.vending.actors import MachineActor, SellingActor
from leapfrog.vending.errors import NoMachine
from leapfrog.vending.model import Machine, MachineKind
from leapfrog.vending.sales import TOPIC
from leapfrog.wallet import account

PATH = "/api/v1/vending/line"
LARGEST_FRAME = 16 * 1024
HELLO_SECONDS, SILENT_SECONDS = 10, 60
POLICY, TOO_BIG = 1008, 1009
# By what an answer names what it is about.
NAMED = ("id", "serial", "nonce")

Send = Callable[[Any], Awaitable[None]]
log = structlog.get_logger()
decoder: msgspec.json.Decoder[frames.MachineFrame] = msgspec.json.Decoder(frames.MachineFrame)


NO_OTHERS: Mapping[MachineKind, MachineActor] = {}


class Gateway:
    """The machines that are connected to this process; `others`: who acts on what machines of
    another kind say.
    """

    def __init__(self, town: Town, others: Mapping[MachineKind, MachineActor] = NO_OTHERS) -> None:
        self.town = town
        self.actors: Mapping[MachineKind, MachineActor] = {"vending": SellingActor(), **others}
        self._lines: dict[UUID, set[MachineConnection]] = {}
        town.hub.listen(TOPIC, self._hears)

    def join(self, line: "MachineConnection") -> None:
        self._lines.setdefault(line.machine_id, set()).add(line)

    def leave(self, line: "MachineConnection") -> bool:
        """Answers whether it was the machine's last."""
        here = self._lines.get(line.machine_id, set())
        here.discard(line)
        if not here:
            self._lines.pop(line.machine_id, None)
        return not here

    def _hears(self, word: bytes) -> None:
        for line in tuple(self._lines.get(UUID(hex=msgspec.json.decode(word)), ())):
            line.wake.set()


class MachineConnection:
    """One machine's line, from its hello to its end."""

    def __init__(self, gateway: Gateway, machine_id: UUID, key: bytes, send: Send) -> None:
        self.gateway, self.town = gateway, gateway.town
        self.machine_id, self.key = machine_id, key
        self.wake = asyncio.Event()
        self._send = send

    async def say(self, frame: frames.TownFrame) -> None:
        await self._send({"type": "websocket.send", "text": msgspec.json.encode(frame).decode()})

    async def tells(self) -> None:
        """Says what there is to say, each time that it is woken; hangs up on a machine that is
        nobody any more.
        """
        with contextlib.suppress(NoMachine):
            while True:
                await self.wake.wait()
                self.wake.clear()
                await self._tell()
        await self._send({"type": "websocket.close", "code": POLICY})

    async def _tell(self) -> None:
        async with self.town.database.transaction() as db:
            machine = await self._still_mine(db)
            actor = self.gateway.actors[machine.kind]
            commands = await actor.commands(db, machine)
            shown = await actor.slots(db, machine)
        for command in commands:
            await self.say(command)
        await self.say(frames.SlotsFrame(shown))

    async def hears(self, frame: frames.MachineFrame) -> None:
        """Acts on a frame and answers it."""
        async with self.town.database.transaction() as db:
            machine = await self._still_mine(db)
            await store.seen(db, machine.id)
            answer: frames.TownFrame | None = frames.MachinePong(db.now)
            if not isinstance(frame, frames.MachinePing):
                answer = await self.gateway.actors[machine.kind].act(db, machine, frame)
        if answer is not None:
            await self.say(answer)

    async def _still_mine(self, db: Db) -> Machine:
        """Raises `NoMachine` where the key was changed, or the machine taken away."""
        found = await machines.machine(db, self.machine_id)
        if not hmac.compare_digest(found.key, self.key):
            raise NoMachine
        return found


async def line(gateway: Gateway, receive: Any, send: Send) -> None:
    """Answers the WebSocket (ASGI) of a machine, until it closes: checks who it is, tells it
    commands and takes what it says.
    """
    await receive()
    await send({"type": "websocket.accept"})
    try:
        opened = await _hello(gateway, receive, send)
    except (Problem, TimeoutError, ValueError):
        await send({"type": "websocket.close", "code": POLICY})
        return
    if opened is None:
        return
    gateway.join(opened)
    telling = asyncio.create_task(opened.tells())
    opened.wake.set()
    try:
        await _talk(opened, telling, receive, send)
    except TimeoutError:
        await send({"type": "websocket.close", "code": POLICY})
    finally:
        telling.cancel()
        if gateway.leave(opened):
            await _away(opened)


async def _talk(
    opened: MachineConnection, telling: asyncio.Task[None], receive: Any, send: Send
) -> None:
    while True:
        async with asyncio.timeout(SILENT_SECONDS):
            message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text") or message.get("bytes") or b""
        if telling.done() or len(text) > LARGEST_FRAME:
            code = POLICY if telling.done() else TOO_BIG
            await send({"type": "websocket.close", "code": code})
            return
        await _hear(opened, text)


async def _hear(opened: MachineConnection, text: str | bytes) -> None:
    named = ""
    try:
        frame = decoder.decode(text)
        named = next((str(of) for name in NAMED if (of := getattr(frame, name, ""))), "")
        await opened.hears(frame)
    except (msgspec.DecodeError, ValueError):
        await opened.say(_problem(Malformed(), named))
    except Problem as problem:
        await opened.say(_problem(problem, named))
    except Exception as cause:
        # Nothing is recorded, so the machine says it again.
        log.error("machine_frame_failed", exc_info=cause)
        await opened.say(_problem(Unexpected(), named))


def _problem(problem: Problem, of: str) -> frames.MachineProblem:
    return frames.MachineProblem(problem.code, problem.title, of)


async def _hello(gateway: Gateway, receive: Any, send: Send) -> MachineConnection | None:
    """The line of whoever proves to be a machine; None where it hung up. Raises `NoMachine`,
    `ValueError`, `TimeoutError`.
    """
    async with asyncio.timeout(HELLO_SECONDS):
        message = await receive()
    if message["type"] == "websocket.disconnect":
        return None
    hello = decoder.decode(message.get("text") or message.get("bytes") or b"")
    if not isinstance(hello, frames.MachineHello):
        raise NoMachine
    key = from_base64url(hello.key)
    opened = MachineConnection(gateway, hello.machine, key, send)
    async with gateway.town.database.transaction() as db:
        found = await opened._still_mine(db)
        await store.seen(db, found.id)
        welcome = await _welcome(db, gateway, found)
    await opened.say(welcome)
    return opened


async def _welcome(db: Db, gateway: Gateway, found: Machine) -> frames.WelcomeFrame:
    town, actor = gateway.town, gateway.actors[found.kind]
    shop = await till.merchant(db, found.merchant_id)
    money = await account(db, shop.available)
    return frames.WelcomeFrame(
        now=db.now,
        name=found.name,
        currency=money.currency,
        exponent=money.exponent,
        link=f"{town.settings.origin}{actor.path}",
        slots=await actor.slots(db, found),
    )


async def _away(line: MachineConnection) -> None:
    """A machine that is gone is offline at once. If that cannot be noted, it is in a minute."""
    try:
        async with line.town.database.transaction() as db:
            await store.away(db, line.machine_id)
    except Exception as cause:
        log.warning("machine_away_kept", error=str(cause))

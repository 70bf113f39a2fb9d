"""The line to the machines: one WebSocket each, under `/api/v1/vending/line`.

Truth is in the database: a machine that comes back is told again what it has not reported, and
takes each serial once. Any process may hold the line; the others broadcast to it.
"""

import asyncio
import contextlib
import hmac
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Malformed, Problem, Unexpected
from leapfrog.kernel.http import Town
from leapfrog.kernel.signing import from_base64url
from leapfrog.vending import frames, machines, offers, results, store
from leapfrog.vending.errors import NoMachine
from leapfrog.vending.model import Machine, Sale, SaleItem
from leapfrog.vending.sales import TOPIC
from leapfrog.wallet import account

PATH = "/api/v1/vending/line"
LARGEST_FRAME = 16 * 1024
HELLO_SECONDS, SILENT_SECONDS = 10, 60
POLICY, TOO_BIG = 1008, 1009

Send = Callable[[Any], Awaitable[None]]
log = structlog.get_logger()
decoder: msgspec.json.Decoder[frames.MachineFrame] = msgspec.json.Decoder(frames.MachineFrame)


class Gateway:
    """The machines that are connected to this process."""

    def __init__(self, town: Town) -> None:
        self.town = town
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
            await self._still_mine(db)
            found = await results.commands(db, self.machine_id)
            shown = await slots_shown(db, self.machine_id)
        for sale, items in found:
            await self.say(self._vend(sale, items))
        await self.say(frames.SlotsFrame(shown))

    def _vend(self, sale: Sale, items: list[SaleItem]) -> frames.VendFrame:
        basket = "-".join(item.label for item in items)
        return frames.VendFrame(
            serial=sale.id,
            nonce=sale.nonce,
            items=[frames.Basket(item.place, item.label) for item in items],
            seconds=max(1, int((sale.deadline - self.town.clock.now()).total_seconds())),
            mac=offers.mac(self.key, "vend", f"{sale.id}:{basket}"),
        )

    async def hears(self, frame: frames.MachineFrame) -> None:
        """Acts on a frame and answers it."""
        async with self.town.database.transaction() as db:
            machine = await self._still_mine(db)
            await store.seen(db, machine.id)
            answer = await self._act(db, machine, frame)
        if answer is not None:
            await self.say(answer)

    async def _act(
        self, db: Db, machine: Machine, frame: frames.MachineFrame
    ) -> frames.TownFrame | None:
        match frame:
            case frames.ResultFrame(serial, items):
                await results.report(db, machine, serial, _drops(items))
                return frames.RecordedFrame(str(serial))
            case frames.CodedFrame(nonce, items):
                await results.report_offline(db, machine, nonce, _drops(items))
                return frames.RecordedFrame(nonce)
            case frames.FaultFrame(slot, what):
                found = [one.id for one in await store.slots(db, [machine.id]) if one.label == slot]
                await store.set_fault(db, found, what or None)
                self.wake.set()
        return frames.MachinePong(db.now) if isinstance(frame, frames.MachinePing) else None

    async def _still_mine(self, db: Db) -> Machine:
        """Raises `NoMachine` where the key was changed, or the machine taken away."""
        found = await machines.machine(db, self.machine_id)
        if not hmac.compare_digest(found.key, self.key):
            raise NoMachine
        return found


async def line(gateway: Gateway, receive: Any, send: Send) -> None:
    """The ASGI end of a machine's line."""
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
        named = str(getattr(frame, "serial", "") or getattr(frame, "nonce", ""))
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
        welcome = await _welcome(db, gateway.town, found)
    await opened.say(welcome)
    return opened


async def _welcome(db: Db, town: Town, found: Machine) -> frames.WelcomeFrame:
    shop = await till.merchant(db, found.merchant_id)
    money = await account(db, shop.available)
    return frames.WelcomeFrame(
        now=db.now,
        name=found.name,
        currency=money.currency,
        exponent=money.exponent,
        link=f"{town.settings.origin}{offers.PATH}",
        slots=await slots_shown(db, found.id),
    )


async def slots_shown(db: Db, machine_id: UUID) -> list[frames.SlotShown]:
    """The slots as a machine's display has them."""
    return [
        frames.SlotShown(slot.label, slot.name, slot.price, left, slot.fault or "")
        for slot, left in await machines.slots(db, [machine_id])
    ]


def _drops(items: frames.Items) -> dict[int, bool]:
    return {item.place: item.dropped for item in items}


async def _away(line: MachineConnection) -> None:
    """A machine that is gone is offline at once. If that cannot be noted, it is in a minute."""
    try:
        async with line.town.database.transaction() as db:
            await store.away(db, line.machine_id)
    except Exception as cause:
        log.warning("machine_away_kept", error=str(cause))

"""A machine as a program: what a controller in a real one has to do, in the order of
docs/vending.md. `leapfrog vend` runs it in a terminal; tests let its spirals jam.
"""

import asyncio
import contextlib
import secrets
import string
import time
from pathlib import Path
from uuid import UUID

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from leapfrog.kernel.signing import from_base64url
from leapfrog.vending import frames, offers
from leapfrog.vending.gateway import PATH

PING_SECONDS, AGAIN_SECONDS = 20, 1.0
LETTERS = string.ascii_letters + string.digits

decoder: msgspec.json.Decoder[frames.TownFrame] = msgspec.json.Decoder(frames.TownFrame)


class SimulatedSale(msgspec.Struct, frozen=True):
    """A serial, or a nonce, that was acted on: it is never acted on again."""

    items: tuple[frames.DropReport, ...]
    coded: bool
    recorded: bool = False


class SimulatorMemory(msgspec.Struct):
    """What a machine must not forget when its power fails."""

    done: dict[str, SimulatedSale] = {}


class BaseSimulator:
    """What each machine does with its line: keeps it, says who it is, and hears."""

    def __init__(self, town: str, machine_id: UUID, key: str) -> None:
        self.town, self.machine_id = town.rstrip("/"), machine_id
        self.key_text = key
        self.key = from_base64url(key)
        self.welcome: frames.WelcomeFrame | None = None
        self.slots: dict[str, frames.SlotShown] = {}
        self.connected = asyncio.Event()
        self.line: ClientConnection | None = None
        self.ahead = 0.0

    async def run(self) -> None:
        """Keeps the line, until it is cancelled."""
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                await self._one_line()
            self.connected.clear()
            self.line = None
            await asyncio.sleep(AGAIN_SECONDS)

    def cut(self) -> None:
        """The line is gone, with all that is under way."""
        if self.line is not None:
            self.line.transport.abort()

    async def hear(self, frame: frames.TownFrame) -> None:
        """Acts on what the town says."""
        match frame:
            case frames.WelcomeFrame():
                self.welcome = frame
                self.ahead = frame.now.timestamp() - time.time()
                self.show(frame.slots)
                await self.report_all()
                self.connected.set()
            case frames.SlotsFrame(slots):
                self.show(slots)

    def show(self, slots: list[frames.SlotShown]) -> None:
        self.slots = {slot.slot: slot for slot in slots}

    async def report_all(self) -> None:
        """Says again what the town has not recorded."""

    def is_signed(self, frame: frames.VendFrame) -> bool:
        """Whether the town told it to."""
        basket = "-".join(item.slot for item in frame.items)
        return frame.mac == offers.mac(self.key, "vend", f"{frame.serial}:{basket}")

    async def say(self, frame: frames.MachineFrame) -> None:
        if self.line is not None:
            with contextlib.suppress(WebSocketException):
                await self.line.send(msgspec.json.encode(frame).decode())

    async def _one_line(self) -> None:
        address = f"{self.town.replace('http', 'ws', 1)}{PATH}"
        async with connect(address, compression=None) as line:
            self.line = line
            hello = frames.MachineHello(self.machine_id, self.key_text, "leapfrog vend")
            await self.say(hello)
            pinging = asyncio.create_task(self._ping())
            try:
                async for text in line:
                    await self.hear(decoder.decode(text))
            finally:
                pinging.cancel()

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            await self.say(frames.MachinePing())


class Simulator(BaseSimulator):
    """`jammed`: slots whose spiral turns and nothing falls; `mute`: what falls is not reported."""

    def __init__(self, town: str, machine_id: UUID, key: str, memory: Path | None = None) -> None:
        super().__init__(town, machine_id, key)
        self.path = memory
        self.memory = self._remembered()
        self.jammed: set[str] = set()
        self.mute = False
        self.fallen: list[str] = []
        self.last: tuple[str, tuple[str, ...]] | None = None

    def offer(self, *basket: str) -> str:
        """Somebody chose these: the link for the display."""
        price = sum(self.slots[label].price for label in basket)
        nonce = "".join(secrets.choice(LETTERS) for _ in range(8))
        self.last = (nonce, basket)
        now = int(time.time() + self.ahead)
        token = offers.made(self.key, self.machine_id, basket, price, nonce, now)
        return f"{self.town}{offers.PATH}{token}"

    async def type_code(self, code: str) -> bool:
        """Somebody typed the eight digits of the last offer; answers whether something falls."""
        if self.last is None or code != offers.short_code(self.key, *self.last):
            return False
        nonce, basket = self.last
        if nonce not in self.memory.done:
            items = [frames.Basket(place, label) for place, label in enumerate(basket)]
            self._act(nonce, items, coded=True)
            await self._report(nonce)
        return True

    async def hear(self, frame: frames.TownFrame) -> None:
        await super().hear(frame)
        match frame:
            case frames.VendFrame():
                await self._vend(frame)
            case frames.RecordedFrame(of):
                self._note(of, recorded=True)

    async def _vend(self, frame: frames.VendFrame) -> None:
        if not self.is_signed(frame):
            return
        if str(frame.serial) not in self.memory.done:
            self._act(str(frame.serial), frame.items, coded=False)
        await self._report(str(frame.serial))

    def _act(self, named: str, items: list[frames.Basket], *, coded: bool) -> None:
        """Lets them fall; what was seen is noted before anything is said."""
        seen = tuple(frames.DropReport(item.place, item.slot not in self.jammed) for item in items)
        self.fallen += [item.slot for item in items if item.slot not in self.jammed]
        self.memory.done[named] = SimulatedSale(seen, coded)
        self._save()

    async def report_all(self) -> None:
        for named, done in list(self.memory.done.items()):
            if not done.recorded:
                await self._report(named)

    async def _report(self, named: str) -> None:
        if self.mute or self.line is None:
            return
        done = self.memory.done[named]
        if done.coded:
            await self.say(frames.CodedFrame(named, done.items))
        else:
            await self.say(frames.ResultFrame(UUID(named), done.items))

    def _note(self, named: str, *, recorded: bool) -> None:
        if named in self.memory.done:
            self.memory.done[named] = msgspec.structs.replace(
                self.memory.done[named], recorded=recorded
            )
            self._save()

    def _remembered(self) -> SimulatorMemory:
        if self.path is None or not self.path.exists():
            return SimulatorMemory()
        return msgspec.json.decode(self.path.read_bytes(), type=SimulatorMemory)

    def _save(self) -> None:
        if self.path is not None:
            fresh = self.path.with_suffix(".new")
            fresh.write_bytes(msgspec.json.encode(self.memory))
            fresh.replace(self.path)

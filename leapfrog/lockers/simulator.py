"""A locker as a program: what a controller in a real one has to do (docs/vending.md). Tests let
its doors jam and its line break.
"""

import hmac
import time
from pathlib import Path
from uuid import UUID

import msgspec

from leapfrog import vending
from leapfrog.kernel.ids import new_id
from leapfrog.lockers.keypad import code_mac
from leapfrog.vending import DoorFrame, DropReport, OpenedDoor, ResultFrame, TypedFrame, VendFrame

MOST_TRIES, LOCKED_SECONDS = 5, 600.0


class LockerMemory(msgspec.Struct):
    """What a locker must not forget when its power fails: which serials it acted on, and what it
    has said that the town has not recorded.
    """

    done: dict[UUID, bool] = {}
    said: list[ResultFrame | TypedFrame | DoorFrame] = []


class SimulatedDoor(msgspec.Struct):
    """A door, and what lies behind it; `serial`: by what it was opened last."""

    is_open: bool = False
    serial: UUID | None = None
    things: list[str] = []


class LockerSimulator(vending.BaseSimulator):
    """`jammed`: doors that do not open; `mute`: it says nothing of what it does; `sees`: it sees
    whether something lies behind a door; `answers`: what the town said to a code.
    """

    def __init__(self, town: str, machine_id: UUID, key: str, memory: Path | None = None) -> None:
        super().__init__(town, machine_id, key)
        self.path = memory
        self.memory = self._remembered()
        self.doors: dict[str, SimulatedDoor] = {}
        self.jammed: set[str] = set()
        self.mute = False
        self.sees = True
        self.answers: dict[str, str] = {}
        self.tries, self.locked_until = 0, 0.0

    def door(self, label: str) -> SimulatedDoor:
        return self.doors.setdefault(label, SimulatedDoor())

    def open_doors(self) -> list[str]:
        return [label for label, door in self.doors.items() if door.is_open]

    async def hear(self, frame: vending.TownFrame) -> None:
        await super().hear(frame)
        match frame:
            case VendFrame():
                await self._told(frame)
            case vending.RecordedFrame(of):
                self._recorded(of)
            case vending.MachineProblem(code, _, of):
                self.answers[of] = code
                self._recorded(of)

    async def _told(self, frame: VendFrame) -> None:
        """Opens a door, once for each serial; one that comes too late it never opens."""
        if not self.is_signed(frame):
            return
        label = frame.items[0].slot
        if frame.serial not in self.memory.done:
            opens = frame.seconds > 0 and label not in self.jammed
            self.memory.done[frame.serial] = opens
            self._save()
            if opens:
                self._spring(label, frame.serial)
        report = (DropReport(0, self.memory.done[frame.serial]),)
        await self._tell(ResultFrame(frame.serial, report))

    def _spring(self, label: str, serial: UUID | None) -> None:
        self.door(label).is_open, self.door(label).serial = True, serial

    def put(self, label: str, thing: str) -> None:
        """Somebody lays something in; the door stands open."""
        assert self.door(label).is_open
        self.door(label).things.append(thing)

    def take(self, label: str) -> list[str]:
        """Somebody takes all out; the door stands open."""
        assert self.door(label).is_open
        taken, self.door(label).things = self.door(label).things, []
        return taken

    async def close(self, label: str) -> None:
        """Somebody closes a door."""
        door = self.door(label)
        door.is_open = False
        inside = bool(door.things) if self.sees else None
        await self._tell(DoorFrame(new_id(), label, False, door.serial, inside))

    async def force(self, label: str) -> None:
        """Somebody opens a door with a crowbar, or a key."""
        self._spring(label, None)
        await self._tell(DoorFrame(new_id(), label, True))

    async def type_code(self, code: str) -> UUID:
        """Somebody types a code; with a network the town says what it opens, without one the
        machine looks among the codes that it knows.
        """
        typed_id = new_id()
        if self.line is not None:
            await self._tell(TypedFrame(typed_id, code))
        elif (opened := self._opens(code)) is not None:
            await self._tell(TypedFrame(typed_id, code, opened))
        return typed_id

    def _opens(self, code: str) -> tuple[OpenedDoor, ...] | None:
        """Which doors spring open by a code without a network; None: none. Five wrong ones, and the
        keys wait.
        """
        now = time.time()
        if now < self.locked_until:
            return None
        found = [
            label
            for label, slot in self.slots.items()
            if (slot.until is None or slot.until.timestamp() > now + self.ahead)
            and any(hmac.compare_digest(code_mac(self.key, label, code), one) for one in slot.codes)
        ]
        if not found:
            self.tries += 1
            if self.tries >= MOST_TRIES:
                self.tries, self.locked_until = 0, now + LOCKED_SECONDS
            return None
        self.tries = 0
        opened = tuple(OpenedDoor(label, new_id()) for label in found)
        for one in opened:
            self.memory.done[one.serial] = True
            self._spring(one.slot, one.serial)
        return opened

    async def report_all(self) -> None:
        if not self.mute:
            for frame in list(self.memory.said):
                await self.say(frame)

    async def _tell(self, frame: ResultFrame | TypedFrame | DoorFrame) -> None:
        """Notes it before it says it, until the town has recorded it."""
        if all(_name_of(one) != _name_of(frame) for one in self.memory.said):
            self.memory.said.append(frame)
            self._save()
        if not self.mute:
            await self.say(frame)

    def _recorded(self, of: str) -> None:
        self.memory.said = [one for one in self.memory.said if _name_of(one) != of]
        self._save()

    def _remembered(self) -> LockerMemory:
        if self.path is None or not self.path.exists():
            return LockerMemory()
        return msgspec.json.decode(self.path.read_bytes(), type=LockerMemory)

    def _save(self) -> None:
        if self.path is not None:
            fresh = self.path.with_suffix(".new")
            fresh.write_bytes(msgspec.json.encode(self.memory))
            fresh.replace(self.path)


def _name_of(frame: ResultFrame | TypedFrame | DoorFrame) -> str:
    return str(frame.serial if isinstance(frame, ResultFrame) else frame.id)

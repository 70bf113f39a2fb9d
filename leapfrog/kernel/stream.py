"""The realtime stream: one frame, built once, for however many devices.

The hub is lossy by contract: truth is in the database, and a device that may have missed
something is told `gap` and reads on from its cursor. A slow device is never buffered without bound.
"""

import itertools
from collections.abc import Callable, Iterable
from typing import Any, Protocol
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.hints import Hints

BOUND = 256 * 1024
# Ours to end, and the service goes on elsewhere (RFC 6455, 7.4.1 and the registry of its codes).
SERVICE_RESTART = 1012
GAP = b'{"t":"gap"}'

encoder = msgspec.json.Encoder()


class Wire(Protocol):
    """The write side of a WebSocket, as `kernel.stream_protocol` gives it."""

    def write_frame(self, frame: bytes) -> None: ...

    def waiting(self) -> int: ...

    async def drained(self) -> None: ...

    def give_to(self, taker: Callable[[bytes], bool]) -> None: ...

    def hold(self) -> None: ...

    def go_on(self) -> None: ...

    def hang_up(self, code: int) -> None: ...


def text_frame(payload: bytes) -> bytes:
    """An unmasked, final RFC 6455 text frame: equal for all receivers."""
    size = len(payload)
    if size < 126:
        return b"\x81" + bytes((size,)) + payload
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


GAP_FRAME = text_frame(GAP)
HOLD_FRAME = text_frame(b'{"t":"hold"}')
GO_ON_FRAME = text_frame(b'{"t":"hold","over":true}')


class StreamDevice:
    """One open stream of one session; `name`: what the device calls itself, if it does, for a
    session may have several.
    """

    __slots__ = ("behind", "name", "person_id", "session_id", "wire")

    def __init__(self, person_id: UUID, session_id: UUID, wire: Wire) -> None:
        self.person_id, self.session_id, self.wire = person_id, session_id, wire
        self.behind = False
        self.name: UUID | None = None

    def tell(self, frame: bytes) -> None:
        """Writes a frame; a reader that is too slow is told `gap` once it has caught up, instead
        of buffered.
        """
        if self.wire.waiting() > BOUND:
            self.behind = True
            return
        if self.behind:
            self.behind = False
            frame = GAP_FRAME
        self.wire.write_frame(frame)

    def say(self, message: Any) -> None:
        """A frame for this device only."""
        self.wire.write_frame(text_frame(encoder.encode(message)))


Hears = Callable[[bytes | None], None]
Listener = tuple[UUID, Hears]


class Hub:
    """The devices that are connected to this process."""

    def __init__(self) -> None:
        self._devices: dict[UUID, set[StreamDevice]] = {}
        self._ears: dict[str, Callable[[bytes], None]] = {}
        self._doors: list[Callable[[UUID, bool], None]] = []
        self._listeners: dict[UUID, set[Listener]] = {}
        self._hints = Hints()

    def __len__(self) -> int:
        return sum(map(len, self._devices.values()))

    def join(self, device: StreamDevice) -> None:
        first = device.person_id not in self._devices
        self._devices.setdefault(device.person_id, set()).add(device)
        if first:
            self._passes(device.person_id, came=True)

    def leave(self, device: StreamDevice) -> None:
        found = self._devices.get(device.person_id, set())
        found.discard(device)
        if not found and self._devices.pop(device.person_id, None) is not None:
            self._passes(device.person_id, came=False)

    def hang_up(self, most: int, code: int) -> None:
        """Ends the streams of at most so many devices (RFC 6455, 7.4: the code says why)."""
        devices = (device for those in self._devices.values() for device in those)
        for device in list(itertools.islice(devices, most)):
            device.wire.hang_up(code)

    def has(self, person: UUID) -> bool:
        """Whether a device of this person is connected to this process."""
        return person in self._devices

    def of(self, person: UUID) -> tuple[StreamDevice, ...]:
        """The devices of this person that are connected to this process."""
        return tuple(self._devices.get(person, ()))

    def at_the_door(self, passes: Callable[[UUID, bool], None]) -> None:
        """`passes(person, came)` is called with the first device of a person that comes, and with
        the last one that goes.
        """
        self._doors.append(passes)

    def _passes(self, person: UUID, *, came: bool) -> None:
        for passes in self._doors:
            passes(person, came)

    def overhear(self, person: UUID, session: UUID, hears: Hears) -> Callable[[], None]:
        """`hears` gets what this person is told, as JSON, and None when that session is over,
        until what is answered is called. Who overhears is no device: nobody sees them there.
        """
        listener = (session, hears)
        self._listeners.setdefault(person, set()).add(listener)

        def leave() -> None:
            found = self._listeners.get(person, set())
            found.discard(listener)
            if not found:
                self._listeners.pop(person, None)

        return leave

    def listen(self, topic: str, hears: Callable[[bytes], None]) -> None:
        """`hears` gets what any process process_messages about this topic, this one included."""
        self._ears[topic] = hears

    def broadcast(self, topic: str, word: bytes) -> None:
        """Says it to who listens here."""
        hears = self._ears.get(topic)
        if hears:
            hears(word)

    def publish(self, people: Iterable[UUID], payload: bytes) -> None:
        """`payload`: one JSON object."""
        receivers, frame = tuple(people), text_frame(payload)
        self._hints.keep(receivers, payload)
        for person in receivers:
            for device in self.of(person):
                device.tell(frame)
            for _, hears in tuple(self._listeners.get(person, ())):
                hears(payload)

    def hints_of(self, person: UUID, seconds: float) -> list[bytes] | None:
        """The frames of the last `seconds` that told this person of something that is different,
        as JSON, each once; None: nobody knows all of them, and anything may be different.
        """
        return self._hints.of(person, seconds)

    def end_sessions(self, person: UUID, *, only: UUID | None, keep: UUID | None) -> None:
        """Says goodbye to the devices of a person's sessions that are over."""
        for device in self.of(person):
            if device.session_id != keep and only in (None, device.session_id):
                device.say({"t": "bye", "code": "session_ended"})
                device.wire.hang_up(4001)
        for session, hears in tuple(self._listeners.get(person, ())):
            if session == only:
                hears(None)

    def all_missed(self) -> None:
        """Tells every device that there may be a gap to read."""
        self._hints.forget()
        self._tell_all(GAP_FRAME)
        for listeners in tuple(self._listeners.values()):
            for _, hears in tuple(listeners):
                hears(GAP)

    def hold(self, begins: bool) -> None:
        """Tells every device that this process waits for its database from now on, or no longer."""
        self._tell_all(HOLD_FRAME if begins else GO_ON_FRAME)

    def _tell_all(self, frame: bytes) -> None:
        for devices in tuple(self._devices.values()):
            for device in tuple(devices):
                device.tell(frame)

    def catch_up(self) -> None:
        """Tells those who fell behind, and have caught up with the buffer, that there is a gap to
        read.
        """
        for devices in tuple(self._devices.values()):
            for device in tuple(devices):
                if device.behind and device.wire.waiting() <= BOUND:
                    device.behind = False
                    device.wire.write_frame(GAP_FRAME)


def tell(db: Db, people: Iterable[UUID], message: msgspec.Struct | dict[str, Any]) -> None:
    """After the commit, `message` is on the stream of these people's devices: encoded once."""
    receivers, publisher = tuple(people), db.publisher
    if publisher is None or not receivers:
        return
    payload = encoder.encode(message)
    db.after_commit(lambda: publisher.publish(receivers, payload))


def broadcast(db: Db, topic: str, word: Any) -> None:
    """After the commit, `word` is told to whoever listens for this topic in each process."""
    publisher = db.publisher
    if publisher is not None:
        payload = encoder.encode(word)
        db.after_commit(lambda: publisher.broadcast(topic, payload))


def end_sessions(
    db: Db, person: UUID, *, only: UUID | None = None, keep: UUID | None = None
) -> None:
    """After the commit, the streams of a person are closed: those of one session, or of all, or of
    all but `keep`.
    """
    publisher = db.publisher
    if publisher is not None:
        db.after_commit(lambda: publisher.end_sessions(person, only=only, keep=keep))

"""The hub: one frame for all, and no reader that is buffered without bound."""

from uuid import UUID

import pytest
from websockets.frames import Frame, Opcode

from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.stream import (
    BOUND,
    GAP_FRAME,
    Hub,
    StreamDevice,
    end_sessions,
    tell,
    text_frame,
)

AMINA, BO = new_id(), new_id()


class FakeWire:
    """A wire whose reader reads only when told to."""

    def __init__(self) -> None:
        self.buffer, self.read = b"", b""
        self.frames: list[bytes] = []
        self.closed: int | None = None

    def write_frame(self, frame: bytes) -> None:
        self.frames.append(frame)
        self.buffer += frame

    def waiting(self) -> int:
        return len(self.buffer)

    async def drained(self) -> None:
        self.buffer = b""

    def hang_up(self, code: int) -> None:
        self.closed = code


def device(hub: Hub, person: UUID = AMINA) -> tuple[StreamDevice, FakeWire]:
    wire = FakeWire()
    joined = StreamDevice(person, new_id(), wire)
    hub.join(joined)
    return joined, wire


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
def test_a_frame_is_what_rfc_6455_says(size: int) -> None:
    payload = b"x" * size
    expected = Frame(Opcode.TEXT, payload).serialize(mask=False)
    assert text_frame(payload) == expected


def test_a_frame_reaches_all_devices_of_those_it_is_for() -> None:
    hub = Hub()
    wires = [device(hub)[1], device(hub)[1], device(hub, BO)[1], device(hub, new_id())[1]]
    hub.publish([AMINA, BO], b'{"t":"x"}')
    assert [len(wire.frames) for wire in wires] == [1, 1, 1, 0]
    assert wires[0].frames[0] is wires[2].frames[0]


def test_who_left_hears_nothing_and_is_forgotten() -> None:
    hub = Hub()
    gone, wire = device(hub)
    hub.leave(gone)
    hub.leave(gone)
    hub.publish([AMINA], b"{}")
    assert wire.frames == []
    assert len(hub) == 0


def test_a_slow_reader_is_not_buffered_without_bound_and_told_of_the_gap() -> None:
    hub = Hub()
    _, slow = device(hub)
    _, quick = device(hub, BO)
    large = b'{"t":"' + b"x" * 50_000 + b'"}'
    for _ in range(100):
        hub.publish([AMINA, BO], large)
        quick.buffer = b""
    assert len(quick.frames) == 100
    assert len(slow.buffer) <= BOUND + len(text_frame(large))
    hub.catch_up()
    assert GAP_FRAME not in slow.frames
    slow.buffer = b""
    hub.catch_up()
    assert slow.frames[-1] == GAP_FRAME
    hub.catch_up()
    assert slow.frames.count(GAP_FRAME) == 1


def test_who_catches_up_between_two_frames_hears_of_the_gap_first() -> None:
    hub = Hub()
    _, slow = device(hub)
    slow.buffer = b"x" * (BOUND + 1)
    hub.publish([AMINA], b'{"t":"missed"}')
    slow.buffer = b""
    hub.publish([AMINA], b'{"t":"told by gap"}')
    hub.publish([AMINA], b'{"t":"next"}')
    assert slow.frames == [GAP_FRAME, text_frame(b'{"t":"next"}')]


def test_ended_sessions_are_hung_up_and_others_are_not() -> None:
    hub = Hub()
    devices = [device(hub) for _ in range(3)]
    ids = [one.session_id for one, _ in devices]
    _, other = device(hub, BO)
    hub.end_sessions(AMINA, only=ids[0], keep=None)
    assert [wire.closed for _, wire in devices] == [4001, None, None]
    assert b'"bye"' in devices[0][1].frames[-1]
    hub.end_sessions(AMINA, only=None, keep=ids[1])
    assert [wire.closed for _, wire in devices] == [4001, None, 4001]
    hub.end_sessions(AMINA, only=None, keep=None)
    assert devices[1][1].closed == 4001
    assert other.closed is None


async def test_people_are_told_after_the_commit_and_only_then(database: Database) -> None:
    hub = Hub()
    database.publisher = hub
    joined, wire = device(hub)
    async with database.transaction() as db:
        tell(db, (AMINA,), {"t": "x", "at": db.now})
        end_sessions(db, AMINA, only=joined.session_id)
        assert wire.frames == []
        assert wire.closed is None
    assert wire.frames[0] == text_frame(b'{"t":"x","at":"2026-11-24T09:00:00Z"}')
    assert wire.closed == 4001

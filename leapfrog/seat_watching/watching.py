"""Who looks at the seats of a show hears what changes there, at most every quarter of a second.

A show that somebody looks at is read again when something of it changed, once for all who look in
this process, and only what is another than before is told. Versions count what this process said
of a show: who misses one, or is told `gap`, looks anew.
"""

from contextlib import AbstractAsyncContextManager
from uuid import UUID

import msgspec

from leapfrog import tickets
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.stream import Hub, StreamDevice, encoder, text_frame
from leapfrog.kernel.turning import turning

TURN = 0.25


class SeatsFrame(msgspec.Struct, frozen=True, tag_field="t", tag="seats", omit_defaults=True):
    """What changed of the seats of a show: `changes`: what a seat, as it is counted along the plan,
    is now, since the `version` before. Or all `seats`, one character for each, as
    `GET /tickets/shows/{id}/seats` answers them: the first time, and where versions begin anew.
    """

    show_id: UUID
    version: int
    seats: str = ""
    changes: dict[int, str] = {}


class WatchedShow:
    """A show that devices of this process look at: what they know of it, and who knows nothing
    yet.
    """

    __slots__ = ("devices", "fresh", "seats", "stale", "version")

    def __init__(self) -> None:
        self.devices: set[StreamDevice] = set()
        self.fresh: set[StreamDevice] = set()
        self.seats, self.version, self.stale = "", 0, True


def differences(before: str, now: str) -> dict[int, str]:
    """The seats that are another than before, both of as many. Pure."""
    pairs = enumerate(zip(before, now, strict=True))
    return {n: after for n, (was, after) in pairs if was != after}


class SeatWatch:
    """One per process; `async with watch.running()` while the town is open."""

    def __init__(self, database: Database, hub: Hub) -> None:
        self._database = database
        self._shows: dict[UUID, WatchedShow] = {}
        self._watching: dict[StreamDevice, UUID] = {}
        hub.listen(tickets.SEATS, self._heard)

    def watch(self, device: StreamDevice, show_id: UUID | None) -> None:
        """From now on this device hears of the seats of this show, and of no others; the first it
        hears is all of them. None: of none.
        """
        self.forget(device)
        if show_id is None:
            return
        self._watching[device] = show_id
        watched = self._shows.setdefault(show_id, WatchedShow())
        watched.devices.add(device)
        watched.fresh.add(device)

    def forget(self, device: StreamDevice) -> None:
        """This device looks at no seats any more."""
        show_id = self._watching.pop(device, None)
        if show_id is None:
            return
        watched = self._shows[show_id]
        watched.devices.discard(device)
        watched.fresh.discard(device)
        if not watched.devices:
            del self._shows[show_id]

    def running(self) -> AbstractAsyncContextManager[None]:
        """Tells what changed, while the town is open."""
        return turning(TURN, self.turn)

    async def turn(self) -> None:
        """Reads the shows of which something changed, all together, and tells who looks."""
        due = {one: of for one, of in self._shows.items() if of.stale or of.fresh}
        if not due:
            return
        for watched in due.values():
            # What changes while it is read is read again.
            watched.stale = False
        try:
            async with self._database.glance() as db:
                found = await tickets.look_at_seats(db, list(due))
        except BaseException:
            for watched in due.values():
                watched.stale = True
            raise
        for (show_id, watched), now in zip(due.items(), found, strict=True):
            if isinstance(now, Problem):
                self._refuse(watched, now)
            else:
                _tell(show_id, watched, now.seats)

    def _refuse(self, watched: WatchedShow, problem: Problem) -> None:
        for device in list(watched.devices):
            self.forget(device)
            device.say({"t": "problem", **problem.body("")})

    def _heard(self, word: bytes) -> None:
        watched = self._shows.get(msgspec.json.decode(word, type=UUID))
        if watched:
            watched.stale = True


def _tell(show_id: UUID, watched: WatchedShow, seats: str) -> None:
    before, watched.seats = watched.seats, seats
    # Of a show that takes another plan nobody knows anything.
    known = watched.devices - watched.fresh if len(before) == len(seats) else set[StreamDevice]()
    changes = differences(before, seats) if known else {}
    if before != seats:
        watched.version += 1
    if changes:
        frame = _frame(SeatsFrame(show_id, watched.version, changes=changes))
        for device in known:
            device.tell(frame)
    # Who joined while this was read is among them: it is as new as the reading.
    new = watched.devices - known
    if new:
        frame = _frame(SeatsFrame(show_id, watched.version, seats))
        for device in new:
            device.tell(frame)
    watched.fresh.clear()


def _frame(said: SeatsFrame) -> bytes:
    return text_frame(encoder.encode(said))

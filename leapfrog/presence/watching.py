"""Presence: who is there, for the open screen that asks. In memory only; with several processes
each says on the bus who is with it.

A process that dies says nothing, so what was heard from elsewhere is forgotten after a while, and
asked for again before that.
"""

import asyncio
from collections.abc import Iterable, Sequence, Set
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from uuid import UUID

import msgspec
import structlog

from leapfrog.chat_settings import hiding_presence
from leapfrog.contacts import may_write
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.stream import Hub, StreamDevice
from leapfrog.kernel.turning import turning
from leapfrog.presence.events import TOPIC, PresenceEvent

TURN = 0.5
# A phone that changes its net is away for a moment only.
GONE_AFTER = 5.0
ASK_EVERY = 30.0
FORGOTTEN_AFTER = 75.0
MOST_WATCHED = 200
MOST_REMEMBERED = 10_000

log = structlog.get_logger()


class PresenceFrame(msgspec.Struct, frozen=True, tag_field="t", tag="presence", omit_defaults=True):
    """Whether somebody is there, and if not, when they were last, if that is known."""

    person_id: UUID
    online: bool
    last: datetime | None = None


decoder = msgspec.json.Decoder(PresenceEvent)


async def visible(db: Db, pairs: Iterable[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    """Those of these (who looks, whom they see): contacts of each other who both show it."""
    found = await may_write(db, list(pairs))
    hidden = await hiding_presence(db, {one for pair in found for one in pair})
    return {pair for pair in found if hidden.isdisjoint(pair)}


class Presence:
    """One per process; `async with presence.running()` while the town is open."""

    def __init__(self, database: Database, hub: Hub) -> None:
        self._database, self._hub = database, hub
        self._process = new_id()
        self._wanted: dict[StreamDevice, Sequence[UUID]] = {}
        self._watching: dict[StreamDevice, set[UUID]] = {}
        self._watchers: dict[UUID, set[StreamDevice]] = {}
        self._elsewhere: dict[UUID, dict[UUID, float]] = {}
        self._told: dict[UUID, bool] = {}
        self._due: dict[UUID, float] = {}
        self._last: dict[UUID, datetime] = {}
        self._anew: set[UUID] = set()
        self._ask_at = 0.0
        hub.listen(TOPIC, self._heard)
        hub.at_the_door(self._passes)

    async def watch(self, device: StreamDevice, people: Sequence[UUID]) -> None:
        """From now on this device hears of these people, if it may, and of no others."""
        self._wanted[device] = people[:MOST_WATCHED]
        await self._look(device, known=frozenset())

    async def _look(self, device: StreamDevice, known: Set[UUID]) -> None:
        """Shows a device those it wants and does not know of, and that those it may no longer see
        are not there.
        """
        wanted = self._wanted.get(device, ())
        async with self._database.glance() as db:
            pairs = await visible(db, {(device.person_id, them) for them in wanted})
        if self._wanted.get(device) is not wanted:
            return
        seen = {them for _, them in pairs}
        before = self._watching.get(device, set())
        self._watching[device] = seen
        for them in seen:
            self._watchers.setdefault(them, set()).add(device)
            # Others who watch them may still be owed what was told to nobody yet.
            self._told.setdefault(them, self._is_here(them))
            if them not in known:
                device.say(self._frame(them))
        for them in before - seen:
            self._leave(device, them)
            if them in wanted:
                device.say(PresenceFrame(them, False))
        if seen:
            self._broadcast(PresenceEvent(self._process, ask=list(seen)))

    def forget(self, device: StreamDevice) -> None:
        """This device watches nobody any more."""
        self._wanted.pop(device, None)
        for them in self._watching.pop(device, ()):
            self._leave(device, them)

    def _leave(self, device: StreamDevice, them: UUID) -> None:
        watchers = self._watchers[them]
        watchers.discard(device)
        if not watchers:
            for known in (self._watchers, self._elsewhere, self._told, self._due):
                known.pop(them, None)

    def running(self) -> AbstractAsyncContextManager[None]:
        """Tells what changed, while the town is open."""
        return turning(TURN, self.turn)

    async def turn(self) -> None:
        """Tells of those who came, and of those who are gone for a while."""
        await self._look_anew()
        now = _now()
        for them, places in self._elsewhere.items():
            for process in [one for one, until in places.items() if until <= now]:
                del places[process]
                self._due.setdefault(them, now)
        if self._watchers and now >= self._ask_at:
            self._ask_at = now + ASK_EVERY
            self._broadcast(PresenceEvent(self._process, ask=list(self._watchers)))
        due = [them for them, at in self._due.items() if at <= now]
        for them in due:
            del self._due[them]
        await self._tell([them for them in due if self._told[them] != self._is_here(them)])

    async def _look_anew(self) -> None:
        people = frozenset(self._anew)
        for device, wanted in list(self._wanted.items()) if people else ():
            if device.person_id in people or not people.isdisjoint(wanted):
                await self._look(device, known=frozenset(self._watching.get(device, ())))
        self._anew -= people

    async def _tell(self, people: Sequence[UUID]) -> None:
        pairs = {(one.person_id, them) for them in people for one in self._watchers[them]}
        if not pairs:
            return
        try:
            async with self._database.glance() as db:
                seen = await visible(db, pairs)
        except BaseException:
            for them in self._watchers.keys() & set(people):
                self._due.setdefault(them, _now())
            raise
        # Who is watched by nobody any more is forgotten, and what was told of them with it.
        for them in filter(self._watchers.__contains__, people):
            # What changed meanwhile is due again.
            self._told[them] = self._is_here(them)
            frame = self._frame(them)
            for device in self._watchers[them]:
                if (device.person_id, them) in seen:
                    device.say(frame)

    def _frame(self, them: UUID) -> PresenceFrame:
        here = self._is_here(them)
        return PresenceFrame(them, here, None if here else self._last.get(them))

    def _is_here(self, them: UUID) -> bool:
        return self._hub.has(them) or bool(self._elsewhere.get(them))

    def _passes(self, person: UUID, came: bool) -> None:
        if not came:
            self._remember(person)
        self._changed(person, came=came)
        word = (
            PresenceEvent(self._process, here=[person])
            if came
            else PresenceEvent(self._process, gone=[person])
        )
        self._broadcast(word)

    def _changed(self, them: UUID, *, came: bool) -> None:
        if them in self._watchers:
            self._due[them] = _now() + (0 if came else GONE_AFTER)

    def _remember(self, person: UUID) -> None:
        self._last.pop(person, None)
        self._last[person] = self._database.clock.now()
        if len(self._last) > MOST_REMEMBERED:
            del self._last[next(iter(self._last))]

    def _broadcast(self, word: PresenceEvent) -> None:
        if self._database.publisher:
            self._database.publisher.broadcast(TOPIC, msgspec.json.encode(word))

    def _heard(self, text: bytes) -> None:
        word = decoder.decode(text)
        self._anew.update(word.anew)
        if word.process in (None, self._process):
            return
        with_me = [them for them in word.ask if self._hub.has(them)]
        if with_me:
            self._broadcast(PresenceEvent(self._process, here=with_me))
        for them in word.here:
            if them in self._watchers:
                self._elsewhere.setdefault(them, {})[word.process] = _now() + FORGOTTEN_AFTER
                self._changed(them, came=True)
        for them in word.gone:
            self._remember(them)
            if self._elsewhere.get(them, {}).pop(word.process, None) is not None:
                self._changed(them, came=False)


def _now() -> float:
    return asyncio.get_running_loop().time()

"""What people were told of lately that the database does not tell a device again: that something is
different now, and a screen that shows it has to read it anew.

A screen reads by the API before its device's stream is open, and a stream may be lost; a hint of
that time would be heard by nobody. So each process keeps those of the last minute, whether anybody
was there to hear them or not.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from uuid import UUID

# Seconds for which a hint is kept, and how many of them for all people together.
REMEMBERED, MOST = 60.0, 20_000
# Of another clock's rounding, and of the way to here.
LATE = 1.0
# As they are encoded: the member `t` is the first.
KINDS = (b'{"t":"changed"', b'{"t":"post"')


class Hints:
    """`clock`: seconds, which only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        # When each was told last, the oldest first; and which there are of each person.
        self._told: OrderedDict[tuple[UUID, bytes], float] = OrderedDict()
        self._of: dict[UUID, set[bytes]] = {}
        # From then on all are known.
        self._since = clock()

    def keep(self, people: Iterable[UUID], payload: bytes) -> None:
        """`payload`: a frame's JSON; what is no hint is not kept."""
        if not payload.startswith(KINDS):
            return
        now = self._clock()
        for person in people:
            key = (person, payload)
            self._told[key] = now
            self._told.move_to_end(key)
            self._of.setdefault(person, set()).add(payload)
        while self._told and next(iter(self._told.values())) < now - REMEMBERED - LATE:
            self._drop()
        while len(self._told) > MOST:
            self._since = self._drop()

    def forget(self) -> None:
        """There may have been others, of which this process did not hear."""
        self._since = self._clock()

    def of(self, person: UUID, seconds: float) -> list[bytes] | None:
        """What this person was told in the last `seconds`, each once, as `keep` got it; None: that
        is longer than is known here, and anything may be different.
        """
        start = self._clock() - seconds
        if seconds > REMEMBERED or start < self._since:
            return None
        return [one for one in self._of.get(person, ()) if self._told[person, one] >= start - LATE]

    def _drop(self) -> float:
        """The oldest one goes; answers when it was told."""
        (person, payload), told = self._told.popitem(last=False)
        left = self._of[person]
        left.discard(payload)
        if not left:
            del self._of[person]
        return told

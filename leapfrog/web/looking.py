"""What a process has to do: events that were announced, rows that are due, and what waits in tables
of modules; all of it is looked for by one statement.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from leapfrog.kernel.db import Database
from leapfrog.kernel.looking import Poller
from leapfrog.kernel.timers import LOOK_EVERY, REACTION, Handlers, kinds

# $1: the kinds of timers, $2: of reactions (`kinds`). $3: what falls due later is looked for later.
# So only what is due is walked, not all that will be; and `like` costs less than a list of kinds,
# which is not to be weighed for the plan (`coalesce`).
LOOK = """
select exists (select from kernel_event),
    (select min(due_at) from kernel_timer where due_at <= $3 and kind not like 'reaction:%'
        and coalesce(kind = any((select string_to_array($1, ' '))::text[]), false)),
    (select min(due_at) from kernel_timer where due_at <= $3 and kind like 'reaction:%'
        and coalesce(kind = any((select string_to_array($2, ' '))::text[]), false))
"""


class Found(msgspec.Struct, frozen=True):
    """What there is to do. `timers` and `reactions`: when the first one falls due, or did, None:
    not within `LOOK_EVERY`; `waiting`: of which pollers something waits, in their order.
    """

    events: bool
    timers: datetime | None
    reactions: datetime | None
    waiting: Sequence[bool]


class Looker:
    """Looks for all that one process does."""

    def __init__(self, due: Handlers, pollers: Sequence[Poller]) -> None:
        # Whatever waits of one kind does not make the other late.
        self.reactions = {kind: one for kind, one in due.items() if kind.startswith(REACTION)}
        self.timers = {kind: one for kind, one in due.items() if kind not in self.reactions}
        self.pollers = pollers
        self._kinds = kinds(self.timers), kinds(self.reactions)
        self._sql = LOOK + "".join(f", ({one.waits})" for one in pollers)

    async def look(self, database: Database) -> Found:
        """What there is by now, as far as it is committed."""
        async with database.glance() as db:
            horizon = db.now + timedelta(seconds=LOOK_EVERY)
            row = await db.row(self._sql, *self._kinds, horizon)
        assert row is not None
        events, timers, reactions, *waiting = row
        return Found(events, timers, reactions, waiting)

"""One look finds whatever there is to do, however late it was committed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.events import Event, announce
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.looking import Poller
from leapfrog.kernel.timers import Handlers, run_next, schedule
from leapfrog.web.looking import Found, Looker
from tests.town import of_another

# Tables of its own.
pytestmark = pytest.mark.own_database

SECOND = timedelta(seconds=1)
NOTHING = Found(events=False, timers=None, reactions=None, waiting=[False])


class Baked(Event, frozen=True):
    cake: UUID


async def done(_db: Db, _ref: str, _body: Any) -> None:
    pass


async def take(_database: Database) -> bool:
    return False


HANDLERS: Handlers = {"tea": done, "reaction:cake:praise": done}
LOOKER = Looker(HANDLERS, [Poller("select exists (select from line)", take)])


@pytest.fixture(autouse=True)
async def table(database: Database) -> None:
    async with database.transaction() as db:
        await db.run("create table line (word text)")


async def test_one_look_finds_all_there_is(database: Database, clock: FixedClock) -> None:
    assert await LOOKER.look(database) == NOTHING
    async with database.transaction() as db:
        await announce(db, Baked(new_id()))
        await schedule(db, "tea", "green", db.now + SECOND)
        await schedule(db, "reaction:cake:praise", "1", db.now - SECOND)
        await db.run("insert into line values ('x')")
    now = clock.now()
    assert await LOOKER.look(database) == Found(
        events=True, timers=now + SECOND, reactions=now - SECOND, waiting=[True]
    )


async def test_what_is_not_of_this_program_or_not_soon_is_passed_over(
    database: Database, clock: FixedClock
) -> None:
    async with database.transaction() as db:
        await schedule(db, "coffee", "", db.now)
        await schedule(db, "reaction:bread:praise", "1", db.now)
        await schedule(db, "tea", "green", db.now + 60 * SECOND)
    assert await LOOKER.look(database) == NOTHING
    clock.advance(59 * SECOND)
    assert (await LOOKER.look(database)).timers == clock.now() + SECOND


async def test_what_is_committed_late_is_found_although_later_ones_were_done(
    database: Database, clock: FixedClock
) -> None:
    async with of_another(database.transaction()) as late:
        await schedule(late, "tea", "late", late.now - SECOND)
        async with database.transaction() as db:
            await schedule(db, "tea", "early", db.now)
        assert await run_next(database, LOOKER.timers)
        assert await LOOKER.look(database) == NOTHING
    assert (await LOOKER.look(database)).timers == clock.now() - SECOND


async def test_who_does_a_row_knows_when_the_next_one_falls_due(
    database: Database, clock: FixedClock
) -> None:
    async with database.transaction() as db:
        for n in range(3):
            await schedule(db, "tea", str(n), db.now + n * SECOND)
        await schedule(db, "tea", "much later", db.now + 3600 * SECOND)
    found = []
    while ran := await run_next(database, LOOKER.timers):
        found.append(ran.next_due and ran.next_due - clock.now())
        clock.advance(SECOND)
    assert found == [SECOND, SECOND, None]

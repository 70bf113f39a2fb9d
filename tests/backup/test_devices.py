"""After a restore every device ends equal to a fresh one, wherever its cursor was and whatever ids
the database gives from then on.

The ids of a real one only grow, so those that are written here are moved by `Town.ahead`: a dump is
put into a database that has given fewer of them, and one that was brought to a moment gives again
those of the time that is lost.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import asyncpg
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.kernel.cursor import ADOPT, HERE, NEW_EPOCH, Cursor, parse, since
from tests.examples import examples
from tests.town import database

# One of many tables whose rows devices know; `kernel_adopt` finds it as it finds those.
TABLE = "create table a_row (id int primary key, version int not null, last_xid xid8 not null)"
# The others are empty here, and only take time.
ALONE = """
do $$
declare other regclass;
begin
    for other in select a.attrelid from pg_attribute a join pg_class t on t.oid = a.attrelid
        where a.attname = 'last_xid' and t.relkind in ('r', 'p') and not t.relispartition
    loop
        execute format('alter table %s rename column last_xid to other_xid', other);
    end loop;
end $$
"""
PUT = """
insert into a_row values ($1, $2, (pg_current_xact_id()::text::bigint + $3)::text::xid8)
on conflict (id) do update set version = excluded.version, last_xid = excluded.last_xid
"""
PUT_BACK = "insert into a_row values ($1, $2, $3::text::xid8)"
ALL = "select id, version, last_xid::text from a_row order by id"
DELTA = "select id, version from a_row where last_xid >= $1::text::xid8"
GIVEN = "select pg_current_xact_id()::text::bigint"
# As if it had been dumped from another server.
ELSEWHERE = "update kernel_epoch set system_identifier = system_identifier - 1"
# Who changes a row (by its number), or which device reads.
Step = tuple[str, int]
DEVICES = 3
STEPS = st.lists(
    st.tuples(st.just("writes"), st.integers(0, 4))
    | st.tuples(st.just("reads"), st.integers(0, DEVICES - 1)),
    max_size=12,
)


class Device:
    """What it has, and how far it has read."""

    def __init__(self, cursor: str = "") -> None:
        self.cursor = cursor
        self.has: dict[int, int] = {}


class Town:
    """A database with rows that devices read; `ahead`: how far the ids that it gives are moved."""

    def __init__(self, connection: asyncpg.Connection, ahead: int) -> None:
        self._connection, self.ahead = connection, ahead
        self._versions = 0
        self.devices = [Device() for _ in range(DEVICES)]

    async def take(self, steps: Sequence[Step]) -> None:
        for what, number in steps:
            if what == "writes":
                self._versions += 1
                await self._connection.execute(PUT, number, self._versions, self.ahead)
            else:
                await self.read(self.devices[number])

    async def read(self, device: Device) -> None:
        """As devices do: what changed, or all anew after a reset."""
        async with self._connection.transaction(isolation="repeatable_read", readonly=True):
            epoch, oldest = await self._connection.fetchrow(HERE)
            now = Cursor(UUID(str(epoch)), oldest + self.ahead)
            xid = since(parse(device.cursor), now)
            if xid is None:
                device.has = {}
            found = await self._connection.fetch(DELTA, str(xid or 0))
        device.has |= {row[0]: row[1] for row in found}
        device.cursor = str(now)

    async def moment(self) -> "Moment":
        rows = [tuple(row) for row in await self._connection.fetch(ALL)]
        return Moment(rows, await self._connection.fetchval(GIVEN) + self.ahead)

    async def go_back(self, to: "Moment") -> None:
        """All rows are as they were then, with the ids that they had."""
        await self._connection.execute("delete from a_row")
        for row in to.rows:
            await self._connection.execute(PUT_BACK, *row)

    async def put_dump(self, to: "Moment") -> None:
        """Into a database that has given no ids but its own."""
        await self.go_back(to)
        self.ahead = 0
        await self._connection.execute(ELSEWHERE)
        assert await self._connection.fetchval(ADOPT)

    async def play_log(self, to: "Moment") -> None:
        """The next id is the one that was the next one then, as `leapfrog restore` leaves it."""
        await self.give_again(to)
        await self._connection.execute(NEW_EPOCH)

    async def give_again(self, to: "Moment") -> None:
        await self.go_back(to)
        self.ahead = to.given - await self._connection.fetchval(GIVEN)


class Moment(msgspec.Struct, frozen=True):
    """The rows, and the id that was given last."""

    rows: list[tuple[int, int, str]]
    given: int


Way = Callable[[Town, Moment], Awaitable[None]]


class Life(msgspec.Struct, frozen=True):
    """What happens before the moment to which a town is restored by one of two ways, in the time
    that is lost, and after it; `beyond`: how far from there a device's cursor is.
    """

    before: list[Step]
    lost: list[Step]
    after: list[Step]
    ahead: int
    beyond: int
    way: Way


LIVES = st.builds(
    Life,
    before=STEPS,
    lost=STEPS,
    after=STEPS,
    ahead=st.integers(0, 60) | st.integers(10**6, 10**9),
    beyond=st.integers(-40, 40) | st.integers(10**6, 10**9),
    way=st.sampled_from((Town.put_dump, Town.play_log)),
)


async def same_as_a_fresh_one(town: Town) -> bool:
    """Whether each device is, once it has read."""
    fresh = Device()
    await town.read(fresh)
    for device in town.devices:
        await town.read(device)
    return all(device.has == fresh.has for device in town.devices)


def test_after_a_restore_every_device_ends_equal_to_a_fresh_one(
    postgres_dsn: str, template: str
) -> None:
    with database(postgres_dsn, template) as url, asyncio.Runner() as runner:
        connection = runner.run(asyncpg.connect(url))
        runner.run(connection.execute(ALONE))
        runner.run(connection.execute(TABLE))
        # The first one asks whose database it is.
        runner.run(connection.fetchval(ADOPT))

        @examples(50)
        @given(LIVES)
        def law(life: Life) -> None:
            runner.run(_live(connection, life))

        law()
        runner.run(connection.close())


async def _live(connection: asyncpg.Connection, life: Life) -> None:
    await connection.execute("delete from a_row")
    town = Town(connection, life.ahead)
    await town.take(life.before)
    then = await town.moment()
    await town.take(life.lost)
    # One that a device brings from somewhere near, or from far ahead.
    epoch = await connection.fetchval("select id from kernel_epoch")
    town.devices.append(Device(str(Cursor(UUID(str(epoch)), max(0, then.given + life.beyond)))))
    town.devices[-1].has = {9: 9}
    await life.way(town, then)
    await town.take(life.after)
    assert await same_as_a_fresh_one(town)
    # Nor does it miss anything of what follows.
    await town.take(life.before)
    assert await same_as_a_fresh_one(town)


@pytest.mark.parametrize("anew", [False, True])
async def test_with_the_epoch_of_before_a_device_would_miss_changes(
    postgres_dsn: str, template: str, anew: bool
) -> None:
    """So it is the new epoch that the others hold by."""
    with database(postgres_dsn, template) as url:
        connection = await asyncpg.connect(url)
        await connection.execute(TABLE)
        town = Town(connection, 0)
        then = await town.moment()
        await town.take([("writes", 1)] * 5 + [("reads", 0)])
        await (town.play_log if anew else town.give_again)(then)
        await town.take([("writes", 2), *[("writes", 3)] * 10])
        assert await same_as_a_fresh_one(town) == anew
        await connection.close()

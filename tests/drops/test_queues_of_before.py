"""A queue that was open when queues got lists goes on as it began: nobody loses their place, and
who comes later stands behind them. What was closed, sold or over is that still.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest

from leapfrog import drops
from leapfrog.drops import NewReservation, closing, store
from leapfrog.drops.model import BEHIND, Drop, Reservation
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.kernel.migrations import RECORD, TABLE, migrate, timeline
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.timers import run_one
from leapfrog.web.town import open_town
from tests.drops.acts import SEED
from tests.town import administer, apart, database, drop_database, named

CUT = 416
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MEI, AMINA, BO, CHEN, DORA, EVE = (UUID(int=n) for n in range(1, 7))
PEOPLE = {MEI: "mei", AMINA: "amina", BO: "bo", CHEN: "chen", DORA: "dora", EVE: "eve"}
OPEN, LATER, SOLD, WAITS, DRAWN, GONE, UNDRAWN, REGRET = (UUID(int=n) for n in range(10, 18))
# By drop: mode, state, hours from now until it opens and closes, why it ended.
DROPS: dict[UUID, tuple[str, str, int, int, str | None]] = {
    OPEN: ("queue", "announced", -1, 3, None),
    LATER: ("queue", "announced", 1, 3, None),
    SOLD: ("queue", "buying", -9, -3, None),
    WAITS: ("lottery", "closed", -300, -200, None),
    DRAWN: ("lottery", "buying", -9, -3, None),
    GONE: ("queue", "called_off", -9, -3, "The shop has closed."),
    UNDRAWN: ("lottery", "called_off", -9, -3, "The maker showed none of the seeds."),
    REGRET: ("lottery", "called_off", -9, -3, "The kiln broke."),
}
TICKETS = {one: derived_id(one, "ticket") for one in (AMINA, BO, CHEN, DORA)}


@pytest.fixture(scope="module")
def brought_up(postgres_dsn: str) -> Iterator[str]:
    """The name of a database that programs of before left, and this one brought up."""
    name = "queues_of_before"
    administer(postgres_dsn, f"create database {name}")
    url = named(postgres_dsn, name)
    apart(left_and_migrated(url))
    yield name
    drop_database(postgres_dsn, url)


async def left_and_migrated(url: str) -> None:
    db = await asyncpg.connect(url)
    await db.execute(TABLE)
    for one in timeline():
        if one.number < CUT:
            await db.execute(one.sql)
            await db.execute(RECORD, one.number, one.name, one.sha256, one.lowest_program)
    await fill(db)
    await migrate(db)
    await db.close()


async def fill(db: asyncpg.Connection) -> None:
    for ident, handle in PEOPLE.items():
        await db.execute(
            "insert into identity_person (id, kind, handle, display_name, created_at) "
            "values ($1, 'person', $2, $2, $3)",
            *(ident, handle, NOW - 1000 * HOUR),
        )
    for ident in DROPS:
        await announce(db, ident)
    # In the order in which they came, as eight bytes; whoever was erased has a ticket still.
    for place, who in enumerate((AMINA, BO, DORA, CHEN), 1):
        person = None if who is DORA else who
        await db.execute(
            "insert into drops_reservation values ($1, $2, $3, false, $4)",
            *(TICKETS[who], OPEN, person, NOW - HOUR),
        )
        right = right_of(who) if who in (AMINA, BO) else None
        await db.execute(
            "insert into drops_place (drop_id, key, reservation_id, early, right_id) "
            "values ($1, $2, $3, false, $4)",
            *(OPEN, place.to_bytes(8), TICKETS[who], right),
        )
    for who in (AMINA, BO):
        await db.execute(
            "insert into orders_right (id, person_id, of, variant_id, pool_id, price, until, "
            "given_at) values ($1, $2, $3, $4, $5, 400, $6, $7)",
            *(right_of(who), who, f"drops:drop:{OPEN}", OPEN, pool(OPEN), NOW + HOUR, NOW - HOUR),
        )
    await due(db, "drops.turn", OPEN, NOW + HOUR)
    await db.execute(
        "insert into drops_reservation values ($1, $2, $3, false, $4)",
        *(new_id(), WAITS, AMINA, NOW - 250 * HOUR),
    )


async def announce(db: asyncpg.Connection, ident: UUID) -> None:
    """Two units of a shop of Mei's, set aside as they were then."""
    mode, state, opens, closes, why = DROPS[ident]
    for one, units in ((pool(ident), 2), (shelf(ident), 5)):
        owner = f"drops:drop:{ident}" if units == 2 else f"market:{ident}"
        await db.execute(
            "insert into stock_pool (id, owner, units) values ($1, $2, $3)", one, owner, units
        )
    lists = mode == "lottery" and state != "announced"
    row: dict[str, Any] = {
        "id": ident,
        "merchant_id": UUID(int=99),
        "item_id": ident,
        "variant_id": ident,
        "title": "Bowl",
        "options": [],
        "maker_id": MEI,
        "mode": mode,
        "units": 2,
        "early_units": 0,
        "code_units": 0,
        "price": 400,
        "currency": "EUR",
        "costs": "[]",
        "accessories": [],
        "registered_before": NOW - 500 * HOUR,
        "opens_at": NOW + opens * HOUR,
        "closes_at": NOW + closes * HOUR,
        "buy_hours": 24,
        "state": state,
        "round": int(mode == "lottery"),
        "root": bytes(32) if lists else None,
        # A queue counted its own when it closed.
        "tickets": 1 if state in ("closed", "buying") else 0,
        "pool_id": pool(ident),
        "from_pool": shelf(ident),
        "ends_at": NOW + 100 * HOUR if state == "buying" else None,
        "ended_why": why,
        "created_at": NOW - 400 * HOUR,
    }
    values = ", ".join(f"${n}" for n in range(1, len(row) + 1))
    await db.execute(f"insert into drops_drop ({', '.join(row)}) values ({values})", *row.values())
    if mode == "lottery":
        shown = SEED if state == "buying" else None
        await db.execute(
            "insert into drops_round (drop_id, n, town_seed, maker_commitment, maker_seed, at, "
            "drawn_at) values ($1, 1, $2, $3, $4, $5, $6)",
            *(ident, bytes(32), drops.commitment(SEED), shown, NOW - 400 * HOUR),
            NOW - HOUR if shown else None,
        )
    if state == "announced":
        await due(db, "drops.close", ident, row["closes_at"])


async def due(db: asyncpg.Connection, kind: str, drop: UUID, at: datetime) -> None:
    sql = "insert into kernel_timer (id, kind, ref, due_at) values ($1, $2, $3, $4)"
    await db.execute(sql, new_id(), kind, str(drop), at)


def pool(drop: UUID) -> UUID:
    return derived_id(drop, "pool")


def shelf(drop: UUID) -> UUID:
    return derived_id(drop, "shelf")


def right_of(who: UUID) -> UUID:
    return derived_id(TICKETS[who], "right")


class Later(msgspec.Struct):
    """The town that goes on with them."""

    town: Town
    clock: FixedClock

    async def found(self, drop: UUID) -> Drop:
        async with self.town.database.reading() as db:
            return (await store.find(db, [drop]))[drop]

    async def joins(self, who: UUID, drop: UUID) -> Reservation:
        async with self.town.database.transaction() as db:
            [made] = await drops.reserve(db, [NewReservation(new_id(), drop, who)])
        assert isinstance(made, Reservation), made
        return made

    async def passes(self, by: timedelta) -> None:
        """So much time goes by, and what is due happens."""
        self.clock.advance(by)
        while await run_one(self.town.database, drops.TIMERS):
            pass

    async def rights(self, drop: UUID) -> list[UUID]:
        """Who may buy now."""
        sql = "select person_id from orders_right where of = $1 and voided_at is null order by 1"
        async with self.town.database.reading() as db:
            return [row[0] for row in await db.rows(sql, f"drops:drop:{drop}")]


@pytest.fixture
async def later(postgres_dsn: str, brought_up: str, tmp_path: Path) -> AsyncIterator[Later]:
    clock = FixedClock(NOW)
    with database(postgres_dsn, brought_up) as url:
        settings = Settings(home=tmp_path, database_url=url, demo=False)
        async with open_town(settings, clock) as town:
            yield Later(town, clock)


async def test_whoever_stood_in_a_queue_stands_there_still(later: Later) -> None:
    drop = await later.found(OPEN)
    assert (drop.lists, drop.to_draw, drop.gives(NOW)) == (False, False, True)
    made = await later.joins(EVE, OPEN)
    # Without a list, also who comes within the first minute after the change is behind all others.
    assert made.queued
    async with later.town.database.reading() as db:
        order = "select reservation_id, key from drops_place where drop_id = $1 order by key"
        rows = await db.rows(order, OPEN)
    assert [row[0] for row in rows] == [*(TICKETS[x] for x in (AMINA, BO, DORA, CHEN)), made.id]
    assert [row[1] for row in rows] == [BEHIND + n.to_bytes(8) for n in range(1, 6)]
    assert await later.rights(OPEN) == [AMINA, BO]
    # Nobody buys: the next ones may, whoever is gone is passed over.
    await later.passes(HOUR)
    assert await later.rights(OPEN) == [CHEN, EVE]


async def test_a_queue_of_before_is_sold_out_and_ends(later: Later) -> None:
    await later.passes(4 * HOUR)
    assert (await later.found(OPEN)).state == "buying"
    assert await later.rights(OPEN) == [CHEN]
    await later.passes(24 * 8 * HOUR)
    over = await later.found(OPEN)
    assert (over.state, over.ended_as) == ("over", None)
    assert await later.rights(OPEN) == []
    units = "select array_agg(units order by units) from stock_pool where id = any($1::uuid[])"
    async with later.town.database.reading() as db:
        assert await db.value(units, [pool(OPEN), shelf(OPEN)]) == [0, 7]


async def test_one_that_opens_later_gives_to_who_comes(later: Later) -> None:
    """It was announced as one in which being there counts."""
    assert not (await later.found(LATER)).gives(NOW)
    await later.passes(HOUR)
    for who in (BO, AMINA, CHEN):
        await later.joins(who, LATER)
    assert await later.rights(LATER) == [AMINA, BO]


async def test_what_was_sold_drawn_or_over_is_that_still(later: Later) -> None:
    found = {one: await later.found(one) for one in DROPS}
    ends = {one: (each.ended_as, each.ended_why) for one, each in found.items() if each.ended_as}
    assert ends == {
        GONE: ("shop_closed", None),
        UNDRAWN: ("no_seed", None),
        REGRET: ("maker", "The kiln broke."),
    }
    assert {one for one, each in found.items() if each.gives(NOW)} == {OPEN, SOLD, DRAWN}
    assert {one for one, each in found.items() if each.to_draw} == {WAITS}
    assert (found[DRAWN].giving_since, found[DRAWN].tickets) == (NOW - 3 * HOUR, 1)


async def test_a_list_that_waited_for_its_seed_has_a_week_from_now(later: Later) -> None:
    """Before, nothing ever ended it, and the units of its shop were set aside for good."""
    due = "select due_at - now() from kernel_timer where kind = 'drops.close' and ref = $1"
    async with later.town.database.reading() as db:
        left = await db.value(due, str(WAITS))
    assert timedelta(days=6) < left < timedelta(days=8)
    async with later.town.database.transaction() as db:
        await closing.close(db, str(WAITS), None)
    ended = await later.found(WAITS)
    assert (ended.state, ended.ended_as) == ("called_off", "no_seed")
    async with later.town.database.reading() as db:
        assert await db.value("select units from stock_pool where id = $1", shelf(WAITS)) == 7

"""Times are learnt from rides of several drivers; prices are not."""

from datetime import UTC, datetime, timedelta

import pytest

from leapfrog.ride_speeds import RECORD_SETS, drop_expired, longer, note_ride
from leapfrog.ride_speeds.model import SeenTimes, hour_of_week, says_something
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join
from tests.http import Client
from tests.rides.hails import MARKET, Hail, ok

SLOW = timedelta(seconds=840)


@pytest.mark.parametrize(
    ("rides", "drivers", "ratio", "found"),
    [
        (0, 0, None, None),
        (4, 4, 1.2, None),
        (9, 2, 1.2, None),
        (5, 3, 1.2, 1.2),
        (5, 3, 4.0, 1.5),
        (5, 3, 0.1, 0.5),
    ],
)
def test_never_by_few(rides: int, drivers: int, ratio: float | None, found: float | None) -> None:
    assert SeenTimes(rides, drivers, ratio).longer == found


def test_what_says_nothing_is_left_out() -> None:
    assert says_something(600, 900)
    assert not says_something(59, 90)
    assert not says_something(600, 100)
    assert not says_something(600, 3_600)
    assert hour_of_week(datetime(2026, 11, 23, tzinfo=UTC)) == 0
    assert hour_of_week(datetime(2026, 11, 29, 23, 59, tzinfo=UTC)) == 167


async def notes(hail: Hail, drivers: list[Client], count: int, took: timedelta = SLOW) -> None:
    """So many rides of each that ended now, and should have taken ten minutes."""
    async with hail.town.database.transaction() as db:
        for one in drivers:
            for _ in range(count):
                await note_ride(db, id_of(one), db.now - took, 600)


async def factor(hail: Hail) -> float:
    async with hail.town.database.reading() as db:
        return await longer(db)


async def test_minutes_are_learnt_and_the_price_stays(hail: Hail, join: Join) -> None:
    cleo, bo = await join("cleo"), await join("bo_chen")
    before = await hail.estimate()
    await notes(hail, [hail.wang, cleo], 3)
    assert await factor(hail) == 1.0
    assert ok(await hail.olga.get("/rides/desk/speeds")) == {"longer": None, "rides": 6}
    await notes(hail, [bo], 1)
    assert await factor(hail) == pytest.approx(1.4)
    after = await hail.estimate()
    assert after["seconds"] == pytest.approx(before["seconds"] * 1.4, abs=1)
    assert (after["price"], after["lines"]) == (before["price"], before["lines"])
    assert ok(await hail.olga.get("/rides/desk/speeds")) == {"longer": 1.4, "rides": 7}
    # Who asks at the price that they saw is driven for it.
    ok(await hail.asks(price=before["price"]))
    offer = await hail.offered()
    assert offer is not None
    assert offer["pickup_seconds"] > 0


async def test_an_hour_of_the_week_has_its_own(hail: Hail, join: Join) -> None:
    drivers = [hail.wang, await join("cleo"), await join("bo_chen")]
    # Those that end now began in this hour.
    hail.clock.advance(timedelta(minutes=30))
    await notes(hail, drivers, 2)
    hail.clock.advance(timedelta(hours=3))
    assert await factor(hail) == pytest.approx(1.4)
    await notes(hail, drivers, 2, timedelta(seconds=600))
    assert await factor(hail) == pytest.approx(1.0)
    hail.clock.advance(timedelta(days=7) - timedelta(hours=3))
    assert await factor(hail) == pytest.approx(1.4)
    # Two months later nobody remembers.
    hail.clock.advance(timedelta(days=61))
    assert await factor(hail) == 1.0
    async with hail.town.database.transaction() as db:
        assert await drop_expired(db) == 12


async def test_who_drives_most_does_not_decide_for_all(hail: Hail, join: Join) -> None:
    others = [await join("cleo"), await join("bo_chen")]
    await notes(hail, others, 1, timedelta(seconds=660))
    await notes(hail, [hail.wang], 40, timedelta(seconds=2_400))
    assert await factor(hail) == pytest.approx(1.1)
    assert ok(await hail.olga.get("/rides/desk/speeds")) == {"longer": 1.1, "rides": 42}


async def seen(hail: Hail) -> list[tuple[int, int]]:
    [records] = RECORD_SETS
    async with hail.town.database.reading() as db:
        return [(one["planned"], one["took"]) async for one in records.export(db, id_of(hail.wang))]


async def test_a_ride_that_ends_where_it_should_is_noted_once(hail: Hail) -> None:
    ride = await hail.on_board()
    hail.clock.advance(timedelta(seconds=300))
    ok(await hail.at(hail.wang, MARKET))
    for _ in range(2):
        ok(await hail.act(hail.wang, ride["id"], "end"))
    assert await seen(hail) == [(ride["hail"]["seconds"], 300)]
    # One that ends somewhere else is not.
    other = await hail.on_board()
    hail.clock.advance(timedelta(seconds=300))
    ok(await hail.at(hail.wang))
    ok(await hail.act(hail.wang, other["id"], "end"))
    assert len(await seen(hail)) == 1
    [records] = RECORD_SETS
    async with hail.town.database.transaction() as db:
        assert await records.erase(db, id_of(hail.wang)) == 1

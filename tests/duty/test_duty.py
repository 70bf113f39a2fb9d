"""Duty: time counts while the town hears of a driver, way as it is driven, and then they rest."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from leapfrog import duty
from leapfrog.duty.model import DutySession, Odometer, rest_ends, since_rest
from leapfrog.kernel.ids import new_id
from tests.rides.hails import STATION, Hail, code, ok

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
ME = new_id()
HOUR = timedelta(hours=1)
DEGREE = 111_195.0


def times(*spans: tuple[float, float]) -> list[DutySession]:
    """From and to so many hours before noon, the newest first."""
    return [
        DutySession(ME, NOON - since * HOUR, NOON - until * HOUR, 0, 0, over=False)
        for since, until in spans
    ]


@pytest.mark.parametrize(
    ("spans", "hours"),
    [
        ([], 0),
        ([(3, 0)], 3),
        ([(3, 1), (8, 4)], 6),
        # A rest of six hours begins the count anew; one of five does not.
        ([(2, 0), (14, 8)], 2),
        ([(2, 0), (14, 7)], 9),
        # What was more than a day ago does not count, nor who has rested until now.
        ([(2, 0), (7, 3), (12, 8), (17, 13), (22, 18), (30, 23)], 2 + 4 * 4 + 4 - 3),
        ([(16, 6)], 0),
    ],
)
def test_time_on_duty_counts_since_the_last_rest(
    spans: list[tuple[float, float]], hours: float
) -> None:
    assert since_rest(times(*spans), NOON) == hours * HOUR


def test_after_ten_hours_one_rests_for_six() -> None:
    assert rest_ends(times((9.9, 0)), NOON) is None
    assert rest_ends(times((10, 0)), NOON) == NOON + 6 * HOUR
    assert rest_ends(times((12, 2)), NOON) == NOON + 4 * HOUR
    assert rest_ends(times((16, 6)), NOON) is None
    assert rest_ends([], NOON) is None


def test_way_is_counted_as_it_is_driven() -> None:
    meter, at = Odometer(), NOON
    assert meter.moved(ME, 60.0, 24.0, at) == 0
    total = 0
    for n in range(1, 11):
        at += timedelta(seconds=4)
        total += meter.moved(ME, 60.0 + n * 10 / DEGREE, 24.0, at)
    # 100 metres in steps of ten; what is left over comes with the next.
    assert total == pytest.approx(100, abs=26)
    # A phone that lies still moves about, and drives nowhere.
    for n in range(200):
        at += timedelta(seconds=4)
        still = 60.0 + (100 + (n % 3) * 8) / DEGREE
        assert meter.moved(ME, still, 24.0, at) <= 30
    assert sum(meter.moved(ME, 60.0 + 100 / DEGREE, 24.0, at) for _ in range(9)) == 0
    # Nobody drives two kilometres in four seconds, nor is it known after a long silence.
    at += timedelta(seconds=4)
    assert meter.moved(ME, 60.0 + 2100 / DEGREE, 24.0, at) == 0
    at += timedelta(minutes=10)
    assert meter.moved(ME, 60.0 + 3000 / DEGREE, 24.0, at) == 0


async def test_silence_is_no_time_on_duty(hail: Hail) -> None:
    wang = UUID(hail.wang.me["id"])
    begun = hail.clock.now()
    for _ in range(4):
        hail.clock.advance(timedelta(seconds=60))
        ok(await hail.at(hail.wang))
    # The phone is dead for an hour; nobody goes off duty.
    hail.clock.advance(HOUR)
    ok(await hail.at(hail.wang))
    hail.clock.advance(timedelta(seconds=90))
    assert (await hail.wang.delete("/rides/driver/online")).status_code == 204
    hail.clock.advance(HOUR)
    assert (await hail.wang.delete("/rides/driver/online")).status_code == 204
    async with hail.town.database.reading() as db:
        found = await duty.sessions_of(db, wang, begun - HOUR, db.now)
        assert [one.until - one.since for one in found] == [
            timedelta(seconds=90),
            timedelta(minutes=4),
        ]
        assert all(one.over for one in found)


async def test_what_is_told_over_the_stream_counts_with_its_way(hail: Hail) -> None:
    wang, positions = UUID(hail.wang.me["id"]), hail.dispatcher.positions
    positions.take(wang, 60.1690, 24.9390, None)
    await positions.flush()
    for n in range(1, 6):
        hail.clock.advance(timedelta(seconds=4))
        positions.take(wang, 60.1690 + n * 40 / DEGREE, 24.9390, None)
        await positions.flush()
    async with hail.town.database.reading() as db:
        [one] = await duty.sessions_of(db, wang, db.now - HOUR, db.now + HOUR)
    assert (one.metres_free, one.metres_ridden) == (pytest.approx(160, abs=2), 0)
    await hail.on_board()
    hail.clock.advance(timedelta(seconds=4))
    positions.take(wang, STATION["lat"], STATION["lon"], None)
    await positions.flush()
    async with hail.town.database.reading() as db:
        [before] = await duty.sessions_of(db, wang, db.now - HOUR, db.now + HOUR)
    for n in range(1, 6):
        hail.clock.advance(timedelta(seconds=4))
        positions.take(wang, STATION["lat"] - n * 40 / DEGREE, STATION["lon"], None)
        await positions.flush()
    async with hail.town.database.reading() as db:
        [one] = await duty.sessions_of(db, wang, db.now - HOUR, db.now + HOUR)
    assert one.metres_ridden - before.metres_ridden == pytest.approx(200, abs=3)
    assert one.metres_free == before.metres_free


async def tired(hail: Hail) -> None:
    """Wang was on duty for ten hours."""
    for _ in range(10 * 60):
        hail.clock.advance(timedelta(seconds=60))
        async with hail.town.database.transaction() as db:
            await duty.note_seen(db, [duty.DutySeen(UUID(hail.wang.me["id"]), 0, ridden=False)])
    ok(await hail.at(hail.wang))


async def test_who_was_on_duty_for_ten_hours_is_asked_no_more(hail: Hail) -> None:
    await tired(hail)
    ok(await hail.asks())
    assert await hail.offered() is None
    # On duty they may still tell where they are; gone off it they come back after the rest.
    ok(await hail.at(hail.wang))
    assert (await hail.wang.delete("/rides/driver/online")).status_code == 204
    refused = await hail.at(hail.wang)
    assert code(refused) == "must_rest"
    ends = hail.clock.now() + 6 * HOUR
    assert datetime.fromisoformat(refused.json()["until"]) == ends
    hail.clock.advance(6 * HOUR)
    ok(await hail.at(hail.wang))


async def test_somebody_on_board_is_driven_to_the_end(hail: Hail) -> None:
    ride = await hail.on_board()
    await tired(hail)
    assert ok(await hail.act(hail.wang, ride["id"], "end"))["state"] == "paid"


async def test_twelve_tell_at_once_and_each_has_one_time(hail: Hail) -> None:
    wang = UUID(hail.wang.me["id"])
    hail.clock.advance(timedelta(minutes=30))
    answers = await asyncio.gather(*(hail.at(hail.wang) for _ in range(12)))
    assert {one.status_code for one in answers} == {200}
    async with hail.town.database.reading() as db:
        found = await duty.sessions_of(db, wang, db.now - HOUR, db.now + HOUR)
    assert [one.over for one in found] == [False, True]

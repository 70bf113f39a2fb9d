"""What was driven of a ride: how far and how long for both, where for its rider alone."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from leapfrog.kernel.settings import Settings
from leapfrog.places import Point
from leapfrog.ride_ways import RECORD_SETS
from leapfrog.ride_ways.model import MOST_POINTS, fewer, length_of, way_of
from leapfrog.rides import TracePoint, drop_expired
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join, Settle
from tests.matrix import unchanged
from tests.rides.hails import MARKET, STATION, Hail, code, ok

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
# About a metre to the north.
METRE = 1 / 111_195


def trace(*told: tuple[int, float]) -> list[TracePoint]:
    """`told`: after so many seconds so many metres to the north."""
    return [TracePoint(NOON + timedelta(seconds=at), 60 + m * METRE, 24.0) for at, m in told]


def test_a_way_is_what_a_car_can_have_driven() -> None:
    assert way_of([]) == []
    # Standing at a light, and a leap that no car makes.
    found = way_of(trace((0, 0), (4, 40), (8, 44), (12, 38), (16, 90), (20, 5_000), (24, 130)))
    assert [round((one.lat - 60) / METRE) for one in found] == [0, 40, 90, 130]
    assert length_of(found) == 130
    # Not heard of for ten minutes: straight on from there.
    assert length_of(way_of(trace((0, 0), (600, 4_000), (604, 4_050)))) == 4_050


def test_a_long_way_has_fewer_points_and_both_ends() -> None:
    for n in (1, MOST_POINTS, MOST_POINTS + 1, 5_000):
        way = [Point(60 + one * METRE, 24.0) for one in range(n)]
        short = fewer(way)
        assert len(short) <= MOST_POINTS
        assert (short[0], short[-1]) == (way[0], way[-1])


async def driven(hail: Hail, settle: Settle) -> str:
    """From the station to the market by a corner, in three minutes."""
    ride = await hail.on_board()
    wang = UUID(hail.wang.me["id"])
    corner = {"lat": STATION["lat"], "lon": MARKET["lon"]}
    for place in (STATION, corner, MARKET):
        hail.clock.advance(timedelta(minutes=1))
        for _ in range(2):
            hail.dispatcher.positions.take(wang, place["lat"], place["lon"], None)
            await hail.dispatcher.positions.flush()
    ok(await hail.act(hail.wang, ride["id"], "end"))
    await settle()
    return str(ride["id"])


async def test_the_receipt_says_how_far_and_to_its_rider_where(hail: Hail, settle: Settle) -> None:
    path = f"/rides/{await driven(hail, settle)}/way"
    mine, theirs = ok(await hail.amina.get(path)), ok(await hail.wang.get(path))
    assert 850 < mine["metres"] < 900
    assert mine["seconds"] == 180
    assert [round(one["lat"], 3) for one in mine["line"]] == [60.171, 60.171, 60.168]
    assert theirs == {**mine, "line": []}
    # Where it went is kept for thirty days, how far that was for good.
    hail.clock.advance(timedelta(days=31))
    async with hail.town.database.transaction() as db:
        await drop_expired(db)
    assert ok(await hail.amina.get(path)) == theirs


async def test_it_is_nobody_elses_and_of_no_ride_that_goes_on(
    hail: Hail, join: Join, settle: Settle, settings: Settings
) -> None:
    cleo, ride = await join("cleo"), await hail.at_the_door()
    path = f"/rides/{ride['id']}/way"
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (cleo, hail.olga):
            assert code(await who.get(path)) == "no_ride"
        for who in (hail.amina, hail.wang):
            assert code(await who.get(path)) == "ride_state"
    assert (await hail.amina.delete(f"/rides/{ride['id']}")).status_code == 204
    await settle()
    # Nobody got in.
    assert ok(await hail.amina.get(path)) == {"metres": None, "seconds": None, "line": []}


async def records(hail: Hail, person_id: UUID) -> list[Any]:
    async with hail.town.database.glance() as db:
        return [one async for one in RECORD_SETS[0].export(db, person_id)]


async def test_it_is_taken_out_by_both_and_goes_with_the_rider(hail: Hail, settle: Settle) -> None:
    ride_id = await driven(hail, settle)
    amina, wang = id_of(hail.amina), id_of(hail.wang)
    far, where = await records(hail, amina)
    assert far["driven"]["ride_id"] == where["ride_id"] == ride_id
    assert len(where["trace"]) == 3
    # Where the rider went is not the driver's to take.
    assert await records(hail, wang) == [far]
    async with hail.town.database.transaction() as db:
        # Of the rider's receipt nothing goes with who drove.
        assert await RECORD_SETS[0].erase(db, wang) == 0
        assert await RECORD_SETS[0].erase(db, amina) == 1
    assert await records(hail, wang) == []

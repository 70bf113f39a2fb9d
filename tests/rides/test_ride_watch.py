"""Who sits in a car that stands, or drives elsewhere, is asked whether all is well; nobody else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.reactions.hails import compose_ride_check
from leapfrog.ride_safety import drop_expired
from leapfrog.ride_safety.store_watch import RidingNow, Watch
from leapfrog.ride_safety.watching import looked, stands, where, why
from leapfrog.rides import TracePoint, Waypoint
from leapfrog.rides.store_traces import add_trace
from tests.contacts.acts import id_of
from tests.contacts.conftest import Settle
from tests.rides.hails import MARKET, NEXT_TO, STATION, Hail, code, ok

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
END = Waypoint(60.1678, 24.9505)
AT_MUSEUM, AT_STATION = (60.1702, 24.9441), (60.1712, 24.9415)


def ride(*stops: Waypoint) -> RidingNow:
    return RidingNow(new_id(), new_id(), END, stops, NOON)


def trace(*minutes: float, at: tuple[float, float] = AT_MUSEUM) -> list[TracePoint]:
    return [TracePoint(NOON + timedelta(minutes=one), *at) for one in minutes]


@pytest.mark.parametrize(
    ("points", "stops", "found"),
    [
        (trace(0, 2, 5), (), True),
        # Not long enough, never heard of, moved in between.
        (trace(2, 5), (), False),
        ([], (), False),
        ([*trace(0), *trace(2, at=AT_STATION), *trace(5)], (), False),
        # Where it ends, and at a stop, one may stand.
        (trace(0, 2, 5, at=(60.1680, 24.9503)), (), False),
        (trace(0, 2, 5), (Waypoint(60.1703, 24.9443),), False),
    ],
)
def test_who_stands(points: list[TracePoint], stops: Any, found: bool) -> None:
    assert stands(ride(*stops), points, NOON + timedelta(minutes=5)) == found


def test_who_goes_elsewhere_for_three_minutes() -> None:
    asked, now = ride(), NOON
    near, far = TracePoint(NOON, 60.1690, 24.9480), TracePoint(NOON, 60.1760, 24.9480)
    watch = looked(asked, None, near, now)
    assert watch.away_since is None
    watch = looked(asked, watch, far, now)
    assert why(watch, now, standing=False) is None
    later = now + timedelta(minutes=3)
    watch = looked(asked, watch, far, later)
    assert why(watch, later, standing=False) == "away"
    # Over a stop one goes away from the end; and where one wants to be elsewhere it begins anew.
    assert looked(ride(Waypoint(60.18, 24.95)), watch, far, later).away_since is None
    other = RidingNow(asked.id, asked.rider_id, Waypoint(60.18, 24.95), (), later)
    assert looked(other, watch, far, later).away_since is None
    # Who comes back is not asked.
    assert looked(asked, watch, near, later).away_since is None


def test_a_phone_that_is_wrong_once_says_nothing() -> None:
    """Where it jumps to the end for a moment, the car has not come so near."""
    asked = ride()
    watch: Watch | None = None
    for minute in range(5):
        now = NOON + timedelta(minutes=minute)
        points = [TracePoint(now - timedelta(seconds=one), *AT_STATION) for one in (20, 10, 0)]
        if minute == 1:
            points[-1] = TracePoint(now, END.lat, END.lon)
        watch = looked(asked, watch, where(asked, points, now), now)
        assert why(watch, now, standing=False) is None
        assert watch.away_since is None
    # Of two it is the farther one; what is older than half a minute counts where nothing is newer.
    two = [TracePoint(NOON, *AT_STATION), TracePoint(NOON, END.lat, END.lon)]
    assert where(asked, two, NOON) == two[0]
    assert where(asked, two[:1], NOON + timedelta(seconds=50)) == two[0]


def test_one_is_asked_every_ten_minutes_at_most() -> None:
    watch = Watch(new_id(), NOON, 5, None, "standing", NOON, None)
    assert why(watch, NOON + timedelta(minutes=9), standing=True) is None
    assert why(watch, NOON + timedelta(minutes=10), standing=True) == "standing"
    well = Watch(new_id(), NOON, 5, None, "standing", NOON, NOON + timedelta(minutes=4))
    assert why(well, NOON + timedelta(minutes=13), standing=True) is None


async def stood(hail: Hail, ride_id: Any, place: dict[str, Any], settle: Settle) -> None:
    """Six minutes in one place, as its phone tells it."""
    for _ in range(12):
        hail.clock.advance(timedelta(seconds=30))
        point = TracePoint(hail.clock.now(), place["lat"], place["lon"])
        async with hail.town.database.transaction() as db:
            await add_trace(db, [ride_id], [point])
        await settle()


async def words(hail: Hail, who: Any, ride_id: Any) -> str | None:
    async with hail.town.database.glance() as db:
        told = await compose_ride_check(db, id_of(who), str(ride_id))
    return told.title if told else None


async def test_the_rider_alone_is_asked_and_answers(hail: Hail, settle: Settle) -> None:
    made = await hail.on_board()
    path = f"/rides/{made['id']}/check"
    assert ok(await hail.amina.get(path)) == {"kind": None, "asked_at": None}
    await stood(hail, made["id"], NEXT_TO, settle)
    assert ok(await hail.amina.get(path))["kind"] == "standing"
    assert await words(hail, hail.amina, made["id"]) == "Is all well?"
    for other in (hail.wang, hail.olga):
        assert code(await other.get(path)) == "no_ride"
        assert code(await other.put(path)) == "no_ride"
        assert await words(hail, other, made["id"]) is None
    for _ in range(2):
        assert (await hail.amina.put(path)).status_code == 204
    assert ok(await hail.amina.get(path))["kind"] is None
    assert await words(hail, hail.amina, made["id"]) is None
    # Not at once again; but ten minutes later.
    await stood(hail, made["id"], NEXT_TO, settle)
    assert ok(await hail.amina.get(path))["kind"] is None
    await stood(hail, made["id"], NEXT_TO, settle)
    assert ok(await hail.amina.get(path))["kind"] == "standing"
    # The ride is over, and so is the question.
    ok(await hail.at(hail.wang, MARKET))
    ok(await hail.act(hail.wang, made["id"], "end"))
    assert ok(await hail.amina.get(path))["kind"] is None
    hail.clock.advance(timedelta(days=2))
    async with hail.town.database.transaction() as db:
        assert await drop_expired(db) == 1


async def test_whose_phone_is_silent_is_not_asked_about(hail: Hail, settle: Settle) -> None:
    made = await hail.on_board()
    ok(await hail.at(hail.wang, STATION))
    for _ in range(12):
        hail.clock.advance(timedelta(seconds=30))
        await settle()
    assert ok(await hail.amina.get(f"/rides/{made['id']}/check"))["kind"] is None

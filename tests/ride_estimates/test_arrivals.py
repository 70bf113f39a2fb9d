"""How far off drivers were from when they said to come is told with an estimate."""

from datetime import datetime, timedelta

import pytest

from leapfrog.ride_estimates.estimating import off_minutes
from leapfrog.ride_estimates.store import SeenArrivals
from tests.contacts.conftest import Join
from tests.http import Client
from tests.rides.hails import STATION, Hail, ok


@pytest.mark.parametrize(
    ("rides", "drivers", "seconds", "told"),
    [
        (0, 0, None, None),
        (4, 3, 90.0, None),
        (9, 2, 90.0, None),
        (5, 3, 0.0, 1),
        (5, 3, 60.0, 1),
        (5, 3, 61.0, 2),
    ],
)
def test_never_of_few(rides: int, drivers: int, seconds: float | None, told: int | None) -> None:
    assert off_minutes(SeenArrivals(rides, drivers, seconds)) == told


async def comes(hail: Hail, who: Client, off: timedelta) -> None:
    """A driver, on duty alone, accepts, comes so much later than was said, and drives."""
    ok(await hail.at(who))
    ride = ok(await hail.asks())
    offer = await hail.offered(who)
    assert (await hail.answers(offer, accept=True, who=who)).status_code == 204
    seen = await hail.seen(ride["id"])
    expected = datetime.fromisoformat(seen["hail"]["expected_at"])
    hail.clock.advance(expected - hail.clock.now() + off)
    ok(await hail.at(who, STATION))
    ok(await hail.act(who, ride["id"], "arrival"))
    ok(await hail.act(who, ride["id"], "boarding", code=seen["hail"]["code"]))
    ok(await hail.act(who, ride["id"], "end"))
    assert (await who.delete("/rides/driver/online")).status_code == 204


async def test_it_is_that_of_the_last_week(hail: Hail, join: Join) -> None:
    cleo, bo = await join("cleo"), await join("bo_chen")
    for one in (cleo, bo):
        await hail.drives(one, f"B {one.me['handle'].upper()}")
    for one in (hail.wang, cleo, bo):
        assert (await one.delete("/rides/driver/online")).status_code == 204
    for one in (hail.wang, cleo):
        for _ in range(3):
            await comes(hail, one, timedelta(seconds=100))
    # Two drivers are too few, however often they came.
    assert (await hail.estimate())["off_minutes"] is None
    await comes(hail, bo, timedelta())
    assert (await hail.estimate())["off_minutes"] == 2
    hail.clock.advance(timedelta(days=8))
    assert (await hail.estimate())["off_minutes"] is None

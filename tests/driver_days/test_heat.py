"""The heat map: where three people or more asked, and nobody can be told apart."""

from datetime import timedelta

import pytest

from leapfrog.driver_days.heat import cells, middle, tile
from leapfrog.driver_days.model import AskedLately
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join, Settle
from tests.pay.acts import funded, secured
from tests.rides.hails import STATION, Hail, code, ok
from tests.rides.test_booked import NOON, booking

HERE = (60.1712, 24.9415)
THERE = (60.1600, 24.9000)


def test_tiles_are_those_of_the_map() -> None:
    # Two corners of the world, and its middle.
    assert tile(90.0, -180.0) == (0, 0)
    assert tile(-90.0, 180.0) == (65535, 65535)
    assert tile(0.0, 0.0) == (32768, 32768)
    x, y = tile(*HERE)
    here = middle(x, y)
    assert tile(here.lat, here.lon) == (x, y)
    assert here.lat == pytest.approx(HERE[0], abs=0.01)
    assert here.lon == pytest.approx(HERE[1], abs=0.01)


def test_fewer_than_three_people_are_not_shown() -> None:
    people = [new_id() for _ in range(4)]
    two = [AskedLately(one, *HERE, unserved=True) for one in people[:2]]
    # Twice the same person is one.
    assert cells([*two, AskedLately(people[0], *HERE, unserved=True)]) == []
    three = [*two, AskedLately(people[2], *HERE, unserved=False)]
    others = [AskedLately(one, *THERE, unserved=False) for one in people]
    hot, less = cells([*three, *others])
    assert ((hot.x, hot.y), hot.people, hot.unserved) == (tile(*THERE), 4, 0)
    assert ((less.x, less.y), less.people, less.unserved) == (tile(*HERE), 3, 2)
    # Who tried again and was driven is served.
    again = AskedLately(people[0], *HERE, unserved=False)
    assert cells([*three, again])[0].unserved == 1


async def test_what_was_asked_within_half_an_hour(hail: Hail, join: Join) -> None:
    assert (await hail.wang.delete("/rides/driver/online")).status_code == 204
    people = [hail.amina]
    for name in ("bo_chen", "cleo"):
        one = await join(name)
        await secured(one)
        await funded(hail.town, one, 10_000)
        people.append(one)
    for one in people[:2]:
        ok(await hail.asks(one))
    assert ok(await hail.wang.get("/rides/driver/heat")) == {"cells": [], "zoom": 16}
    ok(await hail.asks(people[2]))
    [cell] = ok(await hail.wang.get("/rides/driver/heat"))["cells"]
    assert (cell["people"], cell["unserved"]) == (3, 3)
    assert (cell["x"], cell["y"]) == tile(STATION["lat"], STATION["lon"])
    hail.clock.advance(timedelta(minutes=31))
    assert ok(await hail.wang.get("/rides/driver/heat"))["cells"] == []


async def test_who_books_for_later_is_not_counted_before(
    hail: Hail, join: Join, settle: Settle
) -> None:
    people = [hail.amina]
    for name in ("bo_chen", "cleo"):
        one = await join(name)
        await secured(one)
        await funded(hail.town, one, 10_000)
        people.append(one)
    for one in people:
        path, body = await booking(hail, one)
        ok(await one.put(path, json=body))
    assert ok(await hail.wang.get("/rides/driver/heat"))["cells"] == []
    # Nor where one of them calls it off.
    path, body = await booking(hail)
    called_off = ok(await hail.amina.put(path, json=body))
    assert (await hail.amina.delete(f"/rides/{called_off['id']}")).status_code == 204
    assert ok(await hail.wang.get("/rides/driver/heat"))["cells"] == []
    hail.clock.advance(NOON - timedelta(minutes=20))
    await hail.dispatcher.ask_in_time()
    await settle()
    [cell] = ok(await hail.wang.get("/rides/driver/heat"))["cells"]
    assert (cell["people"], cell["unserved"]) == (3, 3)


async def test_only_drivers_whom_the_desk_has_checked_see_it(hail: Hail, join: Join) -> None:
    cleo = await join("cleo")
    assert code(await cleo.get("/rides/driver/heat")) == "not_driving"
    ok(await cleo.put("/rides/driver", json={"plate": "X 1", "car": "Cart"}))
    assert code(await cleo.get("/rides/driver/heat")) == "not_vetted"

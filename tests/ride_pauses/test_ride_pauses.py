"""Who goes back on more than three rides in a day waits; the desk may end it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from leapfrog.ride_pauses import RECORD_SETS, drop_expired
from leapfrog.ride_pauses.model import pause_until
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join
from tests.http import Client
from tests.pay.acts import funded, secured
from tests.rides.hails import STATION, Hail, code, ok
from tests.rides.test_booked import booking

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "kind", "at", "until"),
    [
        ((0, 1, 2), "returned", 2, None),
        ((0, 1, 2, 3), "returned", 3, 4),
        ((0, 1, 2, 3), "returned", 4, None),
        ((0, 1, 2, 3), "called_off", 26, 27),
        ((0, 1, 2, 3), "called_off", 27, None),
        # A day and an hour apart: never more than three within one day.
        ((0, 9, 18, 25, 34, 43), "called_off", 43, None),
        # One more that was booked before, while they wait: the pause is that of the fourth.
        ((0, 1, 2, 3, 26.5), "called_off", 26.6, 27),
        ((0, 1, 2, 3, 4), "called_off", 5, 28),
    ],
)
def test_more_than_three_in_a_day(hours: Any, kind: Any, at: float, until: float | None) -> None:
    times = [NOON + timedelta(hours=one) for one in hours]
    found = pause_until(times, kind, NOON + timedelta(hours=at))
    assert found == (None if until is None else NOON + timedelta(hours=until))


async def gives_back(hail: Hail, rider: Client) -> None:
    """A ride that Wang accepts, and then cannot come to; nobody else does."""
    ok(await hail.at(hail.wang))
    ride = ok(await hail.asks(rider))
    offer = await hail.offered()
    assert offer is not None
    assert (await hail.answers(offer, accept=True)).status_code == 204
    back = await hail.act(hail.wang, ride["id"], "return", reason="flat tyre")
    assert back.status_code == 204
    # Again it is not theirs, and counts no second time.
    assert code(await hail.act(hail.wang, ride["id"], "return", reason="flat tyre")) == "no_ride"
    assert (await rider.delete(f"/rides/{ride['id']}")).status_code == 204


async def test_a_driver_who_gives_back_four_is_not_asked_for_an_hour(hail: Hail) -> None:
    for _ in range(3):
        await gives_back(hail, hail.amina)
    assert ok(await hail.wang.get("/rides/driver"))["paused_until"] is None
    await gives_back(hail, hail.amina)
    until = ok(await hail.wang.get("/rides/driver"))["paused_until"]
    assert datetime.fromisoformat(until) == hail.clock.now() + timedelta(hours=1)
    # Who asks is told that nobody is near, and Wang is asked nothing.
    assert (await hail.estimate())["near"][0]["drivers"] == "none"
    ok(await hail.asks())
    assert await hail.offered() is None
    [waits] = ok(await hail.olga.get("/rides/desk/pauses"))["pauses"]
    assert (waits["name"], waits["kind"], waits["count"]) == ("Wang", "returned", 4)
    hail.clock.advance(timedelta(hours=1))
    assert ok(await hail.olga.get("/rides/desk/pauses"))["pauses"] == []
    ok(await hail.at(hail.wang))
    assert (await hail.estimate())["near"][0]["drivers"] == "few"


async def called_off(hail: Hail, *, late: bool = False) -> None:
    ok(await hail.at(hail.wang))
    ride = await hail.coming()
    if late:
        hail.clock.advance(timedelta(minutes=20))
        ok(await hail.at(hail.wang))
    for _ in range(2):
        assert (await hail.amina.delete(f"/rides/{ride['id']}")).status_code == 204


async def test_a_rider_who_calls_off_four_waits_a_day_unless_the_desk_ends_it(hail: Hail) -> None:
    await called_off(hail, late=True)
    for _ in range(3):
        await called_off(hail)
    # What the driver was too late for does not count.
    await called_off(hail)
    refused = await hail.asks()
    assert code(refused) == "ride_paused"
    until = hail.clock.now() + timedelta(hours=24)
    assert datetime.fromisoformat(refused.json()["until"]) == until
    path, body = await booking(hail)
    assert code(await hail.amina.put(path, json=body)) == "ride_paused"
    # For after that they may book.
    path, body = await booking(hail, after=timedelta(hours=25))
    ok(await hail.amina.put(path, json=body))
    desk = f"/rides/desk/pauses/{hail.amina.me['id']}"
    assert code(await hail.olga.delete(f"{desk}/returned")) == "no_pause"
    assert (await hail.olga.delete(f"{desk}/called_off")).status_code == 204
    assert code(await hail.olga.delete(f"{desk}/called_off")) == "no_pause"
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.asks())


async def test_others_ask_as_before_and_what_is_old_goes(hail: Hail, join: Join) -> None:
    for _ in range(4):
        await called_off(hail)
    bo = await join("bo_chen")
    await secured(bo)
    await funded(hail.town, bo, 10_000)
    ok(await hail.asks(bo))
    [records] = RECORD_SETS
    async with hail.town.database.transaction() as db:
        told = [one async for one in records.export(db, id_of(hail.amina))]
        assert [one["kind"] for one in told] == ["called_off"] * 4
        assert await drop_expired(db) == 0
    hail.clock.advance(timedelta(hours=49))
    async with hail.town.database.transaction() as db:
        assert await drop_expired(db) == 4


async def test_with_somebody_goes_what_they_went_back_on(hail: Hail) -> None:
    await called_off(hail)
    [records] = RECORD_SETS
    async with hail.town.database.transaction() as db:
        assert await records.erase(db, id_of(hail.amina)) == 1
        assert [one async for one in records.export(db, id_of(hail.amina))] == []

"""A booked ride is asked for as early as the nearest drivers need, and no earlier."""

import asyncio
from datetime import timedelta

import pytest

from leapfrog.rides import RideDispatcher
from leapfrog.rides.hailing import dispatching
from leapfrog.rides.hailing.leading import lead_of
from tests.contacts.conftest import Join, Settle
from tests.duty.test_duty import tired
from tests.pay.acts import funded, secured
from tests.rides.hails import STATION, Hail, ok
from tests.rides.test_booked import NOON, booked, booking

MOST, LEAST = timedelta(minutes=20), timedelta(minutes=8)


@pytest.fixture(autouse=True)
def nobody_else_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The town's own dispatcher would look between two lines of a test that takes long."""
    monkeypatch.setattr(dispatching, "TICK", 3_600)


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [([], 20), ([60], 8), ([179], 8), ([360], 11), ([900, 360], 11), ([899], 19.99), ([1e6], 20)],
)
def test_the_nearest_way_and_five_minutes_to_answer(seconds: list[float], minutes: float) -> None:
    assert lead_of(seconds).total_seconds() / 60 == pytest.approx(minutes, abs=0.02)


async def state(hail: Hail, ride_id: str, settle: Settle) -> str:
    await hail.dispatcher.ask_in_time()
    await settle()
    found: str = (await hail.seen(ride_id))["state"]
    return found


async def test_who_is_near_is_asked_late_and_where_nobody_is_early(
    hail: Hail, settle: Settle
) -> None:
    near = await booked(hail)
    hail.clock.advance(NOON - MOST)
    ok(await hail.at(hail.wang, STATION))
    assert await state(hail, near["id"], settle) == "booked"
    hail.clock.advance(timedelta(minutes=10))
    ok(await hail.at(hail.wang, STATION))
    assert await state(hail, near["id"], settle) == "booked"
    # Wang is heard of no more: somebody has to come near first.
    hail.clock.advance(timedelta(seconds=61))
    assert await state(hail, near["id"], settle) == "requested"


async def test_by_the_clock_at_the_latest(hail: Hail, settle: Settle) -> None:
    """Also where no dispatcher looks at it."""
    ride = await booked(hail)
    hail.clock.advance(NOON - LEAST - timedelta(seconds=1))
    await settle()
    assert (await hail.seen(ride["id"]))["state"] == "booked"
    hail.clock.advance(timedelta(seconds=1))
    await settle()
    assert (await hail.seen(ride["id"]))["state"] == "requested"


async def test_two_dispatchers_ask_for_it_once(hail: Hail, settle: Settle) -> None:
    ride = await booked(hail)
    price = ride["hail"]["price"]
    hail.clock.advance(NOON - MOST)
    other = RideDispatcher(hail.town)
    await asyncio.gather(*(one.ask_in_time() for one in (hail.dispatcher, other) for _ in "123"))
    assert await state(hail, ride["id"], settle) == "requested"
    [account] = ok(await hail.amina.get("/wallet"))["accounts"]
    assert account["held"] == price


async def test_what_is_called_off_meanwhile_is_not_asked_for(hail: Hail, settle: Settle) -> None:
    ride = await booked(hail)
    hail.clock.advance(NOON - MOST)
    await hail.dispatcher.ask_in_time()
    assert (await hail.amina.delete(f"/rides/{ride['id']}")).status_code == 204
    assert await state(hail, ride["id"], settle) == "cancelled"


async def test_only_those_count_who_take_how_it_is_paid(hail: Hail, settle: Settle) -> None:
    path, body = await booking(hail, mode="cash")
    ride = ok(await hail.amina.put(path, json=body))
    fixed = await booked(hail)
    ok(await hail.wang.put("/rides/driver/wishes", json={"cash": False}))
    hail.clock.advance(NOON - MOST)
    ok(await hail.at(hail.wang, STATION))
    assert await state(hail, fixed["id"], settle) == "booked"
    assert (await hail.seen(ride["id"]))["state"] == "requested"


async def test_only_those_count_who_may_be_asked(hail: Hail, settle: Settle, join: Join) -> None:
    """A driver at the corner who can never come does not make others be asked late."""
    bo = await join("bo_chen")
    await secured(bo)
    await funded(hail.town, bo, 10_000)
    blocked = [await booked(hail), await booked(hail)]
    path, body = await booking(hail, bo)
    other = ok(await bo.put(path, json=body))
    assert (await hail.amina.put(f"/blocks/{hail.wang.me['id']}")).is_success
    hail.clock.advance(NOON - MOST)
    ok(await hail.at(hail.wang, STATION))
    await hail.dispatcher.ask_in_time()
    await settle()
    # Of the two of one rider the second waits, as they are in the first already.
    found = [await hail.seen(one["id"]) for one in blocked]
    assert sorted((one["state"], one["hail"]["why"]) for one in found) == [
        ("booked", "busy"),
        ("requested", ""),
    ]
    assert (await hail.seen(other["id"], bo))["state"] == "booked"


async def test_who_must_rest_does_not_count(hail: Hail, settle: Settle) -> None:
    path, body = await booking(hail, after=timedelta(hours=10) + MOST)
    ride = ok(await hail.amina.put(path, json=body))
    await tired(hail)
    ok(await hail.at(hail.wang, STATION))
    assert await state(hail, ride["id"], settle) == "requested"

"""What comes too late, or not at all: the other trip, the booked ride, the sum."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.reactions.hails import compose_change
from leapfrog.rides import last_trip_change
from tests.contacts.acts import id_of
from tests.contacts.conftest import Settle
from tests.rides.hails import MARKET, STATION, Hail, balance, code, ok
from tests.rides.test_booked import NOON, booked, listed, words
from tests.rides.test_trips import (
    BETWEEN,
    FARTHER,
    accepted,
    answer,
    ask,
    change,
    estimate,
    no,
    riding,
    yes,
)


async def test_who_does_not_answer_in_time_keeps_to_the_trip(hail: Hail, settle: Settle) -> None:
    """A driver who waits until the old way is driven does not get the dearer price."""
    ride = await accepted(hail)
    price = ride["hail"]["price"]
    wanted = await change(hail, ride, MARKET, FARTHER)
    ok(await ask(hail, ride, wanted))
    hail.clock.advance(timedelta(minutes=5, seconds=1))
    assert code(await answer(hail, ride, wanted, True)) == "trip_change_over"
    await settle()
    assert await balance(hail.amina) == (10_000, price, 0)
    for who in (hail.amina, hail.wang):
        seen = (await hail.seen(ride["id"], who))["hail"]
        assert (seen["price"], seen["change"]["state"]) == (price, "declined")
    async with hail.town.database.glance() as db:
        said = await compose_change(db, id_of(hail.amina), ride["id"])
    assert said is not None
    assert said.title == "Your driver keeps to the trip as it was"
    # What was answered in time, and what was withdrawn, stays so.
    wanted = await change(hail, ride, MARKET, FARTHER)
    ok(await ask(hail, ride, wanted))
    ok(await answer(hail, ride, wanted, True))
    hail.clock.advance(timedelta(minutes=6))
    await settle()
    assert (await hail.seen(ride["id"]))["hail"]["price"] == wanted["price"]


async def test_what_was_booked_for_a_time_when_the_town_was_down_is_over(
    hail: Hail, settle: Settle
) -> None:
    """Nobody is sent to the door, and nothing is held, hours after the time."""
    ride = await booked(hail)
    hail.clock.advance(NOON + timedelta(hours=2))
    await settle()
    assert (await hail.seen(ride["id"]))["state"] == "cancelled"
    assert (await balance(hail.amina), await listed(hail)) == ((10_000, 0, 0), [])
    told = await words(hail, ride)
    assert told is not None
    assert told[0] == "The taxi that you booked does not come"
    ok(await hail.at(hail.wang))
    assert await hail.offered() is None
    # A little after its time it is still asked for.
    soon = await booked(hail)
    hail.clock.advance(NOON + timedelta(minutes=1))
    await settle()
    assert (await hail.seen(soon["id"]))["state"] == "requested"


async def test_who_prefers_women_is_looked_for_longer_also_the_second_time(
    hail: Hail, settle: Settle
) -> None:
    async def is_asked(ride_id: str, minutes: int) -> bool:
        hail.clock.advance(timedelta(minutes=minutes))
        await settle()
        return bool((await hail.seen(ride_id))["state"] == "requested")

    # Said while waiting.
    first = ok(await hail.asks())
    ok(await hail.amina.put("/rides/wishes", json={"women": "preferred"}))
    assert await is_asked(first["id"], 4)
    assert not await is_asked(first["id"], 4)
    # The driver cannot come after all.
    ok(await hail.amina.put("/rides/wishes", json={"women": "any"}))
    ok(await hail.at(hail.wang))
    second = await hail.coming()
    ok(await hail.amina.put("/rides/wishes", json={"women": "preferred"}))
    back = await hail.act(hail.wang, second["id"], "return", reason="flat tyre")
    assert back.status_code == 204
    assert await is_asked(second["id"], 7)
    assert not await is_asked(second["id"], 1)
    assert await balance(hail.amina) == (10_000, 0, 0)


@pytest.mark.parametrize("mode", ["meter", "cash"])
async def test_a_trip_about_which_nobody_answered_is_over_with_the_ride(
    hail: Hail, mode: str
) -> None:
    ride = await riding(hail, mode=mode)
    most = ride["hail"]["most"] if mode == "meter" else 0
    wanted = await change(hail, ride, MARKET, FARTHER)
    ok(await ask(hail, ride, wanted))
    assert (await balance(hail.amina))[1] == most + wanted["more"]
    fare = ride["hail"]["price"] if mode == "cash" else most + 1
    assert ok(await hail.act(hail.wang, ride["id"], "end", fare=fare))["state"] == "ended"
    assert (await balance(hail.amina))[1] == most
    async with hail.town.database.glance() as db:
        last = await last_trip_change(db, UUID(ride["id"]))
    assert last is not None
    assert last.state == "withdrawn"
    ok(await no(hail, ride) if mode == "meter" else await yes(hail, ride, fare))
    assert (await balance(hail.amina))[1] == 0


async def test_who_waits_for_the_desk_may_be_driven_meanwhile(hail: Hail, settle: Settle) -> None:
    ride = await riding(hail, mode="cash")
    price = ride["hail"]["price"]
    ok(await hail.act(hail.wang, ride["id"], "end", fare=0))
    # Before they have said anything they are asked for that first.
    assert code(await hail.asks()) == "ride_under_way"
    ok(await no(hail, ride, price))
    assert ok(await hail.amina.get("/rides?now=true"))["rides"] == []
    ok(await hail.at(hail.wang))
    second = await riding(hail, mode="cash")
    assert [one["id"] for one in ok(await hail.amina.get("/rides?now=true"))["rides"]] == [
        second["id"]
    ]
    assert code(await hail.asks()) == "ride_under_way"
    # Both sums may wait, and a ride that was booked comes.
    ok(await hail.act(hail.wang, second["id"], "end", fare=0))
    ok(await no(hail, second, price))
    third = await booked(hail)
    hail.clock.advance(NOON - timedelta(minutes=20))
    await hail.dispatcher.ask_in_time()
    await settle()
    assert (await hail.seen(third["id"]))["state"] == "requested"
    assert len(ok(await hail.olga.get("/rides/desk/sums"))["sums"]) == 2


async def test_who_comes_to_a_booked_ride_in_time_is_not_late(hail: Hail, settle: Settle) -> None:
    ride = await booked(hail)
    hail.clock.advance(NOON - timedelta(minutes=20))
    await hail.dispatcher.ask_in_time()
    await settle()
    ok(await hail.at(hail.wang))
    offer = await hail.offered()
    assert offer is not None
    assert (await hail.answers(offer, accept=True)).status_code == 204
    seen = (await hail.seen(ride["id"]))["hail"]
    assert seen["expected_at"] == seen["booked_for"]
    # A quarter of an hour before the time they are as near as they need to be.
    for minutes, free in ((15, False), (9, False), (2, True)):
        hail.clock.advance(timedelta(minutes=minutes))
        fee = (await hail.seen(ride["id"]))["hail"]["cancel_fee"]
        assert (fee == 0) == free, minutes


async def test_a_change_in_the_car_does_not_drive_back_to_a_stop(hail: Hail) -> None:
    """Where the car was is paid as it was driven, and the stop itself too."""
    ride = await riding(hail, BETWEEN)
    ahead = await change(hail, ride, MARKET, BETWEEN)
    wang = UUID(hail.wang.me["id"])
    # Whoever has not been heard of is heard from the second time on.
    way: list[dict[str, Any]] = [STATION, BETWEEN, FARTHER]
    for place in way:
        hail.clock.advance(timedelta(seconds=30))
        hail.dispatcher.positions.take(wang, place["lat"], place["lon"], None)
        await hail.dispatcher.positions.flush()
    driven = await estimate(hail, BETWEEN, FARTHER)
    wanted = await change(hail, ride, MARKET, BETWEEN)
    assert (wanted["metres"], wanted["seconds"]) == (driven["metres"], driven["seconds"])
    assert [one["name"] for one in wanted["stops"]] == ["Book shop"]
    # One stop is paid, not the place where the car is.
    assert wanted["price"] == driven["price"] - 100
    assert ahead["metres"] != wanted["metres"]
    # Back to it, said anew under another name, is driven.
    again = await change(hail, ride, MARKET, BETWEEN, {**BETWEEN, "name": "Back"})
    assert again["metres"] > wanted["metres"]

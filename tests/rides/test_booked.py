"""Rides for later: booked, reminded of, asked for in time; and each way in which that fails."""

import asyncio
from datetime import timedelta
from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.reactions.hails import compose_hail
from leapfrog.rides import RECORD_SETS, RideDispatcher, hailed_ride
from tests.contacts.acts import id_of
from tests.contacts.conftest import Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import confirmed, funded, order
from tests.rides.hails import MARKET, STATION, Hail, balance, code, ok, spent

NOON = timedelta(hours=3)
LEAD = timedelta(minutes=20)


async def booking(hail: Hail, who: Client | None = None, **more: Any) -> tuple[str, Any]:
    """The path and the body of a ride for three hours from now."""
    rider, made = who or hail.amina, more.pop("made", None) or new_id()
    price = (await hail.estimate())["price"]
    token = await confirmed(rider, order("ride", made, "", price))
    at = (hail.clock.now() + more.pop("after", NOON)).isoformat()
    body = {"origin": STATION, "destination": MARKET, "price": price, "at": at}
    return f"/rides/{made}/request", body | {"confirmation": token} | more


async def booked(hail: Hail) -> dict[str, Any]:
    path, body = await booking(hail)
    ride: dict[str, Any] = ok(await hail.amina.put(path, json=body))
    return ride


async def listed(hail: Hail) -> list[str]:
    return [one["id"] for one in ok(await hail.amina.get("/rides?booked=true"))["rides"]]


async def words(hail: Hail, ride: Any, who: Client | None = None) -> tuple[str, str] | None:
    """What a push says of it now."""
    async with hail.town.database.glance() as db:
        found = await hailed_ride(db, ride["id"])
        assert found is not None
        told = await compose_hail(db, id_of(who or hail.amina), found)
    return told and (told.title, told.body)


async def test_what_was_booked_is_asked_for_in_time(hail: Hail, settle: Settle) -> None:
    path, body = await booking(hail)
    # Twice at once, and again: one ride.
    await asyncio.gather(*(hail.amina.put(path, json=body) for _ in range(2)))
    ride = ok(await hail.amina.put(path, json=body))
    assert (ride["state"], ride["hail"]["booked_for"]) == (
        "booked",
        body["at"].replace("+00:00", "Z"),
    )
    assert await balance(hail.amina) == (10_000, 0, 0)
    assert await listed(hail) == [ride["id"]]
    assert ok(await hail.amina.get("/rides?now=true"))["rides"] == []
    # One may ride until then.
    other = ok(await hail.asks())
    assert (await hail.amina.delete(f"/rides/{other['id']}")).status_code == 204
    assert await hail.offered() is None
    hail.clock.advance(NOON - timedelta(minutes=60))
    await settle()
    assert (await hail.seen(ride["id"]))["state"] == "booked"
    told = await words(hail, ride)
    assert told == (
        "Your taxi comes in 60 min",
        "Calling it off costs nothing until a driver comes",
    )
    hail.clock.advance(timedelta(minutes=40))
    # As after a restart: what is due is a row, and so is what was booked.
    hail.dispatcher = RideDispatcher(hail.town)
    await hail.dispatcher.ask_in_time()
    await settle()
    seen = await hail.seen(ride["id"])
    assert seen["state"] == "requested"
    assert await balance(hail.amina) == (10_000, ride["hail"]["price"], 0)
    assert await listed(hail) == []
    # Longer than who asks at once waits.
    hail.clock.advance(timedelta(minutes=10))
    await settle()
    ok(await hail.at(hail.wang))
    offer = await hail.offered()
    assert offer is not None
    assert offer["booked_for"] == seen["hail"]["booked_for"]
    assert (await hail.answers(offer, accept=True)).status_code == 204
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    # Who is early waits until the time that was booked, and eight minutes more.
    hail.clock.advance(timedelta(minutes=9))
    ok(await hail.at(hail.wang, STATION))
    assert code(await hail.act(hail.wang, ride["id"], "no-show")) == "too_soon"
    told_code = (await hail.seen(ride["id"]))["hail"]["code"]
    ok(await hail.act(hail.wang, ride["id"], "boarding", code=told_code))
    ok(await hail.act(hail.wang, ride["id"], "end"))
    assert await balance(hail.wang) == (ride["hail"]["price"], 0, 0)


async def test_nobody_comes_until_a_little_after_the_time(hail: Hail, settle: Settle) -> None:
    ride = await booked(hail)
    hail.clock.advance(NOON - LEAD)
    await hail.dispatcher.ask_in_time()
    await settle()
    hail.clock.advance(LEAD + timedelta(minutes=2))
    await settle()
    assert (await hail.seen(ride["id"]))["state"] == "requested"
    hail.clock.advance(timedelta(minutes=1))
    await settle()
    assert (await hail.seen(ride["id"]))["state"] == "no_driver"
    assert await balance(hail.amina) == (10_000, 0, 0)


async def test_a_wallet_that_is_empty_then_is_told_and_tried_again(
    hail: Hail, settle: Settle
) -> None:
    ride, poor = await booked(hail), await booked(hail)
    price = ride["hail"]["price"]
    await spent(hail.town, hail.amina, 9_900)
    hail.clock.advance(NOON - LEAD)
    await hail.dispatcher.ask_in_time()
    await settle()
    seen = await hail.seen(ride["id"])
    assert (seen["state"], seen["hail"]["why"]) == ("booked", "funds")
    assert await words(hail, ride) == (
        "Your taxi cannot be asked for yet",
        f"Your wallet has to hold {price / 100:.2f} EUR for it",
    )
    await funded(hail.town, hail.amina, price)
    # What was refused waits its two minutes, however often it is looked at.
    await hail.dispatcher.ask_in_time()
    await settle()
    assert (await hail.seen(ride["id"]))["state"] == "booked"
    hail.clock.advance(timedelta(minutes=2))
    await settle()
    states = {(await hail.seen(one["id"]))["state"] for one in (ride, poor)}
    assert states == {"requested", "booked"}
    assert await balance(hail.amina) == (100 + price, price, 0)
    # The other would be a second ride at the same time; and then there is no money for it.
    hail.clock.advance(LEAD)
    await settle()
    ended = [await hail.seen(one["id"]) for one in (ride, poor)]
    [failed] = [one for one in ended if one["state"] == "cancelled"]
    assert failed["hail"]["why"] in ("busy", "funds")
    told = await words(hail, failed)
    assert told is not None
    assert told[0] == "The taxi that you booked does not come"


async def test_what_was_booked_is_called_off_for_nothing(hail: Hail, settle: Settle) -> None:
    ride = await booked(hail)
    for _ in range(2):
        assert (await hail.amina.delete(f"/rides/{ride['id']}")).status_code == 204
    assert (await hail.seen(ride["id"]))["state"] == "cancelled"
    hail.clock.advance(NOON)
    await settle()
    assert (await hail.seen(ride["id"]))["state"] == "cancelled"
    assert await balance(hail.amina) == (10_000, 0, 0)
    stopped = await booked(hail)
    assert (await hail.olga.put(f"/rides/desk/{stopped['id']}/stop")).status_code == 204
    assert (await hail.seen(stopped["id"]))["state"] == "cancelled"


async def test_what_may_not_be_booked_changes_nothing(hail: Hail, settings: Settings) -> None:
    url = str(settings.database_url)
    for after in (timedelta(minutes=29), timedelta(days=14, minutes=1), -NOON):
        path, body = await booking(hail, after=after)
        async with unchanged(url, "pay_confirmation"):
            assert code(await hail.amina.put(path, json=body)) == "wrong_ride_time"
    path, body = await booking(hail)
    assert code(await hail.amina.put(path, json=body | {"at": "2026-11-28T18:00"})) == "malformed"
    async with unchanged(url):
        unsure = body | {"confirmation": None}
        assert code(await hail.amina.put(path, json=unsure)) == "confirmation_needed"
        dear = body | {"price": 1}
        assert code(await hail.amina.put(path, json=dear)) == "ride_price_changed"
    for _ in range(5):
        await booked(hail)
    path, body = await booking(hail)
    async with unchanged(url, "pay_confirmation"):
        assert code(await hail.amina.put(path, json=body)) == "too_many_booked"


async def test_who_leaves_has_nothing_booked(hail: Hail, settle: Settle) -> None:
    ride = await booked(hail)
    path, body = await booking(hail, mode="cash")
    ok(await hail.amina.put(path, json=body))
    kinds = {one.name: one for one in RECORD_SETS}
    async with hail.town.database.glance() as db:
        told = [one async for one in kinds["rides"].export(db, id_of(hail.amina))]
    assert {one["hail"]["mode"] for one in told} == {"fixed", "cash"}
    assert all(one["hail"]["booked_for"] for one in told)
    async with hail.town.database.transaction() as db:
        await kinds["rides"].erase(db, id_of(hail.amina))
    seen = await hail.seen(ride["id"])
    assert (seen["state"], seen["origin"], seen["hail"]["stops"]) == ("cancelled", None, [])
    hail.clock.advance(NOON)
    await settle()
    assert (await hail.seen(ride["id"]))["state"] == "cancelled"

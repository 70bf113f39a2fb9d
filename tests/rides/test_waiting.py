"""Waiting at the door: free for a while, then by the minute, capped, and seen by both before."""

from datetime import timedelta
from typing import Any

from leapfrog.kernel.ids import new_id
from tests.pay.acts import confirmed, order
from tests.rides.hails import MARKET, STATION, Hail, balance, code, ok
from tests.rides.test_booked import NOON

TARIFF = {"base": 1_000, "per_km": 0, "per_minute": 0, "minimum": 1, "cancel_fee": 200}
WAITING = {"waiting_free": 3, "waiting_per_minute": 50, "waiting_most": 400}
HELD = 1_400


async def asks(hail: Hail, due: int = HELD, **more: Any) -> Any:
    made = new_id()
    token = await confirmed(hail.amina, order("ride", made, "", due))
    body = {"origin": STATION, "destination": MARKET, "price": 1_000, "confirmation": token}
    return await hail.amina.put(f"/rides/{made}/request", json=body | more)


async def at_the_door(hail: Hail, **more: Any) -> dict[str, Any]:
    ok(await hail.olga.put("/rides/desk/tariff", json=TARIFF | WAITING))
    ride = ok(await asks(hail, **more))
    offer = await hail.offered()
    assert (await hail.answers(offer, accept=True)).status_code == 204
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    return await hail.seen(ride["id"])


async def after(hail: Hail, minutes: float) -> None:
    hail.clock.advance(timedelta(minutes=minutes))
    ok(await hail.at(hail.wang, STATION))


async def gets_in(hail: Hail, ride: Any) -> None:
    ok(await hail.act(hail.wang, ride["id"], "boarding", code=ride["hail"]["code"]))


async def test_who_comes_at_once_pays_what_was_agreed(hail: Hail) -> None:
    ride = await at_the_door(hail)
    assert await balance(hail.amina) == (10_000, HELD, 0)
    await after(hail, 3.9)
    await gets_in(hail, ride)
    ok(await hail.act(hail.wang, ride["id"], "end"))
    assert await balance(hail.amina) == (9_000, 0, 0)
    assert await balance(hail.wang) == (1_000, 0, 0)


async def test_both_see_what_waiting_costs_while_it_grows(hail: Hail) -> None:
    ride = await at_the_door(hail)
    told = {"free": 3, "per_minute": 50, "most": 400}
    assert ride["hail"]["waiting"] == told | {"since": ride["hail"]["arrived_at"], "fee": 0}
    for minutes, fee in ((3, 0), (2, 100), (5, 350), (5, 400)):
        await after(hail, minutes)
        for who in (hail.amina, hail.wang):
            assert (await hail.seen(ride["id"], who))["hail"]["waiting"]["fee"] == fee
    await gets_in(hail, ride)
    await after(hail, 30)
    seen = await hail.seen(ride["id"])
    assert (seen["hail"]["price"], seen["hail"]["waiting"]["fee"]) == (1_400, 400)
    assert seen["hail"]["lines"][-1] == {"what": "waiting", "amount": 400, "name": ""}
    paid = ok(await hail.act(hail.wang, ride["id"], "end"))
    assert paid["fare"] == 1_400
    assert await balance(hail.amina) == (8_600, 0, 0)


async def test_the_reserve_is_held_and_confirmed_with_the_price(hail: Hail) -> None:
    ok(await hail.olga.put("/rides/desk/tariff", json=TARIFF | WAITING))
    estimate = await hail.estimate()
    assert (estimate["price"], estimate["waiting_most"]) == (1_000, 400)
    assert code(await asks(hail, due=1_000)) == "confirmation_needed"
    ok(await asks(hail))


async def test_who_does_not_come_pays_for_the_waiting_too(hail: Hail) -> None:
    ride = await at_the_door(hail)
    await hail.writes(hail.wang, ride["id"])
    await after(hail, 8)
    gone = ok(await hail.act(hail.wang, ride["id"], "no-show"))
    assert (gone["hail"]["fee"], gone["hail"]["waiting"]["fee"]) == (200 + 250, 250)
    assert await balance(hail.amina) == (10_000 - 450, 0, 0)
    assert await balance(hail.wang) == (450, 0, 0)


async def test_who_calls_off_at_the_door_pays_for_that_alone(hail: Hail) -> None:
    ride = await at_the_door(hail)
    await after(hail, 9)
    gone = await hail.amina.delete(f"/rides/{ride['id']}", params={"expect_fee": 200})
    assert gone.status_code == 204
    assert await balance(hail.amina) == (9_800, 0, 0)


async def test_a_meter_counts_waiting_itself_and_cash_is_told_with_it(hail: Hail) -> None:
    ride = await at_the_door(hail, mode="meter", due=1_250)
    assert ride["hail"]["waiting"] is None
    await after(hail, 10)
    await gets_in(hail, ride)
    assert (await hail.seen(ride["id"]))["hail"]["price"] == 1_000
    ok(await hail.act(hail.wang, ride["id"], "end", fare=1_100))
    ride = await at_the_door(hail, mode="cash", due=1)
    await after(hail, 5)
    await gets_in(hail, ride)
    assert ok(await hail.act(hail.wang, ride["id"], "end"))["hail"]["asked"] == 1_100


async def test_waiting_stays_when_the_trip_changes(hail: Hail) -> None:
    """Priced before the rider is in, taken by the driver afterwards."""
    ride = await at_the_door(hail)
    change = f"/rides/{ride['id']}/changes/{new_id()}"
    stop = {"lat": 60.1699, "lon": 24.9440, "name": "Book shop"}
    # Without per-stop or per-kilometre parts it costs the same, so nothing more is held.
    priced = ok(await hail.amina.put(change, json={"destination": MARKET, "stops": [stop]}))
    assert (priced["price"], priced["more"]) == (1_000, 0)
    ok(await hail.amina.put(f"{change}/asking", json={}))
    await after(hail, 4.5)
    await gets_in(hail, ride)
    assert (await hail.seen(ride["id"]))["hail"]["change"]["price"] == 1_050
    ok(await hail.wang.put(f"{change}/answer", json={"accept": True}))
    assert (await hail.seen(ride["id"]))["hail"]["price"] == 1_050
    ok(await hail.act(hail.wang, ride["id"], "end"))
    assert await balance(hail.wang) == (1_050, 0, 0)


async def test_before_the_time_that_was_booked_nobody_pays_for_waiting(
    hail: Hail, settle: Any
) -> None:
    ok(await hail.olga.put("/rides/desk/tariff", json=TARIFF | WAITING))
    ride = ok(await asks(hail, at=(hail.clock.now() + NOON).isoformat()))
    hail.clock.advance(NOON - timedelta(minutes=8))
    await settle()
    assert await balance(hail.amina) == (10_000, HELD, 0)
    ok(await hail.at(hail.wang, STATION))
    offer = await hail.offered()
    assert (await hail.answers(offer, accept=True)).status_code == 204
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    await after(hail, 8 + 4)
    assert (await hail.seen(ride["id"]))["hail"]["waiting"]["fee"] == 50

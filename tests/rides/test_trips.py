"""Stops, trips that change, the meter, cash, a thank-you: what is held and paid, who agrees."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.reactions.hails import compose_change, compose_hail
from leapfrog.rides import hailed_ride
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import confirmed, order
from tests.rides.hails import MARKET, STATION, Hail, balance, code, of_taxis, ok, spent

BETWEEN = {"lat": 60.1699, "lon": 24.9440, "name": "Book shop"}
FARTHER = {"lat": 60.1740, "lon": 24.9500, "name": "Park"}
DAY = timedelta(hours=24)


async def estimate(hail: Hail, *stops: Any) -> Any:
    spots = [f"{one['lat']},{one['lon']}" for one in (STATION, MARKET, *stops)]
    told = {"start": spots[0], "end": spots[1], "via": ";".join(spots[2:])}
    return of_taxis(ok(await hail.amina.get("/rides/estimate", params=told)))


async def asks(hail: Hail, *stops: Any, mode: str = "fixed") -> httpx.Response:
    made, found = new_id(), await estimate(hail, *stops)
    due = found["most"] if mode == "meter" else found["price"]
    body = {"origin": STATION, "destination": MARKET, "price": found["price"], "mode": mode}
    if mode != "cash":
        body["confirmation"] = await confirmed(hail.amina, order("ride", made, "", due))
    return await hail.amina.put(f"/rides/{made}/request", json=body | {"stops": list(stops)})


async def accepted(hail: Hail, *stops: Any, mode: str = "fixed") -> Any:
    ride = ok(await asks(hail, *stops, mode=mode))
    ok(await hail.at(hail.wang))
    offer = await hail.offered()
    assert offer is not None
    assert (await hail.answers(offer, accept=True)).status_code == 204
    return await hail.seen(ride["id"])


async def riding(hail: Hail, *stops: Any, mode: str = "fixed") -> Any:
    ride = await accepted(hail, *stops, mode=mode)
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    ok(
        await hail.act(
            hail.wang, ride["id"], "boarding", code=(await hail.seen(ride["id"]))["hail"]["code"]
        )
    )
    return await hail.seen(ride["id"])


async def yes(hail: Hail, ride: Any, fare: int, more: int = 0) -> httpx.Response:
    about = order("ride", ride["id"], hail.wang.me["id"], more)
    token = await confirmed(hail.amina, about) if more else None
    body = {"fare": fare, "confirmation": token}
    return await hail.amina.put(f"/rides/{ride['id']}/sum/yes", json=body)


async def no(hail: Hail, ride: Any, given: int | None = None) -> httpx.Response:
    return await hail.amina.put(f"/rides/{ride['id']}/sum/no", json={"given": given})


async def told(hail: Hail, ride: Any, who: Client) -> str:
    async with hail.town.database.glance() as db:
        found = await hailed_ride(db, ride["id"])
        assert found is not None
        said = await compose_hail(db, id_of(who), found)
    return said.title if said else ""


async def test_a_ride_over_stops_costs_their_way_and_each_of_them(hail: Hail) -> None:
    plain, over = await estimate(hail), await estimate(hail, FARTHER, BETWEEN)
    assert over["metres"] > plain["metres"]
    lines = [(one["what"], one["amount"]) for one in over["lines"] if one["what"] == "stop"]
    assert lines == [("stop", 100), ("stop", 100)]
    assert sum(one["amount"] for one in over["lines"]) == over["price"]
    ride = await riding(hail, FARTHER, BETWEEN)
    assert [one["name"] for one in ride["hail"]["stops"]] == ["Park", "Book shop"]
    assert [one["name"] for one in ride["hail"]["lines"] if one["what"] == "stop"] == [
        "Park",
        "Book shop",
    ]
    driver = await hail.seen(ride["id"], hail.wang)
    assert len(driver["hail"]["stops"]) == 2
    ok(await hail.act(hail.wang, ride["id"], "end"))
    assert await balance(hail.wang) == (over["price"], 0, 0)
    # Afterwards the driver no longer reads where that was.
    driver = await hail.seen(ride["id"], hail.wang)
    assert driver["hail"]["stops"] == []
    assert {one["name"] for one in driver["hail"]["lines"]} == {""}
    four = [FARTHER, BETWEEN] * 2
    spots = ";".join(f"{one['lat']},{one['lon']}" for one in four)
    told = {"start": "60.1712,24.9415", "end": "60.1678,24.9505", "via": spots}
    assert code(await hail.amina.get("/rides/estimate", params=told)) == "invalid"
    asked = {"origin": STATION, "destination": MARKET, "price": 1, "stops": four}
    refused = await hail.amina.put(f"/rides/{new_id()}/request", json=asked)
    assert code(refused) == "malformed"


async def change(hail: Hail, ride: Any, end: Any, *stops: Any, made: Any = None) -> Any:
    path = f"/rides/{ride['id']}/changes/{made or new_id()}"
    return ok(await hail.amina.put(path, json={"destination": end, "stops": list(stops)}))


async def ask(hail: Hail, ride: Any, wanted: Any) -> httpx.Response:
    token = None
    if wanted["more"]:
        about = order("ride", ride["id"], hail.wang.me["id"], wanted["more"])
        token = await confirmed(hail.amina, about)
    path = f"/rides/{ride['id']}/changes/{wanted['id']}/asking"
    return await hail.amina.put(path, json={"confirmation": token})


async def answer(hail: Hail, ride: Any, wanted: Any, accept: bool) -> httpx.Response:
    path = f"/rides/{ride['id']}/changes/{wanted['id']}/answer"
    return await hail.wang.put(path, json={"accept": accept})


async def test_another_trip_is_priced_asked_for_and_taken(hail: Hail) -> None:
    ride = await accepted(hail)
    price = ride["hail"]["price"]
    wanted = await change(hail, ride, MARKET, FARTHER, BETWEEN)
    assert (wanted["state"], wanted["old_price"]) == ("priced", price)
    more = wanted["price"] - price
    assert wanted["more"] == more > 0
    # Nothing has changed, and the driver knows nothing of it.
    assert await balance(hail.amina) == (10_000, price, 0)
    assert (await hail.seen(ride["id"], hail.wang))["hail"]["change"] is None
    assert code(await answer(hail, ride, wanted, True)) == "trip_change_over"
    for _ in range(2):
        assert ok(await ask(hail, ride, wanted))["state"] == "asked"
    assert await balance(hail.amina) == (10_000, price + more, 0)
    seen = (await hail.seen(ride["id"], hail.wang))["hail"]["change"]
    assert (seen["old_price"], seen["price"], seen["destination"]["name"]) == (
        price,
        price + more,
        "Market",
    )
    assert (await hail.seen(ride["id"]))["hail"]["price"] == price
    async with hail.town.database.glance() as db:
        said = [await compose_change(db, id_of(who), ride["id"]) for who in (hail.wang, hail.amina)]
    assert [one and one.title for one in said] == ["Your passenger wants another trip", None]
    for _ in range(2):
        assert ok(await answer(hail, ride, wanted, True))["state"] == "accepted"
    assert code(await answer(hail, ride, wanted, False)) == "trip_change_over"
    both = [(await hail.seen(ride["id"], who))["hail"] for who in (hail.amina, hail.wang)]
    assert [one["price"] for one in both] == [price + more] * 2
    assert [len(one["stops"]) for one in both] == [2, 2]
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    ok(await hail.act(hail.amina, ride["id"], "boarding"))
    ok(await hail.act(hail.wang, ride["id"], "end"))
    assert await balance(hail.amina) == (10_000 - price - more, 0, 0)
    assert await balance(hail.wang) == (price + more, 0, 0)
    # Each part of what was held has its receipt.
    ids = (await hail.seen(ride["id"]))["operation_ids"]
    assert len(ids) == 2
    for one in ids:
        ok(await hail.amina.get(f"/pay/receipts/wallet:operation:{one}"))


async def test_in_the_car_what_was_driven_is_paid_too(hail: Hail) -> None:
    ride = await riding(hail)
    ok(await hail.at(hail.wang, FARTHER))
    back = await change(hail, ride, MARKET)
    assert back["price"] > ride["hail"]["price"]
    nearer = await change(hail, ride, BETWEEN)
    ok(await ask(hail, ride, nearer))
    ok(await answer(hail, ride, nearer, True))
    # The first was priced and never asked for: it is gone.
    assert code(await ask(hail, ride, back)) == "no_trip_change"
    ok(await hail.act(hail.wang, ride["id"], "end"))
    assert await balance(hail.wang) == (nearer["price"], 0, 0)
    assert (await balance(hail.amina))[1] == 0


async def test_what_is_declined_withdrawn_or_never_answered_costs_nothing(
    hail: Hail, settings: Settings
) -> None:
    ride = await accepted(hail)
    price = ride["hail"]["price"]
    wanted = await change(hail, ride, MARKET, FARTHER)
    ok(await ask(hail, ride, wanted))
    for _ in range(2):
        assert ok(await answer(hail, ride, wanted, False))["state"] == "declined"
    assert await balance(hail.amina) == (10_000, price, 0)
    assert (await hail.seen(ride["id"]))["hail"]["price"] == price
    wanted = await change(hail, ride, MARKET, FARTHER)
    ok(await ask(hail, ride, wanted))
    path = f"/rides/{ride['id']}/changes/{wanted['id']}"
    for _ in range(2):
        assert (await hail.amina.delete(path)).status_code == 204
    assert await balance(hail.amina) == (10_000, price, 0)
    assert code(await answer(hail, ride, wanted, True)) == "trip_change_over"
    # One instead of another, twice at once; the ride is given back while the driver is asked.
    first, second = new_id(), new_id()
    wanted = await change(hail, ride, MARKET, FARTHER, made=first)
    ok(await ask(hail, ride, wanted))
    other = await change(hail, ride, MARKET, BETWEEN, made=second)
    await asyncio.gather(*(ask(hail, ride, other) for _ in range(2)))
    assert await balance(hail.amina) == (10_000, other["price"], 0)
    assert code(await answer(hail, ride, wanted, True)) == "trip_change_over"
    back = await hail.act(hail.wang, ride["id"], "return", reason="flat tyre")
    assert back.status_code == 204
    assert await balance(hail.amina) == (10_000, price, 0)
    late = await hail.amina.put(
        f"/rides/{ride['id']}/changes/{new_id()}", json={"destination": MARKET}
    )
    assert code(late) == "ride_state"


async def test_a_trip_that_one_cannot_pay_changes_nothing(hail: Hail, settings: Settings) -> None:
    ride = await accepted(hail)
    rest = 10_000 - ride["hail"]["price"]
    await spent(hail.town, hail.amina, rest - 10)
    wanted = await change(hail, ride, MARKET, FARTHER)
    async with unchanged(str(settings.database_url), "pay_confirmation"):
        assert code(await ask(hail, ride, wanted)) == "insufficient_funds"
        path = f"/rides/{ride['id']}/changes/{wanted['id']}/asking"
        assert code(await hail.amina.put(path, json={})) == "confirmation_needed"
    hail.clock.advance(timedelta(minutes=6))
    assert code(await ask(hail, ride, wanted)) == "trip_change_over"


async def test_the_meter_within_the_range_is_paid_at_once(hail: Hail) -> None:
    found = await estimate(hail)
    ride = await riding(hail, mode="meter")
    assert (ride["hail"]["least"], ride["hail"]["most"]) == (found["least"], found["most"])
    assert found["least"] < found["price"] < found["most"]
    assert await balance(hail.amina) == (10_000, found["most"], 0)
    assert code(await hail.act(hail.wang, ride["id"], "end")) == "invalid"
    paid = ok(await hail.act(hail.wang, ride["id"], "end", fare=found["most"] - 1))
    assert paid["state"] == "paid"
    assert await balance(hail.amina) == (10_000 - found["most"] + 1, 0, 0)
    assert await balance(hail.wang) == (found["most"] - 1, 0, 0)


async def test_more_than_the_range_needs_a_yes(hail: Hail, settings: Settings) -> None:
    ride = await riding(hail, mode="meter")
    most, url = ride["hail"]["most"], str(settings.database_url)
    fare = most + 250
    ended = ok(await hail.act(hail.wang, ride["id"], "end", fare=fare))
    assert (ended["state"], ended["fare"], ended["hail"]["asked"]) == ("ended", None, fare)
    assert await balance(hail.wang) == (0, 0, 0)
    assert await told(hail, ride, hail.amina) == f"The meter shows {fare / 100:.2f} EUR"
    # Who drove is free, who rode says yes or no first.
    ok(await hail.at(hail.wang))
    assert code(await asks(hail)) == "ride_under_way"
    async with unchanged(url, "pay_confirmation"):
        assert code(await yes(hail, ride, fare)) == "confirmation_needed"
        assert code(await yes(hail, ride, fare - 1, 250)) == "fare_changed"
    for _ in range(2):
        assert ok(await yes(hail, ride, fare, 250))["state"] == "paid"
    assert await balance(hail.amina) == (10_000 - fare, 0, 0)
    assert await balance(hail.wang) == (fare, 0, 0)
    assert len((await hail.seen(ride["id"]))["operation_ids"]) == 2
    second = await riding(hail, mode="meter")
    ok(await hail.act(hail.wang, second["id"], "end", fare=fare))
    assert ok(await no(hail, second))["fare"] == most
    assert await balance(hail.wang) == (fare + most, 0, 0)
    assert code(await no(hail, second)) == "ride_sum_state"


async def test_without_an_answer_what_was_agreed_is_paid_within_thirty_hours(
    hail: Hail, settle: Settle
) -> None:
    ride = await riding(hail, mode="meter")
    hail.clock.advance(timedelta(hours=23))
    await settle()
    ok(await hail.act(hail.wang, ride["id"], "end", fare=ride["hail"]["most"] + 1))
    hail.clock.advance(timedelta(hours=6))
    await settle()
    assert (await hail.seen(ride["id"]))["fare"] == ride["hail"]["most"]
    assert await balance(hail.wang) == (ride["hail"]["most"], 0, 0)


async def test_cash_is_paid_in_the_car_and_both_say_so(hail: Hail, settle: Settle) -> None:
    ride = await riding(hail, mode="cash")
    price = ride["hail"]["price"]
    assert (await balance(hail.amina), ride["hail"]["cancel_fee"]) == ((10_000, 0, 0), 0)
    over = await hail.act(hail.wang, ride["id"], "end", fare=price + 1)
    assert code(over) == "invalid"
    ended = ok(await hail.act(hail.wang, ride["id"], "end"))
    assert (ended["state"], ended["hail"]["asked"]) == ("ended", price)
    paid = ok(await yes(hail, ride, price))
    assert (paid["state"], paid["fare"], paid["operation_ids"]) == ("paid", price, [])
    assert await balance(hail.amina) == (10_000, 0, 0)
    assert await balance(hail.wang) == (0, 0, 0)
    assert ok(await hail.wang.get("/rides/day"))["fares"] == price
    # Nobody says anything for a day: what the driver says counts.
    ok(await hail.at(hail.wang))
    silent = await riding(hail, mode="cash")
    ok(await hail.act(hail.wang, silent["id"], "end", fare=price - 1))
    hail.clock.advance(DAY)
    await settle()
    assert (await hail.seen(silent["id"]))["fare"] == price - 1


async def test_sums_that_differ_are_the_desks(hail: Hail, join: Join, settle: Settle) -> None:
    ride = await riding(hail, mode="cash")
    price, desk = ride["hail"]["price"], "/rides/desk/sums"
    ok(await hail.act(hail.wang, ride["id"], "end", fare=0))
    for wrong in (None, -1, price + 1, 0):
        assert code(await no(hail, ride, wrong)) == "invalid"
    assert ok(await no(hail, ride, price))["hail"]["rider_sum"] == price
    [waits] = ok(await hail.olga.get(desk))["sums"]
    assert (waits["driver_says"], waits["rider_says"], waits["price"]) == (0, price, price)
    assert (waits["rider_name"], waits["driver_name"]) == ("Amina", "Wang")
    body = {"fare": price + 1}
    assert code(await hail.olga.put(f"{desk}/{ride['id']}", json=body)) == "invalid"
    ruled = await hail.olga.put(f"{desk}/{ride['id']}", json={"fare": price})
    assert ruled.status_code == 204
    assert ok(await hail.olga.get(desk))["sums"] == []
    same = await hail.olga.put(f"{desk}/{ride['id']}", json={"fare": price})
    assert same.status_code == 204
    again = await hail.olga.put(f"{desk}/{ride['id']}", json={"fare": 1})
    assert code(again) == "ride_sum_state"
    seen = await hail.seen(ride["id"])
    assert (seen["state"], seen["fare"]) == ("paid", price)
    # Undecided, the smaller one counts; and that may be nothing.
    ok(await hail.at(hail.wang))
    second = await riding(hail, mode="cash")
    ok(await hail.act(hail.wang, second["id"], "end", fare=0))
    ok(await no(hail, second, 5))
    hail.clock.advance(DAY)
    await settle()
    seen = await hail.seen(second["id"])
    assert (seen["state"], seen["hail"]["why"]) == ("cancelled", "unpaid")
    assert await balance(hail.amina) == (10_000, 0, 0)


async def test_a_thank_you_is_held_and_all_of_it_the_drivers(
    hail: Hail, settings: Settings
) -> None:
    five = {"base": 390, "per_km": 110, "per_minute": 60, "minimum": 700, "cancel_fee": 390}
    ok(await hail.olga.put("/rides/desk/tariff", json=five | {"town_fee": 1_000}))
    ride = ok(await asks(hail))
    price, path = ride["hail"]["price"], f"/rides/{ride['id']}/thanks"

    async def thank(amount: int, more: int) -> httpx.Response:
        token = await confirmed(hail.amina, order("ride", ride["id"], "", more))
        return await hail.amina.put(path, json={"amount": amount, "confirmation": token})

    for amount, more in ((200, 200), (200, 200), (500, 300)):
        assert ok(await thank(amount, more))["hail"]["thanks"] == amount
    assert await balance(hail.amina) == (10_000, price + 500, 0)
    async with unchanged(str(settings.database_url), "pay_confirmation", "rides_offer"):
        assert code(await thank(400, 1)) == "invalid"
        assert code(await thank(price * 3 + 1, price * 3 - 499)) == "invalid"
        assert code(await hail.amina.put(path, json={"amount": 600})) == "confirmation_needed"
    ok(await hail.at(hail.wang))
    offer = await hail.offered()
    assert offer is not None
    assert (offer["earnings"], offer["thanks"]) == (price - price // 10 + 500, 500)
    assert (await hail.answers(offer, accept=True)).status_code == 204
    assert code(await thank(700, 200)) == "ride_state"
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    ok(await hail.act(hail.amina, ride["id"], "boarding"))
    ok(await hail.act(hail.wang, ride["id"], "end"))
    assert await balance(hail.amina) == (10_000 - price - 500, 0, 0)
    assert await balance(hail.wang) == (price - price // 10 + 500, 0, 0)
    day = ok(await hail.wang.get("/rides/day"))
    assert (day["fares"], day["tips"]) == (price - price // 10, 500)
    for who in (hail.amina, hail.wang):
        for one in (await hail.seen(ride["id"], who))["operation_ids"]:
            ok(await who.get(f"/pay/receipts/wallet:operation:{one}"))
    # Called off, all of it comes back.
    second = ok(await asks(hail))
    token = await confirmed(hail.amina, order("ride", second["id"], "", 100))
    ok(
        await hail.amina.put(
            f"/rides/{second['id']}/thanks", json={"amount": 100, "confirmation": token}
        )
    )
    assert (await hail.amina.delete(f"/rides/{second['id']}")).status_code == 204
    assert (await balance(hail.amina))[1] == 0

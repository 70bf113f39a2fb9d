"""Classes of cars, from the desk's tariff over the estimate to who is asked."""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import confirmed, order
from tests.rides.hails import MARKET, STATION, Hail, code, ok

TAXI = {"base": 400, "per_km": 0, "per_minute": 0, "minimum": 1, "cancel_fee": 50}
VAN = TAXI | {"base": 900, "car_class": "van"}
ACCESSIBLE = TAXI | {"base": 500, "car_class": "accessible"}
ROUTE = {"start": "60.1712,24.9415", "end": "60.1678,24.9505"}


async def estimate(who: Client, **more: Any) -> dict[str, Any]:
    found = ok(await who.get("/rides/estimate", params=ROUTE | more))
    return {one["car_class"]: one for one in found["classes"]}


async def asks(hail: Hail, price: int, **more: Any) -> Any:
    made = new_id()
    token = await confirmed(hail.amina, order("ride", made, "", price))
    body = {"origin": STATION, "destination": MARKET, "price": price, "confirmation": token}
    return await hail.amina.put(f"/rides/{made}/request", json=body | more)


async def sets(hail: Hail, *tariffs: Any) -> None:
    for one in tariffs:
        ok(await hail.olga.put("/rides/desk/tariff", json=one))


async def drives_a(hail: Hail, who: Client, car_class: str, **carries: Any) -> None:
    body = {"car_class": car_class, "carries": carries}
    said = ok(await who.put("/rides/driver/car", json=body))
    if said["asked_class"]:
        path = f"/rides/desk/drivers/{who.me['id']}/car"
        assert (await hail.olga.put(path, json={"confirmed": True})).status_code == 204


async def test_an_estimate_tells_each_class_that_carries_what_is_needed(hail: Hail) -> None:
    assert set(await estimate(hail.amina)) == {"taxi"}
    await sets(hail, TAXI, VAN, ACCESSIBLE)
    told = await estimate(hail.amina)
    assert {name: one["price"] for name, one in told.items()} == {
        "taxi": 400,
        "van": 900,
        "accessible": 500,
    }
    assert set(await estimate(hail.amina, seats=6)) == {"van"}
    assert set(await estimate(hail.amina, carrying="wheelchair,pet")) == {"van", "accessible"}
    answer = await hail.amina.get("/rides/estimate", params=ROUTE | {"carrying": "piano"})
    assert code(answer) == "invalid"
    await sets(hail, VAN | {"offered": False})
    assert set(await estimate(hail.amina)) == {"taxi", "accessible"}
    assert code(await asks(hail, 900, car_class="van")) == "class_not_offered"


async def test_who_is_near_counts_only_with_a_car_that_fits(hail: Hail, join: Join) -> None:
    await sets(hail, TAXI, VAN)
    told = await estimate(hail.amina)
    assert {name: one["near"][0]["drivers"] for name, one in told.items()} == {
        "taxi": "few",
        "van": "none",
    }
    cleo = await join("cleo")
    await hail.drives(cleo, "VAN 1")
    await drives_a(hail, cleo, "van", seats=6)
    told = await estimate(hail.amina, seats=5)
    assert told["van"]["near"][0]["drivers"] == "few"
    told = await estimate(hail.amina, seats=7)
    assert told["van"]["near"][0]["drivers"] == "none"


async def test_dispatch_asks_only_whose_car_fits(hail: Hail, join: Join) -> None:
    await sets(hail, TAXI, VAN)
    ride = ok(await asks(hail, 900, car_class="van", needs={"seats": 6}))
    assert ride["hail"]["car_class"] == "van"
    assert ride["hail"]["needs"]["seats"] == 6
    assert await hail.offered() is None
    cleo = await join("cleo")
    await hail.drives(cleo, "VAN 1")
    # What somebody only says of their car counts for nothing.
    ok(await cleo.put("/rides/driver/car", json={"car_class": "van", "carries": {"seats": 8}}))
    assert await hail.offered(cleo) is None
    await drives_a(hail, cleo, "van", seats=8)
    offer = await hail.offered(cleo)
    assert offer is not None
    assert (offer["car_class"], offer["needs"]["seats"]) == ("van", 6)
    assert await hail.offered() is None


async def test_a_pet_rides_with_who_takes_one_and_costs_what_was_said(hail: Hail) -> None:
    await sets(hail, TAXI | {"per_pet": 150})
    needs = {"pet": True}
    told = await estimate(hail.amina, carrying="pet")
    assert told["taxi"]["price"] == 550
    assert [one["what"] for one in told["taxi"]["lines"]] == ["base", "pet"]
    assert told["taxi"]["near"][0]["drivers"] == "none"
    assert code(await asks(hail, 400, needs=needs)) == "ride_price_changed"
    ride = ok(await asks(hail, 550, needs=needs))
    assert ride["hail"]["lines"] == told["taxi"]["lines"]
    assert await hail.offered() is None
    await drives_a(hail, hail.wang, "taxi", seats=4, pet=True)
    assert await hail.offered() is not None


async def test_no_class_carries_more_than_it_can(hail: Hail) -> None:
    for wanted in ({"seats": 5}, {"wheelchair": True}, {"seats": 0}):
        answer = await asks(hail, 400, needs=wanted)
        assert code(answer) in ("car_too_small", "invalid"), answer.text
    body = {"car_class": "bike", "carries": {"seats": 2}}
    assert code(await hail.wang.put("/rides/driver/car", json=body)) == "car_too_small"


async def test_the_night_is_declared_and_seen_before(hail: Hail) -> None:
    await sets(hail, TAXI | {"night_percent": 150})
    hour = hail.clock.now().hour
    night = {"from_hour": hour, "until_hour": (hour + 1) % 24, "time_zone": "UTC"}
    assert (await estimate(hail.amina))["taxi"]["price"] == 400
    ok(await hail.olga.put("/rides/desk/surcharges", json=night))
    told = (await estimate(hail.amina))["taxi"]
    assert told["price"] == 600
    assert {one["what"]: one["amount"] for one in told["lines"]} == {"base": 400, "night": 200}
    later = (hail.clock.now() + timedelta(hours=3)).isoformat()
    assert (await estimate(hail.amina, at=later))["taxi"]["price"] == 400
    # What was agreed stays, also when it is day again.
    ride = ok(await asks(hail, 600))
    hail.clock.advance(timedelta(hours=2))
    assert (await hail.seen(ride["id"]))["hail"]["price"] == 600


@pytest.mark.parametrize(("minutes", "holds"), [(4, True), (6, False)])
async def test_a_price_that_was_told_holds_for_five_minutes(
    hail: Hail, minutes: int, holds: bool
) -> None:
    await sets(hail, TAXI)
    hail.clock.advance(timedelta(hours=1))
    await sets(hail, TAXI | {"base": 700})
    hail.clock.advance(timedelta(minutes=minutes))
    assert (await estimate(hail.amina))["taxi"]["price"] == 700
    answer = await asks(hail, 400)
    assert (answer.status_code == 200) is holds, answer.text
    if holds:
        assert ok(answer)["hail"]["lines"] == [{"what": "base", "amount": 400, "name": ""}]
    else:
        assert code(answer) == "ride_price_changed"


async def test_everybody_reads_the_tariff_and_only_the_desk_sets_it(
    hail: Hail, client: Any, settings: Settings
) -> None:
    await sets(hail, TAXI, VAN)
    airport = {"name": "Airport", "lat": 60.3, "lon": 24.9, "metres": 900, "amount": 300}
    ok(await hail.olga.put("/rides/desk/surcharges", json={"zones": [airport]}))
    told = ok(await client().get("/rides/tariff"))
    assert [one["car_class"] for one in told["tariffs"]] == ["taxi", "van"]
    assert told["currency"] == "EUR"
    assert told["surcharges"]["zones"] == [airport]
    nights = ({"from_hour": 22}, {"from_hour": 22, "until_hour": 22}, {"time_zone": "Moon"})
    zones = ({"zones": [airport | one]} for one in ({"metres": 0}, {"name": ""}, {"amount": 0}))
    async with unchanged(str(settings.database_url), "identity_session"):
        for body in (*nights, *zones):
            assert code(await hail.olga.put("/rides/desk/surcharges", json=body)) == "invalid"
        for more in ({"night_percent": 99}, {"waiting_free": 61}, {"per_pet": -1}):
            answer = await hail.olga.put("/rides/desk/tariff", json=TAXI | more)
            assert code(answer) == "invalid"


async def test_the_desk_may_say_no_to_a_car(hail: Hail) -> None:
    path = f"/rides/desk/drivers/{hail.wang.me['id']}/car"
    assert code(await hail.olga.put(path, json={"confirmed": True})) == "no_car_asked"
    body = {"car_class": "accessible", "carries": {"seats": 3, "wheelchair": True}}
    said = ok(await hail.wang.put("/rides/driver/car", json=body))
    assert (said["car_class"], said["asked_class"], said["seats"]) == ("taxi", "accessible", 3)
    [listed] = ok(await hail.olga.get("/rides/desk/drivers"))["drivers"]
    assert listed["car_kind"]["asked_class"] == "accessible"
    assert (await hail.olga.put(path, json={"confirmed": False})).status_code == 204
    said = ok(await hail.wang.get("/rides/driver/car"))
    assert (said["car_class"], said["asked_class"]) == ("taxi", None)


async def test_what_the_desk_sees_now_has_no_names(hail: Hail) -> None:
    ride = await hail.coming()
    now = ok(await hail.olga.get("/rides/desk/now"))
    [car] = now["cars"]
    assert set(car) == {"lat", "lon", "busy"}
    assert car["busy"] is True
    counts = ("looked_for", "coming", "driven")
    assert tuple(now[one] for one in counts) == (0, 1, 0)
    assert hail.wang.me["id"] not in str(now)
    assert ride["id"] not in str(now)

"""By when something is promised: cut-off, days of the shop, rounds of couriers, the way by road."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.parcels.model import Service, ShopTerms
from leapfrog.parcels.people import CourierHours
from leapfrog.parcels.promises import AT_A_STOP, USUAL_WAY, Promise, TownRounds, promise
from tests.contacts.conftest import Join
from tests.orders.acts import ok
from tests.parcels.acts import TERMS, Village
from tests.places.conftest import mapped

__all__ = ["mapped"]

# A Tuesday.
PAID = datetime(2026, 11, 24, 9, tzinfo=UTC)
QUICK = ShopTerms(cutoff=12 * 60, handling_days=0, weekdays=(1, 2, 3, 4, 5))
AFTERNOONS = CourierHours((2, 4), 13 * 60, 17 * 60)
WAY = timedelta(minutes=20)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("service", "paid_at", "hours", "way", "there"),
    [
        # The shop brings it itself when it is packed.
        ("own", PAID, [], WAY, at(24, 12) + WAY + AT_A_STOP),
        # A courier sets off at one, and is on the way for twenty minutes.
        ("courier", PAID, [AFTERNOONS], WAY, at(24, 13) + WAY + AT_A_STOP),
        ("point", PAID, [AFTERNOONS], WAY, at(24, 13) + WAY + AT_A_STOP),
        # Paid a minute too late: packed on Wednesday, and carried on Thursday.
        ("courier", at(24, 12), [AFTERNOONS], WAY, at(26, 13) + WAY + AT_A_STOP),
        # Nobody knows the way.
        ("courier", PAID, [AFTERNOONS], None, at(24, 13) + USUAL_WAY + AT_A_STOP),
        # It is too far for the afternoon: the other one has longer.
        (
            "courier",
            PAID,
            [AFTERNOONS, CourierHours((3,), 8 * 60, 20 * 60)],
            timedelta(hours=5),
            at(25, 13) + AT_A_STOP,
        ),
        # Over midnight of UTC, as in towns far from Greenwich.
        (
            "courier",
            PAID,
            [CourierHours((2,), 23 * 60 + 50, 3 * 60)],
            WAY,
            at(25, 0, 10) + AT_A_STOP,
        ),
        # One who set off before it was packed does not have it.
        (
            "courier",
            PAID,
            [CourierHours((2,), 8 * 60, 18 * 60)],
            WAY,
            datetime(2026, 12, 1, 8, 24, tzinfo=UTC),
        ),
    ],
)
def test_the_first_round_that_can_be_done_is_promised(
    service: Service,
    paid_at: datetime,
    hours: list[CourierHours],
    way: timedelta | None,
    there: datetime,
) -> None:
    made = promise(QUICK, service, paid_at, TownRounds(hours), way)
    assert made == Promise(there.date(), there)


def test_a_full_day_moves_to_the_next_one() -> None:
    def booked(n: int, couriers: int = 1) -> datetime | None:
        rounds = TownRounds([AFTERNOONS] * couriers, {date(2026, 11, 24): n})
        return promise(QUICK, "courier", PAID, rounds, WAY).at

    assert booked(10) == at(24, 13) + 10 * AT_A_STOP + WAY + AT_A_STOP
    # Four hours are 240 minutes: so many stops and the way fit, and no more.
    assert booked(54) == at(24, 17)
    assert booked(55) == at(26, 13) + WAY + AT_A_STOP
    assert booked(55, couriers=2) == at(24, 13) + 27 * AT_A_STOP + WAY + AT_A_STOP


def test_a_way_that_no_round_can_do_is_promised_by_day() -> None:
    rounds = TownRounds([AFTERNOONS])
    assert promise(QUICK, "courier", PAID, rounds, timedelta(hours=9)) == Promise(
        date(2026, 11, 24)
    )
    assert promise(QUICK, "own", PAID, rounds) == Promise(date(2026, 11, 24))


@pytest.mark.parametrize(("day", "hour"), [(26, 8), (29, 7)])
def test_hours_are_those_of_the_clocks_there_in_summer_and_in_winter(day: int, hour: int) -> None:
    """Nine in Berlin: on Friday, and on Monday, when the clocks were put forward."""
    paid_at = datetime(2027, 3, day, 5, tzinfo=UTC)
    terms = ShopTerms(
        cutoff=8 * 60, handling_days=0, weekdays=(1, 2, 3, 4, 5), zone="Europe/Berlin"
    )
    rounds = TownRounds([CourierHours((1, 2, 3, 4, 5), 9 * 60, 18 * 60, "Europe/Berlin")])
    made = promise(terms, "courier", paid_at, rounds, WAY)
    assert made.at == paid_at.replace(hour=hour) + WAY + AT_A_STOP


HOURS = {"weekdays": [2, 3, 4], "leaves_at": 17 * 60, "ends_at": 20 * 60}
# In the middle of the demo's map; the door is beyond the railway.
SHOP = {"lat": 60.1699, "lon": 24.9384}
DOOR = {"lat": 60.1841, "lon": 24.9495}
TODAY = TERMS | {"handling_days": 0} | SHOP


async def choices(village: Village, **door: float) -> dict[str, Any]:
    path = f"/merchants/{village.fair.kitchen.id}/delivery-choices"
    found = ok(await village.fair.amina.get(path, params=door))["choices"]
    return {one["service"]: one for one in found}


async def test_the_hour_comes_from_the_roads_and_stays_with_the_order(
    village: Village, town: Town, mapped: str
) -> None:
    fair = village.fair
    before = await choices(village)
    assert before["courier"]["promised_at"] is None
    ok(await village.kofi.put("/courier/hours", json=HOURS))
    ok(await fair.mei.put(f"/merchants/{fair.kitchen.id}/delivery-terms", json=TODAY))
    usual = (await choices(village))["courier"]["promised_at"]
    assert usual == "2026-11-24T17:34:00Z"
    by_road = (await choices(village, **DOOR))["courier"]["promised_at"]
    away = datetime.fromisoformat(by_road) - at(24, 17) - AT_A_STOP
    # Some two kilometres, and no way through the park.
    assert timedelta(minutes=2) < away < timedelta(minutes=15)
    wanted = fair.wanted(fair.kitchen, "courier", Noodles=1)
    body = {"shops": [wanted], "name": "Amina", "address": "Beyond the railway", **DOOR}
    quoted = ok(await fair.amina.post("/orders/quotes", json=body))
    assert quoted["shops"][0]["promised_at"] == by_road
    [order] = ok(await fair.pay(quoted))["orders"]
    # What is agreed on later does not move it.
    ok(await village.kofi.put("/courier/hours", json=HOURS | {"leaves_at": 18 * 60}))
    assert (await fair.seen(order["id"]))["promised_at"] == by_road
    await fair.send(order["id"])
    parcel = (await fair.seen(order["id"]))["parcels"][0]
    assert parcel["promised_at"] == by_road


async def test_hours_and_pins_that_are_none_change_nothing(village: Village) -> None:
    fair, kofi = village.fair, village.kofi
    before = ok(await kofi.get("/courier"))["courier"]
    for bad in (
        {"weekdays": []},
        {"weekdays": [8]},
        {"leaves_at": 1440},
        {"ends_at": -1},
        {"ends_at": 17 * 60},
        {"zone": "Europe/Atlantis"},
    ):
        answer = await kofi.put("/courier/hours", json=HOURS | bad)
        assert answer.json()["code"] == "invalid", bad
    assert ok(await kofi.get("/courier"))["courier"] == before
    nobody = await fair.amina.put("/courier/hours", json=HOURS)
    assert nobody.json()["code"] == "no_courier"
    path = f"/merchants/{fair.kitchen.id}/delivery-terms"
    for bad_pin in ({"lat": 1.0}, {"lat": 91.0, "lon": 0.0}):
        assert (await fair.mei.put(path, json=TERMS | bad_pin)).json()["code"] == "invalid"
    assert ok(await fair.mei.get(path))["lat"] is None
    bad_door = await fair.amina.get(
        f"/merchants/{fair.kitchen.id}/delivery-choices", params={"lat": 1.0}
    )
    assert bad_door.json()["code"] == "invalid"


async def test_the_desks_word_and_the_couriers_hours_do_not_overwrite_each_other(
    village: Village,
) -> None:
    fair, kofi = village.fair, village.kofi
    ok(await kofi.put("/courier/hours", json=HOURS))
    no = {"allowed": False, "reason": "Rude"}
    ok(await fair.olga.put(f"/desk/couriers/{kofi.me['id']}", json=no))
    # Nobody is promised a round of somebody whom the town stopped.
    assert (await choices(village))["courier"]["promised_at"] is None
    ok(await fair.olga.put(f"/desk/couriers/{kofi.me['id']}", json={"allowed": True}))
    own = ok(await kofi.get("/courier"))["courier"]
    assert (own["weekdays"], own["leaves_at"], own["ends_at"]) == ([2, 3, 4], 1020, 1200)


async def test_a_round_goes_by_road_and_says_how_far_it_is(
    village: Village, town: Town, mapped: str
) -> None:
    fair, kofi = village.fair, village.kofi
    ok(await fair.mei.put(f"/merchants/{fair.kitchen.id}/delivery-terms", json=TODAY))
    spots = {"far": (60.1860, 24.9250), "near": (60.1690, 24.9410), "between": (60.1760, 24.9350)}
    for name, (lat, lon) in spots.items():
        path = f"/merchants/{fair.kitchen.id}/parcels/{new_id()}"
        body = {"service": "courier", "name": name, "address": name, "lat": lat, "lon": lon}
        parcel = ok(await fair.mei.put(path, json=body))
        ok(await village.does(kofi, parcel, "collect"))
    waits = f"/merchants/{fair.kitchen.id}/parcels/{new_id()}"
    ok(await fair.mei.put(waits, json={"service": "courier", "name": "x", "address": "y"}))
    found = ok(await kofi.get("/courier", params={"lat": 60.1699, "lon": 24.9384}))
    assert [stop["parcels"][0]["for_name"] for stop in found["stops"]] == ["near", "between", "far"]
    seconds = [stop["seconds"] for stop in found["stops"]]
    assert 0 < seconds[0] < seconds[1] < seconds[2] < 3_600
    # The way follows streets: it has bends between the stops.
    assert len(found["line"]) > 10
    [shop] = found["shops"]
    assert (shop["lat"], shop["lon"], shop["parcels"]) == (SHOP["lat"], SHOP["lon"], 1)


async def test_what_was_late_is_counted(village: Village, join: Join) -> None:
    fair, kofi = village.fair, village.kofi
    path = f"/merchants/{fair.kitchen.id}/delivery-record"

    async def record() -> Any:
        return ok(await fair.amina.get(path))

    parcels = [await village.sent("courier", Noodles=1) for _ in range(4)]
    for one in parcels:
        ok(await village.does(kofi, one, "collect"))
    in_time, late, turned, _ = parcels
    ok(await village.does(kofi, in_time, "deliver", code=in_time["code"]))
    # Of a day that is not over nothing is said.
    assert await record() == {"promised": 0, "kept": 0}
    fair.clock.advance(timedelta(days=3))
    assert await record() == {"promised": 4, "kept": 1}
    ok(await village.does(kofi, late, "deliver", code=late["code"]))
    ok(await village.does(kofi, turned, "turn_back"))
    # Who was not there made no delay; what nobody has brought yet is one.
    assert await record() == {"promised": 3, "kept": 1}
    fair.clock.advance(timedelta(days=120))
    assert await record() == {"promised": 0, "kept": 0}


async def test_ways_without_a_map_or_a_road_are_as_long_as_usual(village: Village) -> None:
    fair = village.fair
    ok(await village.kofi.put("/courier/hours", json=HOURS))
    ok(await fair.mei.put(f"/merchants/{fair.kitchen.id}/delivery-terms", json=TODAY))
    assert (await choices(village, **DOOR))["courier"]["promised_at"] == "2026-11-24T17:34:00Z"
    found = ok(await village.kofi.get("/courier", params=DOOR))
    assert (found["stops"], found["line"]) == ([], [])

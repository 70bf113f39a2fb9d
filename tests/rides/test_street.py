"""A taxi from the street: who is in it, what it costs, that it is paid once."""

import asyncio

import pytest

from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import confirmed, order
from tests.rides.acts import Taxi, balance, code, ok


async def test_get_in_ride_pay(taxi: Taxi) -> None:
    seen = ok(await taxi.amina.get(f"/rides/drivers/{taxi.code}"))
    assert (seen["name"], seen["plate"], seen["fare"]) == ("Wang", "B LT 42", None)
    ride = ok(await taxi.board())
    assert (ride["state"], ride["origin"]["lat"]) == ("open", 60.1712)
    mine = ok(await taxi.wang.get("/rides/driver"))["under_way"]
    assert (mine["id"], mine["origin"]) == (ride["id"], None)
    ok(await taxi.meter(1_250))
    assert ok(await taxi.amina.get(f"/rides/{ride['id']}"))["fare"] == 1_250
    paid = ok(await taxi.pay(ride["id"], 1_250, 150, destination={"lat": 60, "lon": 25}))
    assert (paid["state"], paid["tip"], paid["destination"]["lon"]) == ("paid", 150, 25)
    assert ok(await taxi.pay(ride["id"], 1_250, 150)) == paid
    assert await balance(taxi.amina) == (8_600, 0, 0)
    assert await balance(taxi.wang) == (1_400, 0, 0)
    for one in (taxi.amina, taxi.wang):
        ids = ok(await one.get(f"/rides/{ride['id']}"))["operation_ids"]
        signed = [
            ok(await one.get(f"/pay/receipts/wallet:operation:{operation}")) for operation in ids
        ]
        assert [each["amount"] for each in signed] == ["1250", "150"]
    day = ok(await taxi.wang.get("/rides/day"))
    assert (day["fares"], day["tips"], len(day["rides"])) == (1_250, 150, 1)
    assert day["rides"][0]["origin"] is None


async def test_the_meter_first_and_whoever_scans_pays(taxi: Taxi) -> None:
    metered = ok(await taxi.meter(900))
    seen = ok(await taxi.amina.get(f"/rides/drivers/{taxi.code}"))
    assert (seen["fare"], seen["taken"]) == (900, False)
    ride = ok(await taxi.board())
    assert (ride["id"], ride["fare"]) == (metered["id"], 900)
    ok(await taxi.pay(ride["id"], 900))
    assert await balance(taxi.wang) == (900, 0, 0)


async def test_what_is_owed_is_listed_until_it_is_paid(taxi: Taxi) -> None:
    async def owed(who: Client) -> list[str]:
        return [one["id"] for one in ok(await who.get("/rides?owed=true"))["rides"]]

    first = ok(await taxi.board())
    assert await owed(taxi.amina) == []
    ok(await taxi.meter(900))
    assert (await owed(taxi.amina), await owed(taxi.wang)) == ([first["id"]], [])
    ok(await taxi.pay(first["id"], 900))
    assert await owed(taxi.amina) == []
    second = ok(await taxi.board())
    ok(await taxi.meter(700))
    ok(await taxi.wang.delete(f"/rides/{second['id']}"))
    assert await owed(taxi.amina) == []
    taken = ok(await taxi.amina.get("/rides"))["rides"]
    assert {one["id"]: one["state"] for one in taken} == {
        first["id"]: "paid",
        second["id"]: "cancelled",
    }


async def test_a_fare_that_changed_is_looked_at_again(taxi: Taxi) -> None:
    ride = ok(await taxi.board())
    assert code(await taxi.pay(ride["id"], 100)) == "fare_changed"
    ok(await taxi.meter(900))
    ok(await taxi.meter(950))
    assert code(await taxi.pay(ride["id"], 900)) == "fare_changed"
    ok(await taxi.pay(ride["id"], 950))


async def test_a_ride_is_paid_once_however_often_one_tries(taxi: Taxi) -> None:
    ride = ok(await taxi.board())
    ok(await taxi.meter(900))
    ok(await taxi.pay(ride["id"], 900))
    answers = await asyncio.gather(
        *(taxi.pay(ride["id"], 900, confirmation=None) for _ in range(5))
    )
    assert {ok(one)["state"] for one in answers} == {"paid"}
    assert await balance(taxi.amina) == (9_100, 0, 0)


async def test_a_taxi_has_one_rider(taxi: Taxi, join: Join) -> None:
    ride = ok(await taxi.board())
    assert ok(await taxi.board(ride_id=ride["id"]))["id"] == ride["id"]
    bo = await join("bo_chen")
    assert code(await taxi.board(bo)) == "ride_taken"
    assert code(await bo.get(f"/rides/{ride['id']}")) == "no_ride"
    assert code(await taxi.board(taxi.wang)) == "own_ride"
    assert (await taxi.wang.delete(f"/rides/{ride['id']}")).status_code == 204
    assert code(await taxi.pay(ride["id"], 1)) == "ride_over"
    ok(await taxi.board(bo))


@pytest.mark.parametrize(
    ("fare", "tip", "expected"),
    [
        (10_001, 0, "insufficient_funds"),
        (9_000, 1_001, "insufficient_funds"),
        (100, 301, "invalid"),
    ],
)
async def test_what_cannot_be_paid_changes_nothing(
    taxi: Taxi, settings: Settings, fare: int, tip: int, expected: str
) -> None:
    ride = ok(await taxi.board())
    ok(await taxi.meter(fare))
    about = order("ride", ride["id"], taxi.wang.me["id"], fare + tip)
    token = await confirmed(taxi.amina, about)
    async with unchanged(str(settings.database_url)):
        answer = await taxi.pay(ride["id"], fare, tip, confirmation=token)
        assert code(answer) == expected


@pytest.mark.parametrize("fare", [0, -5, 10**15 + 1])
async def test_what_is_no_fare_is_refused(taxi: Taxi, fare: int) -> None:
    assert code(await taxi.meter(fare)) == "bad_amount"


async def test_a_code_that_was_renewed_leads_nowhere(taxi: Taxi) -> None:
    ok(await taxi.wang.post("/rides/driver/code"))
    assert code(await taxi.board()) == "no_driver"
    await taxi.wang.delete("/rides/driver")
    assert code(await taxi.wang.get("/rides/day")) == "not_driving"

"""Codes that the payer shows: the phone is offline, the code is good once, the limits hold."""

import asyncio
from datetime import timedelta

from leapfrog.kernel.ids import new_id
from tests.pay.till.acts import Stall, balance, code, ok


async def test_a_phone_that_is_offline_pays(stall: Stall) -> None:
    phone = await stall.phone()
    stall.clock.advance(timedelta(hours=30))
    paid = ok(await stall.charge(450, phone.shows()))
    assert (paid["state"], paid["channel"], paid["by_name"]) == ("succeeded", "presented", "Carla")
    assert await balance(stall.amina) == (9_550, 0, 0)


async def test_a_code_is_good_once(stall: Stall) -> None:
    shown = (await stall.phone()).shows()
    answers = await asyncio.gather(*(stall.charge(100, shown) for _ in range(6)))
    assert sorted(one.status_code for one in answers) == [200] + [409] * 5
    assert await balance(stall.amina) == (9_900, 0, 0)


async def test_the_same_charge_again_is_answered_as_the_first_time(stall: Stall) -> None:
    shown, intent_id = (await stall.phone()).shows(), new_id()
    paid = ok(await stall.charge(100, shown, intent_id))
    assert ok(await stall.charge(100, shown, intent_id)) == paid
    assert code(await stall.charge(200, shown, intent_id)) == "intent_id_used"


async def test_a_code_dies_with_its_minute_and_with_a_payment_that_failed(stall: Stall) -> None:
    phone = await stall.phone()
    old = phone.shows()
    stall.clock.advance(timedelta(seconds=90))
    assert code(await stall.charge(100, old)) == "bad_code"
    ok(await stall.amina.put("/pay/freeze"))
    shown = phone.shows()
    assert code(await stall.charge(100, shown)) == "account_frozen"
    assert code(await stall.charge(100, shown)) == "code_used"
    [row] = ok(await stall.carla.get(stall.path("intents")))["intents"]
    assert (row["state"], row["problem"]) == ("cancelled", "account_frozen")


async def test_a_large_payment_asks_the_phone(stall: Stall) -> None:
    phone = await stall.phone()
    asked = ok(await stall.charge(5_001, phone.shows()))
    assert asked["state"] == "requires_action"
    assert await balance(stall.amina) == (10_000, 0, 0)
    [waits] = ok(await stall.amina.get("/pay/intents"))["payments"]
    assert (waits["merchant_name"], waits["amount"]) == ("Juma's stall", 5_001)
    paid = ok(await stall.pay(asked["id"]))
    assert paid["state"] == "succeeded"
    assert ok(await stall.amina.get("/pay/intents"))["payments"] == []


async def test_the_day_has_a_sum_and_a_count(stall: Stall) -> None:
    phone = await stall.phone()
    states = [ok(await stall.charge(10, phone.shows()))["state"] for _ in range(11)]
    assert states == ["succeeded"] * 10 + ["requires_action"]
    stall.clock.advance(timedelta(days=1))
    assert ok(await stall.charge(10, phone.shows()))["state"] == "succeeded"


async def test_the_key_dies_with_the_session(stall: Stall) -> None:
    phone = await stall.phone()
    ok(await stall.amina.delete("/sessions/current"))
    assert code(await stall.charge(100, phone.shows())) == "bad_code"


async def test_who_guesses_is_slowed(stall: Stall) -> None:
    answers = [await stall.charge(100, f"28{n:018}") for n in range(21)]
    assert [one.status_code for one in answers] == [422] * 20 + [429]
    assert await balance(stall.amina) == (10_000, 0, 0)

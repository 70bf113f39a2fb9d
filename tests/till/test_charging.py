"""Codes that the payer shows: the phone is offline, the code is good once, the limits hold."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay import CODE_COUNT
from leapfrog.till import ChargeAttempt, NewIntent
from leapfrog.till.charging import charge
from tests.http import PASSWORD
from tests.matrix import unchanged
from tests.pay.acts import LIMITS
from tests.till.acts import Stall, balance, code, ok

PAID, ASKS = "succeeded", "requires_action"


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


@pytest.mark.parametrize(
    ("once", "daily", "states"),
    [
        (0, 0, [ASKS, ASKS, ASKS]),
        (0, 15_000, [ASKS, ASKS, ASKS]),
        (1_000, 0, [ASKS, ASKS, ASKS]),
        (1_000, 1_500, [PAID, PAID, ASKS]),
        (700, 15_000, [ASKS, PAID, ASKS]),
    ],
)
async def test_who_wants_less_paid_by_codes_is_asked_earlier(
    stall: Stall, once: int, daily: int, states: list[str]
) -> None:
    limits = LIMITS | {"code_once": once, "code_daily": daily, "password": PASSWORD}
    kept = ok(await stall.amina.put("/pay/safety", json=limits))
    assert (kept["code_once"], kept["code_daily"], kept["code_count"]) == (once, daily, 10)
    phone = await stall.phone()
    amounts = (900, 600, 701)
    assert [ok(await stall.charge(one, phone.shows()))["state"] for one in amounts] == states
    paid = sum(one for one, state in zip(amounts, states, strict=True) if state == PAID)
    assert await balance(stall.amina) == (10_000 - paid, 0, 0)


@pytest.mark.parametrize("wrong", [{"code_once": 5_001}, {"code_daily": 15_001}])
async def test_codes_never_pay_more_than_the_town_lets_them(
    stall: Stall, settings: Settings, wrong: dict[str, int]
) -> None:
    async with unchanged(str(settings.database_url)):
        answer = await stall.amina.put("/pay/safety", json=LIMITS | wrong | {"password": PASSWORD})
        assert code(answer) == "over_code_limit"
    negative = LIMITS | {"code_once": -1, "password": PASSWORD}
    assert code(await stall.amina.put("/pay/safety", json=negative)) == "malformed"


async def test_tills_that_charge_one_person_at_once_keep_to_the_day(stall: Stall) -> None:
    """As from tills of two processes, each with its own batches."""
    one, other = await stall.phone(), await stall.phone()
    other.counter = 50
    shown = [(one if n % 2 else other).shows() for n in range(14)]
    chargings = [
        ChargeAttempt(new_id(), UUID(stall.carla.me["id"]), NewIntent(UUID(stall.id), 100), each)
        for each in shown
    ]

    async def takes(several: list[ChargeAttempt]) -> list[Any]:
        async with stall.town.database.transaction() as db:
            return list(await charge(db, several))

    answers = await asyncio.gather(*(takes(chargings[n : n + 2]) for n in range(0, 14, 2)))
    states = Counter(each.state for several in answers for each in several)
    assert states == {PAID: CODE_COUNT, ASKS: 4}


async def test_the_payer_says_no_and_the_till_is_told(stall: Stall, settings: Settings) -> None:
    phone = await stall.phone()
    asked = ok(await stall.charge(5_001, phone.shows()))
    no = f"/pay/intents/{asked['id']}/decline"
    async with unchanged(str(settings.database_url)):
        assert code(await stall.juma.post(no)) == "no_intent"
    said = ok(await stall.amina.post(no))
    assert (said["state"], said["problem"]) == ("cancelled", "payer_declined")
    assert ok(await stall.amina.post(no)) == said
    seen = ok(await stall.carla.get(stall.path(f"intents/{asked['id']}")))
    assert (seen["state"], seen["problem"]) == ("cancelled", "payer_declined")
    async with unchanged(str(settings.database_url), "pay_confirmation"):
        assert code(await stall.pay(asked["id"])) == "intent_over"
    assert ok(await stall.amina.get("/pay/intents"))["payments"] == []


async def test_what_is_paid_or_over_cannot_be_declined(stall: Stall, settings: Settings) -> None:
    phone = await stall.phone()
    paid = ok(await stall.charge(100, phone.shows()))
    late = ok(await stall.charge(5_001, phone.shows()))
    stall.clock.advance(timedelta(minutes=15))
    async with unchanged(str(settings.database_url), "identity_session"):
        for one, why in ((paid, "intent_paid"), (late, "intent_over")):
            assert code(await stall.amina.post(f"/pay/intents/{one['id']}/decline")) == why


async def test_the_phone_learns_what_came_of_its_code(stall: Stall) -> None:
    phone = await stall.phone()
    first = ok(await stall.charge(450, phone.shows()))
    ok(await stall.amina.put("/pay/freeze"))
    stall.clock.advance(timedelta(seconds=5))
    assert code(await stall.charge(70, phone.shows())) == "account_frozen"
    ended = ok(await stall.amina.get("/pay/intents"))["ended"]
    assert [(one["state"], one["amount"], one["problem"]) for one in ended] == [
        ("cancelled", 70, "account_frozen"),
        ("succeeded", 450, None),
    ]
    assert (ended[1]["id"], ended[1]["merchant_name"]) == (first["id"], "Juma's stall")
    assert ok(await stall.juma.get("/pay/intents"))["ended"] == []
    stall.clock.advance(timedelta(minutes=15))
    assert ok(await stall.amina.get("/pay/intents"))["ended"] == []


async def test_the_key_dies_with_the_session(stall: Stall) -> None:
    phone = await stall.phone()
    ok(await stall.amina.delete("/sessions/current"))
    assert code(await stall.charge(100, phone.shows())) == "bad_code"


async def test_who_guesses_is_slowed(stall: Stall) -> None:
    answers = [await stall.charge(100, f"28{n:018}") for n in range(21)]
    assert [one.status_code for one in answers] == [422] * 20 + [429]
    assert await balance(stall.amina) == (10_000, 0, 0)

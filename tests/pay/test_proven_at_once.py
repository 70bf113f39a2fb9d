"""A payment that brings its PIN or passkey along, in one request: as safe as in two."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import httpx
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay.confirming.model import MOST_TRIES
from tests.authenticator import Authenticator
from tests.contacts.conftest import Join
from tests.http import PASSWORD, Client, Enter
from tests.identity.passkey_steps import add, ask
from tests.matrix import unchanged
from tests.pay.acts import PIN, STEP_UP, Two, balance, code, funded, ok, order, send
from tests.pay.test_orders import left
from tests.pay.ways import WAYS, Due, Ways, all_ways

WRONG = "314159"
ASIDE = ("identity_session",)
TRIES = ("pay_pin_try",)


@pytest.fixture
async def here(join: Join, town: Town) -> Ways:
    return await all_ways(join, town, 0, 0)


def proof(due: Due, pin: str = PIN, **other: Any) -> dict[str, Any]:
    return {"order": due.order | other, "pin": pin}


async def pays(one: Client, other: Client, amount: int, made: Any, **given: Any) -> httpx.Response:
    """Sends money with what confirms it."""
    about = order("transfer", made, other.me["id"], amount)
    more = {"confirmation": {"order": about, **given}}
    return await send(one, other, amount, made, at_once=True, **more)


async def test_each_way_to_pay_takes_it_and_keeps_nothing(here: Ways) -> None:
    for way in WAYS:
        due = await way(here)
        before = await left(here.town)
        paid = ok(await here.does(due, proof(due)))
        assert await left(here.town) == before, way
        # As after an answer that was lost.
        assert ok(await here.does(due, proof(due))) == paid, way


async def test_a_wrong_pin_pays_in_no_way(here: Ways, settings: Settings) -> None:
    for way in WAYS:
        due = await way(here)
        async with unchanged(str(settings.database_url), *ASIDE, *TRIES):
            answer = await here.does(due, proof(due, WRONG))
            assert (code(answer), answer.json()["tries_left"]) == ("wrong_pin", MOST_TRIES - 1), way
        ok(await here.does(due, proof(due)))


async def test_it_is_good_for_its_own_order_and_no_other(here: Ways, settings: Settings) -> None:
    for way in WAYS:
        due = await way(here)
        others: list[dict[str, Any]] = [
            {"use": "packet" if due.order["use"] != "packet" else "transfer"},
            {"id": str(new_id())},
            {"to": str(new_id())},
            {"amount": due.amount + 1},
            {"amount": due.amount - 1},
        ]
        async with unchanged(str(settings.database_url), *ASIDE):
            said = [code(await here.does(due, proof(due, **other))) for other in others]
        assert said == ["confirmation_needed"] * len(said), way


async def test_what_is_refused_spends_nothing(here: Ways, settings: Settings) -> None:
    for way in WAYS:
        due = await way(here)
        ok(await here.amina.put("/pay/freeze"))
        async with unchanged(str(settings.database_url), "till_intent", *ASIDE):
            assert code(await here.does(due, proof(due))) == "account_frozen", way
        ok(await here.amina.post("/pay/unfreeze", json={"password": PASSWORD}))
        ok(await here.does(due, proof(due)))


async def test_wrong_pins_are_counted_together_however_they_come(
    two: Two, clock: FixedClock, settings: Settings
) -> None:
    about = order("transfer", new_id(), two.bo.me["id"], 5)
    for _ in range(3):
        answer = await two.amina.post("/pay/confirmations", json={"order": about, "pin": WRONG})
        assert code(answer) == "wrong_pin"
    for rest in (1, 0):
        answer = await pays(two.amina, two.bo, 5, new_id(), pin=WRONG)
        assert answer.json()["tries_left"] == rest
    async with unchanged(str(settings.database_url)):
        locked = await pays(two.amina, two.bo, 5, new_id(), pin=PIN)
        assert (code(locked), locked.headers["retry-after"]) == ("pin_throttled", "900")
    clock.advance(timedelta(minutes=15))
    ok(await pays(two.amina, two.bo, 5, new_id(), pin=PIN))
    assert await balance(two.bo) == (5, 0, 0)


async def test_guesses_at_once_are_no_more_than_guesses_in_a_row(two: Two) -> None:
    guesses = [f"{n:06}" for n in range(100_001, 100_021)]
    answers = await asyncio.gather(
        *(pays(two.amina, two.bo, 5, new_id(), pin=guess) for guess in guesses)
    )
    codes = Counter(code(answer) for answer in answers)
    assert codes == {"wrong_pin": MOST_TRIES, "pin_throttled": len(guesses) - MOST_TRIES}
    assert await balance(two.amina) == (10_000, 0, 0)


async def test_the_same_payment_from_many_connections_is_paid_once(two: Two) -> None:
    made = new_id()
    # As many as there are tries before a right one has been seen to be right.
    answers = await asyncio.gather(
        *(pays(two.amina, two.bo, 40, made, pin=PIN) for _ in range(MOST_TRIES))
    )
    assert {ok(answer)["id"] for answer in answers} == {str(made)}
    assert await balance(two.bo) == (40, 0, 0)


async def test_whose_pin_it_is_decides(two: Two, settings: Settings) -> None:
    """Nobody pays with somebody else's, and nobody else's tries are used up."""
    ok(await two.bo.put("/pay/pin", json={"pin": "161803", "password": PASSWORD}))
    async with unchanged(str(settings.database_url), *ASIDE, *TRIES):
        assert code(await pays(two.bo, two.amina, 5, new_id(), pin=PIN)) == "wrong_pin"
    ok(await pays(two.amina, two.bo, 5, new_id(), pin=PIN))


async def test_above_the_step_up_it_needs_the_password_too(
    two: Two, settings: Settings, town: Town
) -> None:
    much = STEP_UP + 1
    await funded(town, two.amina, much)
    async with unchanged(str(settings.database_url)):
        answer = await pays(two.amina, two.bo, much, new_id(), pin=PIN)
        assert (code(answer), answer.json()["strong"]) == ("confirmation_needed", True)
    ok(await pays(two.amina, two.bo, much, new_id(), pin=PIN, password=PASSWORD))


async def test_a_passkey_pays_once(two: Two, settings: Settings) -> None:
    phone = Authenticator(two.amina.origin)
    ok(await add(two.amina, phone))
    asked = await ask(two.amina, "sign_in")
    given = {"challenge_id": asked["id"], "credential": phone.sign(asked["options"])}
    ok(await pays(two.amina, two.bo, 5, new_id(), passkey=given))
    assert code(await pays(two.amina, two.bo, 5, new_id(), passkey=given)) == "not_confirmed"
    assert await balance(two.bo) == (5, 0, 0)


async def test_without_a_session_nothing_is_looked_at(
    two: Two, client: Enter, settings: Settings
) -> None:
    about = order("transfer", new_id(), two.bo.me["id"], 5)
    body = {"to": two.bo.me["id"], "amount": 5, "currency": "EUR"}
    body["confirmation"] = {"order": about, "pin": PIN}
    async with unchanged(str(settings.database_url)):
        answer = await client().put(f"/pay/transfers/{about['id']}", json=body)
        assert code(answer) == "sign_in_needed"


@pytest.mark.parametrize(
    "wrong", [{"order": None}, {"pin": "1" * 33}, {"token": "x"}, {"pin": 271828}, {"order": {}}]
)
async def test_what_is_no_proof_is_malformed(
    two: Two, settings: Settings, wrong: dict[str, Any]
) -> None:
    made = new_id()
    given = {"order": order("transfer", made, two.bo.me["id"], 5), "pin": PIN} | wrong
    body = {"to": two.bo.me["id"], "amount": 5, "currency": "EUR", "confirmation": given}
    async with unchanged(str(settings.database_url)):
        answer = await two.amina.put(f"/pay/transfers/{made}", json=body)
        assert code(answer) == "malformed"

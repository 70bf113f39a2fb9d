"""Confirming: PINs, passkeys, steps up, small payments, wrong tries, freezing."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay.confirming.model import MOST_TRIES
from tests.authenticator import Authenticator
from tests.contacts.conftest import Join
from tests.http import PASSWORD, Client, Enter, running
from tests.identity.passkey_steps import add, ask
from tests.matrix import unchanged
from tests.pay.acts import (
    LIMITS,
    PIN,
    Two,
    balance,
    code,
    confirmed,
    funded,
    ok,
    order,
    secured,
    send,
    send_ok,
)

FIVE = order("transfer", UUID(int=1), UUID(int=2), 5)


def why(answer: Any) -> tuple[str, Any, Any]:
    body = answer.json()
    return body["code"], body.get("ways"), body.get("strong")


async def test_without_a_confirmation_nothing_goes(two: Two, settings: Settings) -> None:
    made = new_id()
    token = str(await confirmed(two.amina, order("transfer", made, two.bo.me["id"], 500)))
    async with unchanged(str(settings.database_url)):
        for bad in (None, "", "x", token[:-4] + "AAAA", token + "A", "é" * 20):
            answer = await send(two.amina, two.bo, 500, made, confirmation=bad)
            assert why(answer) == ("confirmation_needed", ["pin", "password"], False)
    await send_ok(two.amina, two.bo, 500, transfer_id=made, confirmation=token)


async def test_who_has_no_pin_is_told_to_choose_one(join: Join) -> None:
    cleo = await join("cleo")
    assert code(await cleo.post("/pay/confirmations", json={"order": FIVE, "pin": PIN})) == "no_pin"
    for weak in ("111111", "123456", "987654", "12345", "1234567", "abcdef", "٣٤١٢٩٨"):
        body = {"pin": weak, "password": PASSWORD}
        assert code(await cleo.put("/pay/pin", json=body)) == "weak_pin"
    body = {"pin": PIN, "password": "wrong wrong wrong"}
    assert code(await cleo.put("/pay/pin", json=body)) == "not_confirmed"
    await secured(cleo)
    assert ok(await cleo.get("/pay/safety"))["pin"]


async def test_wrong_pins_lock_one_device_and_no_other(
    two: Two, client: Enter, clock: FixedClock
) -> None:
    thief, body = client(), {"order": FIVE, "pin": "314159"}
    await thief.sign_in("amina")
    left = []
    for _ in range(5):
        answer = await thief.post("/pay/confirmations", json=body)
        assert code(answer) == "wrong_pin"
        left.append(answer.json()["tries_left"])
    assert left == [4, 3, 2, 1, 0]
    right = {"order": FIVE, "pin": PIN}
    locked = await thief.post("/pay/confirmations", json=right)
    assert (code(locked), locked.headers["retry-after"]) == ("pin_throttled", "900")
    await confirmed(two.amina, FIVE)
    clock.advance(timedelta(minutes=15))
    assert code(await thief.post("/pay/confirmations", json=body)) == "wrong_pin"
    clock.advance(timedelta(minutes=15))
    assert code(await thief.post("/pay/confirmations", json=right)) == "pin_throttled"
    # A new PIN, proved by the password, lets all devices try anew.
    await secured(two.amina, "161803")
    await confirmed(thief, FIVE, "161803")


async def test_guesses_over_many_connections_at_once_are_no_more_than_guesses_in_a_row(
    two: Two, client: Enter
) -> None:
    thief = client()
    await thief.sign_in("amina")
    guesses = [{"order": FIVE, "pin": f"{n:06}"} for n in range(100_001, 100_041)]
    answers = await asyncio.gather(
        *(thief.post("/pay/confirmations", json=guess) for guess in guesses)
    )
    codes = Counter(code(answer) for answer in answers)
    assert codes == {"wrong_pin": MOST_TRIES, "pin_throttled": len(guesses) - MOST_TRIES}
    right = await thief.post("/pay/confirmations", json={"order": FIVE, "pin": PIN})
    assert code(right) == "pin_throttled"
    await confirmed(two.amina, FIVE)


async def test_who_confirms_two_things_at_once_is_not_taken_for_a_guesser(
    two: Two, clock: FixedClock
) -> None:
    """What was counted second may have begun first."""
    wrong = {"order": FIVE, "pin": "314159"}
    assert code(await two.amina.post("/pay/confirmations", json=wrong)) == "wrong_pin"
    clock.advance(-timedelta(milliseconds=5))
    await confirmed(two.amina, FIVE)


async def test_above_the_step_up_a_pin_alone_is_not_enough(two: Two) -> None:
    wanted = {"order": FIVE | {"amount": 50_001}, "pin": PIN}
    answer = await two.amina.post("/pay/confirmations", json=wanted)
    assert why(answer) == ("confirmation_needed", ["pin", "password"], True)
    wrong = await two.amina.post("/pay/confirmations", json=wanted | {"password": "no no no no"})
    assert code(wrong) == "not_confirmed"
    ok(await two.amina.post("/pay/confirmations", json=wanted | {"password": PASSWORD}))


async def test_a_passkey_confirms_any_amount(two: Two, town: Town) -> None:
    phone = Authenticator(two.amina.origin)
    ok(await add(two.amina, phone))
    asked = await ask(two.amina, "sign_in")
    given = {"challenge_id": asked["id"], "credential": phone.sign(asked["options"])}
    await funded(town, two.amina, 10**6)
    made = new_id()
    body = {"order": order("transfer", made, two.bo.me["id"], 10**6), "passkey": given}
    token = ok(await two.amina.post("/pay/confirmations", json=body))["token"]
    await send_ok(two.amina, two.bo, 10**6, transfer_id=made, confirmation=token)
    again = await two.amina.post("/pay/confirmations", json={"order": FIVE, "passkey": given})
    assert code(again) == "not_confirmed"
    theirs = await two.bo.post("/pay/confirmations", json={"order": FIVE, "passkey": given})
    assert code(theirs) == "not_confirmed"


async def test_small_payments_need_nothing_up_to_a_days_sum(two: Two, clock: FixedClock) -> None:
    limits = LIMITS | {"small_once": 300, "small_daily": 700}
    refused = await two.amina.put("/pay/safety", json=limits | {"password": "no no no no no"})
    assert code(refused) == "not_confirmed"
    ok(await two.amina.put("/pay/safety", json=limits | {"password": PASSWORD}))
    none: dict[str, Any] = {"confirmation": None}
    await send_ok(two.amina, two.bo, 300, **none)
    await send_ok(two.amina, two.bo, 300, **none)
    assert code(await send(two.amina, two.bo, 101, **none)) == "confirmation_needed"
    assert code(await send(two.amina, two.bo, -300, **none)) == "bad_amount"
    await send_ok(two.amina, two.bo, 100, **none)
    assert code(await send(two.amina, two.bo, 1, **none)) == "confirmation_needed"
    clock.advance(timedelta(days=1))
    await send_ok(two.amina, two.bo, 300, **none)


async def test_a_stolen_phone_is_frozen_from_any_device(two: Two, client: Enter) -> None:
    computer = client()
    waiting = await send_ok(two.amina, two.bo, 100)
    await computer.sign_in("amina")
    ok(await computer.put("/pay/freeze"))
    assert code(await send(two.amina, two.bo, 5)) == "account_frozen"
    ok(await two.bo.post(f"/pay/transfers/{waiting['id']}/accept"))
    assert code(await two.amina.post("/pay/unfreeze", json={})) == "not_confirmed"
    ok(await computer.post("/pay/unfreeze", json={"password": PASSWORD}))
    await send_ok(two.amina, two.bo, 5)


async def test_nobody_freezes_or_reads_what_is_not_theirs(two: Two, join: Join) -> None:
    stranger = await join("stranger")
    ok(await stranger.put("/pay/freeze"))
    await send_ok(two.amina, two.bo, 5)
    [account] = ok(await two.amina.get("/wallet"))["accounts"]
    path = f"/wallet/accounts/{account['id']}/statement"
    assert code(await stranger.get(path)) == "no_account"
    assert await balance(two.amina) == (10_000, 5, 0)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/pay/safety"),
        ("PUT", "/pay/freeze"),
        ("GET", "/pay/waiting"),
        ("GET", "/pay/desk"),
        ("GET", "/pay/desk/book"),
        ("GET", f"/pay/transfers/{UUID(int=1)}"),
    ],
)
async def test_who_is_not_signed_in_gets_nothing(client: Enter, method: str, path: str) -> None:
    assert code(await client().request(method, path)) == "sign_in_needed"


async def test_a_town_without_money_has_none_of_it(settings: Settings, clock: FixedClock) -> None:
    poor = msgspec.structs.replace(settings, money="none")
    async with running(poor, clock) as app:
        one = Client(app, poor.origin, "203.0.113.9")
        await one.join("amina")
        assert ok(await one.get("/town"))["money"] is None
        for path in ("/pay/safety", "/pay/waiting", "/pay/top-up", "/pay/desk"):
            assert code(await one.get(path)) == "no_money"
        await one.aclose()

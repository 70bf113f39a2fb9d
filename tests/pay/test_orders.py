"""What somebody confirms is one payment: to whom, how much, in which way, once, on this device, and
not after a new PIN.
"""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay import drop_expired
from tests.contacts.conftest import Join
from tests.http import PASSWORD, Enter
from tests.matrix import unchanged
from tests.pay.acts import Two, balance, code, confirmed, ok, order, secured, send
from tests.pay.ways import WAYS, Ways, all_ways

LEFT = "select count(*) from pay_confirmation"
ASIDE = ("identity_session",)


@pytest.fixture
async def here(join: Join, town: Town) -> Ways:
    return await all_ways(join, town, 0, 0)


async def test_it_is_good_for_what_was_confirmed_and_for_nothing_else(
    here: Ways, settings: Settings
) -> None:
    for way in WAYS:
        due = await way(here)
        others: list[dict[str, Any]] = [
            {"use": "packet" if due.order["use"] != "packet" else "transfer"},
            {"id": str(new_id())},
            {"to": str(new_id())},
            {"amount": due.amount + 1},
            {"amount": due.amount - 1},
        ]
        tokens = [await confirmed(here.amina, due.order | other) for other in others]
        theirs = await confirmed(here.group.bo, due.order)
        async with unchanged(str(settings.database_url), *ASIDE):
            said = [code(await here.does(due, token)) for token in [*tokens, theirs]]
        assert said == ["confirmation_needed"] * len(said), way
        ok(await here.does(due, await here.confirmed(due)))


async def test_it_is_burnt_by_use_and_not_by_a_refusal(here: Ways, settings: Settings) -> None:
    for way in WAYS:
        due = await way(here)
        before = await left(here.town)
        token = await here.confirmed(due)
        ok(await here.amina.put("/pay/freeze"))
        async with unchanged(str(settings.database_url), "till_intent", *ASIDE):
            assert code(await here.does(due, token)) == "account_frozen", way
        ok(await here.amina.post("/pay/unfreeze", json={"password": PASSWORD}))
        paid = ok(await here.does(due, token))
        assert await left(here.town) == before, way
        # What is done is done: the same again needs none.
        assert ok(await here.does(due, token)) == paid


async def test_a_promise_that_was_taken_back_is_confirmed_anew(here: Ways) -> None:
    due = await here.promise()
    token = await here.confirmed(due)
    ok(await here.does(due, token))
    ok(await here.amina.post(f"/pay/splits/{due.order['id']}/take-back"))
    assert code(await here.does(due, token)) == "confirmation_needed"


async def test_at_once_from_everywhere_it_pays_once(two: Two) -> None:
    """The same confirmation with other payments, and with many tries of its own."""
    made = new_id()
    token = await confirmed(two.amina, order("transfer", made, two.bo.me["id"], 40))
    tries = [made] * 6 + [new_id() for _ in range(6)]
    answers = await asyncio.gather(
        *(send(two.amina, two.bo, 40, one, at_once=True, confirmation=token) for one in tries)
    )
    said = Counter(code(one) if one.is_error else "paid" for one in answers)
    assert said == {"paid": 6, "confirmation_needed": 6}
    assert await balance(two.bo) == (40, 0, 0)


async def test_it_is_good_for_its_session_and_for_five_minutes(
    two: Two, client: Enter, clock: FixedClock, settings: Settings, town: Town
) -> None:
    made, other = new_id(), client()
    await other.sign_in("amina")
    token = await confirmed(two.amina, order("transfer", made, two.bo.me["id"], 5))
    async with unchanged(str(settings.database_url)):
        answer = await send(other, two.bo, 5, made, confirmation=token)
        assert code(answer) == "confirmation_needed"
        clock.advance(timedelta(minutes=5))
        answer = await send(two.amina, two.bo, 5, made, confirmation=token)
        assert code(answer) == "confirmation_needed"
    async with town.database.transaction() as db:
        await drop_expired(db)
    assert await left(town) == 0


async def test_a_new_pin_burns_what_was_confirmed_by_the_one_before(
    two: Two, client: Enter, settings: Settings
) -> None:
    made, other = new_id(), client()
    await other.sign_in("amina")
    token = await confirmed(two.amina, order("transfer", made, two.bo.me["id"], 5))
    theirs = await confirmed(two.bo, order("transfer", made, two.amina.me["id"], 5))
    await secured(other, "161803")
    async with unchanged(str(settings.database_url)):
        answer = await send(two.amina, two.bo, 5, made, confirmation=token)
        assert code(answer) == "confirmation_needed"
        # Another's is theirs still: there is only no money behind it.
        answer = await send(two.bo, two.amina, 5, made, confirmation=theirs)
        assert code(answer) == "insufficient_funds"


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"amount": -5},
        {"amount": 10**15 + 1},
        {"use": "gift"},
        {"to": "x" * 65},
        {"id": "1"},
        {"currency": "EUR"},
    ],
)
async def test_what_is_no_order_is_not_confirmed(
    two: Two, settings: Settings, wrong: dict[str, Any]
) -> None:
    about = order("transfer", new_id(), two.bo.me["id"], 5) | wrong
    async with unchanged(str(settings.database_url)):
        answer = await two.amina.post("/pay/confirmations", json={"order": about, "pin": "271828"})
        assert code(answer) == "malformed"


async def left(town: Town) -> int:
    """How many confirmations wait to be used."""
    async with town.database.glance() as db:
        return int(await db.value(LEFT))

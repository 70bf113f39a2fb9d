"""Transfers: waiting, accepted, declined, taken back, returned; and requests."""

from datetime import timedelta

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, Settle
from tests.matrix import unchanged
from tests.pay.acts import Two, balance, befriend, card, code, confirmed, ok, order, send, send_ok


async def test_a_transfer_waits_until_it_is_accepted(two: Two) -> None:
    sent = await send_ok(two.amina, two.bo, 1500, note=" for  lunch\u202e ")
    assert (sent["state"], sent["note"]) == ("waiting", "for lunch")
    assert await balance(two.amina) == (10_000, 1500, 0)
    assert await balance(two.bo) == (0, 0, 1500)
    got = ok(await two.bo.post(f"/pay/transfers/{sent['id']}/accept"))
    assert got["state"] == "accepted"
    assert await balance(two.amina) == (8500, 0, 0)
    assert await balance(two.bo) == (1500, 0, 0)
    assert ok(await two.bo.post(f"/pay/transfers/{sent['id']}/accept")) == got


async def test_it_is_a_card_in_the_conversation_of_the_two(two: Two, join: Join) -> None:
    sent = await send_ok(two.amina, two.bo, 1500, note="lunch")
    talk = ok(await two.bo.get("/conversations"))["conversations"][0]
    ref = f"pay:transfer:{sent['id']}"
    assert (talk["last"]["kind"], talk["last"]["meta"], talk["last"]["body"]) == (
        "card",
        {"ref": ref},
        "lunch",
    )
    for one in (two.amina, two.bo):
        found = await card(one, ref)
        assert found is not None
        assert (found["kind"], found["from_name"], found["to_name"], found["exponent"]) == (
            "transfer",
            "Amina",
            "Bo_chen",
            2,
        )
    assert await card(await join("stranger"), ref) is None


@pytest.mark.parametrize(("who", "act"), [("bo", "decline"), ("amina", "cancel")])
async def test_what_is_declined_or_taken_back_is_the_senders_again(
    two: Two, who: str, act: str
) -> None:
    sent = await send_ok(two.amina, two.bo, 1500)
    ended = ok(await getattr(two, who).post(f"/pay/transfers/{sent['id']}/{act}"))
    assert ended["state"] in ("declined", "cancelled")
    assert await balance(two.amina) == (10_000, 0, 0)
    assert await balance(two.bo) == (0, 0, 0)
    assert code(await two.bo.post(f"/pay/transfers/{sent['id']}/accept")) == "already_settled"


async def test_nobody_does_what_is_the_other_ones_to_do(two: Two, settings: Settings) -> None:
    sent = await send_ok(two.amina, two.bo, 1500)
    path = f"/pay/transfers/{sent['id']}"
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert code(await two.amina.post(f"{path}/accept")) == "not_for_you"
        assert code(await two.amina.post(f"{path}/decline")) == "not_for_you"
        assert code(await two.bo.post(f"{path}/cancel")) == "not_for_you"


async def test_what_nobody_accepts_returns_after_a_day(
    two: Two, clock: FixedClock, settle: Settle
) -> None:
    sent = await send_ok(two.amina, two.bo, 1500)
    clock.advance(timedelta(hours=24))
    assert code(await two.bo.post(f"/pay/transfers/{sent['id']}/accept")) == "already_settled"
    await settle()
    found = ok(await two.amina.get(f"/pay/transfers/{sent['id']}"))
    assert found["state"] == "returned"
    assert await balance(two.amina) == (10_000, 0, 0)
    assert await balance(two.bo) == (0, 0, 0)


async def test_the_same_id_again_is_the_same_transfer(two: Two) -> None:
    transfer_id = new_id()
    first = await send_ok(two.amina, two.bo, 700, transfer_id=transfer_id)
    again = await send_ok(two.amina, two.bo, 700, transfer_id=transfer_id, confirmation=None)
    assert again == first
    other = await send(two.amina, two.bo, 701, transfer_id)
    assert code(other) == "operation_id_used"
    assert await balance(two.amina) == (10_000, 700, 0)
    talk = ok(await two.bo.get("/conversations"))["conversations"][0]
    assert talk["last"]["seq"] == 1


async def test_at_once_goes_to_whoever_shows_their_code(two: Two, join: Join) -> None:
    shop = await join("stranger")
    sent = await send_ok(two.amina, shop, 250, at_once=True)
    assert sent["state"] == "accepted"
    assert await balance(shop) == (250, 0, 0)
    assert code(await send(two.amina, shop, 250)) == "not_between_you"


async def test_a_request_is_paid_once(two: Two) -> None:
    request_id = new_id()
    body = {"of": two.amina.me["id"], "amount": 900, "currency": "EUR", "note": "tickets"}
    asked = ok(await two.bo.put(f"/pay/requests/{request_id}", json=body))
    assert ok(await two.bo.put(f"/pay/requests/{request_id}", json=body)) == asked
    assert (asked["from_name"], asked["to_name"], asked["state"]) == (
        "Amina",
        "Bo_chen",
        "waiting",
    )
    assert ok(await two.amina.get("/pay/waiting"))["requests"] == [asked]
    made = new_id()
    token = await confirmed(two.amina, order("transfer", made, two.bo.me["id"], 900))
    paying = {"transfer_id": str(made), "confirmation": token}
    path = f"/pay/requests/{request_id}"
    assert code(await two.bo.post(f"{path}/decline")) == "not_for_you"
    paid = ok(await two.amina.post(f"{path}/pay", json=paying))
    assert ok(await two.amina.post(f"{path}/pay", json=paying)) == paid
    twice = paying | {"transfer_id": str(new_id())}
    assert code(await two.amina.post(f"{path}/pay", json=twice)) == "already_settled"
    assert await balance(two.bo) == (900, 0, 0)
    assert code(await two.bo.post(f"{path}/cancel")) == "already_settled"


async def test_a_request_is_declined_or_taken_back(two: Two) -> None:
    body = {"of": two.amina.me["id"], "amount": 900, "currency": "EUR"}
    first, second = new_id(), new_id()
    ok(await two.bo.put(f"/pay/requests/{first}", json=body))
    ok(await two.bo.put(f"/pay/requests/{second}", json=body))
    assert ok(await two.amina.post(f"/pay/requests/{first}/decline"))["state"] == "declined"
    assert ok(await two.bo.post(f"/pay/requests/{second}/cancel"))["state"] == "cancelled"
    assert ok(await two.amina.get("/pay/waiting"))["requests"] == []


@pytest.mark.parametrize(
    ("amount", "more", "refusal"),
    [
        (0, {}, "bad_amount"),
        (-5, {}, "bad_amount"),
        (10**15 + 1, {}, "bad_amount"),
        (10**40, {}, "bad_amount"),
        (100, {"currency": "USD"}, "currencies_differ"),
        (100, {"currency": "LAK"}, "currencies_differ"),
        (10_001, {}, "insufficient_funds"),
        (10_001, {"at_once": True}, "insufficient_funds"),
    ],
)
async def test_what_cannot_be_paid_is_refused_by_name_and_nothing_changes(
    two: Two, settings: Settings, amount: int, more: dict[str, object], refusal: str
) -> None:
    made = new_id()
    token = await confirmed(two.amina, order("transfer", made, two.bo.me["id"], amount))
    assert settings.database_url
    async with unchanged(settings.database_url):
        answer = await send(two.amina, two.bo, amount, made, confirmation=token, **more)
    assert code(answer) == refusal


async def test_nothing_goes_to_oneself_to_nobody_or_to_who_blocked(two: Two, join: Join) -> None:
    friend = await join("friend")
    await befriend(two.amina, friend)
    assert code(await send(two.amina, two.amina, 5)) == "same_account"
    friend.me = friend.me | {"id": str(new_id())}
    for at_once in (False, True):
        answer = await send(two.amina, friend, 5, at_once=at_once)
        assert code(answer) == "no_account"
    ok(await two.bo.put(f"/blocks/{two.amina.me['id']}"))
    for at_once in (False, True):
        answer = await send(two.amina, two.bo, 5, at_once=at_once)
        assert code(answer) == "not_between_you"

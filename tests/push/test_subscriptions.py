"""Subscriptions: one for each session, there as long as the session is."""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.identity.model import SESSION_LIFE
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.push import store
from tests.contacts.acts import code
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.push.acts import Board, notify, ok, subscribe, subscribed, until
from tests.pushing import PushService, plain


async def told(person: Client) -> list[Any]:
    return list(ok(await person.get("/push"))["subscriptions"])


async def count(town: Town) -> int:
    async with town.database.glance() as db:
        return (await store.count(db))[1]


async def test_a_device_is_told_where_it_asked_to_be(
    client: Enter, service: PushService, town: Town, board: Board
) -> None:
    amina = client()
    await amina.join("amina")
    state = ok(await amina.get("/push"))
    assert (state["shows_text"], state["subscriptions"]) == (True, [])
    assert len(plain(state["public_key"])) == 65
    phone = await subscribed(amina, service)
    [one] = await told(amina)
    assert (one["current"], one["device"], one["service"]) == (
        True,
        "Firefox, Android",
        "127.0.0.1",
    )
    await notify(town, amina)
    await until(lambda: phone.pushed)
    ok(await amina.delete("/push/subscription"))
    assert await told(amina) == []
    assert (await amina.delete("/push/subscription")).status_code == 404


async def test_a_session_has_one_subscription(
    client: Enter, service: PushService, town: Town, board: Board
) -> None:
    amina = client()
    await amina.join("amina")
    old, new = await subscribed(amina, service), await subscribed(amina, service)
    ok(await subscribe(amina, new))
    assert len(await told(amina)) == 1
    await notify(town, amina)
    await until(lambda: new.pushed)
    assert old.pushed == []


async def test_whoever_signs_in_to_a_browser_takes_its_subscription_over(
    client: Enter, service: PushService, town: Town, board: Board
) -> None:
    amina, bo = client(), client()
    await amina.join("amina")
    await bo.join("bo_chen")
    phone = await subscribed(amina, service)
    ok(await subscribe(bo, phone))
    assert (await told(amina), len(await told(bo))) == ([], 1)
    board.say("for Amina", "1")
    board.say("for Bo", "2")
    await notify(town, amina, "1")
    await notify(town, bo, "2")
    await until(lambda: phone.pushed)
    assert phone.texts == ["for Bo"]


async def test_who_only_knows_an_address_cannot_take_it(
    client: Enter, service: PushService, database_url: str
) -> None:
    amina, eve = client(), client()
    await amina.join("amina")
    await eve.join("eve")
    phone = await subscribed(amina, service)
    false = service.handset().subscription | {"endpoint": phone.endpoint}
    async with unchanged(database_url):
        assert code(await eve.put("/push/subscription", json=false)) == "push_address_refused"


@pytest.mark.parametrize("operation", ["sign out", "elsewhere", "password", "erased"])
async def test_it_ends_with_its_session(
    client: Enter, service: PushService, town: Town, operation: str
) -> None:
    amina, laptop = client(), client()
    await amina.join("amina")
    await laptop.sign_in("amina")
    await subscribed(laptop, service)
    match operation:
        case "sign out":
            ok(await laptop.delete("/sessions/current"))
        case "elsewhere":
            [one] = await told(amina)
            ok(await amina.delete(f"/sessions/{one['session_id']}"))
        case "password":
            change = {"password": "ten green bottles", "current_password": "nine green frogs"}
            ok(await amina.put("/me/password", json=change))
        case "erased":
            leaving = {"handle": "amina", "password": "nine green frogs"}
            ok(await amina.request("DELETE", "/me", json=leaving))
    assert await count(town) == 0


async def test_a_session_that_ran_out_is_told_nothing(
    client: Enter, service: PushService, town: Town, clock: FixedClock, board: Board
) -> None:
    amina, laptop = client(), client()
    await amina.join("amina")
    old = await subscribed(amina, service)
    clock.advance(SESSION_LIFE - timedelta(minutes=1))
    await laptop.sign_in("amina")
    new = await subscribed(laptop, service)
    clock.advance(timedelta(minutes=2))
    await notify(town, amina)
    await until(lambda: new.pushed)
    assert old.pushed == []


async def test_a_borrowed_computer_is_told_nothing(
    client: Enter, service: PushService, database_url: str
) -> None:
    amina, computer = client(), client()
    await amina.join("amina")
    link = ok(await computer.post("/device-links", json={"id": str(new_id())}))
    ok(await amina.post(f"/device-links/{link['code']}/approval"))
    ok(await computer.post(f"/device-links/{link['id']}/session"))
    async with unchanged(database_url):
        answer = await subscribe(computer, service.handset())
        assert code(answer) == "own_device_needed"


BAD = [
    {"endpoint": "ftp://push.example/x"},
    {"endpoint": "http://user:word@push.example/x"},
    {"endpoint": "http://push.example/x y"},
    {"endpoint": "http://push.example/#x"},
    {"endpoint": "push.example"},
    {"endpoint": "http://[::1/x"},
    {"p256dh": "AAAA"},
    {"p256dh": "!!!"},
    {"p256dh": "ä"},
    {"auth": "AAAA"},
    {"auth": ""},
]


@pytest.mark.parametrize("wrong", BAD)
async def test_what_cannot_be_pushed_to_is_refused(
    client: Enter, service: PushService, database_url: str, wrong: dict[str, str]
) -> None:
    amina = client()
    await amina.join("amina")
    async with unchanged(database_url):
        answer = await subscribe(amina, service.handset(), **wrong)
        assert (answer.status_code, code(answer)) == (422, "push_address_refused")

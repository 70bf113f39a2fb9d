"""What a shop's program hears, from a real purchase to a real receiver."""

import asyncio
import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog import push
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.outgoing import Outgoing
from leapfrog.reactions.programs import compose_secrets
from leapfrog.webhooks.errors import WebhookRefused
from leapfrog.webhooks.model import MOST_TRIES, WAITS
from leapfrog.webhooks.registering import HookPlace, HookWishes, put_hook
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.jobs import PATIENCE, worked_off
from tests.orders.acts import Fair, ok
from tests.parcels.acts import TERMS
from tests.pay.acts import befriend
from tests.warehouses.acts import open_depot
from tests.webhooks.receiver import Receiver, is_signed

EVERY = [
    "order.paid",
    "order.sent",
    "order.received",
    "order.cancelled",
    "stock.low",
    "case.opened",
]


async def hooked(
    fair: Fair, url: str, events: list[str] = EVERY, who: Client | None = None
) -> dict[str, Any]:
    path = f"/merchants/{fair.kitchen.id}/webhooks/{new_id()}"
    made: dict[str, Any] = ok(
        await (who or fair.mei).put(path, json={"url": url, "events": events})
    )
    return made | {"path": path}


UNDER_WAY = """
select exists (select from kernel_event) or exists (
    select from kernel_timer
    where due_at <= $1 and (kind like 'reaction:%' or kind = 'webhooks.due')
)
"""


JOBS = "select count(*) from pgqueuer where entrypoint = 'webhooks.send'"


async def brought(town: Town, settle: Settle) -> None:
    """All that is due was brought, or tried: also what the town's own loops had in hand."""
    async with asyncio.timeout(PATIENCE):
        await settle()
        while await _under_way(town):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await worked_off(town)


async def _under_way(town: Town) -> bool:
    async with town.database.reading() as db:
        return bool(await db.value(UNDER_WAY, db.now))


async def log_of(fair: Fair, hook: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(await fair.mei.get(f"{hook['path']}/messages"))["messages"]
    return found


async def test_a_program_hears_of_a_purchase_from_the_money_to_the_receipt(
    fair: Fair, town: Town, settle: Settle, receiver: Receiver
) -> None:
    hook = await hooked(fair, f"{receiver.origin}/")
    [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2, Bowl=3))
    await fair.send(order["id"], [{"no": 0, "n": 1}])
    await brought(town, settle)
    await fair.send(order["id"])
    await brought(town, settle)
    ok(await fair.amina.put(f"/orders/{order['id']}/confirmation"))
    await brought(town, settle)
    kinds = [one["type"] for one in receiver.events()]
    assert sorted(kinds) == [
        *("order.paid", "order.received", "order.sent", "order.sent", "stock.low"),
    ]
    paid = next(one for one in receiver.events() if one["type"] == "order.paid")
    assert paid["data"] == {
        "shop_id": str(fair.kitchen.id),
        "order_id": order["id"],
        "number": order["number"],
        "state": "paid",
        "path": f"/api/v1/orders/{order['id']}",
    }
    low = next(one for one in receiver.events() if one["type"] == "stock.low")
    assert (low["data"]["variant_id"], low["data"]["free"]) == (
        str(fair.kitchen.variants["Bowl"]),
        0,
    )
    # Every message is signed, has an id of its own, and says nothing of the buyer.
    assert len(set(receiver.ids())) == len(kinds)
    for _, headers, body in receiver.got:
        assert is_signed(headers, body, hook["secret"])
        assert not is_signed(headers, body + b" ", hook["secret"])
        assert b"Amina" not in body
        assert b"blue door" not in body
        assert headers["content-type"] == "application/json"
    assert [one["state"] for one in await log_of(fair, hook)] == ["delivered"] * len(kinds)


async def test_a_program_hears_of_each_step_of_a_parcel(
    fair: Fair, town: Town, settle: Settle, receiver: Receiver
) -> None:
    await hooked(fair, f"{receiver.origin}/", ["parcel.moved"])
    ok(await fair.mei.put(f"/merchants/{fair.kitchen.id}/delivery-terms", json=TERMS))
    [order] = await fair.bought(fair.wanted(fair.kitchen, "courier", Noodles=1))
    await fair.send(order["id"])
    parcel = (await fair.seen(order["id"]))["parcels"][0]
    for act in ("collect", "depart"):
        path = f"/parcels/{parcel['id']}/events/{new_id()}"
        ok(await fair.mei.put(path, json={"act": act}))
    await brought(town, settle)
    found = [one["data"] for one in receiver.events()]
    assert {one["state"] for one in found} == {"collected", "on_the_way"}
    assert {(one["order_id"], one["parcel_id"]) for one in found} == {(order["id"], parcel["id"])}
    assert b"blue door" not in b"".join(body for _, _, body in receiver.got)


async def test_a_program_hears_once_of_what_runs_low_wherever_it_lies(
    fair: Fair, town: Town, settle: Settle, receiver: Receiver
) -> None:
    depot = await open_depot(fair)
    await hooked(fair, f"{receiver.origin}/", ["stock.low"])
    # Ten here, ten there, and eight is low.
    await depot.moved(10)
    await depot.keep(depot.noodles, low_water=8)
    # Three bowls, one of them there.
    await depot.moved(1, depot.bowl)
    for wanted in ({"Noodles": 5}, {"Noodles": 4, "Bowl": 2}):
        await fair.bought(fair.wanted(fair.kitchen, **wanted))
        await brought(town, settle)
    assert receiver.events() == []
    for wanted in ({"Noodles": 3}, {"Noodles": 2}, {"Noodles": 1, "Bowl": 1}):
        await fair.bought(fair.wanted(fair.kitchen, **wanted))
        await brought(town, settle)
    low = [(one["data"]["variant_id"], one["data"]["free"]) for one in receiver.events()]
    assert low == [(depot.noodles, 8), (depot.bowl, 0)]


async def test_what_is_refused_comes_again_later_with_the_same_id_until_it_is_taken(
    fair: Fair, town: Town, settle: Settle, receiver: Receiver
) -> None:
    receiver.answers = [500, 302, 204]
    hook = await hooked(fair, f"{receiver.origin}/", ["order.paid"])
    await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    await brought(town, settle)
    [one] = await log_of(fair, hook)
    assert (one["state"], one["tries"], one["status"], one["trouble"]) == ("waiting", 1, 500, "hm")
    # Not before its time; a redirect is no answer and is not followed.
    await brought(town, settle)
    assert len(receiver.got) == 1
    for wait in WAITS[:2]:
        fair.clock.advance(wait)
        await brought(town, settle)
    [one] = await log_of(fair, hook)
    assert (one["state"], one["tries"], one["status"]) == ("delivered", 3, 204)
    assert {at for at, _, _ in receiver.got} == {"/"}
    assert len(set(receiver.ids())) == 1
    [shown] = ok(await fair.mei.get(f"/merchants/{fair.kitchen.id}/webhooks"))["webhooks"]
    assert (shown["state"], shown["failing_since"], shown["last_status"]) == ("active", None, 204)
    # Sent again by hand it has the same id, so that the program knows it.
    ok(await fair.mei.post(f"{hook['path']}/messages/{one['id']}/replay"))
    await brought(town, settle)
    assert len(receiver.got) == 4
    assert len(set(receiver.ids())) == 1


async def test_an_address_that_fails_for_days_is_given_up_and_its_shop_hears(
    fair: Fair,
    town: Town,
    settle: Settle,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    notify = push.notify

    async def heard(db: Any, notices: Any) -> None:
        told.extend(one.tag for one in notices)
        await notify(db, notices)

    monkeypatch.setattr("leapfrog.webhooks.delivering.push.notify", heard)
    receiver.answers = [503]
    hook = await hooked(fair, f"{receiver.origin}/", ["order.paid"])
    await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    await brought(town, settle)
    for wait in WAITS:
        fair.clock.advance(wait)
        await brought(town, settle)
    [one] = await log_of(fair, hook)
    assert (one["state"], one["tries"], len(receiver.got)) == ("dead", MOST_TRIES, MOST_TRIES)
    path = f"/merchants/{fair.kitchen.id}/webhooks"
    assert ok(await fair.mei.get(path))["webhooks"][0]["state"] == "dead"
    assert f"webhook:{hook['id']}" in told
    off = await fair.mei.post(f"{hook['path']}/messages/{one['id']}/replay")
    assert off.json()["code"] == "webhook_off"
    # It is told nothing, until its shop switches it on again.
    await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    await brought(town, settle)
    assert len(receiver.got) == MOST_TRIES
    receiver.answers = [204]
    body = {"url": f"{receiver.origin}/", "events": ["order.paid"]}
    ok(await fair.mei.put(hook["path"], json=body))
    ok(await fair.mei.post(f"{hook['path']}/messages/{one['id']}/replay"))
    await brought(town, settle)
    assert receiver.ids()[-1] == one["event_id"]


async def test_after_a_failure_the_whole_address_rests_and_the_others_go_on(
    fair: Fair, town: Town, settle: Settle, receiver: Receiver
) -> None:
    receiver.answers = [503]
    hook = await hooked(fair, f"{receiver.origin}/", ["order.paid"])
    for _ in range(3):
        await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    await brought(town, settle)
    assert len(receiver.got) == 1
    # Five seconds, ten, twenty: one try each, whichever message waits.
    for n, seconds in enumerate((5, 5, 10, 20), 2):
        fair.clock.advance(timedelta(seconds=seconds))
        await brought(town, settle)
        assert len(receiver.got) == n
    # Somebody mended it, and says so.
    receiver.answers = [204]
    ok(await fair.mei.post(f"{hook['path']}/ping"))
    await brought(town, settle)
    assert len(receiver.got) > 6
    fair.clock.advance(WAITS[2])
    await brought(town, settle)
    assert {one["state"] for one in await log_of(fair, hook)} == {"delivered"}


async def test_an_address_that_is_gone_is_given_up_at_once(
    fair: Fair, town: Town, settle: Settle, receiver: Receiver
) -> None:
    receiver.answers = [410]
    hook = await hooked(fair, f"{receiver.origin}/", ["order.paid"])
    await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    await brought(town, settle)
    assert [one["state"] for one in await log_of(fair, hook)] == ["dead"]
    [shown] = ok(await fair.mei.get(f"/merchants/{fair.kitchen.id}/webhooks"))["webhooks"]
    assert shown["state"] == "dead"


async def test_one_that_does_not_answer_holds_nobody_up(
    fair: Fair, town: Town, settle: Settle, receiver: Receiver
) -> None:
    receiver.hang = threading.Event()
    await hooked(fair, f"{receiver.origin}/slow", ["order.paid"])
    await hooked(fair, f"{receiver.origin}/", ["order.paid"])
    bought = [(await fair.bought(fair.wanted(fair.kitchen, Noodles=1)))[0] for _ in range(3)]
    await settle()
    while len(receiver.events()) < 3:
        # The other program hears all while this one still hangs at its first message.
        await fair.seen(bought[0]["id"])
    assert len(receiver.events("/slow")) == 1
    # What it is told meanwhile does not go round in the queue of jobs.
    async with asyncio.timeout(PATIENCE):
        while await fair.value(JOBS) > 1:
            await fair.seen(bought[0]["id"])
    receiver.hang.set()
    await brought(town, settle)
    assert {one["data"]["order_id"] for one in receiver.events("/slow")} == {
        one["id"] for one in bought
    }


async def test_of_secrets_made_anew_twice_in_a_day_the_first_one_still_signs(
    fair: Fair, town: Town, settle: Settle, receiver: Receiver
) -> None:
    hook = await hooked(fair, f"{receiver.origin}/", ["order.paid"])
    ok(await fair.mei.post(f"{hook['path']}/secret"))
    fair.clock.advance(timedelta(hours=1))
    last = ok(await fair.mei.post(f"{hook['path']}/secret"))["secret"]
    for hours, both in ((22, True), (2, False)):
        fair.clock.advance(timedelta(hours=hours))
        ok(await fair.mei.post(f"{hook['path']}/ping"))
        await brought(town, settle)
        _, headers, body = receiver.got[-1]
        assert is_signed(headers, body, last)
        assert is_signed(headers, body, hook["secret"]) is both


async def test_for_a_day_after_a_change_both_secrets_sign(
    fair: Fair, town: Town, settle: Settle, receiver: Receiver
) -> None:
    hook = await hooked(fair, f"{receiver.origin}/", ["order.paid"])
    fresh = ok(await fair.mei.post(f"{hook['path']}/secret"))["secret"]
    assert fresh != hook["secret"]
    for hours, both in ((0, True), (25, False)):
        fair.clock.advance(timedelta(hours=hours))
        ok(await fair.mei.post(f"{hook['path']}/ping"))
        await brought(town, settle)
        _, headers, body = receiver.got[-1]
        assert is_signed(headers, body, fresh)
        assert is_signed(headers, body, hook["secret"]) is both
    assert [one["type"] for one in receiver.events()] == ["ping", "ping"]


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/hook",
        "https://127.0.0.1/hook",
        "https://10.0.0.8/",
        "https://[::1]/",
        "https://localhost/hook",
        "https://name:word@shop.example/",
        "ftp://shop.example/",
        "https://shop.example/#here",
        "hook",
    ],
)
async def test_a_town_calls_nothing_inside_its_walls(fair: Fair, town: Town, url: str) -> None:
    walls, mei = Outgoing(private=False), UUID(fair.mei.me["id"])
    wishes, ids = HookWishes(url, ["order.paid"]), HookPlace(fair.kitchen.id, new_id())
    async with town.database.transaction() as db:
        with pytest.raises(WebhookRefused):
            await put_hook(db, walls, mei, ids, wishes)
    await walls.close()
    assert ok(await fair.mei.get(f"/merchants/{fair.kitchen.id}/webhooks"))["webhooks"] == []


async def test_an_owner_hears_when_a_manager_goes_who_has_read_the_secrets(
    fair: Fair, join: Join, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []

    async def heard(db: Any, notices: Any) -> None:
        told.extend((one.person_id, one.tag) for one in notices)

    monkeypatch.setattr("leapfrog.reactions.programs.push.notify", heard)
    marta = await join("marta")
    await befriend(fair.mei, marta)
    staff = f"/merchants/{fair.kitchen.id}/cashiers/{marta.me['id']}"
    for programs in (False, True):
        if programs:
            await hooked(fair, "https://shop.example/hook", ["order.paid"])
        for role in ("packer", "manager", "packer"):
            ok(await fair.mei.put(staff, json={"role": role}))
        await settle()
        tag = f"webhook_secrets:{fair.kitchen.id}"
        mine = UUID(fair.mei.me["id"])
        assert [one for one in told if one[1] == tag] == ([(mine, tag)] if programs else [])
    async with fair.town.database.transaction() as db:
        said = await compose_secrets(db, mine, str(fair.kitchen.id))
        assert said is not None
        assert "Mei's kitchen" in said.title
        assert await compose_secrets(db, UUID(marta.me["id"]), str(fair.kitchen.id)) is None

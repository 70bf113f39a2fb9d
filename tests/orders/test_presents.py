"""Presents: who gets one says where, perhaps for the shop's eyes alone; and buying again."""

import json
from base64 import urlsafe_b64decode
from datetime import timedelta
from typing import Any
from uuid import UUID

from leapfrog import orders, parcels
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay import VOUCHED
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.orders.acts import Fair, code, ok
from tests.orders.goods import reprice
from tests.pay.acts import befriend

HOME = {"name": "Zola", "phone": "0700 1", "address": "Behind the mill", "hidden": True}


async def asked(fair: Fair, zola: Client) -> str:
    """Amina wants to send Zola something."""
    made = str(new_id())
    about = {"person_id": zola.me["id"], "message": "Happy birthday"}
    for _ in range(2):
        ok(await fair.amina.put(f"/presents/{made}", json=about))
    return made


async def quote(fair: Fair, present: str, who: Client | None = None) -> Any:
    shop = fair.wanted(fair.kitchen, "own", Noodles=1)
    body = {"shops": [shop], "gift": {"message": "Happy birthday", "present_id": present}}
    return await (who or fair.amina).post("/orders/quotes", json=body)


async def test_a_present_goes_where_its_receiver_says_and_its_sender_never_reads_that(
    fair: Fair, join: Join, settle: Settle, settings: Settings
) -> None:
    zola = await join("zola")
    await befriend(fair.amina, zola)
    present = await asked(fair, zola)
    # One card in their chat, however often it is asked, with neither goods nor price.
    talk = ok(await zola.get("/conversations"))["conversations"][0]["id"]
    lines = ok(await zola.get(f"/conversations/{talk}/messages"))["messages"]
    refs = [one["meta"]["ref"] for one in lines if one["kind"] == "card"]
    assert refs == [f"orders:present:{present}"]
    [card] = ok(await zola.get("/cards", params={"ref": refs[0]}))["cards"]
    assert (card["kind"], card["message"], card["state"]) == ("present", "Happy birthday", "asked")
    assert ok(await fair.mei.get("/cards", params={"ref": refs[0]}))["cards"] == []
    # It is not known yet where.
    refused = await quote(fair, present)
    assert (code(refused), refused.json()["state"]) == ("present_not_open", "asked")
    answered = ok(await zola.put(f"/presents/{present}/answer", json=HOME))
    assert answered["address"] == "Behind the mill"
    seen = ok(await fair.amina.get(f"/presents/{present}"))
    assert (seen["state"], seen["name"], seen["address"], seen["phone"]) == (
        "given",
        "Zola",
        "",
        "",
    )
    # Nobody else sends it.
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await quote(fair, present, fair.juma)) == "present_not_open"
    quoted = ok(await quote(fair, present))
    body = urlsafe_b64decode(quoted["quote"] + "==")[32:]
    assert "mill" not in json.dumps(json.loads(body))
    other = ok(await quote(fair, present))
    [made] = ok(await fair.pay(quoted))["orders"]
    twice = await fair.pay(other)
    assert (code(twice), twice.json()["state"]) == ("present_not_open", "used")
    mine = await fair.seen(made["id"])
    assert (mine["for_name"], mine["for_address"], mine["for_phone"]) == ("Zola", "", "")
    assert mine["gift"] == {"message": "Happy birthday", "hidden": True}
    theirs = await fair.seen(made["id"], fair.mei)
    assert theirs["for_address"] == "Behind the mill"
    slip = await fair.mei.get(f"/orders/{made['id']}/packing.pdf")
    assert slip.content.startswith(b"%PDF")
    # What was said of where stands nowhere but in the order.
    where = "select address || phone from orders_present"
    assert await fair.value(where) == ""
    [part] = ok(await zola.get(f"/presents/{present}"))["parcels"]
    assert (part["state"], part["code"]) == ("paid", made["code"])
    assert {"total", "title"}.isdisjoint(part)
    await fair.send(made["id"])
    told = ok(await fair.amina.get(f"/orders/{made['id']}"))
    assert "mill" not in json.dumps(told)
    async with fair.town.database.transaction() as db:
        every = [*orders.RECORD_SETS, *parcels.RECORD_SETS]
        kept = [one for each in every async for one in each.export(db, made_by(fair))]
    assert "Behind the mill" not in json.dumps(kept, default=str)
    await settle()
    assert await fair.faults() == []


def made_by(fair: Fair) -> UUID:
    return UUID(fair.amina.me["id"])


async def test_who_wants_no_present_says_so_and_what_nobody_sent_is_forgotten(
    fair: Fair, join: Join
) -> None:
    zola = await join("zola")
    stranger = await fair.amina.put(f"/presents/{new_id()}", json={"person_id": zola.me["id"]})
    assert code(stranger) == "not_contacts"
    await befriend(fair.amina, zola)
    present = await asked(fair, zola)
    taken = await fair.amina.put(f"/presents/{present}", json={"person_id": zola.me["id"]})
    assert code(taken) == "present_id_used"
    path = f"/presents/{present}/answer"
    assert code(await zola.put(path, json={"name": "Zola"})) == "invalid"
    ok(await zola.put(path, json={"declined": True}))
    assert code(await quote(fair, present)) == "present_not_open"
    # On second thoughts.
    ok(await zola.put(path, json=HOME))
    assert [one["id"] for one in ok(await fair.amina.get("/presents"))["presents"]] == [present]
    ok(await fair.amina.delete(f"/presents/{present}"))
    assert await fair.value("select address from orders_present") == ""
    assert code(await zola.put(path, json=HOME)) == "present_not_open"
    late = await asked(fair, zola)
    ok(await zola.put(f"/presents/{late}/answer", json=HOME))
    fair.clock.advance(timedelta(days=31))
    assert code(await quote(fair, late)) == "present_not_open"
    async with fair.town.database.transaction() as db:
        await orders.drop_expired(db)
    assert await fair.value("select count(*) from orders_present where address <> ''") == 0


async def test_of_two_payments_at_once_for_one_present_one_sends_it(fair: Fair, join: Join) -> None:
    zola = await join("zola")
    await befriend(fair.amina, zola)
    present = await asked(fair, zola)
    ok(await zola.put(f"/presents/{present}/answer", json=HOME))
    wishes = []
    for _ in range(2):
        quoted = ok(await quote(fair, present))
        wishes.append(orders.PaymentWish(new_id(), made_by(fair), quoted["quote"], VOUCHED))
    async with fair.town.database.transaction() as db:
        done = await orders.pay_quotes(db, wishes)
    assert [getattr(one, "code", "paid") for one in done] == ["paid", "present_not_open"]
    assert await fair.value("select count(*) from orders_gift") == 1


async def test_an_order_is_bought_again_at_the_price_of_today_and_what_is_gone_is_named(
    fair: Fair, settings: Settings
) -> None:
    [first] = await fair.bought(fair.wanted(fair.kitchen, Noodles=3, Bowl=2))
    async with fair.town.database.transaction() as db:
        await reprice(db, fair.kitchen, "Noodles", 700)
    again = ok(await fair.amina.put(f"/orders/{first['id']}/again"))
    told = {one["title"]: (one["became"], one["n"], one["price_now"]) for one in again["lines"]}
    assert told == {"Noodles": ("put", 3, 700), "Bowl": ("fewer", 1, 450)}
    assert again["cart"]["total"] == 3 * 700 + 450
    # Again puts nothing twice.
    assert ok(await fair.amina.put(f"/orders/{first['id']}/again"))["cart"] == again["cart"]
    [last] = await fair.bought(fair.wanted(fair.kitchen, Bowl=1))
    assert last["units"] == 1
    again = ok(await fair.amina.put(f"/orders/{first['id']}/again"))
    assert [one["became"] for one in again["lines"]] == ["put", "sold_out"]
    ok(await fair.mei.put(f"/market/fronts/{fair.kitchen.id}/state", json={"state": "resting"}))
    async with unchanged(str(settings.database_url), "identity_session"):
        again = ok(await fair.amina.put(f"/orders/{first['id']}/again"))
    assert [one["became"] for one in again["lines"]] == ["gone", "gone"]

"""Money and goods back: called off, asked, agreed, refused, sent back, judged; over HTTP."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from leapfrog import orders, stock
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.kernel.settings import Settings
from leapfrog.orders import Said, reading
from tests.contacts.conftest import Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.orders.acts import Fair, balance, code, ok
from tests.pay.acts import befriend


def case(order: Any) -> Any:
    return order["cases"][-1]


async def test_what_is_not_packed_is_called_off_at_once_and_what_is_packed_is_asked(
    fair: Fair, settle: Settle
) -> None:
    [one] = await fair.bought(fair.wanted(fair.kitchen, Noodles=3, Bowl=1))
    off = ok(await fair.ask(one["id"], "cancel", units=[{"no": 0, "n": 1}]))
    assert (off["state"], off["refunded"], off["lines"][0]["cancelled"]) == ("paid", 600, 1)
    assert case(off)["outcome"] == "given"
    ok(await fair.mei.put(f"/packing/{one['id']}/packed"))
    asked = ok(await fair.ask(one["id"], "cancel", units=[{"no": 0, "n": 2}, {"no": 1, "n": 1}]))
    assert (asked["refund"], asked["refunded"]) == ("asked", 600)
    refused = await fair.mei.put(f"/packing/{one['id']}/shipments/{new_id()}", json={})
    assert code(refused) == "order_not_now"
    over = ok(await fair.say(case(asked)["id"], "agree", fair.mei))
    assert (over["state"], over["refunded"], over["waits"]) == ("returned", 2_250, 0)
    await settle()
    assert await fair.faults() == []
    assert (await balance(fair.amina))[0] == 20_000
    # What the shop cannot send, it gives back itself.
    [two] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1, Bowl=1))
    less = ok(await fair.ask(two["id"], "cancel", fair.mei, units=[{"no": 1, "n": 1}]))
    assert (less["refunded"], less["lines"][1]["to_send"]) == (450, 0)
    assert (await fair.send(two["id"]))["state"] == "sent"
    gift = ok(await fair.ask(two["id"], "gift", fair.mei, amount=100))
    assert (gift["refunded"], gift["lines"][0]["refunded"]) == (550, 100)
    await settle()
    assert await fair.faults() == []


async def test_a_refusal_is_appealed_and_the_town_splits_what_was_asked(
    fair: Fair, settle: Settle
) -> None:
    [one] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2))
    await fair.send(one["id"])
    asked = ok(await fair.ask(one["id"], "refund", units=[{"no": 0, "n": 2}], amount=1_000))
    made = case(asked)["id"]
    assert code(await fair.say(made, "refuse", fair.mei, text=" ")) == "invalid"
    assert ok(await fair.say(made, "refuse", fair.mei))["refund"] == "refused"
    ok(await fair.say(made, "evidence", fair.mei, text="They left whole"))
    assert ok(await fair.say(made, "appeal", fair.amina))["refund"] == "appealed"
    # No time-out moves money now.
    fair.clock.advance(timedelta(days=20))
    await settle()
    assert (await fair.seen(one["id"]))["waits"] == 1_200
    [waiting] = ok(await fair.olga.get("/desk/orders"))["orders"]
    assert [entry["side"] for entry in case(waiting)["entries"]] == [
        "buyer",
        "shop",
        "shop",
        "buyer",
    ]
    assert waiting["code"] is None
    await works_in(fair, fair.olga)
    path = f"/desk/orders/cases/{made}/rulings/{new_id()}"
    ruling = {"to_buyer": 400, "for_buyer": "Half was fine", "for_shop": "Pack better"}
    # Who has a part in it neither sees it at the desk nor judges it.
    assert ok(await fair.olga.get("/desk/orders"))["orders"] == []
    assert code(await fair.olga.put(path, json=ruling)) == "own_order_case"
    assert (await fair.seen(one["id"]))["refund"] == "appealed"
    ok(await fair.mei.delete(f"/merchants/{fair.kitchen.id}/cashiers/{fair.olga.me['id']}"))
    assert code(await fair.olga.put(path, json=ruling | {"for_shop": ""})) == "invalid"
    assert code(await fair.olga.put(path, json=ruling | {"to_buyer": 1_001})) == "invalid"
    judged = ok(await fair.olga.put(path, json=ruling))
    assert ok(await fair.olga.put(path, json=ruling))["refunded"] == judged["refunded"] == 400
    assert (judged["refund"], case(judged)["outcome"], judged["waits"]) == ("judged", "judged", 800)
    assert code(await fair.ask(one["id"], "refund", amount=1)) == "nothing_more_to_ask"
    ok(await fair.amina.put(f"/orders/{one['id']}/confirmation"))
    await settle()
    assert await fair.shop_has(fair.kitchen) == 800
    assert await fair.faults() == []


async def works_in(fair: Fair, who: Client) -> None:
    await befriend(fair.mei, who)
    path = f"/merchants/{fair.kitchen.id}/cashiers/{who.me['id']}"
    ok(await fair.mei.put(path, json={"role": "cashier"}))


async def test_who_asks_again_and_again_is_heard_three_times_and_a_ruling_can_end_it(
    fair: Fair, settle: Settle, settings: Settings
) -> None:
    [one] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2, Bowl=1))
    await fair.send(one["id"], [{"no": 0, "n": 2}])
    for _ in range(2):
        asked = ok(await fair.ask(one["id"], "refund"))
        ok(await fair.say(case(asked)["id"], "drop", fair.amina))
    made = case(ok(await fair.ask(one["id"], "refund")))["id"]
    ok(await fair.say(made, "refuse", fair.mei))
    ok(await fair.say(made, "appeal", fair.amina))
    path = f"/desk/orders/cases/{made}/rulings/{new_id()}"
    ruling = {"to_buyer": 0, "for_buyer": "All was fine", "for_shop": "Right", "whole": True}
    # Not before all of it is sent.
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await fair.olga.put(path, json=ruling)) == "invalid"
    ok(await fair.olga.put(path, json={**ruling, "whole": False}))
    async with unchanged(str(settings.database_url), "identity_session"):
        refused = await fair.ask(one["id"], "cancel", units=[{"no": 1, "n": 1}])
    assert (code(refused), refused.json()["most"]) == ("nothing_more_to_ask", 3)
    ok(await fair.ask(one["id"], "cancel", fair.mei, units=[{"no": 1, "n": 1}]))
    [two] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2))
    await fair.send(two["id"])
    made = case(ok(await fair.ask(two["id"], "refund")))["id"]
    ok(await fair.say(made, "refuse", fair.mei))
    ok(await fair.say(made, "appeal", fair.amina))
    path = f"/desk/orders/cases/{made}/rulings/{new_id()}"
    over = ok(await fair.olga.put(path, json={**ruling, "to_buyer": 200}))
    assert (over["state"], over["refunded"], over["released"]) == ("done", 200, 1_000)
    await settle()
    assert await fair.faults() == []


async def test_a_trader_cannot_refuse_a_withdrawal_and_a_private_seller_knows_none(
    fair: Fair, settle: Settle, settings: Settings
) -> None:
    [lamp] = await fair.bought(fair.wanted(fair.lamps, "own", Lamp=1))
    await fair.send(lamp["id"], who=fair.juma)
    ok(await fair.amina.put(f"/orders/{lamp['id']}/confirmation"))
    fair.clock.advance(timedelta(days=13))
    back = ok(await fair.ask(lamp["id"], "withdrawal"))
    assert (back["state"], back["refund"]) == ("done", "return_wait")
    made = case(back)["id"]
    assert code(await fair.say(made, "refuse", fair.juma)) == "order_not_now"
    assert ok(await fair.say(made, "send_back", fair.amina))["refund"] == "returned"
    done = ok(await fair.say(made, "got_back", fair.juma))
    assert (done["state"], done["refunded"], done["lines"][0]["returned"]) == ("returned", 2_000, 1)
    await settle()
    assert await fair.faults() == []
    assert (await balance(fair.amina))[0] == 20_000
    assert await fair.value("select units - taken from stock_pool order by units limit 1") == 2
    [bowl] = await fair.bought(fair.wanted(fair.kitchen, Bowl=1))
    [other] = await fair.bought(fair.wanted(fair.lamps, Lamp=1))
    await fair.send(other["id"], who=fair.juma)
    ok(await fair.amina.put(f"/orders/{other['id']}/confirmation"))
    fair.clock.advance(timedelta(days=15))
    await settle()
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await fair.ask(bowl["id"], "withdrawal")) == "not_so_many"
        assert code(await fair.ask(other["id"], "withdrawal")) == "no_right_to_return"


async def test_what_a_shop_owes_is_taken_from_its_next_sale(fair: Fair, settle: Settle) -> None:
    [one] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2))
    await fair.send(one["id"])
    ok(await fair.amina.put(f"/orders/{one['id']}/confirmation"))
    await fair.spend_all(fair.kitchen)
    back = ok(await fair.ask(one["id"], "return", units=[{"no": 0, "n": 2}]))
    made = case(back)["id"]
    # The shop promised to take things back for 14 days: nobody has to agree.
    assert back["refund"] == "return_wait"
    ok(await fair.say(made, "send_back", fair.amina))
    owed = ok(await fair.say(made, "got_back", fair.mei))
    assert (owed["refund"], owed["refunded"], case(owed)["outcome"]) == ("owed", 0, None)
    await settle()
    assert await fair.faults() == []
    [two] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    await fair.send(two["id"])
    ok(await fair.amina.put(f"/orders/{two['id']}/confirmation"))
    await settle()
    now = await fair.seen(one["id"])
    assert (now["refund"], now["refunded"], case(now)["given"]) == ("owed", 600, 600)
    assert await fair.faults() == []


async def test_what_cannot_be_asked_changes_nothing(fair: Fair, settings: Settings) -> None:
    [one] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2))
    [sent] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2))
    await fair.send(sent["id"])
    async with unchanged(str(settings.database_url), "identity_session"):
        for order, kind, more, why in (
            (one, "refund", {}, "not_so_many"),
            (one, "cancel", {"units": [{"no": 0, "n": 3}]}, "not_so_many"),
            (one, "cancel", {"units": []}, "not_so_many"),
            (one, "cancel", {"units": [{"no": 7, "n": 1}]}, "not_so_many"),
            (one, "gift", {}, "invalid"),
            (sent, "refund", {"amount": 601}, "invalid"),
            (sent, "refund", {"amount": 0}, "invalid"),
            (sent, "cancel", {}, "not_so_many"),
            (sent, "withdrawal", {}, "no_right_to_return"),
        ):
            assert code(await fair.ask(order["id"], kind, **more)) == why, (kind, more)
    asked = ok(await fair.ask(sent["id"], "refund"))
    made = case(asked)["id"]
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await fair.ask(sent["id"], "refund")) == "order_not_now"
        assert code(await fair.say(made, "agree", fair.amina)) == "invalid"
        assert code(await fair.say(made, "got_back", fair.mei)) == "order_not_now"
        assert code(await fair.amina.put(f"/orders/{sent['id']}/confirmation")) == "order_not_now"


async def test_nobody_takes_an_id_that_follows_from_somebody_elses_order(
    fair: Fair, settle: Settle
) -> None:
    """All ids of an order can be worked out by who sees it; clients make ids as well."""
    [one] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2, Bowl=1))
    order = UUID(one["id"])
    back = derived_id(derived_id(order, "line 1"), "cancelled 1")
    lamp = {"variant_id": str(fair.lamps.variants["Lamp"]), "why": "receive", "units": 1}
    path = f"/market/stock-moves/{back}"
    assert ok(await fair.juma.put(path, json=lamp)) == ok(await fair.juma.put(path, json=lamp))
    # Another shop's move of the same id is another one.
    bowl = {"variant_id": str(fair.kitchen.variants["Bowl"]), "why": "receive", "units": 4}
    assert ok(await fair.mei.put(path, json=bowl)) == {"units": 7}
    ok(await fair.ask(one["id"], "cancel", units=[{"no": 1, "n": 1}]))
    await settle()
    assert await fair.faults() == []
    # What the buyer will do about the money has ids that the shop cannot take, and the other way.
    path = f"/packing/{order}/shipments/{derived_id(order, 'confirm')}"
    ok(await fair.mei.put(path, json={"units": None}))
    path = f"/orders/{order}/extensions/{derived_id(order, 'confirm')}"
    ok(await fair.mei.put(path, json={"days": 1}))
    ok(await fair.amina.put(f"/orders/{order}/confirmation"))
    made = new_id()
    about = {"kind": "return", "units": [{"no": 0, "n": 1}], "text": "Too salty"}
    path = f"/orders/cases/{made}/entries/{derived_id(made, 'back 0')}"
    ok(await fair.amina.put(f"/orders/{order}/cases/{made}", json=about))
    ok(await fair.amina.put(path, json={"act": "send_back"}))
    done = ok(await fair.say(str(made), "got_back", fair.mei))
    assert (done["refunded"], done["lines"][0]["returned"]) == (1_050, 1)
    await settle()
    assert await fair.faults() == []


async def test_what_was_sold_long_ago_is_taken_back_and_for_whom_is_forgotten(
    fair: Fair, settle: Settle
) -> None:
    """Of a claim of which nothing is left the stock knows nothing after 400 days."""
    [one] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1, Bowl=1))
    await fair.send(one["id"])
    ok(await fair.amina.put(f"/orders/{one['id']}/confirmation"))
    bowl = [{"no": 1, "n": 1}]
    back = ok(await fair.ask(one["id"], "return", units=bowl))
    made = case(back)["id"]
    ok(await fair.say(made, "send_back", fair.amina))
    await settle()
    # It was fetched: there was a name, and no address.
    named = "select for_name from orders_order"
    assert await fair.value(named) == "Amina"
    fair.clock.advance(timedelta(days=401))
    async with fair.town.database.transaction() as db:
        await stock.tidy(db)
        assert await db.value("select count(*) from stock_claim") == 0
    assert await fair.faults() == []
    async with fair.town.database.transaction() as db:
        await orders.say(db, fair.kitchen.owner, UUID(made), new_id(), Said("got_back"))
    assert await fair.value("select sum(units) from stock_pool") == 24
    assert await fair.faults() == []
    async with fair.town.database.transaction() as db:
        await reading.drop_expired(db)
    assert await fair.value(named) == ""

"""From the cart to the money of the shop, over HTTP."""

from datetime import timedelta
from typing import Any

from leapfrog import market
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.market import FrontWishes, NewItem, NewVariant
from tests.contacts.conftest import Settle
from tests.matrix import unchanged
from tests.orders.acts import Fair, balance, code, ok
from tests.orders.goods import reprice


async def test_one_payment_buys_of_two_shops_and_each_gets_its_money(
    fair: Fair, settle: Settle
) -> None:
    noodles, lamp = fair.kitchen.variants["Noodles"], fair.lamps.variants["Lamp"]
    ok(await fair.amina.put(f"/cart/{noodles}", json={"n": 2}))
    seen = ok(await fair.amina.put(f"/cart/{lamp}", json={"n": 1}))
    shown = {one["sign"]: one["lines"][0]["n"] for one in seen["shops"]}
    assert shown == {"Lamps": 1, "Mei's kitchen": 2}
    assert seen["total"] == 3_200
    quoted = ok(
        await fair.quote(
            fair.wanted(fair.kitchen, Noodles=2), fair.wanted(fair.lamps, "own", Lamp=1)
        )
    )
    assert (quoted["total"], len(quoted["shops"])) == (3_200, 2)
    payment = new_id()
    paid = ok(await fair.pay(quoted, payment))
    kitchen, lamps = sorted(paid["orders"], key=lambda one: one["total"])
    assert [one["state"] for one in paid["orders"]] == ["paid", "paid"]
    assert (await balance(fair.amina))[0] == 16_800
    assert ok(await fair.amina.get("/cart"))["shops"] == []
    [account] = ok(await fair.amina.get("/wallet"))["accounts"]
    told = ok(await fair.amina.get(f"/wallet/accounts/{account['id']}/history"))["rows"][:2]
    assert {(one["with_name"], one["note"], one["category"]) for one in told} == {
        ("Mei's kitchen", "Noodles", "orders"),
        ("Lamps", "Lamp", "orders"),
    }
    # Again is the same payment.
    again = await fair.amina.put(f"/orders/payments/{payment}", json={"quote": quoted["quote"]})
    assert [one["id"] for one in ok(again)["orders"]] == [one["id"] for one in paid["orders"]]
    await settle()
    assert await fair.faults() == []
    # The shop sees it, packs it, has it ready; it never sees the code.
    listed = ok(await fair.mei.get(f"/merchants/{fair.kitchen.id}/orders"))
    assert [one["id"] for one in listed["orders"]] == [kitchen["id"]]
    assert listed["counts"] == {"to_send": 1, "on_the_way": 0, "asked": 0}
    assert listed["orders"][0]["code"] is None
    assert ok(await fair.mei.put(f"/packing/{kitchen['id']}/packed"))["packed_at"]
    await fair.send(kitchen["id"])
    sent = await fair.seen(kitchen["id"], fair.mei)
    assert (sent["state"], sent["code"], sent["waits"]) == ("sent", None, 1_200)
    # The code confirms it, and the money is the shop's.
    wrong = "000000" if kitchen["code"] != "000000" else "000001"
    path = f"/orders/{kitchen['id']}/handover"
    refused = await fair.mei.put(path, json={"code": wrong})
    assert (code(refused), refused.json()["tries_left"]) == ("wrong_pickup_code", 4)
    got = ok(await fair.mei.put(path, json={"code": kitchen["code"]}))
    assert (got["state"], got["released"]) == ("done", 1_200)
    assert await fair.shop_has(fair.kitchen) == 1_200
    # The other one is brought, and its buyer says so.
    await fair.send(lamps["id"], who=fair.juma)
    done = ok(await fair.amina.put(f"/orders/{lamps['id']}/confirmation"))
    assert (done["state"], done["withdraw_until"] is None) == ("done", False)
    assert [step["act"] for step in done["steps"]] == ["Pay", "Ship", "Confirm"]
    await settle()
    assert await fair.faults() == []
    assert await fair.shop_has(fair.lamps) == 2_000


async def test_left_alone_an_unsent_order_goes_back_and_a_sent_one_is_paid(
    fair: Fair, settle: Settle
) -> None:
    [one] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2, Bowl=1))
    part = await fair.send(one["id"], [{"no": 0, "n": 1}])
    assert (part["state"], part["lines"][0]["to_send"]) == ("sent_part", 1)
    [other] = await fair.bought(fair.wanted(fair.kitchen, Bowl=1))
    await settle()
    assert await fair.faults() == []
    fair.clock.advance(timedelta(hours=49))
    await settle()
    late = await fair.seen(other["id"])
    assert (late["state"], late["refunded"], late["lines"][0]["cancelled"]) == ("returned", 450, 1)
    rest = await fair.seen(one["id"])
    assert (rest["state"], rest["refunded"], rest["waits"]) == ("sent", 1_050, 600)
    assert [line["refunded"] for line in rest["lines"]] == [600, 450]
    assert await fair.faults() == []
    fair.clock.advance(timedelta(days=8))
    await settle()
    assert (await fair.seen(one["id"]))["state"] == "done"
    assert await fair.faults() == []
    assert (await fair.value("select sum(taken) from stock_pool")) == 0
    assert (await balance(fair.amina))[0] == 20_000 - 600


async def test_what_cannot_be_bought_is_refused_and_nothing_is_left(
    fair: Fair, settings: Settings
) -> None:
    kitchen, lamps = fair.kitchen, fair.lamps
    quoted = ok(await fair.quote(fair.wanted(kitchen, Noodles=1), fair.wanted(lamps, Lamp=1)))
    stale = ok(await fair.quote(fair.wanted(kitchen, Bowl=1)))
    dear = ok(await fair.quote(fair.wanted(kitchen, Noodles=20), fair.wanted(lamps, Lamp=2)))
    costly = ok(await fair.quote(fair.wanted(kitchen, Bowl=3)))
    ok(await fair.pay(costly))
    async with fair.town.database.transaction() as db:
        await reprice(db, kitchen, "Noodles", 650)
    url = str(settings.database_url)
    spares = ("pay_confirmation", "identity_session")
    async with unchanged(url, *spares):
        changed = await fair.pay(quoted)
        assert (code(changed), changed.json()["new"]) == ("order_price_changed", 650)
        gone = await fair.pay(stale)
        assert (code(gone), gone.json()["left"]) == ("order_sold_out", 0)
        assert code(await fair.pay(dear)) == "order_price_changed"
        altered = {**quoted, "quote": quoted["quote"][:-4] + "AAAA"}
        assert code(await fair.pay(altered)) == "bad_quote"
        path = f"/orders/payments/{new_id()}"
        assert code(await fair.juma.put(path, json={"quote": quoted["quote"]})) == "bad_quote"
        unconfirmed = await fair.amina.put(path, json={"quote": stale["quote"]})
        assert code(unconfirmed) == "confirmation_needed"
        for wanted, why in (
            (fair.wanted(kitchen, Noodles=21), "order_sold_out"),
            (fair.wanted(kitchen, Noodles=0), "invalid"),
            ({**fair.wanted(kitchen, Noodles=1), "merchant_id": str(lamps.id)}, "not_for_sale"),
        ):
            assert code(await fair.quote(wanted)) == why
        assert (
            code(await fair.quote(fair.wanted(kitchen, Noodles=1), who=fair.mei)) == "from_own_shop"
        )
        assert code(await fair.quote()) == "invalid"
    fair.clock.advance(timedelta(minutes=16))
    async with unchanged(url, *spares):
        assert code(await fair.pay(stale)) == "quote_over"


async def test_what_a_shop_says_otherwise_since_the_quote_is_not_bought(
    fair: Fair, settings: Settings
) -> None:
    """A price is not all that one agrees to."""
    at, owner = fair.lamps, fair.lamps.owner
    quoted = ok(await fair.quote(fair.wanted(fair.lamps, Lamp=1)))
    async with fair.town.database.transaction() as db:
        front = await market.front(db, at.id)
        offer = (await market.offers(db, [at.variants["Lamp"]]))[at.variants["Lamp"]]

    async def says(**more: Any) -> None:
        names = [name for name in FrontWishes.__struct_fields__ if hasattr(front, name)]
        wishes = FrontWishes(**{name: getattr(front, name) for name in names} | more)
        async with fair.town.database.transaction() as db:
            await market.put_front(db, owner, at.id, wishes)

    async def is_called(title: str, **more: Any) -> None:
        variant = NewVariant(id=offer.variant_id, price=offer.price, **more)
        item = NewItem(title=title, variants=[variant], body="Made here.", category="food/grain")
        async with fair.town.database.transaction() as db:
            await market.put_item(db, owner, offer.item_id, at.id, item)

    changes = [
        says(returns_days=0),
        says(ships_within=240),
        says(trader=False),
        is_called("Lamp without a bulb"),
        is_called("Lamp", no_withdrawal=True),
    ]
    for change in changes:
        await change
        async with unchanged(str(settings.database_url), "pay_confirmation"):
            assert code(await fair.pay(quoted)) == "order_terms_changed"
        await says()
        await is_called("Lamp")
    await says(about="We have moved the shelves")
    ok(await fair.pay(quoted))


async def test_a_shop_sees_first_what_is_due_first_and_all_of_it(fair: Fair) -> None:
    made = []
    for _ in range(3):
        made += await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
        fair.clock.advance(timedelta(minutes=1))
    # The first one has more time to be sent.
    first, *others = [one["id"] for one in made]
    ok(await fair.amina.put(f"/orders/{first}/extensions/{new_id()}", json={"days": 3}))
    path = f"/merchants/{fair.kitchen.id}/orders"

    async def listed(**query: Any) -> list[str]:
        found: list[str] = []
        for _ in range(9):
            page = ok(await fair.mei.get(path, params={**query, "limit": 2}))
            found += [one["id"] for one in page["orders"]]
            if page["next"] is None:
                break
            query["before"] = page["next"]
        return found

    assert await listed() == [*others, first]
    for one in made:
        await fair.send(one["id"])
        fair.clock.advance(timedelta(minutes=1))
    assert await listed(pile="on_the_way") == [one["id"] for one in reversed(made)]
    for one in reversed(made):
        ok(await fair.ask(one["id"], "refund"))
        fair.clock.advance(timedelta(minutes=1))
    assert await listed(pile="asked") == [one["id"] for one in reversed(made)]


async def test_who_has_too_little_buys_nothing_of_either_shop(
    fair: Fair, settings: Settings
) -> None:
    wanted = fair.wanted(fair.kitchen, Noodles=20), fair.wanted(fair.lamps, Lamp=2)
    async with fair.town.database.transaction() as db:
        await reprice(db, fair.lamps, "Lamp", 9_000)
    quoted = ok(await fair.quote(*wanted))
    assert quoted["total"] == 30_000
    async with unchanged(str(settings.database_url), "pay_confirmation"):
        assert code(await fair.pay(quoted)) == "insufficient_funds"
    assert await fair.faults() == []


async def test_five_wrong_codes_lock_the_counter_for_an_hour(fair: Fair) -> None:
    [one] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    await fair.send(one["id"])
    path, right = f"/orders/{one['id']}/handover", one["code"]
    wrong = "000000" if right != "000000" else "000001"
    codes = [code(await fair.mei.put(path, json={"code": wrong})) for _ in range(6)]
    assert codes == ["wrong_pickup_code"] * 5 + ["pickup_code_locked"]
    assert code(await fair.mei.put(path, json={"code": right})) == "pickup_code_locked"
    assert (await fair.seen(one["id"]))["state"] == "sent"
    fair.clock.advance(timedelta(hours=1, seconds=1))
    assert ok(await fair.mei.put(path, json={"code": right}))["state"] == "done"

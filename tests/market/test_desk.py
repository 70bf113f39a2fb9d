"""The town's desk for shops: a look before the first opening, bans, complaints, fees."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.market import BroughtItem, NewItem, NewVariant, bring_items
from leapfrog.market.desk import limit_shop, rate_of, take_down_item
from leapfrog.market.model import FeeTable
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.market.acts import Market, found, ok, opened, put_item, sells
from tests.matrix import unchanged
from tests.paged import every


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A town with an operator."""
    return Settings(
        home=tmp_path / "home", database_url=database_url, demo=False, operators=("olga",)
    )


async def banned(olga: Client, **more: Any) -> str:
    ban = str(new_id())
    body = {"reason": "Fireworks need a licence.", "reasons": {"zh": "烟花须持证。"}, **more}
    ok(await olga.put(f"/desk/market/bans/{ban}", json=body))
    return ban


async def publish(market: Market, item: Any) -> Any:
    path = f"/market/items/{item['id']}/publication"
    return await market.owner.put(path, json={"state": "live"})


async def test_what_is_banned_cannot_be_set_on_sale_and_the_answer_says_why(
    market: Market, join: Join, settle: Settle, settings: Settings
) -> None:
    olga = await join("olga")
    await settle()
    rocket = await put_item(market.owner, market.shop, title="Big ROCKET for the lake")
    rockets = await put_item(market.owner, market.shop, title="Rocketry, an introduction")
    chinese = await put_item(market.owner, market.shop, title="新年大烟花一箱")
    there = await sells(market.owner, market.shop, title="A small rocket")
    ban = await banned(olga, words=["rocket", "烟花"])
    await settle()
    # What was for sale is not any more; a word is a word of its own, Chinese is found inside.
    assert await found(market.buyer, "rocket") == []
    async with unchanged(str(settings.database_url), "identity_session"):
        for one, by in ((rocket, "rocket"), (there, "rocket"), (chinese, "烟花")):
            refused = (await publish(market, one)).json()
            assert (refused["code"], refused["by"]) == ("item_prohibited", by)
            assert refused["reason"] == "Fireworks need a licence."
    ok(await publish(market, rockets))
    # Nor does something for sale become it by a change of its words.
    async with unchanged(str(settings.database_url), "identity_session"):
        changed = {**BOOK, "merchant_id": market.shop, "title": "Rocket"}
        path, some = f"/market/items/{rockets['id']}", variants_of(rockets)
        answer = await market.owner.put(path, json={**changed, "variants": some})
        assert answer.json()["code"] == "item_prohibited"
    assert [one["id"] for one in ok(await market.buyer.get("/market/bans"))["bans"]] == [ban]
    # The shop objects, the town allows this one; the others stay where they are.
    appeal = f"/market/items/{there['id']}/ban-appeals/{new_id()}"
    ok(await market.owner.put(appeal, json={"text": "It is a toy of paper"}))
    [report] = ok(await olga.get("/operator/desk"))["reports"]
    assert (report["kind"], report["copy"]["ban_id"]) == ("item", ban)
    ok(await olga.put(f"/desk/market/bans/{ban}/exceptions/{there['id']}"))
    ok(await publish(market, there))
    assert (await publish(market, rocket)).status_code == 409
    # Allowed is what it was called then.
    allowed = f"/market/items/{there['id']}"
    told = {**BOOK, "merchant_id": market.shop, "variants": variants_of(there)}
    ok(await market.owner.put(allowed, json={**told, "title": "A small rocket"}))
    answer = await market.owner.put(allowed, json={**told, "title": "A real rocket"})
    assert answer.json()["code"] == "item_prohibited"
    ok(await olga.delete(f"/desk/market/bans/{ban}"))
    ok(await publish(market, rocket))


async def test_a_ban_sees_what_can_be_chosen_and_what_was_set_on_sale_while_it_came(
    market: Market, join: Join, settle: Settle, clock: FixedClock, town: Town
) -> None:
    olga = await join("olga")
    await settle()
    options = [{"name": "Kind", "values": ["Sparkler", "Rocket"]}]
    some = [{"id": str(new_id()), "price": 100, "options": [one]} for one in options[0]["values"]]
    box = await put_item(market.owner, market.shop, title="A box", options=options, variants=some)
    late = await sells(market.owner, market.shop, title="A rocket")
    # Its transaction had not ended when the ban looked.
    sql = "update market_item set state = $2 where id = $1 returning id"
    async with town.database.transaction() as db:
        await db.value(sql, late["id"], "off")
    await banned(olga, words=["rocket"])
    await settle()
    assert (await publish(market, box)).json()["code"] == "item_prohibited"
    async with town.database.transaction() as db:
        await db.value(sql, late["id"], "live")
    clock.advance(timedelta(minutes=6))
    await settle()
    state = f"/market/own-items/{late['id']}"
    assert ok(await market.owner.get(state))["state"] == "off"


BOOK = {"category": "books/nature", "body": "With 120 drawings."}
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def variants_of(item: Any) -> list[Any]:
    return [{"id": one["id"], "price": one["price"]} for one in item["variants"]]


async def test_a_whole_category_or_one_barcode_can_be_banned(
    market: Market, join: Join, settle: Settle
) -> None:
    olga = await join("olga")
    await settle()
    code = {"id": str(new_id()), "price": 100, "gtin": "4006381333931"}
    pen = await put_item(market.owner, market.shop, title="Pen", variants=[code])
    book = await put_item(market.owner, market.shop, title="Birds")
    await banned(olga, gtins=["4006381333931"])
    await banned(olga, categories=["books"])
    for one, by in ((pen, "04006381333931"), (book, "books")):
        assert (await publish(market, one)).json()["code"] == "item_prohibited", by
    for bad in ({}, {"words": [" "]}, {"categories": ["nowhere"]}, {"gtins": ["123"]}):
        body = {"reason": "x", **bad}
        assert (await olga.put(f"/desk/market/bans/{new_id()}", json=body)).status_code == 422


async def test_a_shop_that_is_looked_at_first_waits_until_it_is_let_in(
    market: Market, join: Join, settle: Settle, settings: Settings
) -> None:
    olga, lin = await join("olga"), await join("lin")
    await settle()
    ok(await olga.put("/desk/market/rules", json={"looked_at_first": True}))
    shop = str(new_id())
    ok(await lin.put(f"/merchants/{shop}", json={"name": "Noodles"}))
    ok(await lin.put(f"/market/fronts/{shop}", json={"sign": "Noodles"}))
    for _ in range(2):
        state = f"/market/fronts/{shop}/state"
        front = ok(await lin.put(state, json={"state": "open"}))
        assert (front["state"], front["asked_at"] is None) == ("draft", False)
    item = await sells(lin, shop, title="Hand-pulled noodles", category="food/grain")
    assert await found(market.buyer, "noodles") == []
    assert (await market.buyer.get(f"/market/items/{item['id']}")).status_code == 404
    waits = ok(await olga.get("/desk/market/shops"))
    assert [one["front"]["merchant_id"] for one in waits["shops"]] == [shop]
    look = f"/desk/market/shops/{shop}/look"
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await olga.put(look, json={"let_in": False})).status_code == 422
    ok(await olga.put(look, json={"let_in": False, "reason": "Say where you cook."}))
    [own] = ok(await lin.get("/market/own-fronts"))["fronts"]
    assert (own["front"]["look_reason"], own["front"]["asked_at"]) == ("Say where you cook.", None)
    ok(await lin.put(f"/market/fronts/{shop}/state", json={"state": "open"}))
    assert ok(await olga.put(look, json={"let_in": True}))["state"] == "open"
    assert await found(market.buyer, "noodles") == ["Hand-pulled noodles"]
    # Who has sold before needs no look to open again.
    for state in ("resting", "open"):
        path = f"/market/fronts/{market.shop}/state"
        assert ok(await market.owner.put(path, json={"state": state}))["state"] == state


async def test_a_complaint_takes_an_item_or_a_shop_down_and_an_appeal_puts_it_back(
    market: Market, join: Join, settle: Settle
) -> None:
    olga = await join("olga")
    await settle()
    item = await sells(market.owner, market.shop, title="Golden watch")
    complaint, said = new_id(), {"why": "counterfeit", "text": "The maker knows no such number"}
    path = f"/market/fronts/{market.shop}/complaints/{complaint}"
    for _ in range(2):
        ok(await market.buyer.put(path, json={**said, "item_id": item["id"]}))
    other = f"/market/fronts/{market.shop}/complaints/{new_id()}"
    ok(await market.buyer.put(other, json={"why": "fraud", "text": "Nothing ever comes"}))
    reports = {one["kind"]: one for one in ok(await olga.get("/operator/desk"))["reports"]}
    assert reports.keys() == {"item", "shop"}
    assert reports["item"]["copy"]["why"] == "counterfeit"
    for kind, gone in (("item", "item_taken_down"), ("shop", "front_limited")):
        one = reports[kind]
        decision = f"/operator/decisions/{new_id()}"
        act = {"act": f"remove_{kind}", "ref": one["ref"], "reason": "No proof of origin."}
        ok(await olga.put(decision, json={**act, "report_id": one["id"]}))
        await settle()
        assert await found(market.buyer, "golden") == []
        tried = (
            await publish(market, item)
            if kind == "item"
            else await market.owner.put(
                f"/market/fronts/{market.shop}/state", json={"state": "open"}
            )
        )
        assert tried.json()["code"] == gone
        [told, *_] = ok(await market.owner.get("/decisions"))["decisions"]
        assert (told["act"], told["reason"]) == (f"remove_{kind}", "No proof of origin.")
        # Only whom it concerns can object.
        appeal = f"/decisions/{told['id']}/appeal"
        assert (await market.rival.put(appeal, json={"text": "x"})).status_code == 404
        ok(await market.owner.put(appeal, json={"text": "Here is the invoice"}))
        answer = {"granted": True, "answer": "It is genuine."}
        ok(await olga.put(f"/operator/decisions/{told['id']}/appeal", json=answer))
        await settle()
        assert await found(market.buyer, "golden") == ["Golden watch"]


async def test_a_catalogue_renames_nothing_for_sale_to_what_is_banned(
    market: Market, join: Join, settle: Settle, town: Town
) -> None:
    olga = await join("olga")
    await settle()
    item = await sells(market.owner, market.shop, title="Kite")
    await banned(olga, words=["rocket"])
    [one] = item["variants"]
    wanted = NewItem(
        title="Rocket",
        variants=[NewVariant(id=UUID(one["id"]), price=one["price"])],
        body="It flies.",
        category="books/nature",
    )
    shop, by = UUID(market.shop), UUID(market.owner.me["id"])
    for sale in (None, "live"):
        async with town.database.transaction() as db:
            brought = BroughtItem(UUID(item["id"]), wanted, sale, {})
            await bring_items(db, shop, by, [brought])
        own = ok(await market.owner.get(f"/market/own-items/{item['id']}"))
        assert (own["title"], own["state"]) == ("Rocket", "off")


async def test_what_the_town_puts_back_is_what_it_was_and_not_for_sale_by_that(
    market: Market, join: Join, settle: Settle, town: Town
) -> None:
    olga, shop = await join("olga"), UUID(market.shop)
    await settle()
    some = [await sells(market.owner, market.shop, title=f"Book {n}") for n in range(3)]
    draft = await put_item(market.owner, market.shop, title="Book 4")
    ids = [UUID(one["id"]) for one in (*some, draft)]
    off = f"/market/items/{some[1]['id']}/publication"
    ok(await market.owner.put(off, json={"state": "off"}))
    ok(await market.owner.put(f"/market/fronts/{shop}/state", json={"state": "resting"}))
    async with town.database.transaction() as db:
        # Again is the same, and forgets nothing.
        for one in (*ids, *ids):
            await take_down_item(db, one, down=True)
        for _ in range(2):
            await limit_shop(db, shop, down=True)
    await banned(olga, gtins=["4006381333931"], words=["book 2"])
    async with town.database.transaction() as db:
        for one in ids:
            await take_down_item(db, one, down=False)
        await limit_shop(db, shop, down=False)
    states = [ok(await market.owner.get(f"/market/own-items/{one}"))["state"] for one in ids]
    assert states == ["live", "off", "off", "draft"]
    [own] = ok(await market.owner.get("/market/own-fronts"))["fronts"]
    assert own["front"]["state"] == "resting"


def test_a_rate_is_that_of_the_nearest_category_above() -> None:
    table = FeeTable(new_id(), WHEN, 300, {"books": 200, "books/nature": 100}, None, WHEN)
    assert [rate_of(table, one) for one in ("books/nature", "books/art", "food", "")] == [
        *(100, 200, 300, 300),
    ]
    assert rate_of(None, "books") == 0


async def test_fees_are_capped_announced_in_time_and_open_to_all(
    market: Market, join: Join, settle: Settle, clock: FixedClock, settings: Settings
) -> None:
    olga = await join("olga")
    await settle()
    soon, later = (clock.now() + timedelta(days=days) for days in (14, 15))
    body = {"from_at": later.isoformat(), "base_bp": 300, "rates": {"books": 150}}
    first = new_id()
    async with unchanged(str(settings.database_url), "identity_session"):
        for bad in (
            {"from_at": soon.isoformat()},
            {"base_bp": 1001},
            {"base_bp": -1},
            {"rates": {"books": 1001}},
            {"rates": {"nowhere": 1}},
        ):
            answer = await olga.put(f"/desk/market/fees/{new_id()}", json=body | bad)
            assert answer.status_code in (409, 422), bad
    for _ in range(2):
        ok(await olga.put(f"/desk/market/fees/{first}", json=body))
    again = await olga.put(f"/desk/market/fees/{new_id()}", json=body)
    assert again.json()["code"] == "fee_id_used"
    seen = ok(await market.buyer.get("/market/fees"))
    assert (seen["now"], [one["id"] for one in seen["tables"]]) == (None, [str(first)])
    clock.advance(timedelta(days=15, seconds=1))
    assert ok(await market.buyer.get("/market/fees"))["now"] == str(first)


async def test_bans_and_shops_that_wait_are_read_page_by_page(market: Market, join: Join) -> None:
    olga = await join("olga")
    bans = [await banned(olga, words=[f"word{n}"]) for n in range(5)]
    # All of one instant: then it is the id that counts.
    read = await every(market.buyer, "/market/bans", "bans", 2)
    assert [one["id"] for one in read] == sorted(bans, reverse=True)
    bad = await market.buyer.get("/market/bans", params={"before": "x"})
    assert bad.json()["code"] == "invalid"
    ok(await olga.put("/desk/market/rules", json={"looked_at_first": True}))
    asking = []
    for n in range(3):
        lin = await join(f"lin{n}")
        shop = await opened(lin)
        for title in range(n):
            await put_item(lin, shop, title=f"Thing {title}")
        asking.append((shop, {"draft": n} if n else {}))
    found = await every(olga, "/desk/market/shops", "shops", 2)
    assert [(one["front"]["merchant_id"], one["items"]) for one in found] == sorted(asking)

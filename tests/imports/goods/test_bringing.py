"""A catalogue comes in, updates what is there the second time, and is taken back."""

from datetime import timedelta

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.catalogue_formats.reading import packed
from tests.contacts.acts import ok
from tests.imports.goods.acts import SHOPIFY, brought, count, items_of, looked_at
from tests.market.acts import Market, fill, found
from tests.samples import jpeg


async def test_a_catalogue_is_looked_at_and_brought(market: Market, town: Town) -> None:
    data = packed({"shop/products.csv": SHOPIFY.encode(), "pictures/noodles.jpg": jpeg((400, 300))})
    seen = await looked_at(market.manager, data, "shop.zip", shop=market.shop)
    assert (seen["target"], seen["format"], seen["state"]) == ("goods", "shopify", "previewed")
    goods = seen["goods"]
    assert (goods["new"], goods["changed"], goods["same"], goods["variants"]) == (2, 0, 0, 3)
    assert (goods["files"], goods["missing"], goods["unsorted"]) == (1, 0, 0)
    assert [one["price"] for one in goods["first"]] == [350, 1200]
    assert [(one["place"], one["reason"]) for one in seen["problems"]] == [
        ("4 · variant price · free", "price")
    ]
    # Nothing is there before it is applied.
    assert await items_of(market.owner, market.shop) == {}
    done = await brought(town, market.manager, seen)
    assert count(done, "item") == {
        "kind": "item", "seen": 2, "brought": 2, "known": 0, "skipped": {},
    }  # fmt: skip
    assert count(done, "file")["brought"] == 1
    assert count(done, "unreadable")["skipped"] == {"price": 1}
    items = await items_of(market.owner, market.shop)
    noodles = items["Noodle kit"]
    assert (noodles["state"], noodles["category"], noodles["body"]) == (
        "live", "food/grain", "Dried noodles",
    )  # fmt: skip
    assert [(v["sku"], v["price"], v["units"]) for v in noodles["variants"]] == [
        ("N-S", 350, 4), ("N-L", 600, 2),
    ]  # fmt: skip
    assert len(noodles["pictures"]) == 1
    assert await found(market.buyer, "noodle") == ["Noodle kit"]


async def test_a_second_time_it_updates_the_same_items(market: Market, town: Town) -> None:
    await brought(town, market.owner, await looked_at(market.owner, SHOPIFY.encode()))
    before = await items_of(market.owner, market.shop)
    again = await looked_at(market.owner, SHOPIFY.encode())
    assert (again["goods"]["new"], again["goods"]["changed"], again["goods"]["same"]) == (0, 0, 2)
    # Only one column less: what it says nothing of stays; one price is another.
    less = "\n".join(
        ",".join(cell for n, cell in enumerate(line.split(",")) if n != 2)
        for line in SHOPIFY.replace("3.50", "2.95").splitlines()
    )
    changed = await looked_at(market.owner, less.encode())
    assert (changed["goods"]["changed"], changed["goods"]["same"]) == (1, 1)
    await fill(market.owner, before["Green tea"]["variants"][0]["id"], 7)
    done = await brought(town, market.owner, changed)
    after = await items_of(market.owner, market.shop)
    noodles = after["Noodle kit"]
    assert noodles["id"] == before["Noodle kit"]["id"]
    assert [v["id"] for v in noodles["variants"]] == [
        v["id"] for v in before["Noodle kit"]["variants"]
    ]
    assert (noodles["body"], noodles["variants"][0]["price"]) == ("Dried noodles", 295)
    # It was counted by hand after the file was looked at: the file says another number.
    assert after["Green tea"]["variants"][0]["units"] == 9
    assert count(done, "item")["brought"] == 2


async def test_it_is_taken_back_but_for_what_was_changed_since(
    market: Market, town: Town, clock: FixedClock
) -> None:
    seen = await looked_at(market.owner, SHOPIFY.encode())
    await brought(town, market.owner, seen)
    tea = (await items_of(market.owner, market.shop))["Green tea"]
    [variant] = tea["variants"]
    body = {"id": variant["id"], "price": 1300, "options": [], "sku": "T-1"}
    clock.advance(timedelta(minutes=1))
    path = f"/market/items/{tea['id']}/variants"
    ok(await market.owner.put(path, json=body))
    undone = ok(await market.owner.post(f"/imports/{seen['id']}/undo"))
    assert undone["goods"]["stayed"] == 1
    assert list(await items_of(market.owner, market.shop)) == ["Green tea"]
    assert await found(market.buyer, "noodle") == []
    # And it may come again.
    again = await looked_at(market.owner, SHOPIFY.encode())
    assert (again["goods"]["new"], again["goods"]["changed"]) == (1, 1)
    await brought(town, market.owner, again)
    assert len(await items_of(market.owner, market.shop)) == 2


async def test_what_a_shop_has_is_taken_along(market: Market, town: Town) -> None:
    await brought(town, market.owner, await looked_at(market.owner, SHOPIFY.encode()))
    path = f"/market/fronts/{market.shop}/catalogue"
    for name in ("shopify", "google", "json-ld"):
        answer = await market.manager.get(f"{path}/{name}")
        assert answer.status_code == 200
        assert "Noodle kit" in answer.text
    for who in (market.cashier, market.buyer, market.rival):
        refused = await who.get(f"{path}/shopify")
        assert refused.status_code in (403, 404)
        assert "Noodle" not in refused.text
    # It is known again, to the last field; in another shop all of it is new.
    data = (await market.owner.get(f"{path}/shopify")).content
    again = await looked_at(market.owner, data)
    assert (again["goods"]["new"], again["goods"]["changed"], again["goods"]["same"]) == (0, 0, 2)
    other = await looked_at(market.rival, data)
    assert other["goods"]["new"] == 2


async def test_nobody_else_brings_into_a_shop(market: Market, town: Town) -> None:
    for who, code in (
        (market.cashier, "role_needed"),
        (market.rival, "no_merchant"),
        (market.buyer, "no_merchant"),
    ):
        params = {"name": "a.csv", "shop": market.shop}
        refused = await who.put(
            "/imports/0197a000-0000-7000-8000-000000000001", content=SHOPIFY.encode(), params=params
        )
        assert refused.json()["code"] == code
        assert ok(await who.get("/imports")) == []
    # Somebody who was let in and no more is takes nothing away.
    seen = await looked_at(market.manager, SHOPIFY.encode(), shop=market.shop)
    await brought(town, market.manager, seen)
    path = f"/merchants/{market.shop}/cashiers/{market.manager.me['id']}"
    ok(await market.owner.delete(path))
    undone = ok(await market.manager.post(f"/imports/{seen['id']}/undo"))
    assert undone["goods"]["stayed"] == 2
    assert len(await items_of(market.owner, market.shop)) == 2


async def test_a_hostile_catalogue_leaves_nothing(market: Market, town: Town) -> None:
    params = {"name": "a.zip", "target": "goods", "shop": market.shop}
    for data, reason in (
        (packed({"a.csv": b"\0" * 400_000_000}), "zip_bomb"),
        (SHOPIFY.splitlines()[0].encode(), "nothing_shown"),
    ):
        answer = await market.owner.put(f"/imports/{new_id()}", content=data, params=params)
        assert (answer.status_code, answer.json()["reason"]) == (422, reason)
    assert ok(await market.owner.get("/imports")) == []
    # What is said to be a picture is counted, and shown to nobody.
    head = SHOPIFY.splitlines()[0]
    row = "tea,Tea,<script>x()</script>Good,,,,TRUE,,,T-1,,1,3,,evil.png,active"
    data = packed({"a.csv": f"{head}\n{row}".encode(), "evil.png": b"<svg onload=alert(1)>"})
    done = await brought(town, market.owner, await looked_at(market.owner, data))
    assert count(done, "file")["skipped"] == {"file_unreadable": 1}
    tea = (await items_of(market.owner, market.shop))["Tea"]
    assert (tea["body"], tea["pictures"]) == ("Good", [])

"""What passers-by and programs read of items and shops, without a script."""

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.web import pages
from leapfrog.web.market_page import decimal
from tests.http import Client, Enter
from tests.market.acts import Market, ok, sells, variant

NASTY = '</script><img src=x onerror=alert(1)> "tea"'
LARGEST = 60_000
ENGLISH = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def small_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the client is built or not."""
    monkeypatch.setattr(pages, "_shell_page", lambda language: "<title>app</title>")


def data(page: str) -> Any:
    """The page's JSON-LD."""
    found = re.search(r'ld\+json" nonce="[^"]*">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


async def test_an_item_and_its_shop_are_pages_for_people_and_programs(
    market: Market, client: Enter, clock: FixedClock
) -> None:
    item = await sells(
        market.owner,
        market.shop,
        title=NASTY,
        body=NASTY,
        kind="used",
        variants=[variant(1_250, sku="T", gtin="4006381333931", cost=77)],
    )
    clock.advance(timedelta(days=1))
    its = item["variants"][0]["id"]
    body = {"id": its, "price": 1_000, "sku": "T", "gtin": "4006381333931", "cost": 77}
    ok(await market.owner.put(f"/market/items/{item['id']}/variants", json=body))
    nobody, path = client(), f"/market/items/{item['id']}"
    answer = await nobody.page(path, headers=ENGLISH)
    page = answer.text
    assert answer.status_code == 200
    assert len(answer.content) < LARGEST
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "<img src=x" not in page
    assert page.count("<script") == 1
    told = data(page)
    [offer] = told["offers"]
    assert (told["@type"], told["name"]) == ("Product", NASTY)
    assert (offer["price"], offer["availability"]) == ("10.00", "https://schema.org/InStock")
    assert offer["priceSpecification"]["price"] == "12.50"
    assert (offer["gtin14"], offer["itemCondition"][-13:]) == ("04006381333931", "UsedCondition")
    assert "10.00 EUR" in page
    assert "0.77" not in page
    shop = (await nobody.page(f"/market/shops/{market.shop}", headers=ENGLISH)).text
    assert data(shop)["name"] == "Lakeside Books"
    assert path in shop
    assert path in (await nobody.page("/market", headers=ENGLISH)).text
    # Who lives here gets the app at the same address, also where there is no page.
    for place in (path, "/market", "/market/mine", f"/market/mine/{market.shop}/x"):
        assert "<title>app</title>" in (await market.buyer.page(place)).text
    [part] = await parts(nobody)
    listed = await nobody.page(part.removeprefix(market.owner.origin))
    assert [one.text for one in xml(listed.text)] == [f"{market.owner.origin}{path}"]
    ok(await market.owner.put(f"{path}/publication", json={"state": "off"}))
    assert (await nobody.page(path, headers=ENGLISH)).status_code == 404
    assert await parts(nobody) == []


async def test_a_passer_by_searches_without_a_script(market: Market, client: Enter) -> None:
    """By words and category, page by page; what is typed is text."""
    items = {
        title: await sells(market.owner, market.shop, title=title, category=category)
        for title, category in (("Rowing lamp", "food/meals"), ("Lake honey", "food/bakery"))
    }
    nobody = client()

    async def seen(**query: str) -> str:
        answer = await nobody.page("/market", headers=ENGLISH, params=query)
        assert answer.status_code == 200
        assert "form-action 'self'" in answer.headers["content-security-policy"]
        return answer.text

    def shown(page: str) -> set[str]:
        return {title for title, one in items.items() if f"/market/items/{one['id']}" in page}

    assert shown(await seen()) == {*items}
    assert shown(await seen(q="lamp")) == {"Rowing lamp"}
    assert shown(await seen(q="lampp")) == {"Rowing lamp"}
    assert shown(await seen(category="food/bakery")) == {"Lake honey"}
    assert shown(await seen(q="lamp", category="food/bakery")) == set()
    assert shown(await seen(category="nowhere")) == {*items}
    nasty = await seen(q=NASTY)
    assert "<img src=x" not in nasty
    assert "Nothing here has these words." in nasty
    # The way to a category keeps the words.
    assert "/market?q=lake&amp;category=food%2Fbakery" in await seen(q="lake")
    bad = await nobody.page("/market", headers=ENGLISH, params={"skip": "501"})
    assert bad.status_code == 400


async def parts(nobody: Client) -> list[str]:
    """Of the sitemap, those that are of the market."""
    found = [one.text or "" for one in xml((await nobody.page("/sitemap.xml")).text)]
    return [one for one in found if "/market/" in one]


def xml(text: str) -> list[ElementTree.Element]:
    """The addresses in a sitemap."""
    return ElementTree.fromstring(text).findall(".//{*}loc")


def test_amounts_have_as_many_digits_as_the_money() -> None:
    assert decimal(1_205, 2) == "12.05"
    assert decimal(7, 2) == "0.07"
    assert decimal(1_205, 0) == "1205"

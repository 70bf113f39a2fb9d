"""What is found in the market: of one brand, page after page, and without a script."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.conftest import Device
from tests.client.eyes import (
    SMALL_PHONE,
    amiss_by_day_and_night,
    amiss_small_and_wide,
    unfit,
    violations,
)
from tests.client.orders.steps import shop_with
from tests.orders.goods import Shop

BRANDS = {"Blue pot": "Tekka", "Red pot": "TEKKA", "Iron pot": "Umi", "Clay pot": ""}
# More than a page of the search, of passers-by and of one's own shelf has.
MANY = 51


def branded(mei: Person, shop: Shop) -> None:
    """Says of each of these goods of what brand it is."""
    for one in mei.ask("GET", f"/market/fronts/{shop.id}/items")["items"]:
        [variant] = one["variants"]
        told = {"merchant_id": str(shop.id), "title": one["title"], "category": one["category"]}
        told |= {"variants": [{"id": variant["id"], "price": variant["price"]}]}
        mei.ask("PUT", f"/market/items/{one['id']}", {**told, "brand": BRANDS[one["title"]]})


def found(page: Page, name: str = "For sale") -> Any:
    """The links of what was found."""
    return page.get_by_role("list", name=name).get_by_role("link")


def test_what_is_found_is_narrowed_to_a_brand(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", dict.fromkeys(BRANDS, (600, 5)))
    branded(mei, shop)
    phone = amina.open("/market?q=pot")
    expect(found(phone)).to_have_count(4)
    phone.get_by_role("button", name="Filter").tap()
    sheet = phone.get_by_role("dialog", name="Filter")
    brands = sheet.get_by_role("group", name="Brand")
    # However shops write it, it is one brand; what is of none is not named.
    tekka = brands.get_by_role("button", name=re.compile(r"^Tekka\s2$", re.IGNORECASE))
    expect(brands.get_by_role("button")).to_have_count(3)
    assert amiss_by_day_and_night(phone) == []
    tekka.tap()
    sheet.get_by_role("button", name="Show 2").tap()
    expect(sheet).to_have_count(0)
    expect(found(phone)).to_have_count(2)
    expect(phone.get_by_role("button", name=re.compile(r"^Filter\s1$"))).to_be_visible()
    # It is kept while other words are looked for, also where nothing of it has them.
    phone.get_by_role("searchbox").fill("iron")
    expect(phone.get_by_role("heading", name="Nothing found")).to_be_visible()
    phone.get_by_role("button", name=re.compile("^Filter")).tap()
    kept = brands.get_by_role("button", name=re.compile("^Tekka", re.IGNORECASE))
    expect(kept).to_have_attribute("aria-pressed", "true")
    sheet.get_by_role("button", name="Any brand").tap()
    sheet.get_by_role("button", name="Show 1").tap()
    expect(found(phone)).to_have_count(1)
    expect(phone.get_by_role("button", name="Filter", exact=True)).to_be_visible()


def test_the_filter_fits_a_small_phone_in_chinese(join: Join, settings: Settings) -> None:
    mei = join("mei", "林美", locale="zh-CN", **SMALL_PHONE)
    shop = shop_with(settings, mei, "林美的厨房", dict.fromkeys(BRANDS, (600, 5)))
    branded(mei, shop)
    phone = mei.open("/market?q=pot")
    phone.get_by_role("button", name="筛选").tap()
    expect(phone.get_by_role("group", name="品牌").get_by_role("button")).to_have_count(3)
    assert amiss_small_and_wide(phone) == []


def test_lists_of_goods_go_on_at_their_end(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    goods = {f"Lantern {n:02}": (600, 1) for n in range(MANY)}
    shop = shop_with(settings, mei, "Mei's kitchen", goods)
    phone = amina.open("/market?q=lantern")
    expect(found(phone)).to_have_count(30)
    more = phone.get_by_role("button", name="Show more")
    more.tap()
    expect(found(phone)).to_have_count(MANY)
    expect(more).to_have_count(0)
    # Each is there once.
    assert len({*found(phone).evaluate_all("all => all.map((one) => one.href)")}) == MANY
    stall = mei.open(f"/market/mine/{shop.id}")
    rows = stall.get_by_role("link", name=re.compile("Lantern"))
    more = stall.get_by_role("button", name="Show more")
    expect(rows).not_to_have_count(0)
    while rows.count() < MANY:
        before = rows.count()
        more.tap()
        expect(rows).not_to_have_count(before)
    expect(rows).to_have_count(MANY)
    expect(more).to_have_count(0)


def test_a_passer_by_finds_goods_without_a_script(
    join: Join, device: Device, settings: Settings
) -> None:
    mei = join("mei", "Lin Mei")
    goods = {f"Lantern {n:02}": (600, 1) for n in range(MANY)} | {"Rowing lamp": (2_000, 1)}
    shop_with(settings, mei, "Mei's kitchen", goods)
    page = device(java_script_enabled=False)
    page.goto("/market")
    expect(page.get_by_role("heading", name="Market")).to_be_visible()
    field = page.get_by_role("searchbox", name="What do you look for?")
    field.fill("lantern")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/market\?q=lantern$"))
    expect(page.get_by_role("searchbox")).to_have_value("lantern")
    expect(page.get_by_role("article")).to_have_count(50)
    page.get_by_role("link", name="Show more").click()
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("searchbox").fill("lampp")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("this is spelt or sounds like them")).to_be_visible()
    page.get_by_role("link", name="Rowing lamp").click()
    expect(page.get_by_role("heading", name="Rowing lamp")).to_be_visible()
    expect(page.get_by_text("20.00 EUR")).to_be_visible()
    page.get_by_role("link", name="Mei's kitchen").click()
    expect(page.get_by_role("heading", name="Mei's kitchen")).to_be_visible()
    page.goto("/market?q=submarine")
    expect(page.get_by_text("Nothing here has these words.")).to_be_visible()
    page.get_by_role("link", name=re.compile("Join")).first.click()
    expect(page).to_have_url(re.compile("/join"))


def test_the_page_for_passers_by_is_for_everybody(
    join: Join, device: Device, settings: Settings
) -> None:
    """Also where scripts run, which measure it."""
    mei = join("mei", "Lin Mei")
    shop_with(settings, mei, "Mei's kitchen", {"Lantern": (600, 1), "Oar": (2_000, 0)})
    plain = device(reduced_motion="reduce")
    small = device(reduced_motion="reduce", locale="zh-CN", **SMALL_PHONE)
    for path in ("/market", "/market?q=lantern", "/market?q=nothing"):
        plain.goto(path)
        assert amiss_by_day_and_night(plain) == [], path
        small.goto(path)
        assert [*violations(small), *unfit(small)] == [], path

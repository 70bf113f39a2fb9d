"""A shop keeps its stock on the phone: counted, moved, bought, fetched for who ordered."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.orders.steps import shop_with
from tests.client.till.steps import confirm, with_money
from tests.orders.goods import Shop
from tests.warehouses.acts import GTIN

GOODS = {"Noodle kit": (600, 5)}


def kitchen(settings: Settings, mei: Person) -> Shop:
    """Mei's shop, whose kits have a bar code."""
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    [item] = mei.ask("GET", f"/market/fronts/{shop.id}/items")["items"]
    body = {"id": str(shop.variants["Noodle kit"]), "options": [], "price": 600, "gtin": GTIN}
    mei.ask("PUT", f"/market/items/{item['id']}/variants", body)
    return shop


def scan(page: Page, label: str, code: str = GTIN, times: int = 1) -> None:
    """As a scanner does that types like a keyboard."""
    field = page.get_by_label(label)
    for _ in range(times):
        field.fill(code)
        field.press("Enter")
        expect(field).to_have_value("")


def kits(mei: Person, shop: Shop) -> Any:
    return mei.ask("GET", f"/merchants/{shop.id}/stock")["variants"][0]


def test_goods_are_kept_counted_and_moved(join: Join, settings: Settings) -> None:
    mei = join("mei", "Lin Mei")
    shop = kitchen(settings, mei)
    page = mei.open(f"/shops/{shop.id}/stock")
    page.get_by_role("button", name=re.compile("Noodle kit")).tap()
    page.get_by_label("Warn me at").fill("4")
    page.get_by_label("What one costs you").fill("2.50")
    page.get_by_label("Shelf in At the shop").fill("A 3")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("€12.50").filter(visible=True).first).to_be_visible()
    # Four lie there; the books say five.
    page.get_by_role("link", name="Count", exact=True).tap()
    scan(page, "Scan each thing, one after another", times=4)
    expect(page.get_by_text("4", exact=True)).to_be_visible()
    scan(page, "Scan each thing, one after another", "4711")
    expect(page.get_by_text("This shop has nothing with this code.")).to_be_visible()
    page.get_by_role("button", name="Compare with the books").tap()
    expect(page.get_by_text("counted 4, by the books 5")).to_be_visible()
    assert kits(mei, shop)["units"] == 5
    booking = page.get_by_role("button", name="Book one difference")
    expect(booking).to_be_disabled()
    page.get_by_role("button", name="Lost").tap()
    booking.tap()
    expect(page.get_by_text("One difference was booked.")).to_be_visible()
    assert kits(mei, shop)["units"] == 4
    # A barn, and two that go there.
    page.goto(f"/shops/{shop.id}/stock/transfers")
    page.get_by_role("button", name="Add a warehouse").tap()
    page.get_by_label("What is it called?").fill("Barn")
    page.get_by_role("button", name="Add", exact=True).tap()
    page.get_by_role("button", name="New transfer").tap()
    scan(page, "Bar code or number", times=2)
    page.get_by_role("button", name="Book out").tap()
    expect(page.get_by_text("on the way")).to_be_visible()
    assert kits(mei, shop)["moving"] == 2
    page.get_by_role("button", name=re.compile("At the shop → Barn")).tap()
    page.get_by_role("button", name="Book in").tap()
    expect(page.get_by_text("on the way")).to_be_hidden()
    assert sorted(one["units"] for one in kits(mei, shop)["there"]) == [2, 2]


def test_what_is_ordered_from_a_supplier_comes_in_part(join: Join, settings: Settings) -> None:
    mei = join("mei", "Lin Mei")
    shop = kitchen(settings, mei)
    page = mei.open(f"/shops/{shop.id}/stock/purchases")
    page.get_by_role("button", name="Order from a supplier").tap()
    page.get_by_label("Supplier", exact=True).last.fill("The mill")
    scan(page, "Bar code or number", times=3)
    page.get_by_label("Each costs").fill("3.00")
    page.get_by_role("button", name="It is ordered").tap()
    expect(page.get_by_text("3 to come")).to_be_visible()
    page.get_by_role("button", name=re.compile("The mill")).tap()
    scan(page, "Bar code or number", times=2)
    expect(page.get_by_label("Came now")).to_have_value("2")
    page.get_by_label("Lot", exact=True).fill("B7")
    page.get_by_role("button", name="Book in").tap()
    expect(page.get_by_text("1 to come")).to_be_visible()
    found = kits(mei, shop)
    assert (found["units"], found["cost"]) == (7, 300)
    assert {one["lot"] for one in found["there"]} == {"", "B7"}


def test_an_order_is_fetched_by_scan_and_sent(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = kitchen(settings, mei)
    with_money(settings, amina)
    amina.ask("PUT", f"/cart/{shop.variants['Noodle kit']}", {"n": 2})
    phone = amina.open("/cart/checkout")
    phone.get_by_role("button", name="See the price").tap()
    phone.get_by_role("button", name="Pay €12.00").tap()
    confirm(phone)
    expect(phone.get_by_text(re.compile("wait at the town"))).to_be_visible()
    page = mei.open(f"/shops/{shop.id}/orders")
    page.get_by_role("link", name="Fetch and send").tap()
    page.get_by_role("button", name="Fetch 2 things").tap()
    scan(page, "Scan what you take", "4711")
    expect(page.get_by_role("alert")).to_contain_text("This is not on the list.")
    scan(page, "Scan what you take", times=1)
    expect(page.get_by_text("1 / 2")).to_be_visible()
    expect(page.get_by_role("button", name="Send what was fetched")).to_be_visible()
    scan(page, "Scan what you take", times=1)
    expect(page.get_by_text("2 / 2")).to_be_visible()
    scan(page, "Scan what you take")
    expect(page.get_by_role("alert")).to_contain_text("There are enough of it already. Noodle kit")
    page.get_by_role("button", name="Send all of it").tap()
    expect(page.get_by_text("It is on its way")).to_be_visible()
    [order] = amina.ask("GET", "/orders")["orders"]
    assert order["state"] == "sent"
    page.get_by_role("button", name="Done").tap()
    expect(page.get_by_role("heading", name="Nothing to send")).to_be_visible()

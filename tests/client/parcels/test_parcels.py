"""Four phones side by side: who buys, who sells, who carries, who keeps the pickup point; and a
helper who orders for somebody without a phone.
"""

import re

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.orders.steps import shop_with
from tests.client.till.steps import balance, confirm, with_money
from tests.orders.goods import Shop
from tests.parcels.acts import POINT, TERMS

GOODS = {"Noodle kit": (600, 5)}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


def in_the_cart(who: Person, shop: Shop) -> Page:
    """At the checkout with one kit."""
    who.ask("PUT", f"/cart/{shop.variants['Noodle kit']}", {"n": 1})
    return who.open("/cart/checkout")


def read_label(stall: Page) -> str:
    number = stall.get_by_text(re.compile(r"LF\w\w( \w{4}){2} \w")).first.inner_text()
    return number.replace(" ", "")


def test_from_the_shop_to_the_shelf_and_into_a_hand(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    kofi, juma, olga = join("kofi", "Kofi"), join("juma", "Juma"), join("olga")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    kiosk = shop_with(settings, juma, "Kiosk at the pump", {})
    with_money(settings, amina)
    mei.ask("PUT", f"/merchants/{shop.id}/delivery-terms", TERMS)
    # Two ask the desk.
    juma.ask("PUT", f"/merchants/{kiosk.id}/pickup-point", POINT)
    bicycle = kofi.open("/courier")
    bicycle.get_by_label("How you carry").fill("A bicycle with a box")
    bicycle.get_by_label("For each parcel").fill("0.30")
    bicycle.get_by_role("button", name="Ask the desk").tap()
    expect(bicycle.get_by_text("The desk looks at it")).to_be_visible()
    desk = olga.open("/pay/desk/parcels")
    for name in ("Kiosk at the pump", "Kofi"):
        asks = desk.get_by_role("region", name=name)
        asks.get_by_role("button", name="Allow", exact=True).tap()
        expect(asks.get_by_text("allowed")).to_be_visible()
    # What it costs and by when stands there before anybody pays.
    phone = in_the_cart(amina, shop)
    phone.get_by_role("radio", name=re.compile("To Kiosk at the pump")).tap()
    phone.get_by_role("button", name="See the price").tap()
    phone.get_by_role("button", name="Pay €7.50").tap()
    confirm(phone)
    phone.get_by_role("link", name=re.compile("^Noodle kit")).tap()
    expect(phone.get_by_text("There by", exact=True)).to_be_visible()
    stall = mei.open(f"/shops/{shop.id}/orders")
    stall.get_by_role("link", name=re.compile("Noodle kit")).tap()
    stall.get_by_role("button", name="It is packed").tap()
    stall.get_by_role("button", name="Make the label").tap()
    expect(stall.get_by_role("heading", name=re.compile("Waits at the shop"))).to_be_visible()
    number = read_label(stall)
    bicycle.goto("/courier")
    bicycle.get_by_label("Number of the label").fill(number)
    bicycle.get_by_role("button", name="Find it").tap()
    bicycle.get_by_role("button", name="I take it along").tap()
    expect(bicycle.get_by_role("heading", name="The courier has it")).to_be_visible()
    expect(phone.get_by_role("heading", name=re.compile("The courier has it"))).to_be_visible()
    counter = juma.open(f"/shops/{kiosk.id}/point")
    counter.get_by_role("button", name=re.compile("Scan in")).first.tap()
    counter.get_by_label("Number of the label").fill(number)
    counter.get_by_role("button", name="Scan in", exact=True).last.tap()
    expect(counter.get_by_role("alert")).to_contain_text("Put it on shelf")
    # The phone of who waits says so by itself; a wrong code gives nothing away.
    expect(
        phone.get_by_role("heading", name=re.compile("Waits for you on shelf A"))
    ).to_be_visible()
    code = phone.get_by_label("The code for this order").get_by_text(re.compile(r"\d{3} \d{3}"))
    digits = code.inner_text()
    counter.get_by_role("button", name="Hand out").first.tap()
    counter.get_by_label("Six digits or paper card").fill("000 00")
    counter.get_by_role("button", name="Hand out").last.tap()
    expect(counter.get_by_text("There is no parcel here with that code.")).to_be_visible()
    counter.get_by_label("Six digits or paper card").fill(digits)
    counter.get_by_role("button", name="Hand out").last.tap()
    expect(counter.get_by_role("alert")).to_contain_text("Amina")
    expect(phone.get_by_text("€7.50 went to the shop.")).to_be_visible()
    expect(stall.get_by_text("You got €7.50.")).to_be_visible()
    assert balance(amina) == 10_000 - 750


def test_a_helper_orders_for_somebody_without_a_phone(join: Join, settings: Settings) -> None:
    mei, juma = join("mei", "Lin Mei"), join("juma", "Juma")
    kofi, olga = join("kofi", "Kofi"), join("olga")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    kiosk = shop_with(settings, juma, "Kiosk at the pump", {})
    with_money(settings, kofi)
    mei.ask("PUT", f"/merchants/{shop.id}/delivery-terms", TERMS)
    juma.ask("PUT", f"/merchants/{kiosk.id}/pickup-point", POINT)
    olga.ask("PUT", f"/desk/pickup-points/{kiosk.id}", {"allowed": True})
    counter = juma.open("/receiver-cards")
    counter.get_by_label("Their name").fill("Fatou")
    counter.get_by_role("button", name="Give out a card").tap()
    paper = counter.get_by_role("alert").get_by_text(re.compile(r"^\w{4} \d{4} \d{4}$"))
    card = paper.inner_text()
    # The helper has the letters; without the digits Fatou has not agreed.
    phone = in_the_cart(kofi, shop)
    phone.get_by_role("button", name="For somebody without a phone").tap()
    phone.get_by_role("radio", name=re.compile("To Kiosk at the pump")).tap()
    phone.get_by_label("Their paper card").fill(card[:4])
    phone.get_by_role("button", name="See the price").tap()
    expect(phone.get_by_role("alert")).to_contain_text("the digits of the card are needed")
    phone.get_by_label("Their paper card").fill(card)
    phone.get_by_role("button", name="See the price").tap()
    phone.get_by_role("button", name="Pay €7.50").tap()
    confirm(phone)
    phone.get_by_role("link", name=re.compile("^Noodle kit")).tap()
    expect(phone.get_by_text("Fatou")).to_be_visible()
    order = phone.url.rpartition("/")[2]
    mei.ask("PUT", f"/packing/{order}/shipments/{order}", {})
    [parcel] = kofi.ask("GET", f"/orders/{order}")["parcels"]
    # She comes to the kiosk with her paper, and nothing else.
    counter.goto(f"/shops/{kiosk.id}/point")
    counter.get_by_role("button", name=re.compile("Scan in")).first.tap()
    counter.get_by_label("Number of the label").fill(parcel["number"])
    counter.get_by_role("button", name="Scan in", exact=True).last.tap()
    expect(counter.get_by_role("alert")).to_contain_text("Fatou")
    counter.get_by_role("button", name="Hand out").first.tap()
    counter.get_by_label("Six digits or paper card").fill(card)
    counter.get_by_role("button", name="Hand out").last.tap()
    expect(counter.get_by_role("alert")).to_contain_text("Give them this parcel")
    expect(phone.get_by_text("€7.50 went to the shop.")).to_be_visible()

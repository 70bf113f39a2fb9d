"""One story on four phones, from the photograph to the review: who sells, who buys, who carries and
who keeps the pickup point.
"""

import re

import msgspec
import pytest
from playwright.sync_api import FilePayload, Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.orders.steps import shop_with
from tests.client.till.steps import balance, confirm, with_money
from tests.parcels.acts import POINT, TERMS
from tests.samples import jpeg


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


def photographs_and_publishes(stall: Page) -> None:
    stall.get_by_role("link", name="Sell something").tap()
    stall.get_by_label("What is it?").fill("Noodle kit")
    stall.get_by_label("Price").fill("6.00")
    stall.get_by_label("How many").fill("4")
    stall.get_by_role("button", name="Food and drink").tap()
    picture: FilePayload = {"name": "kit.jpg", "mimeType": "image/jpeg", "buffer": jpeg((640, 480))}
    stall.locator("input[type=file]").set_input_files([picture])
    expect(stall.get_by_role("button", name="Take this picture away")).to_be_visible()
    stall.get_by_role("button", name="Publish").tap()
    expect(stall.get_by_text("For sale · 4 there")).to_be_visible()


def test_from_the_photograph_to_the_review(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    kofi, juma, olga = join("kofi", "Kofi"), join("juma", "Juma"), join("olga")
    shop = shop_with(settings, mei, "Mei's kitchen", {})
    kiosk = shop_with(settings, juma, "Kiosk at the pump", {})
    with_money(settings, amina)
    mei.ask("PUT", f"/merchants/{shop.id}/delivery-terms", TERMS)
    juma.ask("PUT", f"/merchants/{kiosk.id}/pickup-point", POINT)
    olga.ask("PUT", f"/desk/pickup-points/{kiosk.id}", {"allowed": True})
    kofi.ask("PUT", "/courier", {"about": "A bicycle with a box", "fee": 30})
    olga.ask("PUT", f"/desk/couriers/{kofi.me['id']}", {"allowed": True})
    stall = mei.open(f"/market/mine/{shop.id}")
    photographs_and_publishes(stall)
    # The buyer finds it, and pays at the point's price.
    phone = amina.open("/market")
    phone.get_by_role("searchbox").fill("noodle")
    phone.get_by_role("link", name=re.compile("Noodle kit")).tap()
    phone.get_by_role("button", name="Put in the cart").tap()
    phone.get_by_role("link", name="Cart (1)").tap()
    phone.get_by_role("link", name="To the checkout").tap()
    phone.get_by_role("radio", name=re.compile("To Kiosk at the pump")).tap()
    phone.get_by_role("button", name="See the price").tap()
    phone.get_by_role("button", name="Pay €7.50").tap()
    confirm(phone)
    phone.get_by_role("link", name=re.compile("^Noodle kit")).tap()
    # The shop packs it, the courier takes it, the kiosk lays it on a shelf.
    stall.goto(f"/shops/{shop.id}/orders")
    stall.get_by_role("link", name=re.compile("Noodle kit")).tap()
    stall.get_by_role("button", name="It is packed").tap()
    stall.get_by_role("button", name="Make the label").tap()
    label = stall.get_by_text(re.compile(r"LF\w\w( \w{4}){2} \w")).first
    number = label.inner_text().replace(" ", "")
    bicycle = kofi.open("/courier")
    bicycle.get_by_label("Number of the label").fill(number)
    bicycle.get_by_role("button", name="Find it").tap()
    bicycle.get_by_role("button", name="I take it along").tap()
    expect(phone.get_by_role("heading", name=re.compile("The courier has it"))).to_be_visible()
    counter = juma.open(f"/shops/{kiosk.id}/point")
    counter.get_by_role("button", name=re.compile("Scan in")).first.tap()
    counter.get_by_label("Number of the label").fill(number)
    counter.get_by_role("button", name="Scan in", exact=True).last.tap()
    code = phone.get_by_label("The code for this order").get_by_text(re.compile(r"\d{3} \d{3}"))
    digits = code.inner_text()
    counter.get_by_role("button", name="Hand out").first.tap()
    counter.get_by_label("Six digits or paper card").fill(digits)
    counter.get_by_role("button", name="Hand out").last.tap()
    expect(phone.get_by_text("€7.50 went to the shop.")).to_be_visible()
    assert balance(amina) == 10_000 - 750
    # And says how it was, which everybody reads where it is sold.
    phone.get_by_role("link", name="How is “Noodle kit”?").tap()
    phone.locator("label", has_text="5 of 5 stars").tap()
    phone.get_by_label("In your words").fill("Warm and quick")
    phone.get_by_role("button", name="Publish").tap()
    expect(phone.get_by_text("You gave 5 of 5 stars")).to_be_visible()
    item = olga.ask("GET", f"/market/search?shop={shop.id}")["items"][0]["id"]
    reader = olga.open(f"/market/items/{item}")
    card = reader.get_by_role("article", name="Review by Amina")
    expect(card).to_contain_text("Warm and quick")

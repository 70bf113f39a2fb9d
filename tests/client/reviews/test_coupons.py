"""A shop gives out coupons, a buyer takes one, and it is used by itself."""

import re

from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.orders.steps import shop_with
from tests.client.till.steps import balance, confirm, with_money


def test_a_coupon_is_given_taken_and_used_and_the_shop_is_asked(
    join: Join, settings: Settings
) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 5)})
    with_money(settings, amina)
    stall = mei.open(f"/shops/{shop.id}/coupons")
    stall.get_by_role("button", name="New coupons").tap()
    sheet = stall.get_by_role("dialog", name="New coupons")
    sheet.get_by_label("Name").fill("Welcome")
    sheet.get_by_label("So much less").fill("1.50")
    sheet.get_by_label("From this sum on").fill("5")
    sheet.get_by_label("How many coupons").fill("2")
    sheet.get_by_role("button", name="Give them out").tap()
    expect(stall.get_by_text("0 of 2 taken, 0 used")).to_be_visible()
    phone = amina.open(f"/market/shops/{shop.id}")
    offer = phone.get_by_role("article", name="Welcome")
    offer.get_by_role("button", name="Take it").tap()
    expect(offer.get_by_text("Yours")).to_be_visible()
    phone.get_by_role("link", name="Noodle kit").tap()
    phone.get_by_role("button", name="Put in the cart").tap()
    phone.get_by_role("link", name="Cart (1)").tap()
    phone.get_by_role("link", name="To the checkout").tap()
    phone.get_by_role("button", name="See the price").tap()
    expect(phone.get_by_role("region", name="Mei's kitchen").get_by_text("−€1.50")).to_be_visible()
    phone.get_by_role("button", name="Pay €4.50").tap()
    confirm(phone)
    expect(phone.get_by_text("€4.50 wait at the town until you have the goods.")).to_be_visible()
    assert balance(amina) == 9_550
    # The question goes to the shop with the item on top.
    phone.goto(f"/market/shops/{shop.id}")
    item = phone.get_by_role("link", name=re.compile("^Noodle kit")).get_attribute("href")
    phone.goto(item or "")
    phone.get_by_role("button", name="Ask the shop").tap()
    expect(phone.get_by_role("link", name=re.compile("Noodle kit.*In stock"))).to_be_visible()
    asked = phone.url.rpartition("/")[2]
    chat = mei.open(f"/chat/{asked}")
    expect(chat.get_by_role("link", name=re.compile("Noodle kit"))).to_be_visible()

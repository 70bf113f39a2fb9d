"""Goods go back and the money with them: buyer and shop side by side."""

import re

from playwright.sync_api import expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.orders.steps import order_of, shop_with
from tests.client.till.steps import balance, with_money


def test_goods_go_back_and_the_money_comes(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 5)})
    with_money(settings, amina)
    order = order_of(amina, str(shop.id), str(shop.variants["Noodle kit"]))
    mei.ask("PUT", f"/packing/{order}/shipments/{new_id()}", {})
    phone, stall = amina.open(f"/orders/{order}"), mei.open(f"/orders/{order}")
    phone.get_by_role("link", name="Call off, give back, complain").tap()
    phone.get_by_role("button", name="Give back", exact=True).tap()
    phone.get_by_label("In your words").fill("It is not what I thought")
    phone.get_by_role("button", name="Give back (€6.00)").tap()
    expect(stall.get_by_text("It is not what I thought")).to_be_visible()
    # What the shop promised everybody it need not be asked.
    phone.get_by_role("button", name="I have sent it back").tap()
    expect(stall.get_by_text(re.compile("has sent it back"))).to_be_visible()
    # Nothing goes back before the goods are there.
    assert balance(amina) == 9_400
    stall.get_by_role("button", name="I have it back").tap()
    expect(phone.get_by_text("€6.00 went back").filter(visible=True).first).to_be_visible()
    expect(stall.get_by_text("€6.00 went back").filter(visible=True).first).to_be_visible()
    assert balance(amina) == 10_000

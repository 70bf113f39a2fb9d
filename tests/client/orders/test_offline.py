"""What one bought and means to buy can be read without a line, also after a new start."""

import re

import pytest
from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.orders.steps import order_of, shop_with
from tests.client.test_offline import installed
from tests.client.till.steps import with_money

pytestmark = pytest.mark.service_worker


def test_cart_and_orders_are_read_without_a_line(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    goods = {"Noodle kit": (600, 5), "Bowl": (450, 5)}
    shop = shop_with(settings, mei, "Mei's kitchen", goods)
    with_money(settings, amina)
    order_of(amina, str(shop.id), str(shop.variants["Noodle kit"]))
    amina.ask("PUT", f"/cart/{shop.variants['Bowl']}", {"n": 2})
    phone = amina.open("/cart")
    expect(phone.get_by_text("€9.00").filter(visible=True).first).to_be_visible()
    phone.goto("/orders")
    phone.get_by_role("link", name=re.compile("Noodle kit")).tap()
    waits = re.compile("€6.00 wait at the town")
    expect(phone.get_by_text(waits)).to_be_visible()
    installed(phone)
    phone.close()
    amina.context.set_offline(True)
    phone = amina.open("/cart")
    expect(phone.get_by_text("€9.00").filter(visible=True).first).to_be_visible()
    phone.goto("/orders")
    phone.get_by_role("link", name=re.compile("Noodle kit")).tap()
    expect(phone.get_by_text(waits)).to_be_visible()

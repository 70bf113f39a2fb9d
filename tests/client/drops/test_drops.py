"""A drop on two phones: announced, reserved, closed, drawn, computed anew, bought."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.orders.steps import shop_with
from tests.client.till.steps import balance, confirm, in_database, with_money

# What time does: it is closed, and what is due is due.
CLOSES = """
update drops_drop set closes_at = now(), opens_at = now() - interval '1 hour';
update kernel_timer set due_at = now() where kind = 'drops.close'
"""
# Its first minute is over.
LIST_CLOSES = """
update drops_drop set opens_at = now() - interval '2 minutes';
update kernel_timer set due_at = now() where kind = 'drops.close'
"""


def test_a_lottery_from_the_form_to_the_right_to_buy(join: Join, settings: Settings) -> None:
    amina = join("amina", "Amina")
    mei = join("mei", "Lin Mei")
    shop = shop_with(settings, mei, "Heron", {"Rowing lamp": (9_000, 5)})
    with_money(settings, amina)
    maker = mei.open(f"/drops/new?variant={shop.variants['Rowing lamp']}&currency=EUR")
    maker.get_by_label("How many").fill("2")
    maker.get_by_label("Price (EUR)").fill("40")
    closes = datetime.now() + timedelta(days=2)
    maker.get_by_label("Closes", exact=True).fill(closes.strftime("%Y-%m-%dT%H:%M"))
    maker.get_by_role("textbox", name="EUR", exact=True).first.fill("25")
    maker.get_by_role("button", name="Announce").tap()
    expect(maker.get_by_role("heading", name="Rowing lamp")).to_be_visible()
    in_database(settings, "update drops_drop set opens_at = now()")

    phone = amina.open("/drops")
    phone.get_by_role("link", name=re.compile("Rowing lamp")).tap()
    expect(phone.get_by_text("not told").filter(visible=True).first).to_be_visible()
    phone.get_by_role("button", name="Take a ticket").tap()
    expect(phone.get_by_text("You have a ticket")).to_be_visible()
    in_database(settings, CLOSES)
    maker.reload()
    maker.get_by_role("button", name="Show the number and draw").tap()
    expect(maker.get_by_text("Drawn, being sold")).to_be_visible()

    phone.reload()
    expect(phone.get_by_role("status").filter(has_text="You may buy one until")).to_be_visible()
    phone.get_by_role("link", name="Check the draw").tap()
    phone.get_by_role("button", name="Check it now").tap()
    expect(phone.get_by_text("The draw is right.")).to_be_visible()
    place = phone.get_by_role("paragraph").filter(has_text="Place 1 in the draw")
    expect(place).to_be_visible()
    phone.go_back()
    phone.get_by_role("link", name="Buy for €40.00").tap()
    phone.get_by_role("button", name="See the price").tap()
    phone.get_by_role("button", name="Pay €40.00").tap()
    confirm(phone)
    expect(phone.get_by_text("€40.00 wait at the town until you have the goods.")).to_be_visible()
    assert balance(amina) == 6_000
    phone.goto("/drops")
    phone.get_by_role("link", name=re.compile("Rowing lamp Drawn")).tap()
    expect(phone.get_by_text("You have bought one.")).to_be_visible()


def test_a_queue_is_drawn_for_who_came_in_its_first_minute(join: Join, settings: Settings) -> None:
    amina, sam = join("amina", "Amina"), join("sam", "Sam")
    mei = join("mei", "Lin Mei")
    shop = shop_with(settings, mei, "Heron", {"Rowing lamp": (9_000, 5)})
    maker = mei.open(f"/drops/new?variant={shop.variants['Rowing lamp']}&currency=EUR")
    maker.get_by_role("button", name="Queue", exact=True).tap()
    maker.get_by_label("How many").fill("1")
    maker.get_by_label("Price (EUR)").fill("40")
    closes = datetime.now() + timedelta(days=2)
    maker.get_by_label("Closes", exact=True).fill(closes.strftime("%Y-%m-%dT%H:%M"))
    maker.get_by_role("button", name="Announce").tap()
    expect(maker.get_by_role("heading", name="Rowing lamp")).to_be_visible()
    in_database(settings, "update drops_drop set opens_at = now()")

    phone, other = amina.open("/drops"), sam.open("/drops")
    phone.get_by_role("link", name=re.compile("Rowing lamp")).tap()
    phone.get_by_role("button", name="Queue up").tap()
    expect(phone.get_by_text("You are in the list")).to_be_visible()
    in_database(settings, LIST_CLOSES)
    # The maker's phone looks, and shows its number by itself.
    maker.reload()
    expect(phone.get_by_role("status").filter(has_text="You may buy one until")).to_be_visible()
    other.get_by_role("link", name=re.compile("Rowing lamp")).tap()
    other.get_by_role("button", name="Queue up").tap()
    expect(other.get_by_text("Place 2")).to_be_visible()
    # Nothing is missing in the list for who came behind it.
    for one in (phone, other):
        one.get_by_role("link", name="Check the draw").tap()
        one.get_by_role("button", name="Check it now").tap()
        expect(one.get_by_text("The draw is right.")).to_be_visible()

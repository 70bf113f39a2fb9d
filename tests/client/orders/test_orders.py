"""Buyer and seller side by side: from the item to the money, money back, and the town's word."""

import re

import msgspec
import pytest
from playwright.sync_api import expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.eyes import amiss_by_day_and_night, amiss_small_and_wide
from tests.client.orders.steps import PHOTO, order_of, sees_picture, shop_with
from tests.client.till.steps import balance, confirm, with_money

GOODS = {"Noodle kit": (600, 5)}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


def test_from_the_item_to_the_money_of_the_shop(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    with_money(settings, amina)
    stall = mei.open(f"/shops/{shop.id}/orders")
    expect(stall.get_by_role("heading", name="Nothing is to be sent")).to_be_visible()
    phone = amina.open(f"/market/shops/{shop.id}")
    phone.get_by_role("link", name="Noodle kit").tap()
    phone.get_by_role("button", name="Put in the cart").tap()
    phone.get_by_role("link", name="Cart (1)").tap()
    how_many = phone.get_by_role("group", name="How many of Noodle kit")
    how_many.get_by_role("button", name="One more").tap()
    expect(phone.get_by_text("€12.00").filter(visible=True).first).to_be_visible()
    phone.get_by_role("link", name="To the checkout").tap()
    phone.get_by_role("button", name="See the price").tap()
    expect(phone.get_by_role("button", name="Pay €12.00")).to_be_visible()
    # What is edited after the quote is not in it.
    phone.get_by_label("Note to the shop").fill("Not too hot")
    expect(phone.get_by_role("button", name="Pay €12.00")).to_be_hidden()
    phone.get_by_role("button", name="See the price").tap()
    phone.get_by_role("button", name="Pay €12.00").tap()
    confirm(phone)
    expect(phone.get_by_text("€12.00 wait at the town until you have the goods.")).to_be_visible()
    assert balance(amina) == 8_800
    # The shop hears of it, packs it, has it ready.
    stall.get_by_role("link", name=re.compile("Noodle kit")).tap()
    expect(stall.get_by_text("Not too hot")).to_be_visible()
    stall.get_by_role("button", name="It is packed").tap()
    phone.get_by_role("link", name=re.compile("Noodle kit · 2 pieces")).tap()
    expect(phone.get_by_role("heading", name="Packed")).to_be_visible()
    by = phone.get_by_text(re.compile("What is not sent by"))
    before = by.inner_text()
    phone.get_by_role("button", name="Give the shop 3 days more").tap()
    expect(by).not_to_have_text(before)
    stall.get_by_role("button", name="It is ready to be fetched").tap()
    expect(phone.get_by_role("heading", name="Ready to be fetched")).to_be_visible()
    expect(
        phone.get_by_text(re.compile("€12.00 wait at the town until you confirm"))
    ).to_be_visible()
    # Whoever looks at their chats reads what it needs to get it.
    strip = amina.open("/").get_by_role("region", name="Now").filter(visible=True)
    now = strip.get_by_role("link", name=re.compile(r"Show \d{3} \d{3}"))
    expect(now).to_be_visible()
    on_map = phone.get_by_role("link", name="On the map")
    expect(on_map).to_have_attribute("href", re.compile(r"/town/map\?at=-1\.2921%2C36\.8219"))
    code = phone.get_by_label("The code for this order").get_by_text(re.compile(r"\d{3} \d{3}"))
    stall.get_by_label("The buyer's code").fill(code.inner_text())
    stall.get_by_role("button", name="Hand it over").tap()
    expect(stall.get_by_text("You got €12.00.")).to_be_visible()
    expect(phone.get_by_text("€12.00 went to the shop.")).to_be_visible()
    expect(now).to_have_count(0)
    phone.goto("/me")
    phone.get_by_role("link", name="Orders").tap()
    expect(phone.get_by_role("link", name=re.compile("Noodle kit"))).to_contain_text("Received")


def test_a_refusal_goes_to_the_town_which_gives_each_its_reason(
    join: Join, settings: Settings
) -> None:
    mei, amina, olga = join("mei", "Lin Mei"), join("amina"), join("olga")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    with_money(settings, amina)
    order = order_of(amina, str(shop.id), str(shop.variants["Noodle kit"]))
    mei.ask("PUT", f"/packing/{order}/shipments/{new_id()}", {})
    phone, stall = amina.open(f"/orders/{order}"), mei.open(f"/orders/{order}")
    phone.get_by_role("link", name="Call off, give back, complain").tap()
    phone.get_by_role("button", name="Money back, goods stay").tap()
    phone.get_by_label("How much").fill("4")
    phone.get_by_label("In your words").fill("One bag was open")
    phone.locator("input[type=file]").set_input_files([PHOTO])
    expect(phone.get_by_alt_text("bag.jpg")).to_be_visible()
    assert amiss_by_day_and_night(phone) == []
    assert amiss_small_and_wide(phone) == []
    phone.get_by_role("button", name="Ask for €4.00").tap()
    expect(stall.get_by_text("One bag was open")).to_be_visible()
    sees_picture(stall, 1)
    stall.locator("input[type=file]").set_input_files([PHOTO])
    sees_picture(phone, 2)
    assert amiss_by_day_and_night(phone) == []
    assert amiss_small_and_wide(phone) == []
    stall.get_by_role("button", name="Say no").tap()
    sheet = stall.get_by_role("dialog", name="Say no")
    sheet.get_by_label("In your words").fill("It left whole")
    sheet.get_by_role("button", name="Say no").tap()
    expect(phone.get_by_text("It left whole")).to_be_visible()
    phone.get_by_role("button", name="Call the town").tap()
    sheet = phone.get_by_role("dialog", name="Call the town")
    sheet.get_by_label("In your words").fill("See the picture")
    sheet.get_by_role("button", name="Call the town").tap()
    desk = olga.open("/pay/desk/orders")
    expect(desk.get_by_text("See the picture")).to_be_visible()
    sees_picture(desk, 2)
    desk.get_by_alt_text("Picture 1 of the question").tap()
    expect(desk.get_by_role("dialog", name="Buyer")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.get_by_label("Goes back to the buyer").fill("1.50")
    desk.get_by_label("Why, for the buyer").fill("Half of it was fine")
    desk.get_by_label("Why, for the shop").fill("Tape the bags")
    desk.get_by_role("button", name="Decide").tap()
    expect(desk.get_by_role("heading", name="Nobody calls the town")).to_be_visible()
    expect(phone.get_by_text("The town decided: €1.50 went back")).to_be_visible()
    expect(stall.get_by_text("Tape the bags")).to_be_visible()
    assert balance(amina) == 9_550

"""An order that is paid at the door, on the phones of who orders, who sells and who brings it."""

import re

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.eyes import amiss_by_day_and_night, amiss_small_and_wide
from tests.client.orders.steps import PHOTO, sees_picture, shop_with
from tests.client.till.steps import balance, confirm, with_money
from tests.orders.goods import Shop
from tests.parcels.acts import TERMS

GOODS = {"Noodle kit": (600, 5)}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


def ordered(amina: Person, shop: Shop) -> Page:
    """What comes by courier is ordered and paid for at the door; its page."""
    amina.ask("PUT", f"/cart/{shop.variants['Noodle kit']}", {"n": 1})
    phone = amina.open("/cart/checkout")
    phone.get_by_role("radio", name=re.compile("Brought by a courier")).tap()
    phone.get_by_label("Where it shall be brought").fill("Blue door by the well")
    phone.get_by_role("button", name="See the price").tap()
    phone.get_by_role("button", name="Pay €8.50 at the door").tap()
    expect(phone.get_by_text("Nothing is paid yet.")).to_be_visible()
    return phone


def on_its_way(stall: Page) -> None:
    """The shop sends it, and takes it along itself."""
    stall.get_by_role("button", name="Send it", exact=True).tap()
    stall.get_by_role("link", name="The parcel").tap()
    stall.get_by_role("button", name="I take it along").tap()
    stall.get_by_role("button", name="I set off with it").tap()


def shop_that_allows(mei: Person, shop: Shop) -> Page:
    mei.ask("PUT", f"/merchants/{shop.id}/delivery-terms", TERMS)
    stall = mei.open(f"/shops/{shop.id}/orders")
    stall.get_by_role("link", name="Paid at the door").tap()
    expect(stall.get_by_text("Nothing to send")).to_be_visible()
    stall.get_by_role("switch", name="Let people pay at the door").tap()
    stall.get_by_label("Up to, for one order").fill("20")
    stall.get_by_role("button", name="Save").tap()
    expect(stall.get_by_role("button", name="Save")).to_have_count(0)
    return stall


def afterwards(phone: Page) -> None:
    """The receipt is kept, the goods are reviewed, and the shop is written to."""
    receipt = phone.get_by_role("link", name=re.compile("^Receipt As"))
    expect(receipt).to_be_visible()
    assert amiss_by_day_and_night(phone) == []
    assert amiss_small_and_wide(phone) == []
    with phone.expect_download() as kept:
        receipt.tap()
    assert kept.value.path().read_bytes().startswith(b"%PDF")
    order = phone.url
    phone.get_by_role("link", name="How is “Noodle kit”?").tap()
    phone.locator("label", has_text="4 of 5 stars").tap()
    phone.get_by_role("button", name="Publish").tap()
    expect(phone.get_by_text("You gave 4 of 5 stars")).to_be_visible()
    phone.get_by_role("button", name="Write to the shop").tap()
    expect(phone.get_by_role("textbox", name="Message", exact=True)).to_be_visible()
    phone.goto(order)


def asked_and_judged(join: Join, phone: Page, stall: Page) -> None:
    """Half of it is asked back, the shop says no, the town rules, and the buyer gets it in cash."""
    order = phone.url
    phone.get_by_role("link", name=re.compile("Something was wrong")).tap()
    phone.get_by_label("How much").fill("4")
    phone.get_by_label("In your words").fill("It was cold")
    phone.locator("input[type=file]").set_input_files([PHOTO])
    expect(phone.get_by_alt_text("bag.jpg")).to_be_visible()
    assert amiss_by_day_and_night(phone) == []
    assert amiss_small_and_wide(phone) == []
    phone.get_by_role("button", name="Ask for €4.00").tap()
    expect(phone).to_have_url(order)
    sees_picture(stall, 1)
    stall.get_by_role("button", name="Say no").tap()
    sheet = stall.get_by_role("dialog", name="Say no")
    sheet.get_by_label("In your words").fill("It was warm here")
    sheet.get_by_role("button", name="Say no").tap()
    expect(phone.get_by_text("It was warm here")).to_be_visible()
    phone.get_by_role("button", name="Call the town").tap()
    sheet = phone.get_by_role("dialog", name="Call the town")
    sheet.get_by_label("In your words").fill("Ask the courier")
    sheet.get_by_role("button", name="Call the town").tap()
    desk = join("olga").open("/pay/desk/orders")
    desk.get_by_role("button", name=re.compile("At the door")).tap()
    expect(desk.get_by_text("Ask the courier")).to_be_visible()
    sees_picture(desk, 1)
    assert amiss_by_day_and_night(desk) == []
    assert amiss_small_and_wide(desk) == []
    desk.get_by_label("Goes back to the buyer").fill("1.50")
    desk.get_by_label("Why, for the buyer").fill("It is far")
    desk.get_by_label("Why, for the shop").fill("Wrap it")
    desk.get_by_role("button", name="Decide").tap()
    desk.get_by_role("button", name=re.compile("Owed")).tap()
    expect(desk.get_by_text("Mei's kitchen · €1.50")).to_be_visible()
    expect(stall.get_by_text("You owe the buyer €1.50.", exact=False)).to_be_visible()
    assert amiss_by_day_and_night(stall) == []
    phone.get_by_role("button", name="I got it in cash").tap()
    expect(phone.get_by_text("The town decided: €1.50 went back (in cash)")).to_be_visible()
    assert amiss_by_day_and_night(phone) == []
    expect(stall.get_by_text("(in cash)")).to_be_visible()


def test_the_courier_takes_cash(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    stall = shop_that_allows(mei, shop)
    phone = ordered(amina, shop)
    assert amina.ask("GET", "/cart")["shops"] == []
    # The shop sees it by itself.
    stall.get_by_role("link", name=re.compile("Noodle kit")).tap()
    expect(stall.get_by_text("Blue door by the well")).to_be_visible()
    on_its_way(stall)
    expect(stall.get_by_text("Take €8.50 in cash")).to_be_visible()
    code = phone.get_by_label("Show this to who brings it").get_by_text(re.compile(r"\d{3} \d{3}"))
    digits = code.inner_text()
    assert amiss_by_day_and_night(phone) == []
    assert amiss_small_and_wide(phone) == []
    stall.get_by_role("button", name="Hand it over").tap()
    stall.get_by_label("Six digits of who gets it").fill(digits)
    stall.get_by_role("dialog").get_by_role("button", name="Hand it over").tap()
    expect(phone.get_by_text("€8.50 were paid in cash.")).to_be_visible()
    afterwards(phone)
    stall.goto(phone.url)
    expect(stall.get_by_role("link", name=re.compile("^Receipt As"))).to_be_visible()
    asked_and_judged(join, phone, stall)
    phone.goto("/door-orders")
    expect(phone.get_by_role("link", name=re.compile("Noodle kit"))).to_be_visible()


def test_the_wallet_pays_and_what_is_refused_is_paid_back(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    with_money(settings, amina)
    stall = shop_that_allows(mei, shop)
    phone = ordered(amina, shop)
    stall.get_by_role("link", name=re.compile("Noodle kit")).tap()
    on_its_way(stall)
    phone.get_by_role("button", name="Pay €8.50 by wallet").tap()
    confirm(phone)
    expect(phone.get_by_text("You paid €8.50 by your wallet.", exact=False)).to_be_visible()
    assert balance(amina) == 10_000 - 850
    # Who brings it has nothing to take any more.
    expect(stall.get_by_text("Take €8.50 in cash")).to_have_count(0)
    stall.get_by_role("button", name="Back to the shop").tap()
    stall.get_by_role("button", name="They did not want it").tap()
    stall.get_by_role("dialog").get_by_role("button", name="Back to the shop").tap()
    stall.get_by_role("button", name="It is back here").tap()
    expect(phone.get_by_text("Went back to the shop")).to_be_visible()
    assert balance(amina) == 10_000


def test_the_shop_calls_it_off_and_says_why(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    stall = shop_that_allows(mei, shop)
    assert amiss_by_day_and_night(stall) == []
    assert amiss_small_and_wide(stall) == []
    phone = ordered(amina, shop)
    stall.get_by_role("link", name=re.compile("Noodle kit")).tap()
    stall.get_by_role("button", name="Call it off").tap()
    stall.get_by_label("Why").fill("No gas today")
    stall.get_by_role("button", name="Call off the order").tap()
    expect(phone.get_by_text("Called off")).to_be_visible()
    expect(phone.get_by_text("No gas today", exact=False)).to_be_visible()

"""The address book in a town of Germany: its parts, their lines, and whatever one likes."""

import re

from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.eyes import amiss_by_day_and_night, amiss_small_and_wide
from tests.client.orders.steps import shop_with
from tests.parcels.acts import TERMS


def test_an_address_has_the_form_of_the_towns_country(join: Join) -> None:
    amina = join("amina", "Amina")
    book = amina.open("/addresses")
    book.get_by_role("button", name="New address").tap()
    sheet = book.get_by_role("dialog")
    expect(sheet.get_by_role("button", name="Germany")).to_have_attribute("aria-pressed", "true")
    save = sheet.get_by_role("button", name="Save")
    sheet.get_by_label("Street, or how it is found").fill("Uferweg 4")
    sheet.get_by_label("Postal code").fill("10115")
    expect(save).to_be_disabled()
    sheet.get_by_label("City").fill("Berlin")
    assert amiss_by_day_and_night(book) == []
    assert amiss_small_and_wide(book) == []
    save.tap()
    expect(book.get_by_text("Uferweg 4 10115 Berlin")).to_be_visible()
    [kept] = amina.ask("GET", "/addresses")["addresses"]
    assert (kept["country"], kept["divisions"]) == ("DE", ["10115 Berlin"])
    # Its parts are there again when it is edited.
    book.get_by_role("button", name="Amina").tap()
    expect(sheet.get_by_label("Postal code")).to_have_value("10115")
    expect(sheet.get_by_label("City")).to_have_value("Berlin")
    plainly(book)
    [kept] = amina.ask("GET", "/addresses")["addresses"]
    assert (kept["country"], kept["divisions"]) == ("ZZ", ["By the well"])


def plainly(book: Page) -> None:
    """Who has neither street nor code writes as they like."""
    sheet = book.get_by_role("dialog")
    sheet.get_by_role("button", name="Plain").tap()
    expect(sheet.get_by_label("Postal code")).to_have_count(0)
    sheet.get_by_label("Town or village").fill("By the well")
    sheet.get_by_role("button", name="Save").tap()
    expect(sheet).to_have_count(0)


def by_parts(page: Page) -> None:
    """Street, code and city, each in its field."""
    page.get_by_role("button", name="Write it part by part").tap()
    sheet = page.get_by_role("dialog", name="Write it part by part")
    use = sheet.get_by_role("button", name="Use this address")
    sheet.get_by_label("Street, or how it is found").fill("Uferweg 4")
    sheet.get_by_label("Postal code").fill("10115")
    expect(use).to_be_disabled()
    sheet.get_by_label("City").fill("Berlin")
    assert amiss_by_day_and_night(page) == []
    assert amiss_small_and_wide(page) == []
    use.tap()
    expect(sheet).to_have_count(0)
    expect(page.get_by_label("Where it shall be brought")).to_have_value("Uferweg 4\n10115 Berlin")


def test_who_types_an_address_elsewhere_has_the_same_form(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 5)})
    mei.ask("PUT", f"/merchants/{shop.id}/delivery-terms", TERMS)
    amina.ask("PUT", f"/cart/{shop.variants['Noodle kit']}", {"n": 1})
    phone = amina.open("/cart/checkout")
    phone.get_by_role("radio", name=re.compile("Brought by a courier")).tap()
    by_parts(phone)
    phone.get_by_role("button", name="See the price").tap()
    expect(phone.get_by_role("button", name="Pay €8.50")).to_be_visible()
    # The address book has nothing of it.
    assert amina.ask("GET", "/addresses")["addresses"] == []
    by_parts(mei.open(f"/shops/{shop.id}/parcels/new"))

"""The address book in a town of Germany: its parts, their lines, and whatever one likes."""

from playwright.sync_api import Page, expect

from tests.client.browser import Join
from tests.client.eyes import amiss_by_day_and_night, amiss_small_and_wide


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

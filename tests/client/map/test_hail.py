"""A taxi that comes: two phones, from where to, what it costs, to the tip; and called off."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Person
from tests.client.eyes import overflow, small_targets, violations
from tests.client.map.conftest import Dweller
from tests.client.till.steps import confirm, in_database, with_money

VETTED = """
update rides_driver set vetting = 'checked', vetted_until = current_date + 90
"""


def fits(page: Page) -> None:
    found: list[Any] = [*violations(page), *small_targets(page), *filter(None, [overflow(page)])]
    assert found == []


def on_duty(driver: Person, settings: Settings) -> Page:
    """Somebody whose licence is good begins to drive."""
    driver.ask("PUT", "/rides/driver", {"plate": "LT 88", "car": "Blue Skoda"})
    driver.ask("PUT", "/rides/driver/vetting", {"licence": "FI-4711"})
    in_database(settings, VETTED)
    page = driver.open("/taxi")
    page.get_by_role("switch", name="On duty").check()
    expect(page.get_by_text("You are asked for rides near you")).to_be_visible()
    fits(page)
    return page


def asks(page: Page) -> None:
    """From here to the market, for a price that is seen before."""
    expect(page.get_by_role("button", name="From").first).not_to_contain_text("…")
    page.get_by_role("button", name="Where to?").tap()
    page.get_by_role("searchbox").fill("Kappeli")
    page.get_by_role("listitem").filter(has_text="Kappeli").first.tap()
    page.get_by_role("button", name="Take this place").tap()
    expect(page.get_by_role("button", name="To", exact=False).last).to_contain_text("Kappeli")
    ask = page.get_by_role("button", name=re.compile("Ask for a taxi · €"))
    expect(ask).to_be_visible()
    fits(page)
    ask.tap()
    confirm(page)
    expect(page.get_by_role("heading", name="Looking for a driver")).to_be_visible()


def test_a_taxi_is_asked_for_comes_and_is_paid(dweller: Dweller, settings: Settings) -> None:
    amina, wang = dweller("amina"), dweller("wang", "Wang Jianguo")
    with_money(settings, amina)
    cab, phone = on_duty(wang, settings), amina.open("/town")
    phone.get_by_role("link", name="Taxi", exact=True).tap()
    asks(phone)
    offer = cab.get_by_role("dialog", name=re.compile("A ride, [0-9]+ min away"))
    expect(offer).to_contain_text("s left to answer")
    fits(cab)
    offer.get_by_role("button", name="Accept").tap()
    expect(cab.get_by_role("heading", name="Fetch your passenger")).to_be_visible()
    expect(phone.get_by_text("LT 88 · Blue Skoda")).to_be_visible()
    expect(phone.locator(".mark.car")).to_be_attached()
    code = phone.locator(".code b").inner_text()
    fits(phone)
    # What calling off leads to is said before.
    phone.get_by_role("button", name="Call the ride off").tap()
    expect(phone.get_by_role("dialog")).to_contain_text("more than three rides within a day")
    fits(phone)
    phone.get_by_role("dialog").get_by_role("button", name="Cancel").tap()
    wang.context.set_geolocation({"latitude": 60.1703, "longitude": 24.9442})
    cab.get_by_role("button", name="I'm at the door").tap()
    expect(phone.get_by_role("heading", name="Your taxi is at the door")).to_be_visible()
    cab.get_by_label("The passenger's code").fill(code)
    fits(cab)
    cab.get_by_role("button", name="The passenger is in").tap()
    expect(phone.get_by_role("heading", name="Have a good ride")).to_be_visible()
    # Wherever one looks meanwhile, the ride is one tap away.
    phone.get_by_role("button", name="Back").tap()
    expect(phone.get_by_role("link", name=re.compile("On the way"))).to_be_visible()
    phone.get_by_role("link", name=re.compile("On the way")).tap()
    cab.get_by_role("button", name=re.compile("We are there · €")).tap()
    expect(phone.get_by_text("You are there")).to_be_visible()
    phone.get_by_role("button", name="10 %").tap()
    phone.get_by_role("button", name=re.compile("Give €")).tap()
    confirm(phone)
    expect(phone.get_by_role("link", name="Receipt of the tip")).to_be_visible()
    fits(phone)
    expect(cab.get_by_role("switch", name="On duty")).to_be_visible()


def test_what_is_called_off_in_time_costs_nothing(dweller: Dweller, settings: Settings) -> None:
    amina = dweller("amina", viewport={"width": 360, "height": 640})
    with_money(settings, amina)
    phone = amina.open("/town/taxi")
    asks(phone)
    # As of a driver who gave it back, who was told that the passenger hears why.
    in_database(settings, "update rides_hail set reason = 'A flat tyre'")
    phone.reload()
    expect(phone.get_by_text("A flat tyre")).to_be_visible()
    fits(phone)
    phone.get_by_role("button", name="Call the ride off").tap()
    sheet = phone.get_by_role("dialog")
    expect(sheet).to_contain_text("It costs nothing")
    fits(phone)
    sheet.get_by_role("button", name="Call the ride off").tap()
    expect(phone.get_by_text("Called off", exact=True)).to_be_visible()
    expect(phone.get_by_text("Nothing was paid")).to_be_visible()
    fits(phone)

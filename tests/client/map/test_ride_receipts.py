"""What was driven stands on the receipt; and where a driver wants rides to end."""

import re

from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.map.conftest import Dweller
from tests.client.map.test_hail import fits, on_duty
from tests.client.map.test_ride_ways import accepted, in_the_car, to_the_market
from tests.client.till.steps import confirm, in_database, with_money

# From the museum over the corner of the park to Kappeli.
DRIVEN = """
insert into rides_trace (ride_id, at, lat, lon)
select r.id, now() + n * interval '20 seconds', lat, lon from rides_ride r,
    unnest(array[60.1703, 60.1689, 60.1682, 60.1677], array[24.9443, 24.9450, 24.9479, 24.9475])
    with ordinality told(lat, lon, n)
where r.state = 'riding' on conflict do nothing
"""


def test_the_receipt_says_how_far_and_where(dweller: Dweller, settings: Settings) -> None:
    amina = dweller("amina", viewport={"width": 360, "height": 640})
    wang = dweller("wang", "Wang Jianguo")
    with_money(settings, amina)
    cab, phone = on_duty(wang, settings), amina.open("/town/taxi")
    to_the_market(phone)
    phone.get_by_role("button", name=re.compile("Ask for a taxi")).tap()
    confirm(phone)
    accepted(cab)
    in_the_car(phone, cab, wang)
    in_database(settings, DRIVEN)
    cab.get_by_role("button", name=re.compile("We are there · €")).tap()
    expect(phone.get_by_text("You are there")).to_be_visible()
    expect(phone.get_by_text("Driven", exact=True)).to_be_visible()
    expect(phone.get_by_text("Agreed", exact=True)).to_be_visible()
    card = phone.get_by_role("link", name="The ride on the map")
    card.scroll_into_view_if_needed()
    expect(card.locator("polyline").last).to_be_visible()
    fits(phone)
    # The driver reads how far, and sees no line.
    cab.get_by_role("link", name=re.compile("Amina")).first.tap()
    expect(cab.get_by_text("Driven", exact=True)).to_be_visible()
    expect(cab.locator("polyline")).to_have_count(0)
    fits(cab)


def test_a_driver_stays_within_an_area(dweller: Dweller, settings: Settings) -> None:
    wang = dweller("wang", "Wang Jianguo", viewport={"width": 360, "height": 640})
    cab = on_duty(wang, settings)
    cab.get_by_role("link", name="Your wishes").tap()
    expect(cab.get_by_role("radio", name="Anywhere")).to_be_checked()
    cab.get_by_role("radio", name="Within an area").click()
    # Not chosen after all: all is as it was.
    cab.get_by_role("button", name="Back").tap()
    expect(cab.get_by_role("radio", name="Anywhere")).to_be_checked()
    cab.get_by_role("radio", name="Within an area").click()
    cab.get_by_role("button", name="Take this place").tap()
    expect(cab.get_by_role("radio", name="Within an area")).to_be_checked()
    expect(cab.get_by_role("button", name="3 km", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    cab.get_by_role("button", name="5 km", exact=True).tap()
    expect(cab.get_by_role("button", name="5 km", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    fits(cab)
    assert wang.ask("GET", "/rides/driver/wishes")["area"]["metres"] == 5_000
    cab.goto("/taxi")
    expect(cab.get_by_role("link", name="Only rides within your area")).to_be_visible()
    fits(cab)

"""A taxi for later, over a stop, elsewhere on the way, by the meter and in cash; a shared fare."""

import re

import msgspec
import pytest
from playwright.sync_api import Geolocation, Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Person
from tests.client.map.conftest import Dweller
from tests.client.map.test_hail import fits, on_duty
from tests.client.till.steps import balance, confirm, with_money

DOOR: Geolocation = {"latitude": 60.1703, "longitude": 24.9442}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, operators=("olga",))


def picked(page: Page, name: str) -> None:
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("listitem").filter(has_text=name).first.tap()
    page.get_by_role("button", name="Take this place").tap()


def to_the_market(page: Page) -> None:
    expect(page.get_by_role("button", name="From").first).not_to_contain_text("…")
    page.get_by_role("button", name="Where to?").tap()
    picked(page, "Kappeli")
    expect(page.get_by_role("button", name=re.compile("Ask for a taxi"))).to_be_visible()


def accepted(cab: Page) -> None:
    cab.get_by_role("dialog").get_by_role("button", name="Accept").tap()
    expect(cab.get_by_role("heading", name="Fetch your passenger")).to_be_visible()


def in_the_car(phone: Page, cab: Page, driver: Person) -> None:
    driver.context.set_geolocation(DOOR)
    cab.get_by_role("button", name="I'm at the door").tap()
    phone.get_by_role("button", name="I'm in the taxi").tap()
    expect(cab.get_by_role("heading", name="On the way")).to_be_visible()


def test_a_taxi_is_booked_for_later_and_called_off(dweller: Dweller, settings: Settings) -> None:
    amina = dweller("amina", viewport={"width": 360, "height": 640})
    with_money(settings, amina)
    phone = amina.open("/town/taxi")
    to_the_market(phone)
    phone.get_by_role("button", name="Add a stop").tap()
    picked(phone, "Ateneum")
    expect(phone.get_by_role("button", name=re.compile("Ateneum.*Stop on the way"))).to_be_visible()
    phone.get_by_text("How this price comes").tap()
    expect(phone.get_by_text("Stop: Ateneum")).to_be_visible()
    phone.get_by_role("button", name="Later").tap()
    expect(phone.get_by_label("When it should be there")).to_be_visible()
    fits(phone)
    phone.get_by_role("button", name=re.compile("Book: ")).tap()
    confirm(phone)
    expect(phone.get_by_text("We look for a driver 8 to 20 minutes before")).to_be_visible()
    fits(phone)
    # Nothing is set aside yet, and it is a tap away: under rides, and in what runs now.
    phone.goto("/rides")
    expect(phone.get_by_role("heading", name="Booked")).to_be_visible()
    fits(phone)
    phone.goto("/town")
    phone.get_by_role("link", name=re.compile("Taxi booked")).tap()
    phone.get_by_role("button", name="Call the ride off").tap()
    phone.get_by_role("dialog").get_by_role("button", name="Call the ride off").tap()
    expect(phone.get_by_text("Nothing was paid")).to_be_visible()
    fits(phone)


def test_the_trip_changes_and_the_meter_shows_more(dweller: Dweller, settings: Settings) -> None:
    amina, wang = dweller("amina"), dweller("wang", "Wang Jianguo")
    with_money(settings, amina)
    cab, phone = on_duty(wang, settings), amina.open("/town/taxi")
    to_the_market(phone)
    phone.get_by_role("button", name="By the meter").tap()
    fits(phone)
    phone.get_by_role("button", name=re.compile("Ask for a taxi · €.* – €")).tap()
    confirm(phone)
    accepted(cab)
    phone.get_by_role("link", name=re.compile("Change the trip")).tap()
    phone.get_by_role("button", name="Add a stop").tap()
    picked(phone, "Ateneum")
    expect(phone.get_by_text("Price as agreed")).to_be_visible()
    fits(phone)
    phone.get_by_role("button", name=re.compile("Ask the driver")).tap()
    confirm(phone)
    expect(phone.get_by_text("Your driver is asked for another trip")).to_be_visible()
    fits(phone)
    expect(cab.get_by_text("Your passenger wants another trip")).to_be_visible()
    fits(cab)
    cab.get_by_role("button", name=re.compile("Drive there for")).tap()
    expect(phone.get_by_text("Your driver takes the other trip")).to_be_visible()
    in_the_car(phone, cab, wang)
    cab.get_by_role("button", name="We are there: type the meter").tap()
    cab.get_by_role("dialog").get_by_role("textbox").fill("30")
    fits(cab)
    cab.get_by_role("button", name=re.compile("We are there · €30")).tap()
    expect(phone.get_by_text("The meter shows this.", exact=False)).to_be_visible()
    fits(phone)
    phone.get_by_role("button", name="Pay €30.00", exact=True).tap()
    confirm(phone)
    expect(phone.get_by_text("You are there")).to_be_visible()
    fits(phone)
    assert (balance(amina), balance(wang)) == (7_000, 3_000)
    # What was paid is shared: the sum and the words are there already.
    amina.connect(wang)
    amina.says(amina.talk(wang), "Thank you!")
    phone.get_by_role("link", name=re.compile("Share the fare")).tap()
    phone.get_by_role("link", name=re.compile("Wang Jianguo")).tap()
    expect(phone.get_by_label("Total")).to_have_value("30.00")


def test_cash_and_the_desk_when_the_two_differ(dweller: Dweller, settings: Settings) -> None:
    amina, wang = dweller("amina"), dweller("wang", "Wang Jianguo")
    olga = dweller("olga")
    cab, phone = on_duty(wang, settings), amina.open("/town/taxi")
    to_the_market(phone)
    phone.get_by_role("button", name="In cash").tap()
    phone.get_by_role("button", name=re.compile("in cash")).last.tap()
    accepted(cab)
    in_the_car(phone, cab, wang)
    cab.get_by_role("button", name="I was given another sum").tap()
    fits(cab)
    cab.get_by_role("dialog").get_by_role("button", name="I was given nothing").tap()
    phone.get_by_role("button", name="Another sum").tap()
    phone.get_by_label("What I gave").fill("5")
    fits(phone)
    phone.get_by_role("button", name="I gave €5.00").tap()
    expect(phone.get_by_text("The town's desk decides", exact=False)).to_be_visible()
    fits(phone)
    desk = olga.open("/taxi/desk")
    desk.get_by_role("link", name=re.compile("Sums in cash that differ")).tap()
    fits(desk)
    desk.get_by_role("button", name="Amina is right: €5.00").tap()
    expect(desk.get_by_text("All agree")).to_be_visible()
    expect(phone.get_by_text("Paid in cash", exact=True)).to_be_visible()
    fits(phone)

"""Kinds of cars, waiting, the next ride, guests, payers and followers, each on their phones."""

import re

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Person
from tests.client.map.conftest import Dweller
from tests.client.map.test_hail import fits, on_duty
from tests.client.map.test_ride_ways import DOOR, accepted, in_the_car, to_the_market
from tests.client.till.steps import balance, confirm, with_money

TAXI = {"base": 400, "per_km": 0, "per_minute": 0, "minimum": 1, "cancel_fee": 50}
WAITING = {"waiting_free": 3, "waiting_per_minute": 50, "waiting_most": 300}
VAN = TAXI | {"base": 900, "car_class": "van"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, operators=("olga",))


def priced(olga: Person) -> None:
    olga.ask("PUT", "/rides/desk/tariff", TAXI | WAITING)
    olga.ask("PUT", "/rides/desk/tariff", VAN)


def asked(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Ask for a taxi")).tap()
    confirm(page)
    expect(page.get_by_role("heading", name="Looking for a driver")).to_be_visible()


def test_the_desk_declares_what_rides_cost_and_everybody_reads_it(
    dweller: Dweller, settings: Settings
) -> None:
    olga = dweller("olga", viewport={"width": 360, "height": 640})
    page = olga.open("/taxi/desk/tariff")
    page.get_by_role("button", name="Van, up to 8").tap()
    page.get_by_role("switch", name="There are such cars").check()
    page.get_by_label("To begin with").fill("9")
    page.get_by_label("For a pet").fill("1.50")
    page.get_by_label("By night and on holidays").fill("125")
    fits(page)
    page.get_by_role("button", name="From now on").tap()
    expect(page.get_by_text("New rides cost this from now on")).to_be_visible()
    page.get_by_role("link", name=re.compile("Nights, holidays, places")).tap()
    page.get_by_role("switch", name="Rides cost more by night").check()
    expect(page.get_by_label("From, hour")).to_have_value("22")
    page.get_by_label("Day", exact=True).fill("2026-12-25")
    page.get_by_role("button", name="Add", exact=True).tap()
    expect(page.get_by_text("25 Dec 2026")).to_be_visible()
    fits(page)
    page.goto("/town/taxi/tariff")
    expect(page.get_by_role("heading", name="Van, up to 8")).to_be_visible()
    expect(page.get_by_text("25 % more by night and on holidays.")).to_be_visible()
    fits(page)


def test_a_van_for_six_is_asked_for_and_only_a_van_is_asked(
    dweller: Dweller, settings: Settings
) -> None:
    olga, amina, wang = dweller("olga"), dweller("amina"), dweller("wang", "Wang Jianguo")
    priced(olga)
    with_money(settings, amina)
    cab = on_duty(wang, settings)
    phone = amina.open("/town/taxi")
    to_the_market(phone)
    expect(phone.get_by_role("radio")).to_have_count(2)
    fits(phone)
    phone.get_by_role("button", name=re.compile("1 person")).tap()
    phone.get_by_role("button", name="6", exact=True).tap()
    fits(phone)
    phone.get_by_role("dialog").get_by_role("button", name="Done").tap()
    expect(phone.get_by_role("radio")).to_have_count(1)
    expect(phone.get_by_text("No taxi near at the moment")).to_be_visible()
    cab.goto("/taxi/car")
    cab.get_by_role("radio", name="Van, up to 8").check()
    cab.get_by_role("button", name="6", exact=True).tap()
    fits(cab)
    cab.get_by_role("button", name="Save").tap()
    expect(cab.get_by_text("The desk looks whether it is")).to_be_visible()
    desk = olga.open(f"/taxi/desk/drivers/{wang.me['id']}")
    expect(desk.get_by_text("Says that the car is: Van")).to_be_visible()
    fits(desk)
    desk.get_by_role("button", name="It is such a car").tap()
    expect(desk.get_by_text("Says that the car is")).to_have_count(0)
    cab.goto("/taxi")
    asked(phone)
    offer = cab.get_by_role("dialog")
    expect(offer).to_contain_text("6 people")
    fits(cab)
    accepted(cab)
    desk.goto("/taxi/desk/now")
    expect(desk.get_by_text("Drivers on the way")).to_be_visible()
    fits(desk)


def test_somebody_else_rides_with_a_code_by_link(dweller: Dweller, settings: Settings) -> None:
    amina = dweller("amina", viewport={"width": 360, "height": 640})
    wang = dweller("wang", "Wang Jianguo")
    with_money(settings, amina)
    cab = on_duty(wang, settings)
    phone = amina.open("/town/taxi")
    to_the_market(phone)
    phone.get_by_role("button", name=re.compile("1 person")).tap()
    phone.get_by_role("switch", name="For somebody else").check()
    phone.get_by_label("What they are called").fill("Grandma")
    phone.get_by_role("dialog").get_by_role("button", name="Done").tap()
    expect(phone.get_by_role("button", name=re.compile("Grandma"))).to_be_visible()
    asked(phone)
    phone.get_by_role("link", name=re.compile("^Grandma")).tap()
    phone.get_by_role("button", name="Make a link").tap()
    expect(phone.get_by_role("img", name="Link for who rides")).to_be_visible()
    fits(phone)
    link = phone.get_by_text(re.compile("/trip/")).first.inner_text()
    accepted(cab)
    expect(cab.get_by_text(re.compile("Grandma"))).to_be_visible()
    guest = phone.context.browser.new_context().new_page()  # type: ignore[union-attr]
    guest.goto(link)
    expect(guest.get_by_text("Tell the driver this code")).to_be_visible()
    fits(guest)
    code = guest.locator(".code b").inner_text()
    wang.context.set_geolocation(DOOR)
    cab.get_by_role("button", name="I'm at the door").tap()
    cab.get_by_label("The passenger's code").fill(code)
    cab.get_by_role("button", name="The passenger is in").tap()
    expect(cab.get_by_role("heading", name="On the way")).to_be_visible()
    guest.context.close()


def test_dad_pays_and_follows(dweller: Dweller, settings: Settings) -> None:
    amina, bo = dweller("amina"), dweller("bo_chen", "Bo Chen")
    wang = dweller("wang", "Wang Jianguo")
    with_money(settings, bo)
    amina.connect(bo)
    page = bo.open("/town/taxi/payers")
    page.get_by_role("button", name="Pay for somebody").tap()
    page.get_by_role("button", name=re.compile("Amina")).tap()
    page.get_by_label("In a month at most").fill("40")
    fits(page)
    page.get_by_role("button", name="I pay for their rides").tap()
    confirm(page)
    expect(page.get_by_text("€0.00 of €40.00 used")).to_be_visible()
    fits(page)
    cab = on_duty(wang, settings)
    phone = amina.open("/town/taxi/followers")
    phone.get_by_role("button", name="Choose people").tap()
    phone.get_by_role("button", name=re.compile("Bo Chen")).tap()
    phone.get_by_role("button", name="Done", exact=True).tap()
    expect(phone.get_by_text("On every trip")).to_be_visible()
    fits(phone)
    phone.goto("/town/taxi")
    to_the_market(phone)
    phone.get_by_role("button", name=re.compile("Bo Chen.*left")).tap()
    fits(phone)
    phone.get_by_role("button", name=re.compile("Ask for a taxi")).tap()
    expect(phone.get_by_text("Bo Chen pays")).to_be_visible()
    accepted(cab)
    in_the_car(phone, cab, wang)
    page.goto("/town")
    page.get_by_role("link", name=re.compile("Amina is on the way")).tap()
    expect(page.get_by_role("heading", name=re.compile("Amina"))).to_be_visible()
    fits(page)
    cab.get_by_role("button", name=re.compile("We are there")).tap()
    expect(phone.get_by_text("You are there")).to_be_visible()
    assert balance(bo) < 10_000


def test_the_next_passenger_waits_behind_this_one(dweller: Dweller, settings: Settings) -> None:
    amina, bo, wang = (
        dweller("amina"),
        dweller("bo_chen", "Bo Chen"),
        dweller("wang", "Wang Jianguo"),
    )
    for one in (amina, bo):
        with_money(settings, one)
    cab, phone = on_duty(wang, settings), amina.open("/town/taxi")
    to_the_market(phone)
    asked(phone)
    accepted(cab)
    in_the_car(phone, cab, wang)
    other = bo.open("/town/taxi")
    to_the_market(other)
    asked(other)
    offer = cab.get_by_role("dialog")
    expect(offer).to_contain_text("After the ride that you have now")
    fits(cab)
    offer.get_by_role("button", name="Accept").tap()
    expect(cab.get_by_text("Next: Bo Chen")).to_be_visible()
    fits(cab)
    expect(other.get_by_text("They end another ride first")).to_be_visible()
    fits(other)
    cab.get_by_role("button", name=re.compile("We are there")).tap()
    expect(cab.get_by_role("heading", name="Fetch your passenger")).to_be_visible()
    expect(other.get_by_text(re.compile("Expected at"))).to_be_visible()


def test_waiting_is_seen_by_both(dweller: Dweller, settings: Settings) -> None:
    olga, amina, wang = dweller("olga"), dweller("amina"), dweller("wang", "Wang Jianguo")
    priced(olga)
    with_money(settings, amina)
    cab, phone = on_duty(wang, settings), amina.open("/town/taxi")
    to_the_market(phone)
    phone.get_by_text("How this price comes").tap()
    expect(phone.get_by_text("Waiting at the door is free for 3 min")).to_be_visible()
    asked(phone)
    accepted(cab)
    wang.context.set_geolocation(DOOR)
    cab.get_by_role("button", name="I'm at the door").tap()
    for page in (cab, phone):
        expect(page.get_by_text(re.compile("Waiting is free until"))).to_be_visible()
        expect(page.get_by_text("Then €0.50 a minute, €3.00 at most")).to_be_visible()
        fits(page)

"""A ride with people around it: two write, one at home follows, the desk hears of help, stars, and
an objection that the town decides.
"""

import re

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Person
from tests.client.conftest import Devices
from tests.client.map.conftest import Dweller
from tests.client.map.test_hail import asks, fits, on_duty
from tests.client.till.steps import balance, with_money


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, operators=("olga",))


def write_and_share(phone: Page, cab: Page) -> str:
    """They write to each other; answers the link by which somebody at home follows."""
    phone.get_by_role("button", name="Write to Wang Jianguo").tap()
    phone.get_by_label("Message").fill("By the red door")
    phone.get_by_role("button", name="Send").tap()
    fits(phone)
    expect(cab.get_by_text("By the red door")).to_be_visible()
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Share the trip").tap()
    phone.get_by_role("button", name="Make a link").tap()
    link = phone.locator("code").inner_text()
    fits(phone)
    phone.keyboard.press("Escape")
    return link


def helped(phone: Page, desk: Page) -> None:
    """One tap, and the desk knows."""
    phone.get_by_role("button", name=re.compile("^Help")).tap()
    phone.get_by_role("button", name="Tell the town's desk").tap()
    expect(phone.get_by_text("The desk knows where you are.")).to_be_visible()
    fits(phone)
    phone.keyboard.press("Escape")
    desk.get_by_role("link", name=re.compile("1 person wants help")).tap()
    fits(desk)
    desk.get_by_role("button", name="I look after it").tap()
    expect(desk.get_by_text("Nobody wants help.")).to_be_visible()


def driven(phone: Page, cab: Page, driver: Person) -> None:
    """To the door, and to the end."""
    code = phone.locator(".code b").inner_text()
    driver.context.set_geolocation({"latitude": 60.1703, "longitude": 24.9442})
    cab.get_by_role("button", name="I'm at the door").tap()
    cab.get_by_label("The passenger's code").fill(code)
    cab.get_by_role("button", name="The passenger is in").tap()
    cab.get_by_role("button", name=re.compile("We are there · €")).tap()


def rated_and_judged(phone: Page, desk: Page) -> None:
    """What the rider thinks of it, and what the desk decides."""
    phone.get_by_role("radio", name="4 stars").tap()
    phone.get_by_role("button", name="friendly").tap()
    phone.get_by_role("button", name="Say it").tap()
    expect(phone.get_by_text("You see theirs once they have said it")).to_be_visible()
    fits(phone)
    phone.get_by_role("button", name="Something was wrong").tap()
    phone.get_by_label("What happened").fill("We went round the lake")
    phone.get_by_role("button", name="Send to the town").tap()
    expect(phone.get_by_text("What the driver got is set aside.")).to_be_visible()
    desk.goto(desk.url.replace("/help", "/disputes"))
    desk.get_by_role("link", name=re.compile("Wang Jianguo")).tap()
    expect(desk.get_by_text("We went round the lake", exact=True)).to_be_visible()
    desk.get_by_label("Goes back to the passenger").fill("1")
    desk.get_by_label("Why, for the passenger").fill("It was longer than agreed")
    desk.get_by_label("Why, for the driver").fill("It was not the way")
    fits(desk)
    desk.get_by_role("button", name="Decide", exact=True).tap()
    expect(desk.get_by_text("Nobody objects")).to_be_visible()
    expect(phone.get_by_text("€1.00 came back to you")).to_be_visible()


def test_a_ride_is_followed_helped_rated_and_judged(
    dweller: Dweller, settings: Settings, devices: Devices
) -> None:
    amina, wang, olga = dweller("amina"), dweller("wang", "Wang Jianguo"), dweller("olga")
    with_money(settings, amina)
    cab, phone = on_duty(wang, settings), amina.open("/town/taxi")
    asks(phone)
    offer = cab.get_by_role("dialog", name=re.compile("A ride, [0-9]+ min away"))
    offer.get_by_role("button", name="Accept").tap()
    link = write_and_share(phone, cab)
    # Somebody at home signs in nowhere.
    home = devices.add(viewport={"width": 360, "height": 640}).new_page()
    home.goto(link)
    expect(home.get_by_role("heading", name=re.compile("The taxi is at .* door"))).to_be_visible()
    expect(home.locator(".mark.car")).to_be_attached()
    fits(home)
    desk = olga.open("/taxi/desk")
    helped(phone, desk)
    driven(phone, cab, wang)
    expect(home.get_by_role("heading", name=re.compile("ride is over"))).to_be_visible()
    expect(home.locator(".mark.car")).to_have_count(0)
    rated_and_judged(phone, desk)
    assert balance(amina) == 10_000 - balance(wang)

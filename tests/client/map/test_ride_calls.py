"""The two of a ride talk through the town: by the ride's screens, without a chat or a number."""

import re

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.call_steps import hears, press, rings, screen, talks, watched
from tests.client.eyes import LOOKS, unfit
from tests.client.map.conftest import Dweller
from tests.client.map.ride_acts import asked, boarded, drives, paid, taken
from tests.client.till.steps import with_money

CALL = re.compile("^(Call (Amina|Wang)|呼叫)")


def row(page: Page) -> None:
    page.get_by_role("button", name=CALL).click()


def test_rider_and_driver_hear_each_other_also_after_the_ride(
    dweller: Dweller, settings: Settings
) -> None:
    amina, wang = dweller("amina", "Amina Diallo"), dweller("wang", "Wang Jianguo")
    for one in (amina, wang):
        watched(one.context)
    with_money(settings, amina)
    drives(wang, settings)
    ride = asked(amina)
    taken(wang)
    phone, cab = amina.open(f"/rides/{ride}"), wang.open("/taxi")
    row(phone)
    rings(cab, "Amina Diallo")
    press(cab, "Accept")
    for page in (phone, cab):
        talks(page)
        hears(page)
    press(cab, "Hang up")
    expect(screen(phone)).to_have_count(0)
    row(cab)
    rings(phone, "Wang Jianguo")
    press(phone, "Decline")
    expect(screen(cab)).to_have_count(0)
    boarded(amina, wang, ride)
    paid(wang, ride)
    expect(phone.get_by_text(re.compile(r"Until \d+:\d\d, if something was left"))).to_be_visible()
    row(phone)
    rings(cab, "Amina Diallo")
    press(cab, "Decline")
    expect(screen(phone)).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS)
def test_the_row_fits_every_phone(dweller: Dweller, settings: Settings, look: str) -> None:
    options, amiss = LOOKS[look]
    amina, wang = dweller("amina", "Amina Diallo", **options), dweller("wang", "Wang Jianguo")
    with_money(settings, amina)
    drives(wang, settings)
    ride = asked(amina)
    taken(wang)
    phone = amina.open(f"/rides/{ride}")
    expect(phone.get_by_role("button", name=CALL)).to_be_visible()
    assert amiss(phone) == []
    phone.set_viewport_size({"width": 360, "height": 640})
    assert unfit(phone) == []

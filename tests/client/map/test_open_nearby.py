"""Town says what is open near by, and leads there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.client.eyes import LOOKS, SMALL_PHONE, unfit
from tests.client.map.conftest import Dweller
from tests.client.map.steps import ground, rows

NOON, NIGHT = "2026-11-23T12:00:00+02:00", "2026-11-23T03:30:00+02:00"
NEAR = re.compile("Open nearby|附近营业中")


def town_at(dweller: Dweller, time: str, **look: object) -> Page:
    """Town on the phone of somebody of Helsinki, at a time of the clock there."""
    page = dweller("amina", timezone_id="Europe/Helsinki", **look).open("/")
    page.clock.set_fixed_time(time)
    page.goto("/town")
    return page


def test_what_is_open_leads_to_its_place_and_to_all_of_it(dweller: Dweller) -> None:
    page = town_at(dweller, NOON, **SMALL_PHONE)
    near = page.get_by_role("region", name=NEAR)
    links = near.get_by_role("link")
    expect(links).to_have_count(4)
    expect(links.filter(has_text=re.compile("Open (until|round)"))).to_have_count(3)
    expect(near).not_to_contain_text("Closed")
    assert unfit(page) == []
    place = links.first.locator("b").inner_text()
    links.first.tap()
    ground(page)
    expect(page.get_by_role("region", name=place, exact=True)).to_be_visible()
    page.go_back()
    links.last.tap()
    ground(page)
    expect(page.get_by_role("button", name="Open now")).to_have_attribute("aria-pressed", "true")
    expect(rows(page).filter(has_text=place).first).to_be_attached()


def test_what_is_closed_at_night_is_not_there(dweller: Dweller) -> None:
    page = town_at(dweller, NIGHT)
    near = page.get_by_role("region", name=NEAR)
    expect(near).to_be_visible()
    expect(near).not_to_contain_text("Closed")


@pytest.mark.parametrize("look", LOOKS)
def test_town_with_what_is_open_is_for_everybody(dweller: Dweller, look: str) -> None:
    options, amiss = LOOKS[look]
    page = town_at(dweller, NOON, **options)
    expect(page.get_by_role("region", name=NEAR)).to_be_visible()
    assert amiss(page) == []

"""What is on now or soon, on the map: where, what, and the way to its tickets."""

import re
from datetime import timedelta

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.cinema import Opened, cinema
from tests.client.eyes import LOOKS, unfit
from tests.client.map.conftest import Dweller
from tests.client.map.steps import ground, rows

ON = re.compile("On now|正在上演")
HERE = {"lat": 60.1708, "lon": 24.9431}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, operators=("olga",))


def opened(dweller: Dweller, starts: timedelta) -> Opened:
    """A cinema near the museum whose film begins in so long."""
    olga = dweller("olga")
    lux = cinema(olga, 2, 4, starts)
    where = {"merchant_id": lux.shop, "name": "Lux", "kind": "cinema", **HERE}
    olga.ask("PUT", f"/tickets/venues/{lux.venue}", where)
    return lux


def on_now(page: Page) -> None:
    ground(page)
    page.get_by_role("button", name=ON).tap()


def test_a_film_that_begins_soon_leads_to_its_tickets(dweller: Dweller) -> None:
    lux = opened(dweller, timedelta(minutes=50))
    page = dweller("amina", "Amina Diallo").open("/town/map")
    on_now(page)
    expect(page.get_by_role("heading", name="1 place")).to_be_visible()
    found = rows(page).filter(has_text="Lux")
    expect(found).to_contain_text(re.compile(r"Le Havre, \d+:\d\d"))
    found.tap()
    sheet = page.get_by_role("region", name="Lux")
    expect(sheet).to_contain_text("Le Havre")
    sheet.get_by_role("link", name="What's on").tap()
    expect(page).to_have_url(re.compile(f"/tickets/venue/{lux.venue}"))
    expect(page.get_by_text("Le Havre").last).to_be_visible()


def test_what_begins_tomorrow_is_not_on(dweller: Dweller) -> None:
    opened(dweller, timedelta(days=1))
    page = dweller("amina", "Amina Diallo").open("/town/map?kind=on")
    ground(page)
    expect(page.get_by_role("button", name=ON)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Nothing is on")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_it_is_for_everybody(dweller: Dweller, look: str) -> None:
    opened(dweller, timedelta(minutes=50))
    options, amiss = LOOKS[look]
    page = dweller("amina", "Amina Diallo", **options).open("/town/map?kind=on")
    ground(page)
    expect(rows(page).filter(has_text="Lux")).to_be_visible()
    assert amiss(page) == []
    page.set_viewport_size({"width": 360, "height": 640})
    assert unfit(page) == []

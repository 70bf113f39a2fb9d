"""What people of the town have put on its map: drawn there, and the way from it to what it is."""

import re

from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Person
from tests.client.eyes import SMALL_PHONE, unfit, violations
from tests.client.map.conftest import Dweller
from tests.client.map.steps import at_rest, ground, rows, sheet

HERE = {"lat": 60.1702, "lon": 24.9441}


def shop(owner: Person, sign: str = "Lakeside Books") -> str:
    """An open shop in the middle of the town."""
    made = str(new_id())
    owner.ask("PUT", f"/merchants/{made}", {"name": sign})
    owner.ask("PUT", f"/market/fronts/{made}", {"sign": sign, **HERE, "pickup": True})
    owner.ask("PUT", f"/market/fronts/{made}/state", {"state": "open"})
    return made


def tapped(page: Page) -> None:
    """The sign at the point in the middle of the map."""
    box = ground(page).bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_shop_stands_on_the_map_and_leads_to_what_it_sells(dweller: Dweller) -> None:
    mei, amina = dweller("mei", "Lin Mei"), dweller("amina")
    made = shop(mei)
    page = amina.open(f"/town/map?at={HERE['lat']},{HERE['lon']}&name=Museum")
    at_rest(page)
    sheet(page, "Museum").get_by_role("button", name="Close").tap()
    tapped(page)
    found = sheet(page, "Lakeside Books")
    expect(found).to_be_visible()
    assert violations(page) == []
    found.get_by_role("link", name="To the shop").tap()
    expect(page).to_have_url(re.compile(f"/market/shops/{made}$"))
    page.go_back()
    expect(sheet(page, "Lakeside Books").or_(rows(page).first)).to_be_visible()


def test_any_place_is_where_a_taxi_goes(dweller: Dweller) -> None:
    amina = dweller("amina", locale="zh-CN", **SMALL_PHONE)
    page = amina.open("/town/map?q=Kinopalatsi")
    rows(page).first.tap()
    at_rest(page)
    assert unfit(page) == []
    sheet(page, "Kinopalatsi").get_by_role("link", name="打车去").tap()
    expect(page.get_by_role("button", name=re.compile("Kinopalatsi"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("叫车.*€|€.*叫车"))).to_be_visible()

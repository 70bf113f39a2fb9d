"""The map by keys alone, and as who does not see it hears it: everything in the order of the
screen, the same places as a list that says their names, and no key that ends nowhere.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.client.browser import COMPUTER
from tests.client.eyes import violations
from tests.client.map.conftest import Dweller
from tests.client.map.steps import at_rest, ground, middle, rows, sheet
from tests.client.test_tickets_keys import tabs_to

AT = "/town/map?at=60.1702,24.9415&name=Meeting+point"


def now(page: Page) -> Locator:
    return page.locator(":focus")


def test_tab_goes_over_the_map_as_one_reads_it(dweller: Dweller) -> None:
    page = dweller("amina", **COMPUTER).open("/town/map")
    at_rest(page)
    expect(rows(page).filter(visible=True).first).to_be_visible()
    order = [
        page.get_by_role("button", name="Back"),
        page.get_by_role("searchbox", name="Search the map"),
        page.get_by_role("button", name="Food", exact=True),
        ground(page),
        page.get_by_role("button", name="Nearer"),
        page.get_by_role("button", name="Farther"),
        page.get_by_role("button", name="Where I am"),
        page.get_by_role("button", name="Show more"),
        rows(page).first,
    ]
    reached = [0] * len(order)
    for stop in range(1, 80):
        page.keyboard.press("Tab")
        for n, one in enumerate(order):
            if not reached[n] and one.evaluate("(one) => one === document.activeElement"):
                reached[n] = stop
        if reached[-1]:
            break
    assert reached == sorted(reached), "and nothing is left out"
    assert 0 not in reached


def test_keys_move_it_and_bring_it_nearer(dweller: Dweller) -> None:
    page = dweller("amina", **COMPUTER).open(AT)
    tabs_to(page, ground(page))
    expect(now(page)).to_have_accessible_name(re.compile("Arrow keys move it, plus and minus"))
    box = ground(page).bounding_box()
    assert box
    centre = box["x"] + box["width"] / 2
    x, y = middle(page, "pin")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    moved = middle(page, "pin")
    assert moved == pytest.approx((x + 120, y - 120), abs=2)
    page.keyboard.press("+")
    near = middle(page, "pin")[0] - centre
    assert near == pytest.approx(2 * (moved[0] - centre), abs=3)
    tabs_to(page, page.get_by_role("button", name="Farther"))
    page.keyboard.press("Enter")
    assert middle(page, "pin")[0] - centre == pytest.approx(near / 2, abs=3)
    assert violations(page) == []


def test_a_place_is_found_heard_and_left_by_keys(dweller: Dweller) -> None:
    page = dweller("amina", **COMPUTER).open("/town/map")
    at_rest(page)
    tabs_to(page, page.get_by_role("searchbox", name="Search the map"))
    page.keyboard.type("Kinopalatsi")
    # How many there are is said without asking.
    told = page.locator("[aria-live=polite]").filter(has_text=re.compile("place"))
    expect(told).to_be_visible()
    row = rows(page).filter(has_text="Kinopalatsi").first
    tabs_to(page, row)
    expect(now(page)).to_have_accessible_name(re.compile("^Kinopalatsi.*Cinema"))
    page.keyboard.press("Enter")
    found = sheet(page, "Kinopalatsi")
    expect(found).to_be_focused()
    at_rest(page)
    assert violations(page) == []
    tabs_to(page, found.get_by_role("button", name="Close"))
    page.keyboard.press("Enter")
    expect(row).to_be_focused()


def test_where_to_is_chosen_by_keys(dweller: Dweller) -> None:
    page = dweller("amina", **COMPUTER).open("/town/taxi")
    tabs_to(page, page.get_by_role("button", name="Where to?"))
    page.keyboard.press("Enter")
    expect(ground(page)).to_be_focused()
    # The point under the pin is the first of the list, and says where it is.
    chosen = page.get_by_role("list", name="Places").get_by_role("button").first
    before = chosen.inner_text()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(chosen).not_to_have_text(before)
    assert violations(page) == []
    tabs_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("Kappeli")
    row = page.get_by_role("listitem").filter(has_text="Kappeli").first
    expect(row).to_contain_text("Chosen")
    tabs_to(page, page.get_by_role("button", name="Take this place"))
    page.keyboard.press("Enter")
    # The keys go on where they were.
    expect(page.get_by_role("button", name="Kappeli")).to_be_focused()

"""Seats by the keyboard alone, from the list of shows to the ticket: found by Tab, walked by
arrows, chosen by Space, and each step said to who listens.
"""

from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import COMPUTER, Join
from tests.client.cinema import cinema
from tests.client.till.steps import PIN, with_money

# So many stops there are at most on the way to anything of a screen.
STOPS = 60


def tabs_to(page: Page, to: Locator) -> None:
    """Goes by Tab from where the focus is; fails where nobody comes there by keys."""
    expect(to).to_be_visible()
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if to.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"{to} has no place among the stops of Tab")


def test_seats_are_chosen_and_paid_by_keys_alone(join: Join, settings: Settings) -> None:
    olga, amina = join("olga"), join("amina", **COMPUTER)
    with_money(settings, amina)
    show = cinema(olga, 3, 6, timedelta(days=1)).show
    bo = join("bobo")
    with_money(settings, bo)
    bo.ask("PUT", f"/tickets/orders/{new_id()}", {"show_id": show, "seats": [2, 3]})
    page = amina.open("/tickets")
    tabs_to(page, page.get_by_role("link", name="Le Havre"))
    page.keyboard.press("Enter")

    tabs_to(page, page.get_by_role("checkbox", name="Row 1, seat 1, €11.00, free"))
    page.keyboard.press("ArrowRight")
    here = page.locator("[role=checkbox]:focus")
    expect(here).to_have_accessible_name("Row 1, seat 2, €11.00, free")
    page.keyboard.press("ArrowRight")
    expect(here).to_have_accessible_name("Row 1, seat 3, €11.00, taken")
    expect(here).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Space")
    expect(here).to_have_attribute("aria-checked", "false")
    page.keyboard.press("ArrowDown")
    expect(here).to_have_accessible_name("Row 2, seat 3, €11.00, free")
    page.keyboard.press("Space")
    expect(here).to_have_attribute("aria-checked", "true")
    told = page.get_by_role("status").filter(has_text="chosen")
    expect(told).to_have_text("1 seat chosen, €11.00")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(told).to_have_text("2 seats chosen, €22.00")
    # At the edge one stays, and the focus with it.
    page.keyboard.press("End")
    expect(here).to_have_accessible_name("Row 2, seat 6, €11.00, free")
    page.keyboard.press("ArrowRight")
    expect(here).to_have_accessible_name("Row 2, seat 6, €11.00, free")
    page.keyboard.press("Home")
    expect(here).to_have_accessible_name("Row 2, seat 1, €11.00, free")
    # All seats are one stop: the next one is behind them.
    tabs_to(page, page.get_by_role("button", name="Take 2 seats · €22.00"))
    page.keyboard.press("Enter")
    tabs_to(page, page.get_by_role("button", name="Pay €22.00"))
    page.keyboard.press("Enter")
    tabs_to(page, page.get_by_role("dialog").get_by_label("Your PIN"))
    page.keyboard.type(PIN)
    expect(page.get_by_role("heading", name="Hall 1 · Row 2, seat 3")).to_be_visible()
    expect(page.get_by_role("heading", name="Hall 1 · Row 2, seat 4")).to_be_visible()


def test_in_the_list_of_rows_each_seat_says_all_of_itself(join: Join) -> None:
    olga, amina = join("olga"), join("amina", **COMPUTER)
    show = cinema(olga, 2, 3, timedelta(days=1)).show
    page = amina.open(f"/tickets/show/{show}")
    tabs_to(page, page.get_by_role("button", name="By row"))
    page.keyboard.press("Enter")
    seat = page.get_by_role("button", name="Row 2, seat 1, €11.00, free")
    tabs_to(page, seat)
    page.keyboard.press("Space")
    expect(seat).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Take 1 seat · €11.00")).to_be_enabled()

"""A hall drawn by keys, a show that takes its new plan, a seat sold at the box office to a buyer's
own phone, given up, and held for the friend who waited.
"""

from datetime import timedelta

from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.cinema import cinema
from tests.client.screens import changing
from tests.client.till.steps import confirm, with_money


def draws(olga: Person, hall: str, show: str) -> None:
    """A second row of one wheelchair place, by the keyboard alone; the show takes the plan."""
    page = olga.open(f"/tickets/hall/{hall}")
    page.get_by_role("button", name="Add rows").press("Enter")
    sheet = page.get_by_role("dialog", name="Add rows")
    expect(sheet.get_by_label("Name of the row")).to_have_value("2")
    sheet.get_by_label("Seats in each row").fill("1")
    sheet.get_by_role("button", name="Done").press("Enter")
    first = page.get_by_role("checkbox", name="Row 1, seat 1, Seat, Seat")
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="1 seat chosen")
    sheet.get_by_role("button", name="Wheelchair place").press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("checkbox", name="Row 2, seat 1, Seat, Wheelchair")).to_be_checked()
    page.get_by_role("button", name="Choose none").press("Enter")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    page.goto(f"/tickets/work/{show}")
    page.get_by_role("button", name="Take the hall's new plan").click()
    expect(page.get_by_text("of 3 sold")).to_be_visible()


def test_a_seat_is_sold_at_the_desk_given_up_and_goes_to_who_waited(
    join: Join, settings: Settings
) -> None:
    olga, amina, bo = join("olga"), join("amina"), join("bobo")
    for one in (amina, bo):
        with_money(settings, one)
    lux = cinema(olga, 1, 2, timedelta(days=1))
    show = lux.show
    draws(olga, lux.hall, show)
    desk = olga.open(f"/tickets/work/{show}/desk")
    desk.get_by_role("checkbox", name="Row 1, seat 1").press("Space")
    with changing(desk, "/tickets/box-office/") as told:
        desk.get_by_role("button", name="Take 1 seat · €11.00").click()
    expect(desk.get_by_role("img", name="Code for the buyer's phone")).to_be_visible()
    page = amina.open(f"/tickets/box/{told.value.url.rpartition('/')[2]}")
    page.get_by_role("button", name="Pay €11.00").click()
    confirm(page)
    expect(page.get_by_role("heading", name="Hall 1 · Row 1, seat 1")).to_be_visible()
    expect(desk.get_by_text("The buyer's phone has it now.")).to_be_visible()
    desk.get_by_role("button", name="Next buyer").click()
    for name in ("Row 1, seat 2", "Row 2, seat 1"):
        desk.get_by_role("checkbox", name=name).press("Space")
    desk.get_by_role("button", name="Take 2 seats · €22.00").click()
    desk.get_by_role("button", name="Paid in cash, €22.00").click()
    expect(desk.get_by_role("img", name="The code for the gate")).to_have_count(2)

    other = bo.open(f"/tickets/show/{show}")
    other.get_by_role("button", name="Wait for tickets").click()
    sheet = other.get_by_role("dialog", name="Wait for tickets")
    sheet.get_by_role("button", name="1", exact=True).click()
    sheet.get_by_role("button", name="Wait for tickets").click()
    expect(other.get_by_text("You are next")).to_be_visible()
    page.get_by_role("button", name="I cannot go").click()
    page.get_by_role("button", name="Offer it to others").click()
    other.get_by_role("link", name="See and pay").click()
    other.get_by_role("button", name="Pay €11.00").click()
    confirm(other)
    expect(other.get_by_role("heading", name="Hall 1 · Row 1, seat 1")).to_be_visible()
    [order] = amina.ask("GET", "/tickets/orders")["orders"]
    assert (order["state"], order["refunded"]) == ("refunded", 1_100)
    expect(page.get_by_role("heading", name="Hall 1 · Row 1, seat 1")).to_have_count(0)

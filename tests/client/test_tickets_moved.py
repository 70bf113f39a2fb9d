"""What becomes of seats after they were planned: a show that is moved, seats of the house, tickets
for nothing, somebody who sits elsewhere.
"""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.cinema import cinema
from tests.client.eyes import LOOKS
from tests.client.screens import changing
from tests.client.test_tickets import checks
from tests.client.till.steps import balance, confirm, with_money

DAY = timedelta(days=1)


def bought(one: Person, show: str, *seats: str) -> Page:
    """Paid by the phone, and opened."""
    page = one.open(f"/tickets/show/{show}")
    for seat in seats:
        page.get_by_role("checkbox", name=seat).press("Space")
    page.get_by_role("button", name="Take ").tap()
    page.get_by_role("button", name="Pay €").tap()
    confirm(page)
    expect(page.get_by_role("img", name="The code for the gate")).to_have_count(len(seats))
    return page


def moves(page: Page, by: timedelta) -> None:
    """The organiser says the new time."""
    page.get_by_role("button", name="Move to another time").tap()
    sheet = page.get_by_role("dialog", name="Move to another time")
    field = sheet.get_by_label("It is to start")
    move = sheet.get_by_role("button", name="Move to another time")
    expect(move).to_be_disabled()
    starts = datetime.fromisoformat(field.input_value()) + by
    field.fill(starts.strftime("%Y-%m-%dT%H:%M"))
    move.tap()
    expect(page.get_by_text("All who have tickets are told.")).to_be_visible()


def test_a_moved_show_says_both_times_and_who_has_tickets_keeps_or_gives_back(
    join: Join, settings: Settings
) -> None:
    olga, amina, bo = join("olga"), join("amina"), join("bobo")
    for one in (amina, bo):
        with_money(settings, one)
    show = cinema(olga, 2, 4, DAY).show
    keeps = bought(amina, show, "Row 1, seat 1")
    leaves = bought(bo, show, "Row 2, seat 1", "Row 2, seat 2")
    moves(olga.open(f"/tickets/work/{show}"), 2 * DAY)
    # They hear of it without asking.
    for page in (keeps, leaves):
        note = page.get_by_role("region", name="At another time")
        expect(note.get_by_text("It was")).to_be_visible()
        expect(note.locator("s")).not_to_have_text(note.locator("dd b").inner_text())
    note = keeps.get_by_role("region", name="At another time")
    expect(note).to_contain_text("Your ticket stays good.")
    note.get_by_role("button", name="I come all the same").tap()
    expect(note.get_by_role("button")).to_have_count(0)
    keeps.reload()
    expect(note.get_by_text("It was")).to_be_visible()
    expect(note.get_by_role("button")).to_have_count(0)
    expect(keeps.get_by_role("img", name="The code for the gate")).to_be_visible()

    leaves.get_by_role("button", name="Give all 2 back").tap()
    sheet = leaves.get_by_role("dialog", name="Give all 2 back")
    expect(sheet.get_by_text("You get €22.00 back")).to_be_visible()
    sheet.get_by_role("button", name="Give back").tap()
    expect(leaves.get_by_text("€22.00 went back to you.")).to_be_visible()
    expect(leaves.get_by_role("img", name="The code for the gate")).to_have_count(0)
    assert (balance(amina), balance(bo)) == (8_900, 10_000)


def test_seats_of_the_house_are_sold_at_the_desk_alone_and_given_for_nothing(join: Join) -> None:
    olga, amina = join("olga"), join("amina")
    show = cinema(olga, 1, 4, DAY).show
    page = olga.open(f"/tickets/work/{show}")
    page.get_by_role("link", name="Seats of the house").tap()
    for name in ("Row 1, seat 1", "Row 1, seat 2"):
        page.get_by_role("checkbox", name=name).press("Space")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("2 seats of the house.")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    other = amina.open(f"/tickets/show/{show}")
    expect(other.get_by_role("checkbox", name="Row 1, seat 1, €11.00, taken")).to_be_visible()

    desk = olga.open(f"/tickets/work/{show}/desk")
    for seat in (1, 2):
        desk.get_by_role("checkbox", name=f"Row 1, seat {seat}, €11.00, of the house").press(
            "Space"
        )
    desk.get_by_role("button", name="Take 2 seats · €22.00").tap()
    desk.get_by_role("button", name="Give for nothing").tap()
    sheet = desk.get_by_role("dialog", name="Give for nothing")
    expect(sheet.get_by_role("button", name="Give 2 tickets")).to_be_disabled()
    sheet.get_by_label("For whom, or why").fill("Press")
    with changing(desk, "/comp") as told:
        sheet.get_by_role("button", name="Give 2 tickets").tap()
    expect(desk.get_by_role("img", name="The code for the gate")).to_have_count(2)
    # Who is given one takes it into their own phone.
    code = told.value.json()["tickets"][0]["code"]
    other.goto("/tickets/mine")
    other.get_by_role("button", name="Take a paper ticket into your phone").tap()
    checks(other, code)
    expect(other.get_by_role("link", name="Le Havre")).to_be_visible()

    page.reload()
    expect(page.get_by_text("2 of them are sold.")).to_be_visible()
    page.goto(f"/tickets/work/{show}/figures")
    expect(page.get_by_text("2 for nothing")).to_be_visible()


def test_who_sits_elsewhere_has_another_seat_and_another_code(
    join: Join, settings: Settings
) -> None:
    olga, amina = join("olga"), join("amina")
    with_money(settings, amina)
    show = cinema(olga, 2, 4, DAY).show
    phone = bought(amina, show, "Row 1, seat 1")
    old = amina.ask("GET", "/tickets")["tickets"][0]["code"]
    page = olga.open(f"/tickets/work/{show}")
    page.get_by_role("link", name="Seat somebody elsewhere").tap()
    checks(page, old)
    expect(page.get_by_text("Row 1, seat 1 · Seat")).to_be_visible()
    page.get_by_role("checkbox", name="Row 2, seat 2").press("Space")
    # Another choice takes the place of the first one.
    page.get_by_role("checkbox", name="Row 2, seat 3").press("Space")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.get_by_role("button", name="Move to Row 2, seat 3").tap()
    expect(page.get_by_role("heading", name="Now Row 2, seat 3")).to_be_visible()
    expect(page.get_by_text("Their phone shows the new seat.")).to_be_visible()
    expect(phone.get_by_role("heading", name="Hall 1 · Row 2, seat 3")).to_be_visible()
    page.get_by_role("button", name="Next").tap()
    checks(page, old)
    expect(page.get_by_text("That is not one of your tickets.")).to_be_visible()

    # On paper, the new one is shown and printed.
    desk = f"/tickets/box-office/{new_id()}"
    olga.ask("PUT", desk, {"show_id": show, "seats": [1]})
    [paper] = olga.ask("PUT", f"{desk}/cash")["tickets"]
    checks(page, paper["code"])
    page.get_by_role("checkbox", name="Row 1, seat 4").press("Space")
    page.get_by_role("button", name="Move to Row 1, seat 4").tap()
    expect(page.get_by_role("img", name="The code for the gate")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_these_screens_are_for_everybody(join: Join, settings: Settings, look: str) -> None:
    options, amiss = LOOKS[look]
    olga, amina = join("olga", **options), join("amina", **options)
    lux = cinema(olga, 3, 8, DAY)
    path = f"/tickets/shows/{lux.show}"
    olga.ask("PUT", f"{path}/house", {"seats": [3, 4]})
    desk = f"/tickets/box-office/{new_id()}"
    olga.ask("PUT", desk, {"show_id": lux.show, "best": 1})
    [paper] = olga.ask("PUT", f"{desk}/cash")["tickets"]
    ticket = amina.ask("POST", "/tickets/claims", {"code": paper["code"]})
    found = {}
    page = olga.open(f"/tickets/work/{lux.show}/house")
    page.get_by_role("checkbox").first.wait_for()
    found["house"] = amiss(page)
    page.goto(f"/tickets/work/{lux.show}/reseat")
    page.locator("form button").wait_for()
    found["reading"] = amiss(page)
    page.locator("form input").fill(ticket["code"])
    page.locator("form button").tap()
    page.get_by_role("checkbox").first.wait_for()
    found["reseating"] = amiss(page)
    page.goto(f"/tickets/work/{lux.show}/desk")
    page.get_by_role("checkbox").first.press("Space")
    page.locator("footer button").tap()
    page.locator("footer button.plain").tap()
    page.get_by_role("dialog").wait_for()
    found["for nothing"] = amiss(page)
    shown = olga.ask("GET", path)
    starts = datetime.fromisoformat(shown["starts_at"]) + 3 * DAY
    olga.ask("PUT", f"{path}/time", {"starts_at": starts.isoformat()})
    phone = amina.open(f"/tickets/at/{lux.show}")
    phone.locator("section s").wait_for()
    found["moved"] = amiss(phone)
    page.goto(f"/tickets/work/{lux.show}")
    page.locator("p s").wait_for()
    page.locator("button.plain").first.tap()
    page.get_by_role("dialog").wait_for()
    found["moving"] = amiss(page)
    assert {place: what for place, what in found.items() if what} == {}

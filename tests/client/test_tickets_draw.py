"""Who may choose seats first: a draw set up on the organiser's phone, joined on two others, drawn,
computed anew, and used before the sale opens; and one that is called off.
"""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.cinema import cinema, later
from tests.client.eyes import LOOKS
from tests.client.screens import at_rest
from tests.client.till.steps import in_database

# What time does: nobody takes part any more, and what is due is due.
CLOSES = """
update ticket_draws_draw set closes_at = now(), opens_at = now() - interval '1 hour';
update kernel_timer set due_at = now() where kind = 'ticket_draws.close'
"""
DAY = timedelta(days=1)


def announces(page: Page, people: int) -> None:
    """Fills the form, and announces."""
    page.get_by_label("How many people are drawn").fill(str(people))
    page.get_by_label("Tickets each, at most").fill("1")
    closes = datetime.now() + DAY
    page.get_by_label("Closes", exact=True).fill(closes.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Announce").tap()
    expect(page.get_by_role("heading", name="Your draw")).to_be_visible()


def test_who_is_drawn_chooses_before_the_sale_opens(join: Join, settings: Settings) -> None:
    people = [join("amina", "Amina"), join("bobo", "Bo Lind")]
    olga = join("olga")
    show = cinema(olga, 2, 4, 4 * DAY, sale_opens_at=later(3 * DAY)).show
    maker = olga.open(f"/tickets/work/{show}")
    maker.get_by_role("link", name="Draw").tap()
    announces(maker, 1)
    phones = {one.me["id"]: one.open(f"/tickets/show/{show}") for one in people}
    for phone in phones.values():
        expect(
            phone.get_by_text("1 person is drawn and chooses seats before the others, at most 1.")
        ).to_be_visible()
        phone.get_by_role("link", name="Draw").tap()
        phone.get_by_role("button", name="Take part").tap()
        expect(phone.get_by_text("You take part in the draw")).to_be_visible()
    in_database(settings, CLOSES)
    maker.reload()
    maker.get_by_role("button", name="Show the number and draw").tap()
    expect(maker.get_by_text("Drawn: who came first may choose seats")).to_be_visible()

    path = f"/tickets/shows/{show}/draw"
    [first] = [one for one in people if one.ask("GET", path)["right"]]
    for one in people:
        phone = phones[one.me["id"]]
        phone.reload()
        expect(phone.get_by_text("You were drawn.")).to_have_count(int(one is first))
        phone.get_by_role("link", name="Check the draw").tap()
        phone.get_by_role("button", name="Check it now").tap()
        expect(phone.get_by_text("The draw is right.")).to_be_visible()
        place = phone.get_by_text(f"Place {1 if one is first else 2} in the draw")
        expect(place.last).to_be_visible()
        phone.go_back()
    phone = phones[first.me["id"]]
    phone.get_by_role("link", name="Choose seats").tap()
    phone.get_by_role("checkbox", name="Row 1, seat 1").press("Space")
    phone.get_by_role("button", name="Take 1 seat · €11.00").tap()
    expect(phone.get_by_role("button", name="Pay €11.00")).to_be_visible()
    [order] = first.ask("GET", "/tickets/orders")["orders"]
    assert [one["seat"] for one in order["tickets"]] == ["1"]


def test_a_draw_is_called_off_and_everybody_reads_why(join: Join) -> None:
    olga, amina = join("olga"), join("amina")
    show = cinema(olga, 2, 4, 4 * DAY, sale_opens_at=later(3 * DAY)).show
    maker = olga.open(f"/tickets/draw/{show}")
    announces(maker, 2)
    phone = amina.open(f"/tickets/draw/{show}")
    phone.get_by_role("button", name="Take part").tap()
    phone.get_by_role("button", name="Take no part after all").tap()
    expect(phone.get_by_role("button", name="Take part")).to_be_visible()
    assert amina.ask("GET", f"/tickets/shows/{show}/draw")["people"] == 0
    maker.get_by_label("Why it does not take place").fill("Too few seats")
    maker.get_by_role("button", name="Call it off").tap()
    maker.get_by_role("dialog").get_by_role("button", name="Call it off").tap()
    expect(maker.get_by_text("Called off: tickets are for everybody")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("Too few seats")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_the_draw_is_for_everybody(join: Join, settings: Settings, look: str) -> None:
    options, amiss = LOOKS[look]
    olga, amina = join("olga", **options), join("amina", **options)
    show = cinema(olga, 2, 4, 4 * DAY, sale_opens_at=later(3 * DAY)).show
    found = {}
    page = olga.open(f"/tickets/draw/{show}")
    page.locator("input[type=datetime-local]").wait_for()
    found["the form"] = amiss(page)
    page.locator("input[type=datetime-local]").fill(
        (datetime.now() + DAY).strftime("%Y-%m-%dT%H:%M")
    )
    page.locator("input[inputmode=numeric]").first.fill("2")
    page.locator("button.leap").tap()
    page.locator("button.danger").wait_for()
    found["announced"] = amiss(page)
    phone = amina.open(f"/tickets/draw/{show}")
    phone.locator("footer button").tap()
    phone.locator(".id").wait_for()
    found["takes part"] = amiss(phone)
    in_database(settings, CLOSES)
    page.reload()
    page.locator("button.leap").tap()
    page.locator('a[href$="/check"]').wait_for()
    found["drawn"] = amiss(page)
    phone.reload()
    phone.locator("footer a").wait_for()
    found["was drawn"] = amiss(phone)
    phone.goto(f"/tickets/draw/{show}/check")
    at_rest(phone)
    phone.locator("button.leap").tap()
    phone.locator(".result").wait_for()
    found["computed anew"] = amiss(phone)
    assert {place: what for place, what in found.items() if what} == {}

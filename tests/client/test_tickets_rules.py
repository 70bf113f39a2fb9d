"""What holds for the tickets of a show, as its organiser says it and its buyer reads it."""

from datetime import datetime, timedelta

from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.cinema import cinema
from tests.client.till.steps import confirm, with_money


def test_an_organiser_says_what_holds_and_a_buyer_reads_it(join: Join, settings: Settings) -> None:
    olga, amina = join("olga"), join("amina")
    with_money(settings, amina)
    lux = cinema(olga, 2, 4, timedelta(days=2))
    page = olga.open("/tickets/work")
    page.get_by_role("button", name="Add a show").click()
    sheet = page.get_by_role("dialog", name="Add a show")
    starts = datetime.now() + timedelta(days=5)
    sheet.get_by_label("When it starts").fill(starts.strftime("%Y-%m-%dT%H:%M"))
    sheet.get_by_label("Seat, EUR").fill("9")
    sheet.get_by_role("switch", name="Standing room, too").click()
    sheet.get_by_label("Standing, EUR").fill("5")
    sheet.get_by_label("How many people").fill("30")
    back = sheet.get_by_role("group", name="They can be given back")
    expect(back.get_by_role("button", name="Until a day before")).to_have_attribute(
        "aria-pressed", "true"
    )
    back.get_by_role("button", name="Never").click()
    alone = sheet.get_by_role("group", name="A single seat left alone in a row")
    alone.get_by_role("button", name="Is all right").click()
    sheet.get_by_label("How many each").fill("2")
    sheet.get_by_role("switch", name="They can be passed on").click()
    sheet.get_by_role("button", name="Add a show").click()
    expect(sheet).to_have_count(0)
    shows = amina.ask("GET", "/tickets/shows")["shows"]
    [show] = [one for one in shows if one["id"] != lux.show]
    assert (show["most_each"], show["returnable_until"], show["passable"]) == (2, None, False)
    rooms = [(one["name"], one["price"], one["left"]) for one in show["categories"]]
    assert rooms == [("Seat", 900, None), ("Standing", 500, 30)]
    buyer = amina.open(f"/tickets/show/{show['id']}")
    buyer.get_by_role("checkbox", name="Row 1, seat 2").press("Space")
    buyer.get_by_role("button", name="Take 1 seat · €9.00").click()
    note = "Tickets of this show cannot be given back."
    expect(buyer.get_by_text(note)).to_contain_text("They cannot be passed on.")
    buyer.get_by_role("button", name="Pay €9.00").click()
    confirm(buyer)
    expect(buyer.get_by_role("heading", name="Row 1, seat 2")).to_be_visible()
    expect(buyer.get_by_role("button", name="I cannot go")).to_be_visible()
    expect(buyer.get_by_role("button", name="Pass on")).to_have_count(0)

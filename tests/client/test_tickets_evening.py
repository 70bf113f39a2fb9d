"""An evening at the cinema on five devices: who buys, the friend who is given a ticket, the box
office, and two gates of which one has no network. One ticket comes in at both, and is named.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.cinema import cinema
from tests.client.eyes import SMALL_PHONE, unfit, violations
from tests.client.screens import changing
from tests.client.test_offline import installed
from tests.client.test_tickets import HALF_AN_HOUR, checks, chooses
from tests.client.till.steps import confirm, with_money

pytestmark = pytest.mark.service_worker


def bought(amina: Person, show: str) -> Page:
    """Two seats, paid."""
    page = amina.open()
    chooses(page, show)
    page.get_by_role("button", name="Pay €22.00").click()
    confirm(page)
    expect(page.get_by_role("img", name="The code for the gate")).to_have_count(2)
    return page


def passed_on(page: Page, seat: str, name: str) -> None:
    """The ticket of that seat goes to a friend."""
    card = page.get_by_role("region", name=seat)
    card.get_by_role("button", name="Pass on").click()
    page.get_by_role("dialog", name="Pass on").get_by_text(name).click()
    expect(page.get_by_text("Passed on.")).to_be_visible()
    expect(page.get_by_role("img", name="The code for the gate")).to_have_count(1)


def sold_for_cash(desk: Page) -> str:
    """One seat at the box office; its code."""
    desk.get_by_role("checkbox", name="Row 2, seat 1").press("Space")
    desk.get_by_role("button", name="Take 1 seat · €11.00").click()
    with changing(desk, "/cash") as told:
        desk.get_by_role("button", name="Paid in cash, €11.00").click()
    expect(desk.get_by_role("img", name="The code for the gate")).to_have_count(1)
    code: str = told.value.json()["tickets"][0]["code"]
    return code


def says(gate: Page, words: str | re.Pattern[str]) -> None:
    expect(gate.get_by_role("alert")).to_contain_text(words)


def test_two_gates_one_without_network_and_one_double(join: Join, settings: Settings) -> None:
    olga, juma = join("olga"), join("juma", "Juma", **SMALL_PHONE)
    amina, mei = join("amina"), join("mei", "Mei Lin")
    with_money(settings, amina)
    amina.connect(mei)
    # Only contacts work in one's shop.
    olga.connect(juma)
    lux = cinema(olga, 3, 6, HALF_AN_HOUR)
    shop, show = lux.shop, lux.show
    olga.ask("PUT", f"/merchants/{shop}/cashiers/{juma.me['id']}", {"role": "cashier"})
    page = bought(amina, show)
    mine, given = [one["code"] for one in amina.ask("GET", "/tickets")["tickets"]]
    passed_on(page, "Row 1, seat 2", "Mei Lin")
    friend = mei.open(f"/tickets/at/{show}")
    expect(friend.get_by_role("img", name="The code for the gate")).to_have_count(1)
    hers = mei.ask("GET", "/tickets")["tickets"][0]["code"]
    cash = sold_for_cash(olga.open(f"/tickets/work/{show}/desk"))

    north = olga.open(f"/gate/{show}")
    north.get_by_label("Name of this gate").fill("North")
    south = juma.open(f"/gate/{show}")
    south.get_by_label("Name of this gate").fill("South")
    installed(south)
    assert unfit(south) == []
    juma.context.set_offline(True)
    # South has no network, and lets in by the signature and what it knew.
    alone = ((mine, "Welcome"), (cash, "Welcome"), (given, "Passed on"), (cash, "Already in"))
    for code, words in alone:
        checks(south, code)
        says(south, words)
        south.get_by_role("button", name="Next").click()
    # North is online, and does not know of it yet.
    for code, words in ((hers, "Welcome"), (mine, "Welcome"), (given, "Passed on")):
        checks(north, code)
        says(north, words)
        north.get_by_role("button", name="Next").click()
    juma.context.set_offline(False)
    expect(south.get_by_text("Online · 2 let in here")).to_be_visible()
    # Both gates are named, and the earlier one let her in.
    work = olga.open(f"/tickets/work/{show}")
    last = work.locator(".rows").filter(has_text="North").last
    expect(last.get_by_text("Double")).to_have_count(1)
    scans = olga.ask("GET", f"/tickets/shows/{show}/scans")["scans"]
    let_in = sorted((one["gate"], one["offline"]) for one in scans if one["outcome"] == "ok")
    assert let_in == [("North", False), ("South", True), ("South", True)]
    assert [one["gate"] for one in scans if one["outcome"] == "double"] == ["North"]
    expect(page.get_by_text(re.compile("South"))).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_seats_are_read_out_and_nothing_is_amiss(join: Join, language: str) -> None:
    """What a screen reader is told: roles, names, states; as a list too; and axe finds nothing."""
    olga, amina = join("olga"), join("amina", locale=language, **SMALL_PHONE)
    show = cinema(olga, 3, 6, HALF_AN_HOUR).show
    if language != "en":
        amina.ask("PATCH", "/me", {"language": language})
    page = amina.open(f"/tickets/show/{show}")
    seats = page.get_by_role("checkbox")
    expect(seats).to_have_count(18)
    names = [one.get_attribute("aria-label") or "" for one in seats.all()]
    assert len(set(names)) == 18
    # One stop for Tab, arrows from there.
    stops = page.locator("[role=checkbox][tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    assert violations(page) == []
    assert unfit(page) == []

"""Out to the cinema on two phones: seats by the keyboard, paid, shown without network; and a gate
that goes on by itself when the network is gone, and tells the town later.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.cinema import cinema
from tests.client.test_offline import installed
from tests.client.till.steps import confirm, with_money

pytestmark = pytest.mark.service_worker
HALF_AN_HOUR = timedelta(minutes=30)


def chooses(page: Page, show: str) -> None:
    """Two seats beside each other, by the keys alone."""
    page.goto(f"/tickets/show/{show}")
    first = page.get_by_role("checkbox", name="Row 1, seat 1, €11.00, free")
    first.focus()
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    page.get_by_role("button", name="Take 2 seats · €22.00").click()


def checks(page: Page, code: str) -> None:
    field = page.get_by_label("Code from a hand scanner")
    field.fill(code)
    page.get_by_role("button", name="Check").click()


def test_seats_are_paid_shown_offline_and_let_in_by_a_gate_without_network(
    join: Join, settings: Settings
) -> None:
    olga, amina = join("olga"), join("amina")
    with_money(settings, amina)
    show = cinema(olga, 3, 6, HALF_AN_HOUR).show
    page = amina.open()
    chooses(page, show)
    page.get_by_role("button", name="Pay €22.00").click()
    confirm(page)
    expect(page.get_by_role("heading", name="Hall 1 · Row 1, seat 1")).to_be_visible()
    expect(page.get_by_role("img", name="The code for the gate")).to_have_count(2)
    installed(page)
    amina.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("img", name="The code for the gate")).to_have_count(2)
    one, other = [each["code"] for each in amina.ask("GET", "/tickets")["tickets"]]

    door = olga.open(f"/gate/{show}")
    checks(door, one)
    expect(door.get_by_role("alert")).to_contain_text("Welcome")
    expect(door.get_by_role("alert")).to_contain_text("Row 1, seat 1")
    olga.context.set_offline(True)
    door.get_by_role("button", name="Next").click()
    checks(door, other)
    expect(door.get_by_role("alert")).to_contain_text("Welcome")
    expect(door.get_by_role("alert")).to_contain_text("Decided without network")
    checks(door, other)
    expect(door.get_by_role("alert")).to_contain_text("Already in at")
    checks(door, other[:-1] + ("A" if other[-1] != "A" else "B"))
    expect(door.get_by_role("alert")).to_contain_text("Forged")
    olga.context.set_offline(False)
    expect(door.get_by_text("Online · 2 let in here")).to_be_visible()
    scans = olga.ask("GET", f"/tickets/shows/{show}/scans")["scans"]
    assert sorted((each["outcome"], each["offline"]) for each in scans) == [
        ("already_in", True),
        ("forged", True),
        ("ok", False),
        ("ok", True),
    ]

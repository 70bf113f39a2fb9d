"""Out to the cinema on two phones: seats by the keyboard, paid, shown without network; and a gate
that goes on by itself when the network is gone, and tells the town later.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.test_offline import installed
from tests.client.till.steps import confirm, shop_of, with_money

pytestmark = pytest.mark.service_worker


def cinema(olga: Person) -> str:
    """A hall of three rows of six, and a film in half an hour; answers the show."""
    shop, (venue, hall, event, show) = shop_of(olga, "Lux"), (str(new_id()) for _ in range(4))
    olga.ask("PUT", f"/tickets/venues/{venue}", {"merchant_id": shop, "name": "Lux"})
    grid = {"rows": 3, "seats": 6, "category": "Seat"}
    body: dict[str, Any] = {"venue_id": venue, "name": "Hall 1", "grid": grid}
    olga.ask("PUT", f"/tickets/halls/{hall}", body)
    body = {"merchant_id": shop, "name": "Le Havre", "minutes": 93}
    olga.ask("PUT", f"/tickets/events/{event}", body)
    starts = (datetime.now(UTC) + timedelta(minutes=30)).isoformat()
    body = {"event_id": event, "venue_id": venue, "hall_id": hall, "starts_at": starts}
    olga.ask("PUT", f"/tickets/shows/{show}", body | {"prices": {"Seat": 1_100}})
    return show


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
    show = cinema(olga)
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

"""The gates of a concert, set up on the organiser's phone: a door for each kind of ticket, out and
in again, and a helper who finds somebody by their name until they help no more.
"""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.cinema import later
from tests.client.eyes import LOOKS
from tests.client.screens import changing
from tests.client.test_tickets import checks
from tests.client.test_tickets_evening import says
from tests.client.till.steps import shop_of


def concert(olga: Person) -> str:
    """Songs in half an hour, on the floor and in the gallery, for nothing; answers the show."""
    shop, (venue, event, show) = shop_of(olga, "Lux"), (str(new_id()) for _ in range(3))
    olga.ask("PUT", f"/tickets/venues/{venue}", {"merchant_id": shop, "name": "Lux"})
    body: dict[str, Any] = {"merchant_id": shop, "name": "Songs at dusk", "minutes": 90}
    olga.ask("PUT", f"/tickets/events/{event}", body | {"kind": "concert"})
    rooms = [{"name": name, "price": 0, "capacity": 20} for name in ("Floor", "Gallery")]
    body = {"event_id": event, "venue_id": venue, "standing": rooms}
    body["starts_at"] = later(timedelta(minutes=30))
    olga.ask("PUT", f"/tickets/shows/{show}", body)
    return show


def bought(olga: Person, amina: Person, show: str) -> str:
    """A ticket for the floor from the box office, in the buyer's own app; its code."""
    desk = f"/tickets/box-office/{new_id()}"
    olga.ask("PUT", desk, {"show_id": show, "standing": 1, "category": 0})
    [paper] = olga.ask("PUT", f"{desk}/cash")["tickets"]
    code: str = amina.ask("POST", "/tickets/claims", {"code": paper["code"]})["code"]
    return code


def adds_door(page: Page, name: str, category: str) -> None:
    page.get_by_role("button", name="Add an entrance").tap()
    page.get_by_label("Name of the entrance").last.fill(name)
    page.get_by_role("region", name=name).get_by_role("switch", name=category).check()


def sets_up(page: Page) -> None:
    """Two doors, and who went out comes in again."""
    page.get_by_role("switch", name="Coming in again").check()
    expect(page.get_by_text("The gates know of it").filter(visible=True).first).to_be_visible()
    adds_door(page, "North", "Floor")
    expect(page.get_by_role("alert")).to_have_text("No entrance for: Gallery")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    adds_door(page, "South", "Gallery")
    with changing(page, "/gate/setup") as told:
        page.get_by_role("button", name="Save").tap()
    assert told.value.json() == {
        "re_entry": True,
        "live": False,
        "entrances": [
            {"name": "North", "categories": [0]},
            {"name": "South", "categories": [1]},
        ],
        "helpers": [],
        "others": [],
    }


def names(page: Page, helper: str) -> None:
    """A contact helps at this gate, and may find people by name."""
    page.get_by_role("button", name="Add a helper").tap()
    page.get_by_role("dialog", name="Add a helper").get_by_text(helper, exact=True).tap()
    page.get_by_role("button", name=helper).tap()
    sheet = page.get_by_role("dialog", name=helper)
    sheet.get_by_role("switch", name="May find people by name").check()
    sheet.get_by_role("button", name="Close").tap()
    expect(page.get_by_role("button", name=helper)).to_contain_text("May find people by name")


def test_doors_helpers_and_ways_are_what_was_set_up(join: Join) -> None:
    olga, juma, amina = join("olga"), join("juma", "Juma"), join("amina", "Amina Diallo")
    olga.connect(juma)
    show = concert(olga)
    code = bought(olga, amina, show)
    page = olga.open(f"/tickets/work/{show}")
    page.get_by_role("link", name="Set up the gates").tap()
    sets_up(page)
    names(page, "Juma")

    gate = juma.open(f"/gate/{show}")
    gate.get_by_role("button", name="South").tap()
    checks(gate, code)
    says(gate, "Another entrance")
    gate.get_by_role("button", name="Next").tap()
    gate.get_by_role("button", name="North").tap()
    checks(gate, code)
    says(gate, "Welcome")
    gate.get_by_role("button", name="Next").tap()
    gate.get_by_role("button", name="Going out").tap()
    checks(gate, code)
    says(gate, "Goodbye")
    gate.get_by_role("button", name="Next").tap()
    gate.get_by_role("button", name="Coming in").tap()
    gate.get_by_role("button", name="Find by name").tap()
    sheet = gate.get_by_role("dialog", name="Find by name")
    sheet.get_by_label("How their name begins").fill("dia")
    sheet.get_by_role("button", name="Find", exact=True).tap()
    sheet.get_by_role("button", name="Let in").tap()
    says(gate, "Welcome back")

    page.reload()
    expect(page.get_by_role("button", name="Juma")).to_contain_text("Looked for a name once")
    page.get_by_role("button", name="Juma").tap()
    page.get_by_role("button", name="Remove this helper").tap()
    expect(page.get_by_role("button", name="Juma")).to_have_count(0)
    answer = juma.api.get(f"/tickets/shows/{show}/gate")
    assert answer.json()["code"] == "no_show"
    scans = olga.ask("GET", f"/tickets/shows/{show}/scans")["scans"]
    assert [(one["way"], one["outcome"]) for one in reversed(scans)] == [
        ("in", "other_entrance"),
        ("in", "ok"),
        ("out", "ok"),
        ("in", "ok"),
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_setting_up_a_gate_is_for_everybody(join: Join, settings: Settings, look: str) -> None:
    options, amiss = LOOKS[look]
    olga, juma = join("olga", **options), join("juma", "Juma", **options)
    olga.connect(juma)
    show = concert(olga)
    doors = [{"name": name, "categories": [n]} for n, name in enumerate(("North", "South"))]
    body = {"re_entry": True, "entrances": doors}
    olga.ask("PUT", f"/tickets/shows/{show}/gate/setup", body)
    olga.ask("PUT", f"/tickets/shows/{show}/helpers/{juma.me['id']}", {"searches": True})
    page = olga.open(f"/tickets/work/{show}/gate")
    page.locator("section.card").last.wait_for()
    found = {"setup": amiss(page)}
    gate = juma.open(f"/gate/{show}")
    gate.locator(".state").wait_for()
    found["gate"] = amiss(gate)
    assert {place: what for place, what in found.items() if what} == {}

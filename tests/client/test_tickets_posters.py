"""A poster, from the organiser's pictures to the list of what is on and to who does not see it."""

from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.client.browser import Join
from tests.client.cinema import cinema
from tests.client.eyes import LOOKS
from tests.client.screens import changing
from tests.samples import jpeg

PICTURE: FilePayload = {"name": "boat.jpg", "mimeType": "image/jpeg", "buffer": jpeg((900, 1200))}


def hangs(page: Page) -> None:
    page.locator("button.row").first.tap()
    page.get_by_role("dialog").locator("input[type=text]").fill("A boat in the harbour")
    with changing(page, "/poster"):
        page.locator("input[type=file]").set_input_files(PICTURE)
    page.get_by_role("dialog").get_by_role("img").wait_for()


def test_a_poster_is_hung_seen_and_taken_down(join: Join) -> None:
    olga, amina = join("olga"), join("amina")
    show = cinema(olga, 2, 4, timedelta(days=1)).show
    page = olga.open("/tickets/work")
    expect(page.get_by_role("button", name="Le Havre")).to_contain_text("No poster")
    hangs(page)
    poster = page.get_by_role("dialog").get_by_role("img", name="A boat in the harbour")
    expect(poster).to_have_js_property("naturalWidth", 900)
    phone = amina.open("/tickets")
    small = phone.get_by_role("link", name="Le Havre").locator("img")
    expect(small).to_have_js_property("naturalWidth", 240)
    phone.get_by_role("link", name="Le Havre").tap()
    shown = phone.get_by_role("img", name="A boat in the harbour")
    expect(shown).to_have_js_property("naturalHeight", 1200)

    page.get_by_role("button", name="Take it down").tap()
    expect(page.get_by_text("The poster is gone.")).to_be_visible()
    expect(poster).to_have_count(0)
    phone.reload()
    expect(phone.get_by_role("checkbox").filter(visible=True).first).to_be_visible()
    expect(shown).to_have_count(0)
    assert olga.ask("GET", f"/tickets/shows/{show}")["event"]["poster"] is None


def test_what_is_no_picture_is_refused_in_words(join: Join) -> None:
    olga = join("olga")
    cinema(olga, 2, 4, timedelta(days=1))
    page = olga.open("/tickets/work")
    page.get_by_role("button", name="Le Havre").tap()
    text: FilePayload = {"name": "boat.png", "mimeType": "image/png", "buffer": b"no picture"}
    page.locator("input[type=file]").set_input_files(text)
    expect(page.get_by_text("This picture can't be read. Try another one.")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("img")).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS)
def test_posters_are_for_everybody(join: Join, look: str) -> None:
    options, amiss = LOOKS[look]
    olga = join("olga", **options)
    show = cinema(olga, 2, 4, timedelta(days=1)).show
    page = olga.open("/tickets/work")
    page.locator("button.row").first.wait_for()
    found = {"work": amiss(page)}
    hangs(page)
    found["poster"] = amiss(page)
    for path in ("/tickets", f"/tickets/show/{show}"):
        page.goto(path)
        page.locator("main img, .scroll img").first.wait_for()
        found[path] = amiss(page)
    assert {place: what for place, what in found.items() if what} == {}

"""What the camera sees: Chromium's fake one shows a film of a QR code, held by a hand."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Playwright, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join, launch
from tests.client.film import write_film

Camera = Callable[[str], Browser]


@pytest.fixture
def camera(playwright: Playwright, tmp_path: Path) -> Iterator[Camera]:
    """`camera(text)` is a Chromium whose camera sees a QR code with that text."""
    opened: list[Browser] = []

    def see(text: str) -> Browser:
        picture, film = tmp_path / "code.png", tmp_path / "code.mjpeg"
        segno.make(text, error="m", micro=False).save(str(picture), scale=10, border=4)
        write_film(picture, film)
        opened.append(launch(playwright, f"--use-file-for-fake-video-capture={film}"))
        return opened[-1]

    yield see
    for browser in opened:
        browser.close()


def test_a_profiles_code_leads_to_the_person(join: Join, origin: str, camera: Camera) -> None:
    join("mei", "林美 Lin Mei")
    page = join("amina", browser=camera(f"{origin}/@mei")).open("/scan")
    expect(page.get_by_role("heading", name="林美 Lin Mei")).to_be_visible()
    page.get_by_role("button", name="Add to contacts").click()
    expect(page.get_by_text("You asked. 林美 Lin Mei will decide.")).to_be_visible()


def test_an_invitations_code_is_accepted(join: Join, camera: Camera) -> None:
    mei = join("mei")
    link = mei.ask("PUT", f"/invitations/{new_id()}", {})["url"]
    page = join("amina", browser=camera(link)).open("/scan")
    page.get_by_role("button", name="Become contacts").click()
    expect(page).to_have_url(re.compile("/chat/"))
    expect(page.get_by_role("heading", name="Mei")).to_be_visible()


def test_a_business_card_is_added(join: Join, camera: Camera) -> None:
    text = (
        "BEGIN:VCARD\nVERSION:3.0\nN:Berg;Lars\nORG:Boat Club\n"
        "TEL;TYPE=CELL:+49 151 42\nEMAIL:lars@example.org\nEND:VCARD"
    )
    amina = join("amina", browser=camera(text))
    page = amina.open("/scan")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Lars Berg")).to_be_visible()
    sheet.get_by_role("button", name="Add to my contacts").click()
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Lars Berg")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Call")).to_be_visible()
    [row] = amina.ask("GET", "/contacts")["contacts"]
    assert (row["name"], row["org"]) == ("Lars Berg", "Boat Club")


def test_other_codes_are_shown_and_copied(join: Join, camera: Camera) -> None:
    text = "https://elsewhere.example/about"
    look = {"permissions": ["clipboard-read", "clipboard-write"]}
    page = join("amina", browser=camera(text), **look).open("/scan")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(text)).to_be_visible()
    sheet.get_by_role("button", name="Copy").click()
    assert page.evaluate("navigator.clipboard.readText()") == text
    expect(sheet.get_by_role("link", name="Open the link")).to_have_attribute("href", text)


def test_a_code_in_a_picture_is_read(join: Join, origin: str, tmp_path: Path) -> None:
    join("mei")
    picture = tmp_path / "code.png"
    segno.make(f"{origin}/@mei", micro=False).save(str(picture), scale=8, border=4)
    page = join("amina").open("/scan")
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.get_by_role("heading", name="Mei")).to_be_visible()


def test_my_own_code_is_read_by_another_phone(join: Join, tmp_path: Path) -> None:
    amina = join("amina")
    page = amina.open("/me/qr")
    expect(page.get_by_text("Turn up your screen's brightness")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save picture").click()
    picture = tmp_path / "amina.png"
    download.value.save_as(picture)
    assert download.value.suggested_filename == "amina@lake.town.png"
    other = join("mei").open("/scan")
    other.locator("input[type=file]").set_input_files(picture)
    expect(other.get_by_role("heading", name="Amina")).to_be_visible()
    expect(other.get_by_text(re.compile("amina@"))).to_be_visible()

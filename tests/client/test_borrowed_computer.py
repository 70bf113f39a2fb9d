"""A computer that is not one's own is let in by the phone, and can be put out again."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from tests.client.browser import COMPUTER, Join, launch
from tests.client.conftest import Device, Devices
from tests.client.film import write_film
from tests.client.screens import inside, outside

pytestmark = pytest.mark.service_worker

WORDS = "Use another device"


def show_code(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="This isn't my device").click()
    expect(page.get_by_text("Waiting for your phone…")).to_be_visible()


def test_the_phone_films_the_code_lets_the_computer_in_and_ends_it(
    join: Join, devices: Devices, playwright: Playwright, tmp_path: Path
) -> None:
    computer = devices.add(**COMPUTER).new_page()
    show_code(computer)
    picture, film = tmp_path / "screen.png", tmp_path / "seen.mjpeg"
    computer.get_by_role("img", name=WORDS).locator("..").screenshot(path=picture)
    write_film(picture, film)
    camera = launch(playwright, f"--use-file-for-fake-video-capture={film}")
    amina = join("amina", browser=camera)
    phone = amina.open()
    phone.get_by_role("link", name="Scan").tap()
    expect(phone.get_by_role("heading", name="Let a device in")).to_be_visible()
    expect(phone.get_by_role("heading", name="wants to use your account")).to_be_visible()
    outside_still(computer)
    phone.get_by_role("button", name="Let it in").tap()
    expect(phone.get_by_text("The device is in.")).to_be_visible()
    inside(computer)
    assert len(amina.ask("GET", "/sessions")) == 2
    for page in (computer, phone):
        expect(
            page.get_by_role("link", name="Borrowed computer").filter(visible=True).first
        ).to_be_visible()
    computer.goto("/me")
    expect(computer.get_by_role("link", name="Borrowed computer: sign out")).to_be_visible()
    # Of this place; others lie ready behind it.
    money = computer.locator("a[href^='/pay/'], a[href='/pay']").filter(visible=True)
    expect(money).to_have_count(0)
    for path in ("/pay", "/pay/history", "/pay/receive", "/pay/desk", "/pay/desk/books"):
        computer.goto(path)
        expect(computer.get_by_text("Nothing lives here")).to_be_visible()

    devices.forgive("WebSocket connection to .* failed")
    phone.goto("/me/devices")
    expect(phone.get_by_text("Borrowed, for 12 hours")).to_be_visible()
    phone.get_by_role("button", name="End ").tap()
    phone.get_by_role("dialog").get_by_role("button", name="End", exact=True).tap()
    outside(computer)
    expect(phone.get_by_text("You are signed in nowhere else.")).to_be_visible()
    assert len(amina.ask("GET", "/sessions")) == 1
    computer.reload()
    outside(computer)
    camera.close()


def outside_still(computer: Page) -> None:
    expect(computer.get_by_text("Waiting for your phone…")).to_be_visible()


def test_the_code_on_the_screen_can_be_read_and_leads_to_this_town(
    device: Device, origin: str, tmp_path: Path
) -> None:
    page = device(**COMPUTER)
    show_code(page)
    page.screenshot(path=tmp_path / "screen.png")
    [code] = zxingcpp.read_barcodes(Image.open(tmp_path / "screen.png"))
    assert code.text.startswith(f"{origin}/link/")
    expect(page.get_by_text(code.text)).to_be_visible()


def test_saying_no_lets_nobody_in(join: Join, device: Device) -> None:
    computer = device(**COMPUTER)
    show_code(computer)
    link = computer.locator("small b").inner_text()
    amina = join("amina")
    phone = amina.open(path_of(link))
    phone.get_by_role("button", name="No", exact=True).tap()
    inside(phone)
    outside_still(computer)
    assert len(amina.ask("GET", "/sessions")) == 1


def test_a_code_that_was_used_opens_nothing_more(join: Join, device: Device) -> None:
    computer = device(**COMPUTER)
    show_code(computer)
    link = computer.locator("small b").inner_text()
    phone = join("amina").open(path_of(link))
    phone.get_by_role("button", name="Let it in").tap()
    inside(computer)
    late = join("kofi").open(path_of(link))
    expect(late.get_by_role("heading", name="This code has run out.")).to_be_visible()


def path_of(link: str) -> str:
    return "/link/" + link.rpartition("/link/")[2]

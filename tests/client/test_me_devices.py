"""The devices that are signed in: seen, ended, lent."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.client.browser import COMPUTER, Join, Person
from tests.client.conftest import Device
from tests.client.screens import inside, outside, sign_in


def lend(person: Person, computer: Page) -> None:
    """Somebody borrows a computer and lets it in by their phone."""
    computer.goto("/borrow")
    link = computer.get_by_text(re.compile(r"/link/")).inner_text()
    phone = person.open(re.search(r"/link/\S+", link)[0])  # type: ignore[index]
    phone.get_by_role("button", name="Let it in").tap()
    expect(phone.get_by_text("The device is in.")).to_be_visible()
    inside(computer)
    phone.close()


def test_another_device_is_seen_and_ended(join: Join, device: Device) -> None:
    amina = join("amina")
    other = device()
    sign_in(other, "amina")
    inside(other)
    page = amina.open("/me/devices")
    expect(page.get_by_text("In use now")).to_have_count(1)
    page.get_by_role("button", name="End Chrome, ").tap()
    page.get_by_role("dialog").get_by_role("button", name="End", exact=True).tap()
    expect(page.get_by_text("You are signed in nowhere else.")).to_be_visible()
    outside(other)
    assert len(amina.ask("GET", "/sessions")) == 1


def test_all_other_devices_are_ended_at_once(join: Join, device: Device) -> None:
    amina = join("amina")
    others = [device(), device()]
    for other in others:
        sign_in(other, "amina")
        inside(other)
    page = amina.open("/me/devices")
    page.get_by_role("button", name="End all others").tap()
    page.get_by_role("dialog").get_by_role("button", name="End all others").tap()
    expect(page.get_by_text("Only this device is signed in now.")).to_be_visible()
    for other in others:
        outside(other)
    page.reload()
    expect(page.get_by_text("You are signed in nowhere else.")).to_be_visible()


def test_a_borrowed_computer_is_marked_and_cannot_change_the_ways_in(
    join: Join, device: Device
) -> None:
    amina, kofi, computer = join("amina"), join("kofi"), device(**COMPUTER)
    amina.connect(kofi)
    lend(amina, computer)
    page = amina.open("/me/devices")
    expect(page.get_by_text("Borrowed, for 12 hours")).to_be_visible()
    expect(page.get_by_text(re.compile("^Let in by your phone"))).to_be_visible()
    note = "You are on a borrowed device. Please do this on your own phone or computer."
    for path, forbidden in (
        ("/me/security", "Add"),
        ("/me/app-passwords", "Make a password for it"),
        ("/me/devices", "End"),
        ("/me/takeout", "Make a copy of everything"),
    ):
        computer.goto(path)
        expect(computer.get_by_role("note")).to_have_text(note)
        expect(computer.get_by_role("button", name=forbidden)).to_have_count(0)
    for path, forbidden in (
        (f"/chat/{amina.talk(kofi)}/info", "Export this chat"),
        ("/me/posts", "Take my posts out"),
    ):
        page.goto(path)
        expect(page.get_by_role("link", name=forbidden)).to_be_visible()
        computer.goto(path)
        expect(computer.get_by_role("link", name=forbidden)).to_have_count(0)
    page.goto("/me/devices")
    computer.goto("/me/security/password")
    computer.get_by_label("Current password").fill("nine green frogs")
    computer.get_by_label("New password").fill("nine other frogs")
    computer.get_by_role("button", name="Save").click()
    expect(computer.get_by_role("alert")).to_have_text(note)
    page.get_by_role("button", name="End Chrome, ").tap()
    page.get_by_role("dialog").get_by_role("button", name="End", exact=True).tap()
    outside(computer)


@pytest.mark.service_worker
def test_devices_are_remembered_without_a_network_and_asked_for_again(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/devices")
    expect(page.get_by_text("In use now")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    amina.context.set_offline(True)
    page.get_by_role("button", name="Back").tap()
    page.get_by_role("link", name="Settings", exact=True).tap()
    page.get_by_role("link", name="Devices and sessions").tap()
    expect(page.get_by_text("You are offline. This is what this device remembers.")).to_be_visible()
    expect(page.get_by_text("In use now")).to_be_visible()

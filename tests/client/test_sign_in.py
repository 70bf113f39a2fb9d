"""Signing in, by each way there is."""

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.conftest import Device, Devices
from tests.client.finger import Finger
from tests.client.member import enter
from tests.client.screens import first_codes, inside, outside, sign_in, sign_out
from tests.http import PASSWORD
from tests.serving import serving

pytestmark = pytest.mark.service_worker

WRONG = "The name or the secret doesn't match. Please look again."


def test_the_right_password_opens_the_chats_and_stays(join: Join, device: Device) -> None:
    join("amina")
    page = device()
    sign_in(page, "amina")
    inside(page)
    expect(page).to_have_url("/")
    page.reload()
    inside(page)


def test_the_name_may_be_written_as_a_whole_address(join: Join, device: Device) -> None:
    join("amina")
    page = device()
    sign_in(page, "@Amina@lake.town")
    inside(page)


def test_a_wrong_password_says_so_and_lets_nobody_in(join: Join, device: Device) -> None:
    join("amina")
    page = device()
    for handle, password in (("amina", "not her password"), ("nobody_here", PASSWORD)):
        sign_in(page, handle, password)
        expect(page.get_by_role("alert")).to_have_text(WRONG)
        expect(page).to_have_url("/sign-in")
    assert page.context.cookies() == []


def test_a_password_can_be_looked_at_while_it_is_typed(device: Device) -> None:
    page = device()
    page.goto("/sign-in")
    field = page.get_by_label("Password", exact=True)
    expect(field).to_have_attribute("type", "password")
    page.get_by_role("button", name="Show", exact=True).tap()
    expect(field).to_have_attribute("type", "text")


def test_a_passkey_signs_in_without_a_name(device: Device) -> None:
    page = device()
    finger = Finger(page)
    join_with_passkey(page)
    sign_out(page)
    page.get_by_role("link", name="Sign in").tap()
    page.get_by_role("button", name="Sign in with a passkey").tap()
    inside(page)
    expect(page).to_have_url("/")
    assert [one["signCount"] for one in finger.passkeys()] == [2]


def test_the_wrong_finger_lets_nobody_in(device: Device) -> None:
    page = device()
    finger = Finger(page)
    join_with_passkey(page)
    sign_out(page)
    finger.becomes_anothers()
    page.get_by_role("link", name="Sign in").tap()
    page.get_by_role("button", name="Sign in with a passkey").tap()
    expect(page.get_by_role("alert")).to_have_text(
        "The passkey was not used. Try again, or choose a password."
    )
    assert page.context.cookies() == []


def join_with_passkey(page: Page) -> None:
    page.goto("/join")
    page.get_by_label("Your name").fill("Amina Diallo")
    page.get_by_role("button", name="Join now").tap()
    first_codes(page)
    inside(page)


def test_a_recovery_code_lets_in_once_and_ends_all_other_sessions(
    join: Join, device: Device
) -> None:
    amina = join("amina")
    at_home = amina.open()
    inside(at_home)
    page = device()
    recover(page, amina.recovery_codes[0], "a wholly new one")
    inside(page)
    outside(at_home)
    other = device()
    recover(other, amina.recovery_codes[0], "yet another one")
    expect(other.get_by_role("alert")).to_have_text(WRONG)
    sign_in(other, "amina", "a wholly new one")
    inside(other)


def recover(page: Page, code: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_role("link", name="I lost my phone or password").tap()
    expect(page.get_by_role("heading", name="I lost my phone or password")).to_be_visible()
    page.get_by_label("Leapfrog name").fill("amina")
    page.get_by_label("Recovery code").fill(code)
    page.get_by_label("New password").fill(password)
    page.get_by_role("button", name="Let me in").tap()


def test_whoever_tries_too_often_is_told_to_wait(settings: Settings, devices: Devices) -> None:
    with serving(settings, rate_limits=True) as origin:
        enter(origin, "amina")
        page = devices.add(base_url=origin).new_page()
        for _ in range(30):
            sign_in(page, "amina", "not her password")
            alert = page.get_by_role("alert")
            expect(alert).not_to_be_empty()
            if alert.inner_text() != WRONG:
                break
        expect(alert).to_have_text("Too many tries. Please wait a little.")
        sign_in(page, "amina", PASSWORD)
        expect(alert).to_have_text("Too many tries. Please wait a little.")


def test_the_wanted_page_opens_after_signing_in(join: Join, device: Device) -> None:
    join("amina")
    page = device()
    page.goto("/me/qr")
    page.get_by_role("link", name="Sign in").tap()
    page.get_by_label("Leapfrog name").fill("amina")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).tap()
    expect(page.get_by_role("heading", name="My QR code")).to_be_visible()
    expect(page).to_have_url("/me/qr")


def test_signing_out_forgets_the_person_on_this_device(join: Join) -> None:
    page = join("amina").open()
    inside(page)
    sign_out(page)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.getItem('leapfrog.me')") is None
    stores = page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    assert stores == []
    page.goto("/contacts")
    outside(page)


def test_a_session_that_ended_elsewhere_leads_outside(join: Join, devices: Devices) -> None:
    amina = join("amina")
    page = amina.open()
    inside(page)
    devices.forgive("WebSocket connection to .* failed")
    amina.context.clear_cookies()
    page.reload()
    outside(page)
    assert page.evaluate("localStorage.getItem('leapfrog.me')") is None

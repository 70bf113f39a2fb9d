"""The ways in: passkeys, the password, recovery codes."""

import asyncpg
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join
from tests.client.conftest import Device
from tests.client.finger import Finger
from tests.client.screens import first_codes, inside, keep_codes, outside, sign_in, sign_out
from tests.http import PASSWORD
from tests.town import apart

NEW = "twelve blue herons"


def add_passkey(page: Page, name: str) -> None:
    page.get_by_role("button", name="Add", exact=True).tap()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text(name, exact=True)).to_be_visible()


def test_a_passkey_is_added_named_and_signs_in(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/security")
    Finger(page)
    add_passkey(page, "My phone")
    assert [key["name"] for key in amina.ask("GET", "/me/passkeys")] == ["My phone"]
    expect(page.get_by_role("heading", name="Your account is in good hands")).to_be_visible()
    page.goto("/me")
    sign_out(page)
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").tap()
    inside(page)


async def let_the_proof_go_stale(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute(
        "update identity_session set proved_at = proved_at - interval '11 minutes'"
    )
    await connection.close()


def test_a_phone_left_unlocked_asks_who_it_is(join: Join, database_url: str) -> None:
    amina = join("amina")
    page = amina.open("/me/security")
    Finger(page)
    apart(let_the_proof_go_stale(database_url))
    page.get_by_role("button", name="Add", exact=True).tap()
    sheet = page.get_by_role("dialog", name="Is it you?")
    sheet.get_by_label("Password", exact=True).fill("not this one")
    sheet.get_by_role("button", name="Next").tap()
    expect(sheet.get_by_role("alert")).to_contain_text("doesn't match")
    sheet.get_by_role("button", name="Close").tap()
    expect(page.get_by_text("Nothing was changed: please show first")).to_be_visible()
    assert amina.ask("GET", "/me/passkeys") == []

    page.get_by_role("button", name="Add", exact=True).tap()
    sheet.get_by_label("Password", exact=True).fill(PASSWORD)
    sheet.get_by_role("button", name="Next").tap()
    page.get_by_label("Name", exact=True).fill("My phone")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("My phone", exact=True)).to_be_visible()

    apart(let_the_proof_go_stale(database_url))
    page.goto("/me/app-passwords")
    page.get_by_role("button", name="Make a password for it").tap()
    page.get_by_role("dialog").get_by_role("button", name="Make a password for it").tap()
    sheet.get_by_role("button", name="By passkey").tap()
    expect(page.get_by_text("Copy it now: it is shown only this once.")).to_be_visible()


def test_a_passkey_is_removed(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/security")
    Finger(page)
    add_passkey(page, "Old phone")
    page.get_by_role("button", name="What to do with Old phone").tap()
    page.get_by_role("menuitem", name="Remove").tap()
    page.get_by_role("dialog").get_by_role("button", name="Remove").tap()
    expect(page.get_by_text("None yet")).to_be_visible()
    assert amina.ask("GET", "/me/passkeys") == []


def test_the_wrong_finger_adds_nothing(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/security")
    Finger(page).becomes_anothers()
    page.get_by_role("button", name="Add", exact=True).tap()
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()
    assert amina.ask("GET", "/me/passkeys") == []


def test_the_last_way_in_stays_and_a_first_password_makes_it_removable(device: Device) -> None:
    page = device()
    Finger(page)
    page.goto("/join")
    page.get_by_label("Your name").fill("Amina Diallo")
    page.get_by_role("button", name="Join now").tap()
    first_codes(page)
    inside(page)
    page.goto("/me/security")
    expect(page.get_by_text("Your only way in, so it can't be removed.")).to_be_visible()
    page.get_by_role("button", name="What to do with").tap()
    expect(page.get_by_role("menuitem", name="Rename")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Remove")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Password").tap()
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_role("link", name="Password Set")).to_be_visible()
    page.get_by_role("button", name="What to do with").tap()
    expect(page.get_by_role("menuitem", name="Remove")).to_be_visible()


def test_the_password_is_changed_and_other_devices_are_out(join: Join, device: Device) -> None:
    amina, other = join("amina"), device()
    sign_in(other, "amina")
    inside(other)
    page = amina.open("/me/security/password")
    page.get_by_label("Current password").fill("not this one")
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_role("alert")).to_have_text(
        "What you typed doesn't match. Please look again."
    )
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("The new password holds.")).to_be_visible()
    outside(other)
    sign_in(other, "amina", PASSWORD)
    expect(other.get_by_role("alert")).not_to_be_empty()
    sign_in(other, "amina", NEW)
    inside(other)


def test_app_passwords_go_with_the_old_password_unless_they_shall_stay(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/security/password")
    for stay, old, new in ((True, PASSWORD, NEW), (False, NEW, PASSWORD)):
        amina.ask("PUT", f"/app-passwords/{new_id()}", {"name": "Phone"})
        page.goto("/me/security/password")
        too = page.get_by_role("switch", name="Sign out apps and app passwords too")
        expect(too).to_be_checked()
        if stay:
            too.uncheck()
        page.get_by_label("Current password").fill(old)
        page.get_by_label("New password").fill(new)
        page.get_by_role("button", name="Save").tap()
        expect(page.get_by_text("The new password holds.")).to_be_visible()
        assert bool(amina.ask("GET", "/app-passwords")) == stay


def test_a_short_password_cannot_be_saved(join: Join) -> None:
    page = join("amina").open("/me/security/password")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password").fill("nine frog")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_label("New password").fill("nine frogs")
    expect(page.get_by_role("button", name="Save")).to_be_enabled()


def test_a_forgotten_password_is_changed_by_passkey(join: Join, device: Device) -> None:
    amina = join("amina")
    page = amina.open("/me/security")
    Finger(page)
    add_passkey(page, "My phone")
    page.get_by_role("link", name="Password").tap()
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="I forgot it: use my passkey").tap()
    expect(page.get_by_text("The new password holds.")).to_be_visible()
    other = device()
    sign_in(other, "amina", NEW)
    inside(other)


def test_new_recovery_codes_replace_the_old(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/security/codes")
    page.get_by_role("button", name="Make new codes").tap()
    page.get_by_role("dialog").get_by_role("button", name="Make new codes").tap()
    codes = keep_codes(page)
    assert len(codes) == len(set(codes)) == 10
    assert not set(codes) & set(amina.recovery_codes)
    body = {"handle": "amina", "new_password": NEW}
    refused = amina.api.post("/sessions/recovery", json=body | {"code": amina.recovery_codes[0]})
    assert refused.json()["code"] == "wrong_credentials"
    assert amina.api.post("/sessions/recovery", json=body | {"code": codes[0]}).status_code == 201

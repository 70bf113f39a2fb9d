"""The book on a phone: a password for one program, shown once, and revoked."""

import httpx
from playwright.sync_api import expect

from tests.client.browser import Join, Person


def asked_by_phone(person: Person, password: str) -> int:
    """What a contacts app is told that signs in with this password."""
    address = f"{person.origin}/dav/"
    signed = ("amina", password)
    return httpx.request("PROPFIND", address, auth=signed, headers={"Depth": "0"}).status_code


def test_an_app_password_is_made_used_and_revoked(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/app-passwords")
    page.get_by_role("button", name="Make a password for it").tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("What is it for?").fill("My Fairphone")
    sheet.get_by_role("button", name="Make a password for it").tap()
    expect(sheet.get_by_text("Copy it now: it is shown only this once.")).to_be_visible()
    password = sheet.locator("code").first.inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet.get_by_role("button", name="Copy: Password").tap()
    expect(page.get_by_text("Copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == password
    sheet.get_by_role("button", name="Done").tap()
    expect(page.get_by_text("Not used yet")).to_be_visible()
    assert password not in page.content()

    assert asked_by_phone(amina, "wrong") == 401
    assert asked_by_phone(amina, password) == 207
    page.reload()
    expect(page.get_by_text("Last used")).to_be_visible()

    page.get_by_role("button", name="Revoke My Fairphone").tap()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").tap()
    expect(page.get_by_text("None yet")).to_be_visible()
    assert asked_by_phone(amina, password) == 401


def test_each_program_has_its_steps_and_address(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/app-passwords")
    how = page.get_by_role("region", name="How to set it up")
    host = amina.origin.removeprefix("http://")
    for program, word, server in (
        ("iPhone", "CardDAV Account", host),
        ("Android", "DAVx⁵", amina.origin),
        ("Thunderbird", "Address Book", amina.origin),
    ):
        how.get_by_role("button", name=program).tap()
        expect(how.get_by_text(word).filter(visible=True).first).to_be_visible()
        assert how.locator("code").all_inner_texts() == [server, "amina"]

"""Every screen under Me is for everybody: axe finds nothing amiss, nothing is too wide or small."""

import pytest
from playwright.sync_api import FilePayload, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join
from tests.client.eyes import LOOKS
from tests.client.screens import at_rest, changing, walk

PLACES = [
    "/me",
    "/me/settings",
    "/me/earn",
    "/me/profile",
    "/me/notifications",
    "/me/devices",
    "/me/security",
    "/me/security/password",
    "/me/security/codes",
    "/me/app-passwords",
    "/me/takeout",
    "/me/arrive",
    "/me/leave",
    "/me/language",
    "/me/about",
]


@pytest.mark.parametrize("look", LOOKS)
def test_screens_have_no_violations(join: Join, look: str) -> None:
    options, amiss = LOOKS[look]
    amina = join("amina", "Amina Diallo", **options)
    amina.ask("PUT", f"/app-passwords/{new_id()}", {"name": "My phone"})
    copy = amina.ask("PUT", f"/takeouts/{new_id()}")
    page = amina.open("/me/takeout")
    page.locator("a[download]").wait_for()
    zipped = amina.api.get(f"/takeouts/{copy['id']}/file").content
    arrival = f"/arrivals/{new_id()}"
    assert amina.api.put(arrival, params={"name": "a.zip"}, content=zipped).is_success
    found: dict[str, list[str]] = {}
    for path in [*PLACES, f"/me{arrival.replace('arrivals', 'arrive')}"]:
        walk(page, path)
        at_rest(page)
        found[path] = amiss(page)
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_sheets_have_no_violations(join: Join, look: str) -> None:
    options, amiss = LOOKS[look]
    amina = join("amina", **options)
    page = amina.open("/me/profile")
    page.locator(".picture button").click()
    assert amiss(page) == []
    png: FilePayload = {"name": "a.png", "mimeType": "image/png", "buffer": PIXEL}
    page.locator("input[type=file]").first.set_input_files(png)
    page.get_by_role("application").wait_for()
    assert amiss(page) == []
    page.goto("/me/app-passwords")
    page.locator("button:has-text('…'), .button.wide").last.click()
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog code").first.wait_for()
    assert amiss(page) == []


def test_the_language_changes_at_once_and_stays(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/settings")
    page.get_by_role("link", name="Language").tap()
    with changing(page, "/api/v1/me"):
        page.get_by_role("button", name="简体中文").tap()
    expect(page.get_by_role("heading", name="语言")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert amina.ask("GET", "/me")["language"] == "zh-CN"
    page.goto("/me")
    expect(page.get_by_role("link", name="带走我的数据")).to_be_visible()


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)

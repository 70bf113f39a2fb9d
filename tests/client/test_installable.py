"""The page becomes an app on the phone's home screen, to which other apps share files."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.client.browser import ARGUMENTS, PATIENCE, PHONE, Join, executable
from tests.client.conftest import Devices
from tests.client.screens import inside

pytestmark = pytest.mark.service_worker

SHARE = """async (text) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/share";
    form.enctype = "multipart/form-data";
    const input = document.createElement("input");
    input.type = "file";
    input.name = "file";
    const files = new DataTransfer();
    files.items.add(new File([text], "mei.vcf", { type: "text/vcard" }));
    input.files = files.files;
    form.append(input);
    document.body.append(form);
    form.submit();
}"""
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Lars Berg\r\nTEL:+49 151 42\r\nEND:VCARD\r\n"


@pytest.fixture
def profile(
    playwright: Playwright, devices: Devices, origin: str, tmp_path: Path
) -> Iterator[BrowserContext]:
    """A browser with a profile on the disk: a private one can install nothing."""
    made = playwright.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path=executable(whole=True),
        args=list(ARGUMENTS),
        timeout=120_000,
        base_url=origin,
        **PHONE,
    )
    made.set_default_timeout(PATIENCE * 1000)
    devices.watch(made)
    yield made
    made.close()


def test_chromium_would_install_it(profile: BrowserContext) -> None:
    page = profile.pages[0]
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    session = profile.new_cdp_session(page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"].endswith("/manifest.webmanifest")


def test_the_manifest_names_icons_that_are_there_in_their_size(origin: str) -> None:
    with httpx.Client(base_url=origin) as town:
        manifest: dict[str, Any] = town.get("/manifest.webmanifest").json()
        assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
        icons = manifest["icons"]
        assert {"192x192", "512x512"} <= {one["sizes"] for one in icons}
        assert {"any", "maskable"} <= {one["purpose"] for one in icons}
        for icon in icons:
            answer = town.get(icon["src"])
            size = Image.open(BytesIO(answer.content)).size
            assert f"{size[0]}x{size[1]}" == icon["sizes"]
        for shortcut in manifest["shortcuts"]:
            assert town.get(shortcut["url"]).status_code == 200


def test_a_card_that_another_app_shares_is_ready_to_be_looked_at(join: Join) -> None:
    amina = join("amina")
    page = amina.open()
    inside(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    controlled(page)
    page.evaluate(SHARE, CARD)
    page.wait_for_url("**/me/imports**")
    expect(page.get_by_text("Lars Berg")).to_be_visible()
    [brought] = amina.ask("GET", "/imports")
    assert (brought["state"], brought["contacts"]["found"], brought["name"]) == (
        "previewed",
        1,
        "mei.vcf",
    )


def controlled(page: Page) -> None:
    """Waits until the service worker hears what the page asks for."""
    page.wait_for_function("navigator.serviceWorker.controller !== null")

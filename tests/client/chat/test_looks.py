"""Every screen of chats is for everybody: light and dark, English and Chinese, small and wide."""

from contextlib import ExitStack, closing

import pytest
from playwright.sync_api import expect

from tests.client.conftest import Devices
from tests.client.demo_town import places, sign_in
from tests.client.eyes import LOOKS, still
from tests.client.screens import at_rest, walk

OURS = ("/chat", "/groups/new", "/g/", "/me/privacy")


@pytest.mark.parametrize("look", LOOKS)
def test_the_screens_of_chats_are_for_everybody(
    story: None, devices: Devices, origin: str, look: str
) -> None:
    options, amiss = LOOKS[look]
    with ExitStack() as stack:
        amina, mei = (
            stack.enter_context(closing(sign_in(origin, one))) for one in ("amina", "mei")
        )
        amina.patch("/me", json={"language": options.get("locale", "en")})
        here = [path for path in places(amina, mei).values() if path.startswith(OURS)]
        here += [
            "/search",
            "/chats/archived",
            "/chats/requests",
            "/groups/new",
            "/me/privacy",
        ]
        here += [
            f"/chat/{talk['id']}"
            for talk in amina.get("/conversations").json()["conversations"]
            if talk["kind"] == "group"
        ]
        context = devices.add(**options)
        token = amina.cookies["leapfrog_session"]
        context.add_cookies([{"name": "leapfrog_session", "value": token, "url": origin}])
        page = context.new_page()
        page.goto("/")
        found = {}
        for path in here:
            walk(page, path)
            at_rest(page)
            found[path] = amiss(page)
        bubble = page.locator(".bubble").last
        bubble.click(button="right")
        expect(page.locator("dialog[open]")).to_be_visible()
        found["menu"] = amiss(page)
        page.keyboard.press("Escape")
        page.locator("form.composer [aria-expanded]").last.click()
        still(page)
        found["drawer"] = amiss(page)
    assert {path: what for path, what in found.items() if what} == {}

"""What people do with calls on the screen, and what really arrives over them."""

import re
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.client.eyes import until

SECONDS = re.compile(r"\d:\d\d")
# Each way between two devices is within reach of the tests.
WAYS = """window.ways = []; window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given) { super(...given); window.ways.push(this); }
};"""
STATS = """async (kind) => {
    const way = window.ways.at(-1);
    const found = way ? [...(await way.getStats()).values()] : [];
    return found.find((one) => one.type === "inbound-rtp" && one.kind === kind) ?? {};
}"""


def watched(context: BrowserContext) -> BrowserContext:
    context.add_init_script(WAYS)
    return context


def screen(page: Page) -> Locator:
    """The call, when it is over the app."""
    return page.locator("dialog[open]").filter(has=page.locator(".call"))


def press(page: Page, name: str) -> None:
    screen(page).get_by_role("button", name=name, exact=True).click()


def button(page: Page, media: str = "Voice call") -> Locator:
    """At the top of the open chat."""
    return page.locator("header").get_by_role("button", name=media, exact=True)


def dial(page: Page, media: str = "Voice call") -> None:
    """From the top of the open chat."""
    button(page, media).click()


def rings(page: Page, who: str, media: str = "voice") -> None:
    expect(screen(page)).to_contain_text(f"Incoming {media} call")
    expect(screen(page)).to_contain_text(who)


def talks(page: Page) -> None:
    """The way is open: the seconds are counted, however many these are by now."""
    expect(screen(page).get_by_role("status")).to_contain_text(SECONDS)


def arriving(page: Page, kind: str) -> dict[str, Any]:
    """What the browser says of the sound or the pictures that come in (webrtc-stats)."""
    found: dict[str, Any] = page.evaluate(STATS, kind)
    return found


def hears(page: Page) -> None:
    """Sound arrives that is not silence."""
    before = arriving(page, "audio").get("totalAudioEnergy", 0)
    until(page, f"({STATS})('audio').then((one) => one.totalAudioEnergy > {before} + 0.0001)")
    assert arriving(page, "audio")["bytesReceived"] > 0


def sees(page: Page) -> None:
    """Pictures arrive, are decoded, and stand on the screen."""
    before = arriving(page, "video").get("framesDecoded", 0)
    until(page, f"({STATS})('video').then((one) => one.framesDecoded > {before} + 5)")
    page.wait_for_function("document.querySelector('dialog video.whole')?.videoWidth > 0")

"""A public post's page as a phone has it on slow 3G (400 kbit/s, 400 ms there and back) with a
processor a quarter as fast, without a script: bytes over the line, and when the largest thing
stood on the screen.
"""

from typing import Any

import msgspec
from playwright.sync_api import sync_playwright

from tests.client.browser import PHONE, launch

SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SLOWER = 4
# The page itself needs no script; this one only watches.
WATCH = """
window.lcp = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.lcp = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""


class Seen(msgspec.Struct, frozen=True):
    """`lcp`: milliseconds; `size`: bytes over the line, headers included; `script`: of them."""

    lcp: float
    size: int
    script: int


def seen(url: str) -> Seen:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context(**PHONE).new_page()
        page.add_init_script(WATCH)
        line = page.context.new_cdp_session(page)
        sizes: list[float] = []
        scripts: list[float] = []
        kinds: dict[str, str] = {}

        def answered(event: Any) -> None:
            kinds[event["requestId"]] = event["type"]

        def loaded(event: Any) -> None:
            sizes.append(event["encodedDataLength"])
            if kinds.get(event["requestId"]) == "Script":
                scripts.append(event["encodedDataLength"])

        line.on("Network.responseReceived", answered)
        line.on("Network.loadingFinished", loaded)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_3G)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="load")
        page.wait_for_timeout(500)
        lcp = page.evaluate("window.lcp")
        browser.close()
    return Seen(float(lcp), int(sum(sizes)), int(sum(scripts)))

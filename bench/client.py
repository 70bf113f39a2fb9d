"""`make bench-client`: the first screen of somebody who is signed in and has 50 chats.

Headless Chromium, CPU slowed down 4 times, DevTools' "Fast 3G" (1.44 Mbit/s, 562 ms). Cold:
nothing cached, no service worker, because DevTools does not shape its traffic. What comes until
the list can be used is counted apart from what the app then fetches at idle: the other tabs and
the newest chats. Warm: the second visit, with the worker.
The reference in the same run is the least that a page could do: the same 50 rows as one static
page without script.
"""

import asyncio
import html
import http.server
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from bench import client_chat
from bench.harness import Figure, median, report, seconds
from bench.start import free_port, running
from leapfrog.demo import PASSWORD, Character
from leapfrog.demo.stage import Stage
from leapfrog.kernel.clock import FixedClock, SystemClock
from leapfrog.kernel.settings import Settings
from leapfrog.web import open_town

# A round takes some 40 seconds.
SECONDS = seconds(90)
CHATS = 50
QUIET_MS = 1500
FAST_3G = {
    "offline": False,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8 * 0.9,
    "uploadThroughput": 750 * 1024 / 8 * 0.9,
    "latency": 562.5,
}
SLOWER = 4
# What the app reads while nobody waits is there by then.
READ_AHEAD_MS = 6000
# The newest chats are read ahead; of this friend and those before nothing is here but the row.
NOT_READ_AHEAD = CHATS - 5
SLOW_TRIP = client_chat.SLOW_3G["latency"]
# A row of the app itself, not of the page that stands before it.
ROW = ".app .list li"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
WATCH = """
window.__lcp = 0; window.__events = [];
new PerformanceObserver(list => { for (const e of list.getEntries()) window.__lcp = e.startTime; })
  .observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver(list => {
  for (const e of list.getEntries()) if (e.interactionId) window.__events.push(e.duration);
}).observe({ type: 'event', buffered: true, durationThreshold: 16 });
"""


async def _people_it(settings: Settings) -> None:
    clock = FixedClock(SystemClock().now())
    async with open_town(settings, clock) as town:
        stage = Stage(town, clock)
        await stage.joins(Character("bench", "Bench Person", ""))
        for number in range(CHATS):
            handle = f"friend_{number}"
            await stage.joins(Character(handle, f"Friend Number {number}", ""))
            await stage.meet(handle, "bench", "Hello")
            await stage.says(handle, "bench", f"First of all from friend number {number}")
            await stage.says(handle, "bench", f"This is what friend number {number} says today")
            stage.later(3)


def dsn_of(home: Path) -> str:
    return f"postgresql://leapfrog@/leapfrog?host={home / 'run'}&port=5432"


class Static(http.server.SimpleHTTPRequestHandler):
    """The reference page, compressed as ours is."""

    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-encoding", "br")
        self.send_header("content-length", str(len(self.page)))
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def reference_page() -> Iterator[str]:
    rows = "".join(
        f"<li><b>{html.escape(f'Friend Number {n}')}</b><p>This is what friend number {n} says"
        for n in range(CHATS)
    )
    style = "<style>body{font:16px system-ui;margin:0}li{height:69px}</style>"
    page = f"<!doctype html><meta name=viewport content=width=device-width>{style}<ul>{rows}</ul>"
    Static.page = brotli.compress(page.encode(), quality=5)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Static) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def slow(page: Page, context: BrowserContext) -> CDPSession:
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", FAST_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return session


def sign_in(context: BrowserContext, origin: str, handle: str = "bench") -> None:
    answer = context.request.post(
        f"{origin}/api/v1/sessions",
        headers={"X-Leapfrog": "1", "Origin": origin},
        data={"handle": handle, "password": PASSWORD},
    )
    assert answer.status == 201, answer.text()


def new_context(browser: Browser, *, worker: bool = False) -> BrowserContext:
    context = browser.new_context(
        service_workers="allow" if worker else "block",
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
    )
    context.add_init_script(WATCH)
    return context


def cold(browser: Browser, url: str, list_: str, origin: str | None) -> tuple[float, float, float]:
    """(KB until the list can be used, KB in all, LCP in ms) of a first visit."""
    context = new_context(browser)
    if origin:
        sign_in(context, origin)
    page = context.new_page()
    session = slow(page, context)
    got: list[float] = []
    session.on("Network.loadingFinished", lambda event: got.append(event["encodedDataLength"]))
    page.goto(url)
    page.wait_for_selector(list_)
    first = sum(got)
    _until_quiet(page, got)
    lcp = float(page.evaluate("window.__lcp"))
    context.close()
    return first / 1024, sum(got) / 1024, lcp


def _until_quiet(page: Page, got: list[float]) -> None:
    """Waits until nothing comes over the line any more."""
    before = -1
    while before != len(got):
        before = len(got)
        page.wait_for_timeout(QUIET_MS)


def warm(browser: Browser, origin: str) -> tuple[float, float]:
    """(LCP of the second visit, INP of tab switches), in ms."""
    context = new_context(browser, worker=True)
    sign_in(context, origin)
    page = context.new_page()
    page.goto(origin)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(3000)
    page.close()
    page = context.new_page()
    slow(page, context)
    page.goto(origin)
    page.wait_for_selector(ROW)
    page.wait_for_timeout(3000)
    lcp = float(page.evaluate("window.__lcp"))
    for _ in range(2):
        for tab in ("contacts", "town", "square", "me", "/"):
            page.locator(f"nav a[href$='{tab}']:visible").first.tap()
            page.wait_for_timeout(500)
    inp = max(page.evaluate("window.__events") or [16])
    context.close()
    return lcp, float(inp)


def chat(browser: Browser, origin: str, number: int) -> tuple[float, float, float]:
    """(head and last line, all lines, the slowest bubble), in ms, of the chat with that friend."""
    context = new_context(browser)
    client_chat.watch(context)
    sign_in(context, origin)
    page = context.new_page()
    session = slow(page, context)
    page.goto(origin)
    page.wait_for_selector(ROW)
    page.wait_for_timeout(READ_AHEAD_MS)
    told = client_chat.opened(page, session, number)
    session.send("Network.emulateNetworkConditions", FAST_3G)
    page.wait_for_timeout(READ_AHEAD_MS)
    bubble = client_chat.sent(page)
    context.close()
    return *told, bubble


def measure(origin: str) -> list[tuple[float, ...]]:
    with sync_playwright() as played, reference_page() as reference:
        browser = played.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        rounds: list[tuple[float, ...]] = []
        began = time.monotonic()
        while not rounds or time.monotonic() - began < SECONDS * len(rounds) / (len(rounds) + 1):
            ours = cold(browser, origin, ROW, origin)
            _, *least = cold(browser, reference, "li", None)
            other = chat(browser, origin, NOT_READ_AHEAD - len(rounds))
            rounds.append((*ours, *least, *warm(browser, origin), *other))
        browser.close()
        return rounds


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="leapfrog-bench-", dir="/tmp"))
    home.chmod(0o777)
    port = free_port()
    try:
        with running(home / "home", port):
            settings = Settings(
                home=home / "home", port=port, database_url=dsn_of(home / "home"), rate_limits=False
            )
            asyncio.run(_people_it(settings))
            rounds = measure(f"http://localhost:{port}")
    finally:
        shutil.rmtree(home)
    columns = [median(column) for column in zip(*rounds, strict=True)]
    kb, whole_kb, lcp, least_kb, least_lcp, warm_lcp, inp, head, lines, bubble = columns
    bare, trip = "static page", "ms, one round trip"
    report(
        "client",
        [
            _figure("over the wire, cold, first screen", "KB", kb, f"KB {bare}", least_kb, 70),
            Figure(
                "over the wire, cold, all read ahead",
                "KB",
                whole_kb,
                f"KB {bare}",
                least_kb,
                whole_kb / least_kb,
                "reported",
                None,
            ),
            _figure("LCP, cold, fast 3G, 4x CPU", "ms", lcp, f"ms {bare}", least_lcp, 2000),
            _figure("LCP, warm, fast 3G, 4x CPU", "ms", warm_lcp, f"ms {bare}", least_lcp, 800),
            _figure("INP of a tab switch, 4x CPU", "ms", inp, "ms allowed", 100, 100),
            _figure("chat opened, head and last line, slow 3G", "ms", head, trip, SLOW_TRIP, 2500),
            _figure("chat opened, all lines, slow 3G", "ms", lines, trip, SLOW_TRIP, 2500),
            _figure("tap on Send to bubble, 4x CPU", "ms", bubble, "ms allowed", 50, 50),
        ],
        rounds=len(rounds),
    )


def _figure(name: str, unit: str, ours: float, reference: str, value: float, most: float) -> Figure:
    return Figure(
        name, unit, ours, reference, value, ours / value, f"<= {most:g} {unit}", ours <= most
    )


if __name__ == "__main__":
    main()

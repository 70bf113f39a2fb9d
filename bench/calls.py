"""`make bench-calls`: what a call of 2, 4 and 8 people costs each of their phones.

The app itself in headless Chromium, a context for each of them, all with the browser's own moving
picture and tone as camera and microphone, on one machine: what is CPU there is divided by how
many they are. What one sends and how often it draws is told by WebRTC. The reference in the same
run is the call of two.
"""

import asyncio
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from playwright.sync_api import Browser, Page, sync_playwright

from bench.chat.processes import cpu, family
from bench.client import CHROMIUM, dsn_of
from bench.harness import Figure, report, seconds
from bench.start import free_port, running
from leapfrog.demo import PASSWORD, Character
from leapfrog.demo.stage import Stage
from leapfrog.kernel.clock import FixedClock, SystemClock
from leapfrog.kernel.settings import Settings
from leapfrog.web import open_town

SECONDS = seconds(15)
SIZES = (2, 4, 8)
PEOPLE = [f"caller_{n}" for n in range(max(SIZES))]
SETTLES = 12_000
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
WATCH = """
window.ways = new Set();
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) { super(...given); window.ways.add(this); }
  close() { window.ways.delete(this); super.close(); }
};
"""
STATS = """async () => {
  const all = (await Promise.all([...window.ways].map((way) => way.getStats())))
    .flatMap((one) => [...one.values()]);
  const of = (type) => all.filter((one) => one.type === type);
  const sum = (rows, field) => rows.reduce((all, one) => all + (one[field] ?? 0), 0);
  const pictures = of("inbound-rtp").filter((one) => one.kind === "video");
  return {
    ways: window.ways.size,
    sent: sum(of("transport"), "bytesSent"),
    decoded: sum(pictures, "framesDecoded"),
    pictures: pictures.length,
    width: Math.max(0, ...pictures.map((one) => one.frameWidth ?? 0)),
  };
}"""


class Cost(msgspec.Struct, frozen=True):
    """Of one phone in a call of so many: cores of CPU, kbit/s that it sends, pictures a second that
    it draws of each other one, and how wide these are.
    """

    people: int
    cores: float
    kbps: float
    fps: float
    width: float


async def _people_it(settings: Settings) -> None:
    clock = FixedClock(SystemClock().now())
    async with open_town(settings, clock) as town:
        stage = Stage(town, clock)
        first, *others = PEOPLE
        for handle in PEOPLE:
            await stage.joins(Character(handle, f"Caller {handle[-1]}", ""))
        for handle in others:
            await stage.meet(handle, first, "Hello")
        for size in SIZES:
            await stage.gathers(first, f"Call of {size}", *others[: size - 1])


def _enters(browser: Browser, origin: str, handle: str) -> Page:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, service_workers="block"
    )
    context.add_init_script(WATCH)
    answer = context.request.post(
        f"{origin}/api/v1/sessions",
        headers={"X-Leapfrog": "1", "Origin": origin},
        data={"handle": handle, "password": PASSWORD},
    )
    assert answer.status == 201, answer.text()
    page = context.new_page()
    page.goto(origin)
    page.wait_for_selector(".app .list li")
    return page


def _call(browser: Browser, origin: str, size: int, pid: int) -> Cost:
    """A call of so many, which see and hear each other, for a while."""
    pages = [_enters(browser, origin, handle) for handle in PEOPLE[:size]]
    first, *others = pages
    first.get_by_text(f"Call of {size}").first.click()
    first.get_by_role("button", name="Call the group").click()
    first.get_by_role("button", name="Video call").click()
    for page in others:
        page.get_by_role("button", name="Accept").click()
    for page in pages:
        page.wait_for_function("(n) => window.ways.size === n", arg=size - 1)
    first.wait_for_timeout(SETTLES)
    before, spent, began = _stats(pages), cpu(list(family(pid))), time.monotonic()
    first.wait_for_timeout(SECONDS * 1000)
    after, took = _stats(pages), time.monotonic() - began
    spent = cpu(list(family(pid))) - spent
    for page in pages:
        page.context.close()
    sent = sum(one["sent"] for one in after) - sum(one["sent"] for one in before)
    drawn = sum(one["decoded"] for one in after) - sum(one["decoded"] for one in before)
    return Cost(
        people=size,
        cores=spent / took / size,
        kbps=sent * 8 / 1000 / took / size,
        fps=drawn / took / (size * (size - 1)),
        width=max(one["width"] for one in after),
    )


def _stats(pages: Sequence[Page]) -> list[dict[str, float]]:
    return [page.evaluate(STATS) for page in pages]


@contextmanager
def chromium() -> Iterator[tuple[Browser, int]]:
    """A browser that nothing else runs in, and its process."""
    port = free_port()
    home = tempfile.mkdtemp(prefix="leapfrog-bench-chromium-", dir="/tmp")
    command = [CHROMIUM, "--headless", f"--remote-debugging-port={port}", *ARGUMENTS]
    process = subprocess.Popen(
        [*command, f"--user-data-dir={home}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with sync_playwright() as played:
            for _ in range(100):
                try:
                    browser = played.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
                    break
                except Exception:
                    time.sleep(0.2)
            yield browser, process.pid
            browser.close()
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(home, ignore_errors=True)


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
            with chromium() as (browser, pid):
                origin = f"http://localhost:{port}"
                costs = [_call(browser, origin, size, pid) for size in SIZES]
    finally:
        shutil.rmtree(home)
    report("calls", [figure for cost in costs for figure in _figures(cost, costs[0])])


def _figures(cost: Cost, two: Cost) -> Iterator[Figure]:
    for name, unit, field in (
        ("CPU", "cores", "cores"),
        ("sent", "kbit/s", "kbps"),
        ("drawn of each other one", "pictures/s", "fps"),
        ("width of a picture", "px", "width"),
    ):
        ours, reference = getattr(cost, field), getattr(two, field)
        yield Figure(
            f"{cost.people} people: {name}",
            unit,
            ours,
            "in a call of two",
            reference,
            ours / reference if reference else None,
            "reported",
            None,
        )


if __name__ == "__main__":
    main()

"""`make bench-market_page`: the page of an item for somebody who passes by, without an account.

Headless Chromium as a phone, processor a quarter as fast, nothing cached: KB over the line without
pictures, and when the largest thing stood on the screen (LCP) on DevTools' "Fast 3G" and "Slow 3G".
The item has two pictures as phones take them, a description. The reference in the
same run is one round trip on that line: what no page can be faster than.
"""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import msgspec
from playwright.sync_api import Browser, sync_playwright

from bench.buyers import Buyers, in_a_town
from bench.client import FAST_3G, SLOWER, WATCH
from bench.client_chat import SLOW_3G
from bench.harness import Figure, median, report, seconds
from leapfrog.demo.wares import Ware, painted
from leapfrog.kernel.ids import new_id
from tests.client.browser import PHONE, launch

STEP = seconds(60)
WARES = (Ware("bowl", (58, 92, 140), (206, 92, 40)), Ware("jar", (196, 148, 52), (232, 150, 40)))
AFTER_MS = 500
MOST_KB, MOST_FAST_MS, MOST_SLOW_MS = 60, 1_500, 2_800
ITEM = "select item_id from market_variant where id = $1"
BODY = "update market_item set body = $2 where id = $1"
# As long as what shops write about their goods.
SAID = "Hand-pulled noodles, dried in the lake wind. Boil them for three minutes.\n\n" * 12


class PageSeen(msgspec.Struct, frozen=True):
    """`lcp`: milliseconds; `size` and `pictures`: bytes over the line, headers included."""

    lcp: float
    size: int
    pictures: int


def seen(browser: Browser, url: str, line: dict[str, Any]) -> PageSeen:
    """One visit on such a line."""
    context = browser.new_context(**PHONE, service_workers="block")
    context.add_init_script(WATCH)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[bool, float] = {True: 0, False: 0}

    def answered(event: Any) -> None:
        kinds[event["requestId"]] = event["type"]

    def loaded(event: Any) -> None:
        sizes[kinds.get(event["requestId"]) == "Image"] += event["encodedDataLength"]

    tools.on("Network.responseReceived", answered)
    tools.on("Network.loadingFinished", loaded)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", line)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answer = page.goto(url, wait_until="load")
    assert answer is not None
    assert answer.status == 200
    assert page.get_by_role("heading", name="Lamp").count() == 1
    page.wait_for_timeout(AFTER_MS)
    lcp = float(page.evaluate("window.__lcp"))
    context.close()
    return PageSeen(lcp, int(sizes[False]), int(sizes[True]))


def visits(url: str) -> dict[str, list[PageSeen]]:
    """On both lines, in turns, as often as there is time."""
    lines = {"fast": FAST_3G, "slow": SLOW_3G}
    found: dict[str, list[PageSeen]] = {one: [] for one in lines}
    with sync_playwright() as playwright:
        browser = launch(playwright)
        until = time.monotonic() + STEP
        while not found["fast"] or time.monotonic() < until:
            for name, line in lines.items():
                found[name].append(seen(browser, url, line))
        browser.close()
    return found


async def pictured(origin: str, buyers: Buyers, item: UUID) -> None:
    """The item gets its pictures, as its shop uploads them."""
    head = {"Authorization": f"Bearer {buyers.key}", "X-Leapfrog": "1"}
    async with httpx.AsyncClient(base_url=f"{origin}/api/v1", headers=head, timeout=60) as api:
        for ware in WARES:
            path = f"/market/items/{item}/pictures/{new_id()}"
            answer = await api.put(path, params={"alt": "A lamp"}, content=painted(ware))
            answer.raise_for_status()


async def measured(dsn: str, port: int, buyers: Buyers) -> None:
    origin = f"http://127.0.0.1:{port}"
    connection = await asyncpg.connect(dsn)
    item = await connection.fetchval(ITEM, buyers.variant)
    await connection.execute(BODY, item, SAID)
    await connection.close()
    await pictured(origin, buyers, item)
    found = await asyncio.to_thread(visits, f"{origin}/market/items/{item}")
    assert all(one.pictures for each in found.values() for one in each)
    report("market_page", figures(found), rounds=len(found["fast"]))


def figures(found: dict[str, list[PageSeen]]) -> list[Figure]:
    size = median([one.size for one in found["fast"]]) / 1024
    pictures = median([one.pictures for one in found["fast"]]) / 1024
    trips = {"fast": FAST_3G["latency"], "slow": SLOW_3G["latency"]}
    times = [
        timed(name, median([one.lcp for one in found[name]]), float(trips[name]), most)
        for name, most in (("fast", MOST_FAST_MS), ("slow", MOST_SLOW_MS))
    ]
    return [
        Figure(
            name="over the line, without pictures",
            unit="KB",
            ours=size,
            reference="",
            reference_value=None,
            ratio=None,
            aim=f"<= {MOST_KB} KB",
            holds=size <= MOST_KB,
        ),
        Figure("pictures", "KB", pictures, "", None, None, "-", None),
        *times,
    ]


def timed(line: str, ours: float, trip: float, most: int) -> Figure:
    return Figure(
        name=f"LCP, {line} 3G, {SLOWER}x CPU",
        unit="ms",
        ours=ours,
        reference="ms, one round trip",
        reference_value=trip,
        ratio=ours / trip,
        aim=f"<= {most} ms",
        holds=ours <= most,
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        in_a_town(Path(folder), 1, 5, measured)


if __name__ == "__main__":
    main()

"""Steps on the map, and what is seen of it."""

import re

from playwright.sync_api import Locator, Page, expect

MAP = re.compile("Map of the town|本镇地图")
COLOURS = """(canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    const found = new Set();
    for (let n = 0; n < data.length; n += 4 * 97)
        found.add((data[n] << 16) | (data[n + 1] << 8) | data[n + 2]);
    return found.size;
}"""


def ground(page: Page) -> Locator:
    """The map, once all of it is painted."""
    found = page.get_by_role("application", name=MAP)
    expect(found).to_have_attribute("aria-busy", "false")
    return found


def at_rest(page: Page) -> None:
    """Nothing flies or glides any more: the pin stands where it stood a moment ago."""
    ground(page)
    page.evaluate("window.seen = null")
    page.wait_for_function(
        """() => {
            const all = [...document.querySelectorAll(".mark, .plane")];
            const now = all.map((one) => one.style.transform).join();
            const same = window.seen === now;
            window.seen = now;
            return same;
        }""",
        polling=400,
    )


def middle(page: Page, look: str) -> tuple[float, float]:
    """Where a mark stands on the screen."""
    at_rest(page)
    box = page.locator(f".mark.{look}").bounding_box()
    assert box
    return box["x"], box["y"]


def paints(canvas: Locator) -> None:
    """Waits until a canvas shows a map, which has more than five colours: it is there before."""
    for _ in range(300):
        if canvas.evaluate(COLOURS) > 5:
            return
        canvas.page.wait_for_timeout(100)
    raise AssertionError("a canvas stayed empty")


def card(page: Page, name: str) -> Locator:
    """A place that stands in the open chat."""
    return page.locator("a.place").filter(has_text=name)


def rows(page: Page) -> Locator:
    """What stands in the list below the map."""
    return page.get_by_role("main").get_by_role("list").last.get_by_role("button")


def sheet(page: Page, name: str) -> Locator:
    """The sheet of one place."""
    return page.get_by_role("region", name=name, exact=True)

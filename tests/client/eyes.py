"""What can be measured of a page: accessibility, width, targets, stillness."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.client.browser import PATIENCE
from tests.client.screens import at_rest, walk

WCAG: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
    # Styles are read again only for rules that no tag here has; what may play on its own is.
    "preload": {"assets": ["media"]},
}
CONTRAST: dict[str, Any] = WCAG | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# From the next frame on until nothing is animated any more (what turns forever does not count).
STILL = """async () => {
    const moves = (one) =>
        one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity;
    const end = performance.now() + PATIENCE;
    do await new Promise(requestAnimationFrame);
    while (document.getAnimations().some(moves) && performance.now() < end);
    if (document.getAnimations().some(moves)) throw Error("something goes on moving");
}""".replace("PATIENCE", str(PATIENCE * 1000))
# Half of what axe does would be for what nobody sees: the tabs that are kept beneath a screen or
# beside another tab, which are looked at when it is their turn. Meanwhile they are out of the page.
# Not beneath a dialog: axe takes the ground of what is faded there from another place then.
FOUND = """async (options) => {
    const tabs = ":root:not(:has(dialog[open])) :is([data-list][inert], [data-list] > .away)";
    const kept = [...document.querySelectorAll(tabs)]
        .map((one) => [one, document.createComment("kept")]);
    const scrolled = kept.flatMap(([one]) => [...one.querySelectorAll("*")])
        .filter((one) => one.scrollTop)
        .map((one) => [one, one.scrollTop]);
    for (const [one, place] of kept) one.replaceWith(place);
    try {
        return (await axe.run(options)).violations
            .map((one) => [one.id, one.nodes.map((node) => node.target)]);
    } finally {
        for (const [one, place] of kept.reverse()) place.replaceWith(one);
        for (const [one, top] of scrolled) one.scrollTop = top;
    }
}"""
# A link in running text, and what is inside of a bigger target, may be small (WCAG 2.5.8).
SMALL = """() => [...document.querySelectorAll("a, button, input, textarea, select, summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]"))
    .map((one) => [one.closest("label") ?? one, one])
    .filter(([target, one]) => {
        const { width, height } = target.getBoundingClientRect();
        const inline = getComputedStyle(target).display === "inline" && one.tagName === "A";
        const field = one.matches("input, textarea") && one.closest(".box, .field, form");
        return width > 0 && !inline && !field && (width < 43.5 || height < 43.5);
    })
    .map(([target, one]) => {
        const { width, height } = target.getBoundingClientRect();
        const name = one.getAttribute("aria-label") ?? one.innerText;
        return `${one.tagName} ${name}: ${Math.round(width)} x ${Math.round(height)}`;
    })"""

WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# All of a look at once: each question of its own is a way through three programs.
LOOK = f"""async ([options, fits]) => {{
    await ({STILL})();
    if (options && !("axe" in window)) return null;
    const found = options ? await ({FOUND})(options) : [];
    return [found, fits ? ({SMALL})() : [], fits ? ({WIDER})() : 0];
}}"""
ABOVE_FOOT = """() => {
    const foot = [...document.querySelectorAll(".scroll + footer")].find((one) =>
        one.checkVisibility() && !one.closest("[inert]"));
    return foot ? foot.previousElementSibling.clientHeight / innerHeight : 1;
}"""


def until(page: Page, promise: str) -> None:
    """Waits until what a promise gives is true; Playwright's own waiting does not await it."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(promise):
        assert time.monotonic() < end, promise
        page.wait_for_timeout(100)


def still(page: Page) -> None:
    """Waits until nothing is animated any more (what turns forever does not count)."""
    page.evaluate(STILL)


def _look(page: Page, options: dict[str, Any] | None, *, fits: bool) -> list[str]:
    """What is amiss once nothing moves: by axe with these options, and in what has to fit."""
    seen = page.evaluate(LOOK, [options, fits])
    if seen is None:
        # To read it takes a page longer than to be looked at by it.
        page.evaluate(AXE_SCRIPT)
        seen = page.evaluate(LOOK, [options, fits])
    found, small, over = seen
    return [
        *(f"{rule}: {', '.join(map(str, targets))}" for rule, targets in found),
        *small,
        *([f"{over} px too wide"] if over else []),
    ]


def violations(page: Page, options: dict[str, Any] = WCAG) -> list[str]:
    """What axe finds against WCAG 2.1 A and AA: the rule, and where."""
    return _look(page, options, fits=False)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wide: int = page.evaluate(WIDER)
    return wide


def small_targets(page: Page) -> list[str]:
    """What can be tapped and is smaller than 44 x 44 pixels."""
    found: list[str] = page.evaluate(SMALL)
    return found


def cramped(page: Page) -> list[str]:
    """Where what stays at a foot leaves less than two thirds of the height to what is above it."""
    left: float = page.evaluate(ABOVE_FOOT)
    return [] if left >= 0.66 else [f"{left:.0%} of the height is left above the foot"]


def unfit(page: Page) -> list[str]:
    """What is too small to tap, and by how much the page is too wide, once nothing moves."""
    return _look(page, None, fits=True)


def amiss_by_day_and_night(page: Page) -> list[str]:
    """On a phone: all that axe finds by day, and colours too near to each other by night."""
    found = _look(page, WCAG, fits=True)
    page.emulate_media(color_scheme="dark")
    found += [f"by night: {one}" for one in violations(page, CONTRAST)]
    page.emulate_media(color_scheme="light")
    return found


def amiss_small_and_wide(page: Page) -> list[str]:
    """What does not fit a small phone, and what axe finds in a wide window."""
    found = unfit(page)
    small = page.viewport_size
    page.set_viewport_size({"width": 1200, "height": 800})
    found += [f"wide: {one}" for one in _look(page, WCAG, fits=True)]
    if small:
        page.set_viewport_size(small)
    return found


SMALL_PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 640}}
# The options of a device, and what is looked for with it: a page is loaded once for two looks.
LOOKS: dict[str, tuple[dict[str, Any], Callable[[Page], list[str]]]] = {
    "day and night": ({"reduced_motion": "reduce"}, amiss_by_day_and_night),
    "small and wide": (
        {"reduced_motion": "reduce", "locale": "zh-CN", **SMALL_PHONE},
        amiss_small_and_wide,
    ),
}


class Eyes:
    """What is amiss on the screens that were looked at in one of `LOOKS`, by what was seen."""

    def __init__(self, look: str) -> None:
        self.amiss = LOOKS[look][1]
        # A screen is reached by its address in one look, and from another screen in the other.
        self.walks = look == "small and wide"
        self.found: dict[str, list[str]] = {}

    def see(self, page: Page, what: str, there: str = "h1") -> None:
        """Looks once this is there (a selector), and the map is painted."""
        page.locator(there).last.wait_for()
        at_rest(page)
        if page.get_by_role("application").count():
            ground = page.get_by_role("application").last
            expect(ground).to_have_attribute("aria-busy", "false")
        self.found[what] = [*cramped(page), *self.amiss(page)]

    def go(self, page: Page, path: str, there: str = "h1") -> None:
        """Sees what is at a path; a screen that is there already is loaded anew."""
        here = urlsplit(page.url)._replace(scheme="", netloc="").geturl()
        if self.walks and path.startswith("/") and path != here:
            walk(page, path)
        else:
            page.goto(path)
        self.see(page, path, there)

    def sheet(self, page: Page, what: str) -> None:
        """Looks at what lies over the screen, and closes it."""
        self.see(page, what, "dialog[open]")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)

    def nothing(self) -> None:
        assert {what: found for what, found in self.found.items() if found} == {}

"""What can be measured of a page: accessibility, width, targets, stillness."""

import time
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.client.browser import PATIENCE

WCAG: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
STILL = """() => document.getAnimations().every((one) =>
    one.playState !== "running" || one.effect?.getComputedTiming().endTime === Infinity)"""
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


def until(page: Page, promise: str) -> None:
    """Waits until what a promise gives is true; Playwright's own waiting does not await it."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(promise):
        assert time.monotonic() < end, promise
        page.wait_for_timeout(100)


def still(page: Page) -> None:
    """Waits until nothing is animated any more (what turns forever does not count)."""
    page.wait_for_function(STILL)


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.1 A and AA: the rule, and where."""
    still(page)
    found = Axe().run(page, options=WCAG)
    return [
        f"{one['id']}: {', '.join(str(node['target']) for node in one['nodes'])}"
        for one in found.response["violations"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    element = "document.documentElement"
    wide: int = page.evaluate(f"{element}.scrollWidth - {element}.clientWidth")
    return wide


def small_targets(page: Page) -> list[str]:
    """What can be tapped and is smaller than 44 x 44 pixels."""
    found: list[str] = page.evaluate(SMALL)
    return found

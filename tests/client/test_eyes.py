"""What looks at every screen sees what is amiss on one, and leaves the page as it was."""

import pytest

from tests.client.browser import Join
from tests.client.eyes import LOOKS, violations
from tests.client.screens import at_rest, walk

BIG = "style='min-width: 60px; min-height: 60px'"
FAINT = "color: #999; background: #aaa"
# What is planted in a screen, and what has to be said of it by which look.
PLANTED = {
    f"<button {BIG}></button>": {
        "day and night": "button-name",
        "small and wide": "wide: button-name",
    },
    f"<input {BIG}>": {"day and night": "label", "small and wide": "wide: label"},
    "<button style='width: 20px; height: 20px; padding: 0'>x</button>": {
        "day and night": "BUTTON x: 20 x 20",
        "small and wide": "BUTTON x: 20 x 20",
    },
    f"<p style='{FAINT}'>Faint</p>": {
        "day and night": "color-contrast",
        "small and wide": "wide: color-contrast",
    },
    f"<style>@media (prefers-color-scheme: dark) {{ .owl {{ {FAINT} }} }}</style>"
    "<p class='owl'>Faint by night</p>": {"day and night": "by night: color-contrast"},
    f"<style>@media (min-width: 900px) {{ .owl {{ {FAINT} }} }}</style>"
    "<p class='owl'>Faint in a wide window</p>": {"small and wide": "wide: color-contrast"},
    "<div style='position: absolute; left: 0; top: 0; width: 380px; height: 1px'></div>": {
        "small and wide": "20 px too wide"
    },
}
PLANT = """(html) => {
    const owl = Object.assign(document.createElement("div"), { id: "planted", innerHTML: html });
    (html.includes("absolute") ? document.documentElement
        : document.querySelector(".screen:last-child h1").closest("header")).append(owl);
}"""
SCROLLED = "document.querySelector('[data-list] .scroll').scrollTop"


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_amiss_is_seen(join: Join, look: str) -> None:
    options, amiss = LOOKS[look]
    # The town lets no page style itself in its text.
    page = join("amina", bypass_csp=True, **options).open("/me")
    walk(page, "/me/settings")
    at_rest(page)
    assert amiss(page) == []
    for html, told in PLANTED.items():
        page.evaluate(PLANT, html)
        found = amiss(page)
        page.evaluate("document.getElementById('planted').remove()")
        wanted = [told[look]] if look in told else []
        assert all(any(one.startswith(each) for one in found) for each in wanted), (html, found)
        assert wanted or not found, (html, found)
    assert amiss(page) == []


def test_a_tab_beneath_is_as_it_was_when_looked_away(join: Join) -> None:
    page = join("amina").open("/me")
    # A tab says more of itself as soon as it has heard it, seen or not.
    page.wait_for_load_state("networkidle")
    at_rest(page)
    page.evaluate(f"{SCROLLED} = 40")
    walk(page, "/me/settings")
    at_rest(page)
    before = page.locator("[data-list]").evaluate("(one) => one.outerHTML")
    assert violations(page) == []
    assert page.locator("[data-list]").evaluate("(one) => one.outerHTML") == before
    assert page.evaluate(SCROLLED) == 40

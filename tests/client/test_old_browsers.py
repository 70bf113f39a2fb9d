"""Browsers of some years ago, which people have on cheap phones: what is young is taken from a
Chromium, and what it cannot do is said to it by its own styles.
"""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.client.browser import Join
from tests.client.chat.steps import ask, box, bubble, two
from tests.client.conftest import Device
from tests.client.eyes import still
from tests.client.media_steps import mic, recording
from tests.client.screens import write

ROOT = Path(__file__).parents[2]
# None of it is in all of Chrome 111, Safari 16.4 and Firefox 121.
WITHOUT = """
delete URL.canParse;
delete Intl.Segmenter;
delete window.requestIdleCallback;
delete Document.prototype.startViewTransition;
delete Navigator.prototype.vibrate;
for (const name of ["showPopover", "hidePopover", "togglePopover", "popover"])
  delete HTMLElement.prototype[name];
const supports = CSS.supports.bind(CSS);
CSS.supports = (...what) => !String(what).includes("field-sizing") && supports(...what);
"""
FIXED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("textarea { field-sizing: fixed !important }");
    document.adoptedStyleSheets.push(sheet);
}"""
# iOS lays its keyboard over the page.
KEYBOARD = """
const view = new EventTarget();
Object.assign(view, { height: innerHeight, scale: 1 });
Object.defineProperty(window, "visualViewport", { value: view });
window.keyboard = (high) => {
  view.height = innerHeight - high;
  view.dispatchEvent(new Event("resize"));
};
"""


def foot(page: Page) -> float:
    area = page.locator("form.composer").bounding_box()
    assert area
    return area["y"] + area["height"]


def test_one_talks_in_a_browser_of_three_years_ago(join: Join) -> None:
    amina, _, talk = two(join)
    amina.context.add_init_script(WITHOUT)
    page = amina.open(f"/chat/{talk}")
    write(page, "See https://lake.town/market 🐸")
    expect(bubble(page, "See").get_by_role("link")).to_have_text("https://lake.town/market")
    write(page, "🏳️‍🌈👍🏽")
    expect(bubble(page, "👍🏽").locator("p")).to_have_class(re.compile(r"\blarge\b"))
    ask(page, "See", "Reply")
    expect(page.get_by_text("Answer to")).to_be_visible()
    page.get_by_role("button", name="Emoji").click()
    expect(page.get_by_role("button", name="😀", exact=True)).to_be_visible()
    hold = mic(page)
    area = hold.bounding_box()
    assert area
    page.mouse.move(area["x"] + 40, area["y"] + 10)
    page.mouse.down()
    expect(recording(page)).to_be_visible()


def test_what_is_written_has_room_without_the_help_of_css(join: Join) -> None:
    amina, _, talk = two(join)
    amina.context.add_init_script(WITHOUT)
    page = amina.open(f"/chat/{talk}")
    page.evaluate(FIXED)
    line = box(page)
    low = line.evaluate("(one) => one.offsetHeight")
    line.fill("one\ntwo\nthree\nfour")
    grown = line.evaluate("(one) => [one.offsetHeight, one.scrollHeight]")
    assert grown[0] > low + 40
    assert grown[1] <= grown[0]
    line.fill("\n" * 40)
    assert line.evaluate("(one) => one.scrollHeight > one.offsetHeight")
    line.fill("short")
    assert line.evaluate("(one) => one.offsetHeight") == low
    line.fill("one\ntwo\nthree")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(line).to_have_value("")
    assert line.evaluate("(one) => one.offsetHeight") == low


def test_a_keyboard_that_covers_the_page_covers_nothing_of_it(join: Join) -> None:
    amina, _, talk = two(join)
    amina.context.add_init_script(KEYBOARD)
    page = amina.open(f"/chat/{talk}")
    expect(box(page)).to_be_visible()
    still(page)
    assert foot(page) == 844
    page.evaluate("keyboard(330)")
    assert foot(page) == 514
    page.evaluate("keyboard(0)")
    assert foot(page) == 844


def test_a_browser_that_is_too_old_is_told_so(device: Device) -> None:
    def older(route: Route) -> None:
        answer = route.fetch()
        page = answer.text().replace("1lh", "1nothing")
        assert page != answer.text()
        route.fulfill(response=answer, body=page)

    for locale, words in (("en-GB", "too old for Leapfrog"), ("zh-CN", "太旧")):
        # What a service worker fetches is not for `route`.
        page = device(locale=locale, service_workers="block")
        page.goto("/")
        expect(page.get_by_text(words)).to_be_hidden()
        page.route("**/welcome", older)
        page.goto("/welcome")
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.get_by_text(words)).to_contain_text("111")
        expect(page.locator("#app")).to_be_hidden()


def test_a_place_of_the_square_that_is_none_says_so(join: Join) -> None:
    page = join("amina", "Amina Diallo").open("/square/town")
    expect(page.get_by_text("Nothing lives here")).to_be_visible()


def test_the_readme_names_the_oldest_browsers() -> None:
    listed = json.loads((ROOT / "client/package.json").read_text())["browserslist"]
    said = " ".join((ROOT / "README.md").read_text().split())
    chrome, safari, ios, firefox = (one.split()[1] for one in listed)
    assert safari == ios
    assert f"from version {chrome}, Safari and iOS from {safari}, Firefox from {firefox}" in said

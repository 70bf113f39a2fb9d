"""Steps that many tests take, in the words that the screens show in English."""

import re
from contextlib import AbstractContextManager
from typing import Any

from playwright.sync_api import Locator, Page, Response, expect

from tests.http import PASSWORD

READING = ("GET", "HEAD", "OPTIONS")
# Somewhere is a heading that the app made (not that of the page as it was served), and nowhere a
# shape, a word or the last lines of a chat in place of what is still being loaded. Asked in the
# page: by role it takes ten times as long.
RESTS = """() => {
    const seen = (what) => [...document.querySelectorAll(what)].filter(
        (one) => one.checkVisibility({ visibilityProperty: true }));
    const says = (one) => /^(One moment…|请稍候…)$/.test(one.ariaLabel ?? one.textContent.trim());
    const waits = seen("[role=status], .sr, .wait").some(says) || seen("ol.opening").length;
    return document.querySelector("h1:not(.shell *)") && !waits;
}"""
# As after a swipe that has drawn the way already: when this returns, nothing of it is to come.
WALK = """(path) => {
    const tabs = ["/contacts", "/town", "/square", "/me"];
    const tab = path === "/" ? "chats" : tabs.includes(path) ? path.slice(1) : undefined;
    const place = { tab: tab ?? "me", stack: tab ? [] : [path], n: 0 };
    history.replaceState(place, "", path);
    const swiped = { state: place, hasUAVisualTransition: true };
    dispatchEvent(new PopStateEvent("popstate", swiped));
}"""


def inside(page: Page) -> None:
    """Somebody is signed in and sees their chats, over which no other screen lies."""
    chats = page.locator("[data-list]:not([inert])")
    expect(chats.get_by_role("heading", name="Chats", exact=True)).to_be_visible()


def outside(page: Page) -> None:
    """Nobody is signed in here."""
    expect(page.get_by_role("heading", name="Leapfrog", exact=True)).to_be_visible()


def sign_in(page: Page, handle: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("Leapfrog name").fill(handle)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("link", name="Me", exact=True).click()
    page.get_by_role("link", name="Settings", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    outside(page)


def keep_codes(page: Page) -> list[str]:
    """Says that the codes on the screen are kept; answers them."""
    page.get_by_role("heading", name="Keep these codes").wait_for()
    codes = page.locator(".codes li").all_inner_texts()
    page.get_by_label("Yes, they are").check()
    page.get_by_role("button", name="I kept them").click()
    return codes


def first_codes(page: Page) -> list[str]:
    """Somebody has just joined, looks round, and keeps the codes that wait for it."""
    inside(page)
    page.get_by_role("link", name="Keep these codes").first.click()
    codes = keep_codes(page)
    expect(page.get_by_role("link", name="Keep these codes")).to_have_count(0)
    return codes


def write(page: Page, text: str) -> None:
    """Sends a message in the chat that is open."""
    page.get_by_role("textbox", name="Message", exact=True).fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def row(page: Page, name: str) -> Locator:
    """Somebody's line in the list of chats."""
    return (
        page.locator("[data-list]")
        .get_by_role("link")
        .filter(has=page.get_by_text(name, exact=True))
    )


def said(page: Page) -> Locator:
    """The bubbles of the open chat, oldest first."""
    return page.locator(".bubble > p")


def back(page: Page) -> None:
    """Goes back, to the end: what the browser is told to load before that, it drops."""
    before = page.url
    page.get_by_role("button", name="Back", exact=True).filter(visible=True).last.click()
    expect(page).not_to_have_url(before)


def changing(page: Page, path: str = "") -> AbstractContextManager[Any]:
    """What is done within changes something in the town, at an address that has this in it; ends
    when the town has answered. Its `value` is the answer. What is only read there, maybe at the
    same moment and at the same address, is not meant.
    """

    def is_meant(answer: Response) -> bool:
        return answer.request.method not in READING and path in answer.url

    return page.expect_response(is_meant)


def at_rest(page: Page) -> None:
    """The screen is there, and waits for nothing."""
    page.wait_for_function(RESTS)


def walk(page: Page, path: str) -> None:
    """Goes to another screen within the page, as its back button does."""
    page.evaluate(WALK, path)


def offline_note(page: Page) -> Locator:
    """What a screen says while there is no line to the town."""
    return page.get_by_role("main").get_by_text("You are offline. Messages wait here")


def seconds(least: int) -> re.Pattern[str]:
    """What a timer shows after so many seconds (below 10), or more: nobody looks at it on time."""
    return re.compile(rf"^(0:0[{least}-9]|0:[1-5]\d|[1-9]\d*:\d\d)$")

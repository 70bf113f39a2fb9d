"""The five tabs: where each leads, what old links lead to, what is above the fold."""

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.client.browser import COMPUTER, Join
from tests.client.eyes import LOOKS, SMALL_PHONE, unfit, violations
from tests.client.screens import at_rest, row
from tests.client.test_square import follow, posts, three

TABS = {
    "Chats": "/",
    "Contacts": "/contacts",
    "Town": "/town",
    "Square": "/square",
    "Me": "/me",
}
PLACES = ["/town", "/town/services", "/square", "/search", "/me", "/chats/services"]
OLD = {"/discover": "/square", "/chats/search": "/search", "/square/search": "/search"}


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role(
        "link", name=re.compile(f"^{name}")
    ).tap()


def test_each_tab_shows_its_place_and_which_one_is_current(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo", **SMALL_PHONE), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    kofi.says(amina.talk(kofi), "One", "Two")
    join("zola").request(amina)
    kofi.ask("PUT", f"/posts/{posts(amina, 'The lake')}/like")
    page = amina.open("/")
    bar = page.get_by_role("navigation", name="Main").get_by_role("link")
    expect(bar).to_have_count(5)
    for says in ("2 unread messages", "1 contact request", "1 new notification"):
        expect(bar.filter(has_text=says)).to_have_count(1)
    for name, path in TABS.items():
        tab(page, name)
        expect(page).to_have_url(re.compile(f"{path}$"))
        expect(page.get_by_role("main", name=name)).to_be_visible()
        current = page.locator("nav[aria-label=Main] a[aria-current=page]")
        expect(current).to_have_count(1)
        expect(current).to_contain_text(name)
        assert unfit(page) == []


def test_the_keyboard_goes_along_the_bar_and_a_wide_window_has_it_at_the_side(join: Join) -> None:
    page = join("amina", **COMPUTER).open("/")
    bar = page.get_by_role("navigation", name="Main").get_by_role("link")
    bar.nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main", name="Town")).to_be_visible()
    page.keyboard.press("Tab")
    expect(bar.nth(3)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main", name="Square")).to_be_visible()
    assert violations(page) == []


def test_the_tabs_speak_chinese(join: Join) -> None:
    page = join("mei", "林美", locale="zh-CN", **SMALL_PHONE).open("/town")
    bar = page.get_by_role("navigation", name="主导航").get_by_role("link")
    expect(bar).to_have_text(["聊天", "通讯录", "小镇", "广场", "我"])
    expect(page.get_by_role("heading", name="小镇")).to_be_visible()


@pytest.mark.parametrize("old", OLD)
def test_links_of_before_lead_to_the_place_of_today(join: Join, old: str) -> None:
    amina = join("amina")
    page = amina.open(f"{old}?from=before")
    at_rest(page)
    expect(page).to_have_url(re.compile(OLD[old]))
    # A link in what somebody wrote goes there as well, without loading the page anew.
    page.goto("/")
    at_rest(page)
    page.evaluate(
        """(path) => {
            const link = Object.assign(document.createElement("a"), { href: path });
            document.body.append(link);
            window.stayed = true;
            link.click();
        }""",
        old,
    )
    expect(page).to_have_url(re.compile(f"{OLD[old]}$"))
    assert page.evaluate("window.stayed") is True


@pytest.mark.parametrize("look", LOOKS)
def test_the_places_are_for_everybody(join: Join, look: str) -> None:
    options, amiss = LOOKS[look]
    amina, kofi, _ = (join(one, **options) for one in ("amina", "kofi", "zola"))
    amina.connect(kofi)
    kofi.ask("PATCH", "/me", {"service": True})
    kofi.says(amina.talk(kofi), "Your soup is ready")
    follow(amina, kofi)
    posts(kofi, "Soup at noon #soup")
    page = amina.open("/")
    found = {}
    for path in PLACES:
        page.goto(path)
        at_rest(page)
        if path == "/search":
            page.get_by_role("searchbox").fill("soup")
            expect(page.get_by_role("main").get_by_role("article")).to_have_count(1)
        found[path] = amiss(page)
    assert {path: what for path, what in found.items() if what} == {}


def test_the_first_post_is_read_without_scrolling_on_a_small_phone(join: Join) -> None:
    amina, kofi = join("amina", **SMALL_PHONE), join("kofi", "Kofi Mensah")
    follow(amina, kofi)
    posts(kofi, "A long word about the lake and the evening light on it. " * 6)
    page = amina.open("/square")
    first = page.get_by_role("feed").locator("p.text").first
    box = first.bounding_box()
    assert box is not None
    bar = page.get_by_role("navigation", name="Main").bounding_box()
    assert bar is not None
    # Three lines of it at least, and all that stands above fits into a third of the screen.
    assert box["y"] + 66 < bar["y"], box
    assert box["y"] < 640 * 0.4, box
    page.get_by_role("link", name="Moments").tap()
    expect(page.get_by_role("heading", name="Moments")).to_be_visible()


def test_posts_of_the_time_without_a_line_are_news(join: Join) -> None:
    amina, kofi, _ = three(join)
    follow(amina, kofi)
    posts(kofi, "Before")
    page, lines = amina.context.new_page(), list[WebSocketRoute]()

    def connect(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    page.route_web_socket(re.compile("/stream"), connect)
    page.goto(f"{amina.origin}/square")
    expect(page.get_by_role("feed").locator("p.text")).to_have_text(["Before"])
    lines[-1].close()
    posts(kofi, "Meanwhile")
    page.get_by_role("button", name="New posts").tap()
    expect(page.get_by_role("feed").locator("p.text")).to_have_text(["Meanwhile", "Before"])


def test_one_s_own_post_is_no_news(join: Join) -> None:
    amina, kofi, _ = three(join)
    follow(amina, kofi)
    posts(kofi, "Before")
    page = amina.open("/square")
    expect(page.get_by_role("feed").locator("p.text")).to_have_text(["Before"])
    page.get_by_role("link", name="New post").tap()
    page.get_by_role("textbox", name="Text", exact=True).fill("My own")
    page.get_by_role("button", name="Post", exact=True).tap()
    expect(page.get_by_role("feed").locator("p.text").first).to_have_text("My own")
    # Somebody else's is told after it on the same line, and is news.
    posts(kofi, "After")
    fresh = page.get_by_role("button", name="New posts")
    expect(fresh).to_be_visible()
    fresh.tap()
    expect(page.get_by_role("feed").locator("p.text")).to_have_text(["After", "My own", "Before"])


def test_services_are_folded_into_one_row_of_the_chats(join: Join) -> None:
    amina, kofi, nuru = join("amina"), join("kofi", "Kofi Mensah"), join("nuru", "Nuru's Kitchen")
    nuru.ask("PATCH", "/me", {"service": True})
    for one in (kofi, nuru):
        amina.connect(one)
    kofi.says(amina.talk(kofi), "Bread?")
    nuru.says(amina.talk(nuru), "Your jollof is ready", "Ten minutes")
    page = amina.open("/")
    expect(row(page, "Kofi Mensah")).to_be_visible()
    expect(row(page, "Nuru's Kitchen")).to_have_count(1)
    folded = page.get_by_role("link", name=re.compile("^Services"))
    expect(folded).to_contain_text("Nuru's Kitchen")
    expect(folded).to_contain_text("2")
    # They are not counted among what friends said.
    bar = page.get_by_role("navigation", name="Main").get_by_role("link", name="Chats")
    expect(bar).to_contain_text("1 unread message")
    folded.tap()
    page.get_by_role("link").filter(has_text="Ten minutes").tap()
    expect(page.get_by_text("Your jollof is ready")).to_be_visible()
    page.goto("/")
    expect(folded).not_to_contain_text("2")
    # Who is a person again is among the others.
    nuru.ask("PATCH", "/me", {"service": False})
    page.reload()
    expect(folded).to_have_count(0)
    expect(row(page, "Nuru's Kitchen")).to_be_visible()

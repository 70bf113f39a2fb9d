"""Who somebody is on the Square, and who sees what of them: marks, pins, followers who are asked,
moments that end; and the pages for passers-by, without a script.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.eyes import overflow
from tests.client.screens import changing
from tests.client.test_square import card, fits, follow, posts, says, text_of
from tests.client.till.steps import in_database
from tests.serving import serving

DAYS_LATER = """
update posts_post set at = at - interval '{} days';
update posts_home h set at = p.at from posts_post p where p.id = h.post_id;
"""


@pytest.fixture
def origin(settings: Settings, built: None) -> Iterator[str]:
    """A fresh town whose operator has the handle `mayor`."""
    with serving(msgspec.structs.replace(settings, operators=("mayor",))) as address:
        yield address


def test_the_town_marks_who_somebody_is_until_they_change_their_name(join: Join) -> None:
    mayor, amina, kofi = join("mayor"), join("amina"), join("kofi", "Kofi's Bakery")
    posts(kofi, "Bread at six #bread")
    hers = amina.open("/square/settings")
    expect(hers.get_by_role("link", name="Decisions about me")).to_be_visible()
    expect(hers.get_by_role("link", name="Desk")).to_have_count(0)
    hers.goto(f"/u/{kofi.me['id']}")
    hers.get_by_role("main").get_by_role("button", name="More", exact=True).first.click()
    hers.get_by_role("menuitem", name="Report to the operator").click()
    hers.get_by_label("What is wrong with it?").fill("Who is that?")
    hers.get_by_role("dialog").get_by_role("button", name="Report to the operator").click()
    expect(hers.get_by_role("dialog")).to_be_hidden()

    desk = mayor.open("/square/settings")
    desk.get_by_role("link", name="Desk").click()
    expect(desk.get_by_text("Who is that?")).to_be_visible()
    desk.get_by_role("button", name="By hand").click()
    for operation, whom, on, why in (
        ("Verified as an organisation", "Leapfrog name", "@kofi", "The bakery at the pier"),
        ("Topic hidden", "Topic", "#bread", "An advertisement"),
    ):
        desk.get_by_role("radio", name=operation).check()
        desk.get_by_role("textbox", name=whom).fill(on)
        desk.get_by_role("textbox", name="Reason").fill(why)
        fits(desk)
        desk.get_by_role("button", name="Done").filter(visible=True).click()
        expect(desk.get_by_role("textbox", name=whom)).to_have_value("")
    desk.get_by_role("button", name="Diary").click()
    expect(desk.get_by_text("An advertisement")).to_be_visible()
    hers.reload()
    main = hers.get_by_role("main")
    expect(main.get_by_text("The bakery at the pier", exact=True)).to_be_visible()
    expect(main.get_by_text("Verified: The bakery at the pier").first).to_be_attached()
    kofi.ask("PATCH", "/me", {"display_name": "The Mayor"})
    hers.reload()
    expect(main.get_by_role("heading", name="The Mayor").last).to_be_visible()
    expect(main.get_by_text("The bakery at the pier")).to_have_count(0)
    assert amina.ask("GET", "/topics")["topics"] == []


def test_whom_the_town_limits_is_on_no_list_cannot_write_and_is_let_go(
    join: Join, forgive: Any
) -> None:
    mayor, amina, kofi = join("mayor"), join("amina"), join("kofi", "Kofi's Bakery")
    posts(kofi, "Bread #bread")
    hers, his, desk = amina.open("/topic/bread"), kofi.open("/compose"), mayor.open("/square/desk")
    listed = hers.get_by_role("main").get_by_role("article")
    expect(listed).to_have_count(1)
    desk.get_by_role("button", name="By hand").click()

    def decide(operation: str) -> None:
        desk.get_by_role("radio", name=operation).check()
        desk.get_by_role("textbox", name="Leapfrog name").fill("@kofi")
        desk.get_by_role("textbox", name="Reason").fill(f"{operation}, for bread")
        desk.get_by_role("button", name="Done").filter(visible=True).click()
        expect(desk.get_by_role("textbox", name="Leapfrog name")).to_have_value("")

    def writes(text: str) -> None:
        text_of(his).fill(text)
        his.get_by_role("button", name="Post", exact=True).click()

    decide("Off the lists")
    hers.reload()
    expect(hers.get_by_text("Nobody wrote about it yet")).to_be_visible()
    decide("Close posting")
    forgive("403")
    writes("Buns #bread")
    expect(his.get_by_text("has closed posting for you")).to_be_visible()
    decide("Limits lifted")
    his.get_by_role("button", name="Post", exact=True).click()
    expect(his.get_by_text("It is out")).to_be_visible()
    hers.reload()
    expect(listed).to_have_count(2)
    his.goto("/square/decisions")
    for operation in ("Limits lifted", "Close posting", "Off the lists"):
        expect(his.get_by_text(f"{operation}, for bread")).to_be_visible()


def test_who_follows_is_asked_and_what_is_pinned_comes_first(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    for text in ("Who I am", "A day"):
        posts(amina, text)
    posts(amina, "Among us", audience="followers")
    page = amina.open("/square/settings")
    follows = page.get_by_role("group", name="Who sees whom I follow")
    for choice in (
        page.get_by_label("Approve followers"),
        follows.get_by_role("radio", name="Nobody"),
    ):
        with changing(page, "/post-settings"):
            choice.check()
    fits(page)
    page.goto(f"/u/{amina.me['id']}")
    page.get_by_role("main").get_by_role("article").filter(has_text="Who I am").get_by_role(
        "button", name="More", exact=True
    ).click()
    page.get_by_role("menuitem", name="Pin to my page").filter(visible=True).click()
    his = kofi.open(f"/u/{amina.me['id']}")
    texts = his.get_by_role("main").get_by_role("article").locator("p.text")
    expect(texts).to_have_text(["Who I am", "A day"])
    expect(card(his, "Who I am").get_by_text("Pinned")).to_be_attached()
    expect(his.get_by_role("link", name=re.compile("follower"))).to_have_count(0)
    his.get_by_role("main").get_by_role("button", name="Follow: Amina Diallo").first.click()
    expect(his.get_by_role("button", name="Asked: Amina Diallo")).to_be_visible()
    page.goto("/news")
    page.get_by_role("link", name=re.compile("asked to follow you")).click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Nobody waits for an answer.")).to_be_visible()
    his.reload()
    expect(texts).to_have_text(["Who I am", "Among us", "A day"])


def test_moments_end_and_one_need_not_see_them(join: Join, settings: Settings) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    kofi.connect(amina)
    for text, age in (("Stone", 200), ("Old bread", 4), ("New bread", 0)):
        posts(amina, text, audience="contacts")
        in_database(settings, DAYS_LATER.format(age))
    his = kofi.open("/moments")
    texts = his.get_by_role("main").get_by_role("article").locator("p.text")
    expect(texts).to_have_text(["New bread", "Old bread", "Stone"])
    page = amina.open("/square/settings")
    days = page.get_by_role("group", name="How far back contacts see my moments")
    for how, left in (
        ("Three days", ["New bread"]),
        ("Six months", ["New bread", "Old bread"]),
        ("All", ["New bread", "Old bread", "Stone"]),
    ):
        with changing(page, "/post-settings"):
            days.get_by_role("radio", name=how, exact=True).check()
        his.reload()
        expect(texts).to_have_text(left)
    his.goto(f"/u/{amina.me['id']}")
    his.get_by_role("main").get_by_role("button", name="More", exact=True).first.click()
    with changing(his, "/moments/rules/"):
        his.get_by_role("menuitem", name="Not their moments").click()
    his.goto("/moments")
    expect(his.get_by_text("Quiet among friends")).to_be_visible()


def test_a_passer_by_reads_without_a_script(join: Join, device: Any) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    follow(kofi, amina)
    post = posts(amina, "The ferry goes again. #湖边 市集#", title="Good news")
    says(kofi, post, "At last")
    posts(amina, "Among us #湖边 市集#", audience="followers")
    page = device(java_script_enabled=False)
    page.goto(f"{amina.origin}/post/{post}")
    expect(page.get_by_role("heading", name="Good news")).to_be_visible()
    expect(page.get_by_text("The ferry goes again.")).to_be_visible()
    expect(page.get_by_text("At last")).to_be_visible()
    assert not overflow(page)
    page.get_by_role("link", name="#湖边 市集#").click()
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("article").get_by_role("link", name=re.compile("Amina Diallo")).first.click()
    expect(
        page.get_by_role("heading", name="Amina Diallo").filter(visible=True).first
    ).to_be_visible()
    expect(page.get_by_text("Among us")).to_have_count(0)
    assert not overflow(page)
    feed = page.locator("link[type='application/atom+xml']").get_attribute("href")
    assert "Good news" in page.request.get(feed).text()


def test_two_notifications_of_one_instant_are_both_shown(join: Join, settings: Settings) -> None:
    amina, kofi = join("amina"), join("kofi", "Kofi Mensah")
    for text in ("The ferry goes again", "Bread at six"):
        kofi.ask("PUT", f"/posts/{posts(amina, text)}/like")
    in_database(settings, "update notifications_notification set at = '2026-11-27T10:00:00Z'")
    page = amina.open("/news")
    liked = page.get_by_role("main").get_by_role("link").filter(has_text="liked this")
    expect(liked).to_have_count(2)

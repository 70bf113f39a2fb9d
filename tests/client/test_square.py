"""The Square: writing with all that a post can have, talking under it, reading and finding."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join, Person
from tests.client.eyes import overflow, small_targets, violations
from tests.client.screens import back
from tests.fediverse.conftest import until
from tests.samples import jpeg

DRAFTS = "/square/drafts"


def posts(one: Person, text: str = "", **more: Any) -> str:
    """Shows a post by the API; answers its id."""
    return str(one.ask("PUT", f"/posts/{new_id()}", {"text": text} | more)["id"])


def three(join: Join) -> tuple[Person, Person, Person]:
    """Amina, Kofi and Zola, with their whole names."""
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    return amina, kofi, join("zola", "Zola Ndlovu")


def says(one: Person, post_id: str, text: str, answers: str | None = None) -> str:
    return posts(one, text, answers=answers or post_id)


def follow(one: Person, other: Person) -> None:
    one.ask("PUT", f"/follows/{other.me['id']}", {})


def card(page: Page, text: str) -> Locator:
    """The card of the post that says this."""
    return page.get_by_role("article").filter(has_text=text).filter(visible=True).first


def menu(page: Page, text: str, choice: str) -> None:
    """Chooses something of a post's menu."""
    card(page, text).get_by_role("button", name="More", exact=True).first.click()
    page.get_by_role("menuitem", name=choice, exact=True).filter(visible=True).click()


def fits(page: Page) -> None:
    found: list[Any] = [*violations(page), *small_targets(page), *filter(None, [overflow(page)])]
    assert found == []


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text", exact=True)


def send(page: Page) -> None:
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_text("It is out")).to_be_visible()


def show_later(page: Page, ahead: timedelta) -> None:
    page.get_by_role("button", name="More", exact=True).filter(visible=True).click()
    page.get_by_role("menuitem", name="Show it later").click()
    when = page.evaluate(
        "s => new Date(Date.now() + s * 1000).toLocaleString('sv')", ahead.total_seconds()
    )
    page.get_by_label("When it shows itself").fill(when.replace(" ", "T"))
    page.get_by_role("button", name="Show it later").click()


def test_a_post_is_written_with_pictures_topics_names_and_a_poll(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    follow(amina, kofi)
    posts(kofi, "Bread! #湖边 面馆#")
    page = amina.open("/compose")
    text_of(page).press_sequentially("Tea at #湖边")
    page.get_by_role("button", name="#湖边 面馆#").click()
    text_of(page).press_sequentially("with @ko")
    page.get_by_role("button", name="Kofi Mensah @kofi").click()
    expect(text_of(page)).to_have_value("Tea at #湖边 面馆# with @kofi ")
    files = [
        {"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": jpeg((60, 40))} for n in range(2)
    ]
    page.get_by_label("Pictures, film or voice").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="Picture 1: tell what it shows").click()
    page.get_by_label("In words").fill("Two cups by the water")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Who may comment").click()
    page.get_by_role("radio", name="Followers").check()
    page.get_by_role("button", name="Done").click()
    fits(page)
    send(page)
    page.goto("/square")
    made = card(page, "Tea at")
    expect(made.get_by_role("img", name="Two cups by the water")).to_be_visible()
    made.get_by_role("link", name="#湖边 面馆#").click()
    expect(page.get_by_role("main").get_by_role("article")).to_have_count(2)
    page.get_by_role("button", name="Host it").click()
    expect(page.get_by_text("hosted by Amina Diallo")).to_be_visible()
    [notice] = kofi.ask("GET", "/news")["notices"][:1]
    assert notice["kind"] == "mention"

    page.goto("/compose")
    text_of(page).fill("When do we kick off?")
    page.get_by_role("button", name="Poll").click()
    page.get_by_label("Answer 1").fill("Nine")
    page.get_by_label("Answer 2").fill("After coffee")
    send(page)
    his = kofi.open(f"/u/{amina.me['id']}")
    card(his, "kick off").get_by_role("button", name="After coffee").click()
    expect(card(his, "kick off")).to_contain_text("100%")


@pytest.mark.service_worker
def test_drafts_are_kept_shown_later_and_edits_have_a_history(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    page = amina.open("/square")
    page.get_by_role("link", name="New post").click()
    text_of(page).fill("Half a thought")
    # Without a line it waits on the device.
    amina.context.set_offline(True)
    back(page)
    expect(page.get_by_text("Kept as a draft")).to_be_visible()
    amina.context.set_offline(False)
    page.goto(DRAFTS)
    page.get_by_role("link", name="Half a thought").click()
    text_of(page).fill("A whole thought")
    show_later(page, timedelta(days=1))
    expect(page.get_by_text("It will show itself at its time")).to_be_visible()
    [draft] = amina.ask("GET", "/drafts")["drafts"]
    assert draft["due_at"]
    page.goto(f"/compose?draft={draft['id']}")
    show_later(page, timedelta(seconds=12))
    expect(page.get_by_text("It will show itself at its time")).to_be_visible()
    his = kofi.open(f"/u/{amina.me['id']}")
    until(lambda: not amina.ask("GET", "/drafts")["drafts"], "its time")
    his.reload()
    expect(card(his, "A whole thought")).to_be_visible()

    posts(amina, "The lake is forzen")
    page.goto("/square")
    menu(page, "forzen", "Edit")
    # What is there comes before one can type: it would take the place of the new words.
    page.get_by_role("textbox", name="Text", exact=True).wait_for()
    assert text_of(page).input_value() == "The lake is forzen"
    text_of(page).fill("The lake is frozen")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(card(page, "frozen")).to_contain_text("edited")
    his.reload()
    menu(his, "frozen", "All versions")
    versions = his.get_by_role("dialog").get_by_role("listitem")
    expect(versions).to_have_text([re.compile("frozen"), re.compile("forzen")])


def test_a_post_is_reposted_with_words_and_talked_about(join: Join) -> None:
    amina, kofi, zola = three(join)
    for one in (kofi, zola):
        follow(one, amina)
    post = posts(amina, "Look at the lake")
    first = says(zola, post, "I am on my way")
    his = kofi.open("/square")
    card(his, "Look at the lake").get_by_role("button", name="Repost, 0").click()
    his.get_by_label("Your words (or none)").fill("Best seat in town")
    his.get_by_label("Also as a comment to Amina Diallo").check()
    his.get_by_role("dialog").get_by_role("button", name="Repost", exact=True).click()
    expect(his.get_by_text("Reposted", exact=True)).to_be_visible()
    expect(card(his, "Best seat in town")).to_contain_text("Look at the lake")

    page = amina.open(f"/post/{post}")
    lines = page.locator(".line > .words > p")
    expect(lines).to_have_count(2)
    page.get_by_role("button", name="Reply").last.click()
    page.get_by_label("Answer Kofi Mensah").fill("Save it for me!")
    page.get_by_role("button", name="Send", exact=True).click()
    # Who is answered is warmer.
    expect(lines).to_have_text(["Best seat in town", re.compile("Save it"), "I am on my way"])
    page.get_by_role("button", name="In order").click()
    expect(lines).to_have_text(["I am on my way", "Best seat in town", re.compile("Save it")])
    fits(page)

    hers = zola.open(f"/post/{post}")
    liked = hers.get_by_role("main").get_by_role("button", name=re.compile("^Like")).first
    liked.click()
    expect(liked).to_have_accessible_name("Like, 1")
    kofi.ask("PUT", f"/posts/{post}/like")
    kofi.ask("PUT", f"/posts/{first}/like")
    hers.get_by_role("link", name=re.compile("2 likes · 1 repost")).click()
    expect(hers.get_by_role("link", name=re.compile("@kofi"))).to_be_visible()
    page.goto("/news")
    news = page.get_by_role("main").get_by_role("link")
    expect(news.filter(has_text="and 1 more liked this")).to_have_count(1)
    expect(news.filter(has_text="reposted you")).to_have_count(1)
    fits(page)


def test_following_is_by_time_and_what_one_does_not_want_is_not_there(join: Join) -> None:
    amina, kofi, zola = three(join)
    for one in (kofi, zola):
        follow(amina, one)
    for number in range(1, 24):
        posts(kofi if number % 2 else zola, f"number {number:02} 湖边的牛肉面")
    page = amina.open("/square")
    texts = page.get_by_role("feed").locator("p.text")
    expect(texts.first).to_contain_text("number 23")
    expect(texts).to_have_count(20)
    texts.last.scroll_into_view_if_needed()
    expect(texts).to_have_count(23)
    found = [text.split()[1] for text in texts.all_text_contents()]
    assert found == [f"{number:02}" for number in range(23, 0, -1)]
    posts(zola, "just now")
    page.get_by_role("button", name="New posts").click()
    expect(texts.first).to_have_text("just now")

    page.goto("/search")
    page.get_by_role("searchbox").fill("牛肉面")
    found_first = page.get_by_role("main").get_by_role("article").first
    expect(found_first).to_contain_text("number 23")
    page.goto("/square")
    menu(page, "just now", "Mute person")
    expect(page.get_by_role("article").filter(has_text="Zola")).to_have_count(0)
    page.goto(f"/u/{kofi.me['id']}")
    page.get_by_role("main").get_by_role("button", name="More", exact=True).first.click()
    page.get_by_role("menuitem", name="Block").click()
    page.get_by_role("dialog").get_by_role("button", name="Block").click()
    expect(page.get_by_text("Kofi Mensah is blocked.")).to_be_visible()
    page.goto("/square")
    expect(page.get_by_text("Nobody here yet")).to_be_visible()
    page.get_by_role("button", name="Hot").click()
    expect(page.get_by_text("Still water")).to_be_visible()

"""Moments among contacts, by circle; and what the operator decides on the Square."""

import re
from collections.abc import Iterator

import msgspec
import pytest
from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from leapfrog.web.pages import STATIC
from tests.client.browser import Join
from tests.client.screens import changing
from tests.client.test_square import card, fits, menu, posts, says, send, text_of, three
from tests.serving import serving


@pytest.fixture
def origin(settings: Settings) -> Iterator[str]:
    """A fresh town whose operator has the handle `mayor`."""
    assert (STATIC / "index.html").exists()
    with serving(msgspec.structs.replace(settings, operators=("mayor",))) as address:
        yield address


def test_a_moment_is_for_a_circle_and_among_friends(join: Join) -> None:
    amina, kofi, zola = three(join)
    # Kofi is family to Amina, Zola is not; Kofi and Zola do not know each other.
    kofi.connect(amina, [amina.circle("family")])
    zola.connect(amina)
    page = amina.open("/moments")
    page.get_by_role("link", name="New moment").click()
    text_of(page).fill("Cake for the family")
    page.get_by_role("button", name=re.compile("^Contacts")).click()
    page.get_by_role("radio", name="Circles").check()
    page.get_by_label("Family").check()
    fits(page)
    page.get_by_role("button", name="Done").click()
    send(page)
    posts(amina, "For all my contacts", audience="contacts")
    his, hers = kofi.open("/moments"), zola.open("/moments")
    expect(his.get_by_role("article")).to_have_count(2)
    expect(hers.get_by_role("article")).to_have_count(1)
    for one in (his, hers):
        one.get_by_role("button", name="Like, 0").first.click()
    page.goto("/moments")
    moment = card(page, "For all my contacts")
    expect(moment.locator(".likers")).to_contain_text("Kofi Mensah, Zola Ndlovu")
    hers.reload()
    expect(card(hers, "For all").locator(".likers")).to_have_text("Zola Ndlovu")
    card(his, "For all").get_by_role("button", name="Comment, 0").click()
    his.get_by_label("Say something").fill("Lovely")
    his.get_by_role("button", name="Send").click()
    expect(moment.get_by_role("button", name="Kofi Mensah: Lovely")).to_be_visible()
    expect(hers.get_by_text("Lovely")).to_have_count(0)
    fits(page)
    # Not my moments for her.
    page.goto(f"/u/{zola.me['id']}")
    page.get_by_role("main").get_by_role("button", name="More", exact=True).first.click()
    with changing(page, "/moments/rules/"):
        page.get_by_role("menuitem", name="Not my moments for them").click()
    hers.reload()
    expect(hers.get_by_text("Quiet among friends")).to_be_visible()


def test_what_is_reported_is_decided_at_the_desk_and_appealed(join: Join) -> None:
    mayor, amina, kofi = join("mayor"), join("amina"), join("kofi", "Kofi Mensah")
    post = posts(kofi, "Something rude")
    says(kofi, post, "And ruder still")
    hers = amina.open(f"/u/{kofi.me['id']}")
    menu(hers, "Something rude", "Report to the operator")
    hers.get_by_label("What is wrong with it?").fill("Rude to the ducks")
    hers.get_by_role("dialog").get_by_role("button", name="Report to the operator").click()
    expect(hers.get_by_role("dialog")).to_be_hidden()
    hers.goto(f"/post/{post}")
    comments = hers.get_by_label("Comments", exact=True)
    comments.get_by_role("button", name="More", exact=True).click()
    hers.get_by_role("menuitem", name="Report to the operator").filter(visible=True).click()
    hers.get_by_role("dialog").get_by_role("button", name="Insults or hate").click()
    hers.get_by_role("dialog").get_by_role("button", name="Report to the operator").last.click()
    expect(hers.get_by_role("dialog")).to_be_hidden()
    desk = mayor.open("/square/desk")
    expect(desk.get_by_text("Rude to the ducks")).to_be_visible()
    about = desk.locator(".card").filter(has_text="And ruder still")
    expect(about).to_contain_text("Insults or hate")
    about.get_by_role("button", name="Take down").click()
    desk.get_by_role("textbox", name="Reason").fill("Be kind in comments, too")
    desk.get_by_role("button", name="Done").click()
    expect(about).to_have_count(0)
    hers.reload()
    expect(comments.get_by_text("No comments yet")).to_be_visible()
    hers.goto(f"/u/{kofi.me['id']}")
    desk.get_by_role("button", name="Take down").click()
    desk.get_by_role("textbox", name="Reason").fill("Be kind to ducks")
    fits(desk)
    desk.get_by_role("button", name="Done").click()
    expect(desk.get_by_text("Nothing waits")).to_be_visible()
    his = kofi.open("/news")
    his.get_by_role("link", name=re.compile("The operator decided")).first.click()
    decided = his.locator(".card").filter(has_text="Be kind to ducks")
    decided.get_by_role("button", name="Appeal").click()
    his.get_by_label("What is wrong with it?").fill("It was about geese")
    his.get_by_role("button", name="Send").click()
    expect(his.get_by_text("Waits for an answer")).to_be_visible()
    hers.reload()
    expect(hers.get_by_text("Nothing here yet")).to_be_visible()
    desk.reload()
    desk.get_by_role("button", name="Grant").click()
    desk.get_by_role("textbox", name="Reason").fill("Geese are fine")
    desk.get_by_role("button", name="Done").click()
    desk.get_by_role("button", name="Diary").click()
    about_kofi = desk.get_by_role("link", name=re.compile("^Post put back Kofi"))
    expect(about_kofi).to_have_attribute("href", f"/u/{kofi.me['id']}")
    hers.reload()
    expect(card(hers, "Something rude")).to_be_visible()

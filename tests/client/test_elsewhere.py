"""Somebody of another town on the phone: found by their whole name, followed, read and answered."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.test_square import card, fits, menu
from tests.fediverse.conftest import open_town, until
from tests.fediverse.fedify import PUBLIC, Fedify, running
from tests.fediverse.snac import Snac

LOOKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def snac(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snac]:
    with Snac(tmp_path_factory.mktemp("snac"), "sven").running() as made:
        yield made


@pytest.fixture(scope="module")
def fedify(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fedify]:
    with running("cavage", tmp_path_factory.mktemp("fedify") / "log") as made:
        yield made


@pytest.fixture
def origin(settings: Settings, built: None) -> Iterator[str]:
    with open_town(settings) as address:
        yield address


def test_somebody_elsewhere_is_found_followed_read_and_answered(
    snac: Snac, fedify: Fedify, join: Join
) -> None:
    amina = join("amina", "Amina Diallo")
    page = amina.open("/search")
    page.get_by_role("searchbox").fill(f"@{snac.address('sven')}")
    line = page.get_by_text(f"@{snac.address('sven')}", exact=True).filter(visible=True)
    expect(line).to_be_visible()
    fits(page)
    page.get_by_role("button", name=re.compile("^Follow: ")).filter(visible=True).click()
    line.click()
    expect(page.get_by_text(f"@{snac.address('sven')}").filter(visible=True)).to_be_visible()
    fits(page)
    found = amina.ask("GET", f"/fediverse/found?q={snac.address('sven')}")["people"][0]
    path = f"/profiles/{found['person']['id']}"
    until(lambda: amina.ask("GET", path)["follow"] == "follows", "sven's answer")
    snac.do("note", "sven", "Herring is in season")
    page.goto("/square")
    until(lambda: amina.ask("GET", "/square/home")["posts"], "sven's post")
    page.reload()
    there = card(page, "Herring is in season")
    expect(there).to_contain_text(f"@{snac.address('sven')}")
    fits(page)
    # Who runs that town may hear of it, too.
    menu(page, "Herring is in season", "Report to the operator")
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="False or fraud").click()
    sheet.get_by_label("What is wrong with it?").fill("It smells")
    sheet.get_by_label(f"Tell {snac.host} as well").check()
    fits(page)
    sheet.get_by_role("button", name="Report to the operator").click()
    expect(page.get_by_text("Reported. Thank you.")).to_be_visible()
    until(lambda: "type 'Flag'" in snac.log(), "our report")
    page.goto(f"/post/{amina.ask('GET', '/square/home')['posts'][0]['id']}")
    page.get_by_role("textbox", name="Say something").fill("Smoked, please")
    page.get_by_role("button", name="Send", exact=True).filter(visible=True).click()
    expect(page.get_by_text("Smoked, please").filter(visible=True).first).to_be_visible()
    until(lambda: snac.held("Smoked, please"), "our answer")
    _mutes_the_town(page, snac)
    _pictures_for_words(page, amina, fedify)


def _mutes_the_town(page: Page, snac: Snac) -> None:
    """All of that town may be too much, for a while."""
    page.goto("/square/mutes")
    page.get_by_role("button", name="Server", exact=True).click()
    page.get_by_label("What?").fill(f"@{snac.address('sven')}")
    page.get_by_role("button", name="7 days", exact=True).click()
    page.get_by_role("button", name="Mute", exact=True).click()
    muted = page.get_by_role("group").filter(has_text=re.compile("127.0.0.1.*until"))
    expect(muted).to_be_visible()
    fits(page)
    page.goto("/square")
    expect(page.get_by_text("Nobody here yet")).to_be_visible()
    page.goto("/square/mutes")
    muted.get_by_role("button", name="Unmute").click()
    expect(page.get_by_text("Nothing muted")).to_be_visible()
    page.goto("/square")
    expect(card(page, "Herring is in season")).to_be_visible()


def _pictures_for_words(page: Page, amina: Person, fedify: Fedify) -> None:
    """In the name of who answers, in what they say, and in a notice of it: from here, not from
    there; in both themes.
    """
    mine = amina.ask("PUT", f"/posts/{new_id()}", {"text": "Who has a cat?"})
    uri = f"{amina.origin}/ap/posts/{mine['id']}"
    box = f"{amina.origin}/ap/people/{amina.me['id']}"
    said = fedify.note("bob", "I have :blobcat:", inReplyTo=uri, tag=[fedify.blobcat()])
    fedify.send("bob", box, "Create", said, to=PUBLIC)
    until(lambda: amina.ask("GET", f"/posts/{mine['id']}/comments")["comments"], "bob's answer")
    answer = amina.ask("GET", f"/posts/{mine['id']}/comments")["comments"][0]
    bob, cat = answer["author"]["id"], answer["content"]["emojis"]["blobcat"]
    place = f"{amina.origin}/media/emojis/{cat}"
    until(lambda: amina.api.get(place).status_code == 200, "the picture")
    amina.ask("PUT", f"/follows/{bob}", {})
    fedify.sees("Follow")
    until(lambda: amina.ask("GET", f"/profiles/{bob}")["follow"] == "follows", "bob's consent")
    post = fedify.note("bob", "Breakfast :blobcat: at the harbour", tag=[fedify.blobcat()])
    fedify.send("bob", box, "Create", post, to=PUBLIC)
    until(lambda: "Breakfast" in str(amina.ask("GET", "/square/home")), "bob's post")
    shown = (
        ("/square", page.get_by_role("article"), "Breakfast"),
        (f"/post/{mine['id']}", page.locator("div"), re.compile(r"^\s*Bob.*I have", re.DOTALL)),
        ("/news", page.get_by_role("link"), "commented"),
    )
    for theme in LOOKS:
        page.emulate_media(color_scheme=theme)
        for path, kind, words in shown:
            page.goto(path)
            there = kind.filter(has_text=words, visible=True).last
            cats = there.get_by_role("img", name=":blobcat:", exact=True)
            expect(cats).to_have_count(2)
            for cat in cats.all():
                expect(cat).to_have_attribute("src", re.compile("^/media/emojis/[0-9a-f-]{36}$"))
                expect(cat).to_have_js_property("naturalHeight", 48)
            fits(page)

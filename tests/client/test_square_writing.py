"""All that a post can be beside text: long, warned of, filmed, spoken, placed, linked; for whom it
is, who may answer, and that it goes when its author says so.
"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.screens import seconds
from tests.client.test_square import card, fits, follow, menu, posts, send, text_of, three
from tests.fediverse.conftest import until
from tests.samples import film, jpeg
from tests.serving import serving

WEBM = ("-c:v", "libvpx", "-b:v", "200k", "-c:a", "libopus", "-f", "webm")
PAGE = b"""<title>x</title><meta property="og:title" content="The jetty opens">
<meta property="og:description" content="On Sunday, with tea."><meta charset="utf-8">"""


class Gazette(BaseHTTPRequestHandler):
    """A page elsewhere that tells what it is about."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_: Any) -> None:
        """Is quiet."""


@pytest.fixture
def gazette() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Gazette) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def origin(settings: Settings, built: None) -> Iterator[str]:
    """A fresh town that may ask a page of this machine."""
    with serving(msgspec.structs.replace(settings, private_calls=True)) as address:
        yield address


def more(page: Page, choice: str) -> None:
    page.get_by_role("button", name="More", exact=True).filter(visible=True).click()
    page.get_by_role("menuitem", name=choice).click()


def choose(page: Page, row: str, answer: str) -> None:
    """Says for whom it is, or who may answer."""
    page.get_by_role("button", name=row).filter(visible=True).click()
    page.get_by_role("radio", name=answer).check()
    page.get_by_role("dialog").get_by_role("button", name="Done").click()


def chosen(page: Page, *files: tuple[str, str, bytes]) -> None:
    picked: list[Any] = [
        {"name": name, "mimeType": kind, "buffer": data} for name, kind, data in files
    ]
    page.get_by_label("Pictures, film or voice").set_input_files(picked)


def test_a_long_post_is_warned_of_placed_and_answered_by_nobody(join: Join, forgive: Any) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    amina.context.grant_permissions(["geolocation"])
    amina.context.set_geolocation({"latitude": 47.654, "longitude": 9.479})
    page = amina.open("/compose")
    text_of(page).fill("Boats come and boats go. " * 100)
    expect(page.get_by_text("-500", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Post", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Make it a long post").click()
    expect(page.get_by_text("A long post needs a title")).to_be_visible()
    expect(page.get_by_text("47500", exact=True)).to_be_visible()
    page.get_by_role("textbox", name="Title").fill("The jetty, a history")
    more(page, "Content warning")
    page.get_by_role("textbox", name="What should people know").fill("Sad at its end")
    page.get_by_role("button", name="My place").click()
    expect(page.get_by_role("button", name="My place")).to_have_attribute("aria-pressed", "true")
    choose(page, "Who may comment", "Nobody")
    fits(page)
    send(page)
    his = kofi.open(f"/u/{amina.me['id']}")
    there = card(his, "The jetty, a history")
    expect(there).to_contain_text("Sad at its end")
    expect(there).not_to_contain_text("Boats")
    expect(there.get_by_role("link", name="47.654, 9.479")).to_have_count(0)
    there.get_by_role("button", name="Show", exact=True).click()
    expect(there).to_contain_text("Boats come and boats go.")
    expect(there.get_by_role("link", name="47.654, 9.479")).to_be_visible()
    fits(his)
    there.get_by_role("link", name="Comment, 0").click()
    expect(his.get_by_text("Amina Diallo does not take comments here.")).to_be_visible()
    expect(his.get_by_role("textbox", name="Say something")).to_have_count(0)
    menu(page, "The jetty, a history", "Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Deleted", exact=True)).to_be_visible()
    # Who still has it before them learns it when they touch it.
    forgive("404")
    his.get_by_role("button", name="Like, 0").filter(visible=True).last.click()
    expect(his.get_by_text("This post is gone")).to_be_visible()
    fits(his)
    his.goto(f"{kofi.origin}/u/{amina.me['id']}")
    expect(his.get_by_text("Nothing here yet")).to_be_visible()


def test_who_may_comment_is_told_before_they_try_and_the_author_takes_comments_away(
    join: Join,
) -> None:
    amina, kofi, zola = three(join)
    page = amina.open("/compose")
    text_of(page).fill("Ask @kofi about the boat")
    choose(page, "Who may comment", "Who is mentioned")
    send(page)
    page.goto("/compose")
    text_of(page).fill("Ask me about the sail")
    choose(page, "Who may comment", "Followers")
    send(page)
    boat, sail = (
        next(one["id"] for one in amina.ask("GET", "/square/home")["posts"] if word in one["text"])
        for word in ("boat", "sail")
    )
    his, hers = kofi.open(f"/post/{boat}"), zola.open(f"/post/{boat}")
    expect(hers.get_by_text("Only people named in the post may comment.")).to_be_visible()
    his.get_by_role("textbox", name="Say something").fill("Ask away")
    his.get_by_role("button", name="Send", exact=True).click()
    expect(his.get_by_text("Ask away")).to_be_visible()
    hers.reload()
    expect(hers.get_by_text("Ask away")).to_be_visible()
    expect(hers.get_by_role("button", name="Reply")).to_have_count(0)
    hers.goto(f"/post/{sail}")
    expect(hers.get_by_text("Only followers of Amina Diallo may comment.")).to_be_visible()
    fits(hers)
    hers.get_by_role("main").get_by_role("button", name="Follow: Amina Diallo").click()
    hers.get_by_role("textbox", name="Say something").fill("Sails are for sale")
    hers.get_by_role("button", name="Send", exact=True).click()
    expect(hers.get_by_role("button", name="Reply")).to_be_visible()
    page.goto(f"/post/{sail}")
    comments = page.get_by_label("Comments", exact=True)
    expect(comments.get_by_text("Sails are for sale")).to_be_visible()
    comments.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Delete").filter(visible=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    for one in (page, hers):
        expect(one.get_by_text("Sails are for sale")).to_have_count(0)
        expect(one.get_by_text("No comments yet")).to_be_visible()


def test_a_film_a_voice_and_a_link_are_seen_heard_and_told_of(
    join: Join, tmp_path: Path, gazette: str
) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    page = amina.open("/compose")
    text_of(page).fill("The ferry, filmed")
    chosen(page, ("ferry.webm", "video/webm", film(tmp_path, *WEBM)))
    send(page)
    page.goto("/compose")
    text_of(page).fill("The ferry, heard")
    page.get_by_role("button", name="Speak", exact=True).click()
    expect(page.get_by_role("timer")).to_have_text(seconds(2))
    page.get_by_role("button", name="End the recording").click()
    send(page)
    page.goto("/compose")
    text_of(page).fill(f"The ferry, read about: {gazette}")
    send(page)
    path = f"/profiles/{amina.me['id']}/posts"
    until(lambda: kofi.ask("GET", path)["posts"][0]["content"]["link"].get("title"), "the card")
    his = kofi.open(f"/u/{amina.me['id']}")
    told = card(his, "read about").get_by_role("link", name="The jetty opens")
    expect(told).to_contain_text("On Sunday, with tea.")
    expect(told).to_have_attribute("href", gazette)
    heard = card(his, "The ferry, heard")
    heard.get_by_role("button", name="Play, 2 seconds").click()
    expect(heard.get_by_role("button", name="Pause")).to_be_visible()
    fits(his)
    card(his, "The ferry, filmed").get_by_role("button", name="Play the video").click()
    his.locator("video").wait_for()


def test_each_audience_sees_what_is_for_it(join: Join) -> None:
    amina, kofi, zola = three(join)
    follow(kofi, amina)
    zola.connect(amina)
    page = amina.open("/compose")
    for audience in ("Followers", "Contacts", "Only me", "Everybody, unlisted"):
        text_of(page).fill(f"This is for: {audience} @kofi #lake")
        choose(page, "Everybody On the Square", audience)
        if audience == "Only me":
            chosen(page, *[(f"{n}.jpg", "image/jpeg", jpeg((30, 20))) for n in range(9)])
            expect(page.get_by_label("Pictures, film or voice")).to_be_disabled()
            expect(page.get_by_text("ALT")).to_have_count(9)
            fits(page)
        send(page)
        page.goto("/compose")
    seen = {}
    for one in (amina, kofi, zola):
        theirs = one.open(f"/u/{amina.me['id']}")
        expect(card(theirs, "unlisted")).to_be_visible()
        found = theirs.get_by_role("article").locator("p.text").all_inner_texts()
        if one is not kofi:
            theirs.get_by_role("button", name="Moments", exact=True).click()
            expect(card(theirs, "Contacts")).to_be_visible()
            found += theirs.get_by_role("article").locator("p.text").all_inner_texts()
        if one is amina:
            expect(card(theirs, "Only me").locator("li img")).to_have_count(9)
        seen[one.me["handle"]] = {text[13:].split(" @")[0] for text in found}
    assert seen == {
        "amina": {"Followers", "Contacts", "Only me", "Everybody, unlisted"},
        "kofi": {"Followers", "Everybody, unlisted"},
        "zola": {"Contacts", "Everybody, unlisted"},
    }
    # Who wrote #lake for some only is on no list of it.
    posts(zola, "For all #lake")
    theirs = kofi.open("/topic/lake")
    expect(theirs.get_by_role("main").get_by_role("article")).to_have_count(1)

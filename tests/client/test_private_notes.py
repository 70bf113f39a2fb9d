"""Somebody on a server of another kind, on the phone: written to from their page, answered by them,
and said to be reached the weaker way; in both languages and both themes.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.chat.steps import menu_of
from tests.client.eyes import violations
from tests.client.screens import write
from tests.client.test_square import fits
from tests.fediverse.conftest import open_town
from tests.fediverse.fedify import Fedify, running


@pytest.fixture(scope="module")
def fedify(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fedify]:
    with running("cavage", tmp_path_factory.mktemp("fedify") / "log") as made:
        yield made


@pytest.fixture
def origin(settings: Settings, built: None) -> Iterator[str]:
    with open_town(settings) as address:
        yield address


def test_a_phone_writes_to_another_server_and_is_answered(fedify: Fedify, join: Join) -> None:
    amina = join("amina", "Amina Diallo")
    server = fedify.address("bob").partition("@")[2]
    found = amina.ask("GET", f"/fediverse/found?q={fedify.address('bob')}")["people"][0]
    page = amina.open(f"/u/{found['person']['id']}")
    page.get_by_role("button", name="Message", exact=True).click()
    weaker = page.get_by_role("note")
    expect(weaker).to_have_text(
        f"{server} · not confirmed, order not kept. That server and your town can read this."
    )
    write(page, "Is the boat free?")
    note = fedify.sees("Create", "the boat")["object"]
    _answers(fedify, amina, "It is, take the oars", note["id"])
    expect(page.get_by_text("It is, take the oars").filter(visible=True).first).to_be_visible()
    fits(page)
    assert violations(page) == []
    _offers_what_can_be_sent(page)
    _in_chinese_and_dark(fedify, join("lin", "林静", locale="zh-CN", color_scheme="dark"))


def _answers(fedify: Fedify, amina: Person, text: str, note: str) -> None:
    me = f"{amina.origin}/ap/people/{amina.me['id']}"
    said = fedify.note("bob", text, to=me, cc=[], inReplyTo=note)
    fedify.send("bob", me, "Create", said, to=me)


def _offers_what_can_be_sent(page: Page) -> None:
    """Pictures and files, and neither places nor money nor calls nor reactions."""
    expect(page.get_by_role("button", name="Voice call")).to_have_count(0)
    page.get_by_role("button", name="Send something else").click()
    drawer = page.get_by_role("group", name="Send something else")
    expect(drawer.get_by_role("button")).to_have_text(["Photos", "Camera", "File"])
    fits(page)
    page.get_by_role("button", name="Send something else").click()
    menu = menu_of(page, "It is, take the oars")
    expect(menu.get_by_role("menuitem", name="Reply")).to_be_visible()
    expect(menu.get_by_role("menuitemcheckbox")).to_have_count(0)
    page.keyboard.press("Escape")


def _in_chinese_and_dark(fedify: Fedify, lin: Person) -> None:
    found = lin.ask("GET", f"/fediverse/found?q={fedify.address('bob')}")["people"][0]
    page = lin.open(f"/u/{found['person']['id']}")
    page.get_by_role("button", name="发消息", exact=True).click()
    expect(page.get_by_role("note")).to_have_text(re.compile("不确认送达，不保证先后"))
    chat = page.url.rpartition("/")[2]
    lin.ask("PUT", f"/conversations/{chat}/messages/{new_id()}", {"body": "船空着吗？"})
    note = fedify.sees("Create", "船空着吗")["object"]
    _answers(fedify, lin, "空着，带上桨", note["id"])
    expect(page.get_by_text("空着，带上桨").filter(visible=True).first).to_be_visible()
    fits(page)
    assert violations(page) == []

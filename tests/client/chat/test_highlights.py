"""Stars and pins on the screen, and what one looks for without words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.client.browser import COMPUTER, Join
from tests.client.chat.steps import ask, box, bubble, menu_of, notice, ready, trio, two
from tests.client.chat.test_search import indexed
from tests.client.eyes import small_targets, violations
from tests.client.media_steps import sends
from tests.client.screens import said
from tests.samples import jpeg


def test_a_star_leads_back_from_me_to_its_place(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Bread at ten", *(f"Message {n}" for n in range(70)))
    amina.ask("PUT", f"/conversations/{talk}/read", {"seq": 71})
    page = amina.open(f"/chat/{talk}?at=1")
    expect(bubble(page, "Bread at ten")).to_be_in_viewport()
    ask(page, "Bread at ten", "Star")
    expect(bubble(page, "Bread at ten").get_by_role("img", name="Starred")).to_be_visible()
    page.goto("/square/saved")
    page.get_by_role("link", name="Starred messages").tap()
    found = page.get_by_role("list", name="Messages").get_by_role("link")
    expect(found).to_contain_text("Bread at ten")
    assert [*violations(page), *small_targets(page)] == []
    found.tap()
    expect(bubble(page, "Bread at ten")).to_be_in_viewport()
    ask(page, "Bread at ten", "Take the star away")
    expect(page.get_by_role("img", name="Starred")).to_have_count(0)
    page.goto("/chats/starred")
    expect(page.get_by_text("No starred messages yet")).to_be_visible()
    assert kofi.ask("GET", "/stars")["starred"] == []


def test_a_pin_stands_over_the_chat_of_all_and_shows_its_message(join: Join) -> None:
    amina, kofi, _, place = trio(join)
    kofi.says(place, "The pitch is at the lake", *(f"Message {n}" for n in range(70)))
    for one in (amina, kofi):
        one.ask("PUT", f"/conversations/{place}/read", {"seq": 72})
    hers, his = amina.open(f"/chat/{place}?at=2"), kofi.open(f"/chat/{place}")
    expect(bubble(hers, "The pitch")).to_be_in_viewport()
    expect(bubble(his, "Message 69")).to_be_in_viewport()
    menu = menu_of(his, "Message 69")
    expect(menu.get_by_role("menuitem", name="Star", exact=True)).to_be_visible()
    expect(menu.get_by_role("menuitem", name="Pin for everybody")).to_have_count(0)
    his.keyboard.press("Escape")
    ask(hers, "The pitch", "Pin for everybody")
    for page in (hers, his):
        expect(page.get_by_role("button", name="Pinned message: The pitch")).to_be_visible()
    expect(notice(his).last).to_have_text("Amina Diallo pinned a message")
    assert [*violations(his), *small_targets(his)] == []
    his.get_by_role("button", name="Pinned message").tap()
    expect(bubble(his, "The pitch")).to_be_in_viewport()
    ask(hers, "The pitch", "Unpin")
    for page in (hers, his):
        expect(page.get_by_role("button", name="Pinned message")).to_have_count(0)


def test_photos_files_links_and_one_persons_words_are_found_in_a_chat(join: Join) -> None:
    amina, kofi, zola, place = trio(join)
    kofi.says(place, "see https://lake.town/market", "nothing here")
    zola.says(place, "words of Zola")
    sends(kofi, place, "image", jpeg(), "A garden")
    sends(kofi, place, "file", b"x" * 99, name="Notes.txt")
    page = amina.open(f"/chat/{place}/search")
    indexed(page, "Notes")
    page.get_by_role("button", name="Photos and videos").tap()
    photo = page.get_by_role("list", name="Photos and videos").get_by_role("link")
    expect(photo).to_have_count(1)
    assert [*violations(page), *small_targets(page)] == []
    found = page.get_by_role("list", name="Messages").get_by_role("link")
    for chip, text in (("Files", "Notes.txt"), ("Links", "https://lake.town/market")):
        page.get_by_role("button", name=chip, exact=True).tap()
        expect(found).to_have_count(1)
        expect(found).to_contain_text(text)
    kinds = page.get_by_role("group", name="What to look for")
    kinds.get_by_role("button", name="All", exact=True).tap()
    page.get_by_role("button", name="By person").tap()
    page.get_by_role("dialog", name="By person").get_by_role("button", name="Zola").tap()
    expect(found).to_have_count(1)
    expect(found).to_contain_text("words of Zola")
    expect(page.get_by_text("From Zola Ndlovu")).to_be_visible()
    found.tap()
    expect(bubble(page, "words of Zola")).to_be_in_viewport()


def test_people_and_groups_are_found_by_how_their_names_sound(join: Join) -> None:
    amina, _, _, _ = trio(join, "周末足球")
    amina.contact("王小明")
    page = amina.open("/search")
    field = page.get_by_role("searchbox").last
    for typed, name in (("zhoumo", "周末足球"), ("zmzq", "周末足球"), ("wangxiao", "王小明")):
        field.fill(typed)
        expect(page.get_by_role("main").get_by_role("link", name=name)).to_be_visible()


def test_at_a_desk_one_writes_at_once_and_a_phone_keeps_its_keyboard(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello")
    phone = amina.open(f"/chat/{talk}")
    ready(phone, "Hello")
    expect(box(phone)).not_to_be_focused()
    desk = join("carla", "Carla", **COMPUTER)
    desk.connect(kofi)
    page = desk.open(f"/chat/{desk.talk(kofi)}")
    expect(box(page)).to_be_focused()


def test_an_address_of_a_chat_has_its_name_and_last_lines_in_the_page(
    join: Join, forgive: Callable[[str], None]
) -> None:
    amina, kofi, talk = two(join)
    forgive("ERR_FAILED")
    kofi.says(talk, *(f"Message {n}" for n in range(40)), "<b>last</b>")
    page = amina.context.new_page()
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(f"{amina.origin}/chat/{talk}")
    shell = page.locator(".opened")
    expect(shell.get_by_role("heading")).to_have_text("Kofi Mensah")
    expect(shell.locator("li").last).to_have_text("<b>last</b>")
    page.close()
    strange = kofi.context.new_page()
    answer = strange.request.get(f"{amina.origin}/chat/01a20f02-29a9-7141-a439-f4f09a096469")
    assert 'class="opened"' not in answer.text()


@pytest.mark.service_worker
def test_a_chat_that_is_not_here_yet_says_so_without_a_network(join: Join) -> None:
    amina, kofi, _ = two(join)
    others = [join(f"person{n}", f"Person {n}") for n in range(5)]
    for n, one in enumerate([kofi, *others]):
        if n:
            amina.connect(one)
        one.says(amina.talk(one), *(f"earlier {i}" for i in range(9)), f"last of {n}")
    page = amina.open("/")
    expect(page.get_by_text("last of 0")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("link", name="Person 4").tap()
    expect(bubble(page, "last of 5")).to_be_visible()
    page.go_back()
    amina.context.set_offline(True)
    page.get_by_role("link", name="Kofi Mensah").tap()
    expect(page.get_by_role("heading", name="Kofi Mensah")).to_be_visible()
    expect(said(page)).to_have_text(["last of 0"])
    expect(page.get_by_text("Earlier messages come when you are online.")).to_be_visible()
    expect(page.locator("[role=alert]")).to_have_count(0)
    amina.context.set_offline(False)
    expect(said(page).first).to_have_text("earlier 0")

"""What one does to messages, and what the other one sees of it, side by side."""

import re

import pytest
from playwright.sync_api import expect

from tests.client.browser import COMPUTER, Join
from tests.client.chat.steps import ask, box, bubble, menu_of, notice, ready, sends, two
from tests.client.screens import back, row, said, write

LARGE = re.compile(r"\blarge\b")


def test_an_answer_shows_what_it_answers_and_leads_there(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Bread at ten?", *(f"and {n}" for n in range(30)))
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    expect(said(hers).last).to_have_text("and 29")
    ask(hers, "and 29", "Reply")
    expect(hers.get_by_text("Answer to Kofi Mensah")).to_be_visible()
    expect(box(hers)).to_be_focused()
    write(hers, "Yes, that one")
    quote = bubble(his, "Yes, that one").get_by_role("button")
    expect(quote).to_contain_text("Kofi Mensah")
    expect(quote).to_contain_text("and 29")
    sends(amina, talk, body="And to the first: gladly", ref=1)
    first = bubble(his, "gladly").get_by_role("button")
    expect(first).to_contain_text("Bread at ten?")
    first.tap()
    expect(said(his).first).to_have_text("Bread at ten?")
    expect(said(his).first).to_be_in_viewport()
    his.get_by_role("button", name="To the newest message").tap()
    expect(said(his).last).to_be_in_viewport()


def test_reactions_come_and_go_on_both_sides(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Bread at ten?")
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    menu_of(hers, "Bread").get_by_role("menuitemcheckbox", name="👍").click()
    chip = his.get_by_role("button", name="👍 from Amina Diallo")
    expect(chip).to_be_visible()
    chip.tap()
    both = hers.locator(".reactions button")
    expect(both).to_have_text("👍2")
    both.tap()
    expect(his.locator(".reactions button")).to_have_text("👍")
    assert kofi.ask("GET", f"/conversations/{talk}")["last"]["reactions"] == [
        {"emoji": "👍", "people": [kofi.me["id"]]}
    ]
    menu_of(hers, "Bread").get_by_role("menuitem", name="More emoji").click()
    pad = hers.get_by_role("group", name="Emoji", exact=True)
    pad.get_by_role("button", name="Food and drink").click()
    expect(pad.get_by_role("button", name="🍵")).to_be_attached()
    pad.get_by_role("searchbox").fill("loaf")
    expect(pad.get_by_role("button", name="🍵")).to_have_count(0)
    pad.get_by_role("button", name="🍞").click()
    expect(his.get_by_role("button", name="🍞 from Amina Diallo")).to_be_visible()
    menu_of(hers, "Bread").get_by_role("menuitem", name="More emoji").click()
    expect(pad.get_by_role("button", name="Used last")).to_have_attribute("aria-pressed", "true")
    expect(pad.get_by_role("button", name="🍞")).to_be_visible()


def test_a_text_can_be_changed_and_says_so(join: Join) -> None:
    amina, kofi, talk = two(join)
    amina.says(talk, "Bread at tin?")
    hers, his = amina.open(f"/chat/{talk}"), kofi.open("/")
    expect(row(his, "Amina Diallo")).to_contain_text("Bread at tin?")
    ask(hers, "tin", "Edit")
    expect(box(hers)).to_have_value("Bread at tin?")
    box(hers).fill("Bread at ten?")
    hers.get_by_role("button", name="Save", exact=True).tap()
    expect(bubble(hers, "Bread at ten?")).to_contain_text("edited")
    expect(row(his, "Amina Diallo")).to_contain_text("Bread at ten?")
    row(his, "Amina Diallo").tap()
    expect(bubble(his, "Bread at ten?")).to_contain_text("edited")
    expect(box(hers)).to_have_value("")
    menu = menu_of(his, "ten")
    expect(menu.get_by_role("menuitem", name="Edit", exact=True)).to_have_count(0)


def test_a_change_leaves_what_was_half_written(join: Join) -> None:
    amina, _, talk = two(join)
    amina.says(talk, "Bread at tin?")
    page = amina.open(f"/chat/{talk}")
    box(page).fill("And bring")
    for end in ("Save", "Cancel"):
        ask(page, "Bread", "Edit")
        expect(box(page)).to_have_value(re.compile("^Bread"))
        box(page).fill("Bread at ten?")
        page.get_by_role("button", name=end, exact=True).tap()
        expect(box(page)).to_have_value("And bring")
    expect(bubble(page, "Bread at ten?")).to_contain_text("edited")
    page.reload()
    expect(box(page)).to_have_value("And bring")


def test_what_is_recalled_leaves_a_line_and_can_be_written_again(join: Join) -> None:
    amina, kofi, talk = two(join)
    amina.says(talk, "before", "Wrong window")
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    ready(his, "before", "Wrong window")
    ask(hers, "Wrong window", "Recall")
    expect(notice(hers)).to_contain_text("You recalled a message")
    expect(notice(his)).to_have_text("Amina Diallo recalled a message")
    ready(his, "before")
    hers.get_by_role("button", name="Write it again").tap()
    expect(box(hers)).to_have_value("Wrong window")
    back(his)
    expect(row(his, "Amina Diallo")).to_contain_text("recalled a message")


def test_what_is_deleted_for_me_stays_with_the_other(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "one", "two", "three")
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    ask(hers, "two", "Delete for me")
    hers.get_by_role("dialog").get_by_role("button", name="Delete for me").tap()
    ready(hers, "one", "three")
    hers.reload()
    ready(hers, "one", "three")
    ready(his, "one", "two", "three")


def test_several_are_picked_and_go_on_one_by_one_or_as_one(join: Join) -> None:
    amina, kofi, talk = two(join)
    zola = join("zola", "Zola Ndlovu")
    amina.connect(zola)
    zola.says(zola.talk(amina), "Hello")
    kofi.says(talk, "flour", "water", "salt")
    hers, theirs = amina.open(f"/chat/{talk}"), zola.open(f"/chat/{amina.talk(zola)}")
    ask(hers, "flour", "Select")
    hers.get_by_role("checkbox", name="salt").tap()
    expect(hers.get_by_text("2 selected")).to_be_visible()
    hers.get_by_role("button", name="As one").tap()
    hers.get_by_role("dialog").get_by_role("button", name="Zola Ndlovu").tap()
    hers.get_by_label("A word with it").fill("His secret")
    hers.get_by_role("dialog").get_by_role("button", name="Send", exact=True).tap()
    card = theirs.get_by_role("link", name="Chat history: Kofi Mensah and Amina Diallo")
    expect(card).to_contain_text("Kofi Mensah: flour")
    expect(said(theirs).last).to_have_text("His secret")
    card.tap()
    title = "Chat history: Kofi Mensah and Amina Diallo"
    expect(theirs.get_by_role("heading", name=title)).to_be_visible()
    expect(theirs.get_by_role("listitem").filter(has_text="salt").last).to_be_visible()
    back(theirs)
    expect(box(hers)).to_be_visible()
    ask(hers, "water", "Forward")
    hers.get_by_role("dialog").get_by_role("button", name="Zola Ndlovu").tap()
    hers.get_by_role("dialog").get_by_role("button", name="Send", exact=True).tap()
    expect(bubble(theirs, "water")).to_contain_text("Forwarded")


def test_a_place_and_a_card_are_sent_from_the_drawer(join: Join) -> None:
    amina, kofi = (
        join(
            "amina",
            "Amina Diallo",
            geolocation={"latitude": 47.65, "longitude": 9.17},
            permissions=["geolocation"],
        ),
        join("kofi", "Kofi Mensah"),
    )
    zola = join("zola", "Zola Ndlovu")
    amina.connect(kofi)
    amina.connect(zola)
    talk = amina.talk(kofi)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    hers.get_by_role("button", name="Send something else").tap()
    hers.get_by_role("button", name="Location", exact=True).tap()
    sheet = hers.get_by_role("dialog", name="Where I am")
    sheet.get_by_label("Name of the place").fill("By the jetty")
    sheet.get_by_role("button", name="Send").tap()
    place = his.get_by_role("main").get_by_role("link", name="By the jetty")
    expect(place).to_contain_text("47.65000, 9.17000")
    expect(place).to_have_attribute(
        "href", "https://www.openstreetmap.org/?mlat=47.65&mlon=9.17#map=16/47.65/9.17"
    )
    hers.get_by_role("button", name="Send something else").tap()
    hers.get_by_role("button", name="Contact card").tap()
    hers.get_by_role("dialog", name="Whose card?").get_by_role("button", name="Zola").tap()
    sheet = hers.get_by_role("dialog", name="Send a card to Kofi Mensah")
    expect(sheet).to_contain_text("@zola")
    assert his.get_by_role("button", name="Zola Ndlovu").count() == 0
    sheet.get_by_role("button", name="Send", exact=True).tap()
    his.get_by_role("button", name="Zola Ndlovu").tap()
    expect(his).to_have_url("/@zola")


def test_of_somebody_outside_only_what_one_chooses_goes_along(join: Join) -> None:
    amina, kofi, talk = two(join)
    fields = [
        {"kind": "phone", "label": "mobile", "value": "+49 151 1000001"},
        {"kind": "email", "label": "", "value": "zoe@secret.example"},
    ]
    amina.contact("Zoe Wang", fields=fields)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    hers.get_by_role("button", name="Send something else").tap()
    hers.get_by_role("button", name="Contact card").tap()
    hers.get_by_role("dialog", name="Whose card?").get_by_role("button", name="Zoe").tap()
    sheet = hers.get_by_role("dialog", name="Send a card to Kofi Mensah")
    sheet.get_by_role("checkbox", name="zoe@secret.example").uncheck()
    sheet.get_by_role("button", name="Send", exact=True).tap()
    his.get_by_role("button", name="Zoe Wang").tap()
    expect(his.get_by_role("textbox", name="Name", exact=True)).to_have_value("Zoe Wang")
    [said] = kofi.ask("GET", f"/conversations/{talk}/messages")["messages"]
    assert "1000001" in said["meta"]["vcard"].replace(" ", "")
    assert "secret.example" not in str(said)


def test_links_are_safe_and_a_few_emoji_are_large(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "🎉", "https://bank.example@evil.example/ or www.lake.town.", "12")
    page = amina.open(f"/chat/{talk}")
    expect(said(page).nth(0)).to_have_class(LARGE)
    expect(said(page).nth(2)).not_to_have_class(LARGE)
    link = said(page).get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://www.lake.town")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


@pytest.mark.service_worker
def test_what_is_done_offline_goes_out_once_and_in_order(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Bread at ten?")
    amina.says(talk, "Half past tin")
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    ready(hers, "Bread at ten?", "Half past tin")
    hers.evaluate("navigator.serviceWorker.ready.then(() => true)")
    amina.context.set_offline(True)
    menu_of(hers, "Bread").get_by_role("menuitemcheckbox", name="❤️").click()
    ask(hers, "Half past", "Edit")
    box(hers).fill("Half past ten")
    hers.get_by_role("button", name="Save", exact=True).tap()
    ask(hers, "Bread", "Reply")
    write(hers, "With pleasure")
    expect(bubble(hers, "Half past ten")).to_contain_text("edited")
    expect(hers.locator(".reactions button")).to_have_text("❤️")
    hers.reload()
    expect(bubble(hers, "Half past ten")).to_contain_text("edited")
    expect(hers.locator(".reactions button")).to_have_text("❤️")
    amina.context.set_offline(False)
    expect(bubble(his, "With pleasure").get_by_role("button")).to_contain_text("Bread at ten?")
    expect(bubble(his, "Half past ten")).to_contain_text("edited")
    expect(his.locator(".reactions button")).to_have_text("❤️")
    page = kofi.ask("GET", f"/conversations/{talk}/messages?limit=100")
    kinds = [message["kind"] for message in page["messages"]]
    assert kinds == ["text", "text", "reaction", "edit", "text"]


def test_without_a_pointer_one_walks_through_the_messages(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo", **COMPUTER), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = amina.talk(kofi)
    kofi.says(talk, "one", "two")
    page = amina.open(f"/chat/{talk}")
    ready(page, "one", "two")
    page.get_by_role("region", name="Kofi Mensah").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    menu = page.get_by_role("menu", name="What to do with this message")
    expect(menu).to_be_visible()
    expect(menu.get_by_role("menuitemcheckbox", name="👍")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="👍 from Amina Diallo")).to_be_visible()
    expect(menu).to_have_count(0)
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(page.locator("li:focus")).to_contain_text("one")

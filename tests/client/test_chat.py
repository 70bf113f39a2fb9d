"""Two people talk, each at a phone of their own."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.client.browser import COMPUTER, Join, Person
from tests.client.conftest import Devices
from tests.client.screens import back, inside, offline_note, row, said, write


def two(join: Join) -> tuple[Person, Person, str]:
    """Amina and Kofi, who are contacts, and the id of their conversation."""
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    return amina, kofi, amina.talk(kofi)


def state(page: Page) -> str:
    """What stands under the last message of one's own."""
    return page.locator(".state").last.inner_text().strip()


def test_what_one_writes_the_other_reads_at_once(join: Join) -> None:
    amina, kofi, talk = two(join)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open("/")
    inside(his)
    write(hers, "Bread at ten?")
    expect(said(hers)).to_have_text(["Bread at ten?"])
    expect(hers.get_by_text("Sent", exact=True)).to_be_visible()
    line = row(his, "Amina Diallo")
    expect(line).to_contain_text("Bread at ten?")
    expect(line.get_by_text("1", exact=True)).to_be_visible()
    line.tap()
    expect(said(his)).to_have_text(["Bread at ten?"])
    expect(hers.get_by_text("Seen", exact=True)).to_be_visible()
    write(his, "Kept you a sourdough 🍞")
    expect(said(hers)).to_have_text(["Bread at ten?", "Kept you a sourdough 🍞"])


def test_unread_ones_are_counted_until_they_are_seen(join: Join) -> None:
    amina, kofi, talk = two(join)
    page = amina.open()
    inside(page)
    kofi.says(talk, "one", "two", "three")
    line = row(page, "Kofi Mensah")
    expect(line).to_contain_text("three")
    expect(line.get_by_text("3", exact=True)).to_be_visible()
    tabs = page.get_by_role("navigation", name="Main")
    expect(tabs.get_by_role("link", name="Chats")).to_contain_text("3")
    page.get_by_role("button", name="Unread").tap()
    expect(line).to_be_visible()
    line.tap()
    expect(said(page)).to_have_text(["one", "two", "three"])
    back(page)
    expect(tabs.get_by_role("link", name="Chats")).not_to_contain_text("3")
    assert amina.ask("GET", "/conversations")["conversations"][0]["unread"] == 0


def test_a_second_device_shows_the_same_and_counts_the_same(join: Join, devices: Devices) -> None:
    amina, kofi, talk = two(join)
    other = devices.add(**COMPUTER)
    other.add_cookies([amina.cookie])
    phone, computer = amina.open(), other.new_page()
    computer.goto("/")
    kofi.says(talk, "Where are you?")
    line = row(computer, "Kofi Mensah")
    expect(line.get_by_text("1", exact=True)).to_be_visible()
    row(phone, "Kofi Mensah").tap()
    write(phone, "On my way")
    expect(line).to_contain_text("On my way")
    expect(line.get_by_text("1", exact=True)).to_have_count(0)


# Back to what is older; what is to come takes its time.
READ_BACK = """(log) => {
    log.scrollBy(0, -900);
    return [...log.querySelectorAll(".bubble > p")].some((one) => one.innerText === "Message 1");
}"""
AT_MOST = 120_000


def test_older_messages_come_when_one_scrolls_up(join: Join) -> None:
    amina, _, talk = two(join)
    # Of her own, as a chat opens at the first unread one.
    amina.says(talk, *(f"Message {number}" for number in range(1, 121)))
    page = amina.open(f"/chat/{talk}")
    expect(said(page).last).to_have_text("Message 120")
    region = page.get_by_role("region", name="Kofi Mensah")
    first = page.get_by_text("Message 1", exact=True)
    page.wait_for_function(READ_BACK, arg=region.element_handle(), polling=200, timeout=AT_MOST)
    expect(first).to_be_visible()
    expect(page.get_by_text("This is the beginning")).to_be_visible()
    page.get_by_role("button", name="To the newest message").tap()
    expect(said(page).last).to_have_text("Message 120")
    expect(said(page).last).to_be_in_viewport()


@pytest.mark.service_worker
def test_what_is_written_offline_goes_out_once_and_in_order(join: Join) -> None:
    amina, kofi, talk = two(join)
    amina.says(talk, "before")
    page, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    expect(said(page)).to_have_text(["before"])
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    amina.context.set_offline(True)
    expect(offline_note(page)).to_be_visible()
    for text in ("first", "second", "third"):
        write(page, text)
    expect(said(page)).to_have_text(["before", "first", "second", "third"])
    assert state(page) == "Waiting"
    page.reload()
    expect(said(page)).to_have_text(["before", "first", "second", "third"])
    write(page, "fourth")
    amina.context.set_offline(False)
    expect(page.get_by_text("Seen", exact=True)).to_be_visible()
    expect(said(his)).to_have_text(["before", "first", "second", "third", "fourth"])
    expect(said(page)).to_have_text(["before", "first", "second", "third", "fourth"])
    assert kofi.heard(talk) == ["before", "first", "second", "third", "fourth"]


@pytest.mark.service_worker
def test_what_came_meanwhile_is_there_after_being_offline(join: Join) -> None:
    amina, kofi, talk = two(join)
    page = amina.open(f"/chat/{talk}")
    write(page, "before")
    expect(page.get_by_text("Sent", exact=True)).to_be_visible()
    amina.context.set_offline(True)
    expect(offline_note(page)).to_be_visible()
    kofi.says(talk, *(f"meanwhile {number}" for number in range(40)))
    amina.context.set_offline(False)
    expect(said(page).last).to_have_text("meanwhile 39")
    expect(offline_note(page)).to_have_count(0)


def test_a_draft_is_kept_in_its_chat(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Well?")
    page = amina.open("/")
    row(page, "Kofi Mensah").tap()
    box = page.get_by_role("textbox", name="Message", exact=True)
    box.fill("I was about to")
    back(page)
    expect(row(page, "Kofi Mensah")).to_contain_text("Draft")
    page.reload()
    row(page, "Kofi Mensah").tap()
    expect(box).to_have_value("I was about to")
    page.get_by_role("button", name="Send", exact=True).tap()
    expect(page.get_by_text("Sent", exact=True)).to_be_visible()
    back(page)
    expect(row(page, "Kofi Mensah")).not_to_contain_text("Draft")


@pytest.mark.service_worker
def test_a_message_that_is_refused_says_why_and_can_be_dropped(join: Join) -> None:
    amina, kofi, talk = two(join)
    page = amina.open(f"/chat/{talk}")
    write(page, "hello")
    expect(page.get_by_text("Sent", exact=True)).to_be_visible()
    amina.context.set_offline(True)
    write(page, "too late")
    kofi.ask("PUT", f"/blocks/{amina.me['id']}")
    amina.context.set_offline(False)
    failed = page.get_by_role("button", name="Not sent")
    failed.tap()
    sheet = page.get_by_role("dialog", name="Not sent")
    expect(sheet.get_by_role("paragraph")).not_to_be_empty()
    sheet.get_by_role("button", name="Delete").tap()
    expect(said(page)).to_have_text(["hello"])
    assert kofi.heard(talk) == ["hello"]
    page.reload()
    expect(page.get_by_text("once you are contacts")).to_be_visible()
    expect(page.get_by_role("textbox", name="Message")).to_have_count(0)


def test_the_back_button_leads_from_a_chat_to_the_list(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello")
    page = amina.open("/")
    row(page, "Kofi Mensah").tap()
    expect(page).to_have_url(f"/chat/{talk}")
    page.go_back()
    inside(page)
    expect(page).to_have_url("/")
    page.go_forward()
    expect(said(page)).to_have_text(["Hello"])


def test_a_link_opens_the_chat_and_its_back_leads_home(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello")
    page = amina.open(f"/chat/{talk}")
    expect(said(page)).to_have_text(["Hello"])
    back(page)
    inside(page)
    expect(row(page, "Kofi Mensah")).to_be_visible()


def test_a_chat_that_is_not_ones_own_is_not_there(join: Join) -> None:
    _, _, talk = two(join)
    page = join("zola").open(f"/chat/{talk}")
    expect(page.get_by_text("Nothing lives here")).to_be_visible()


def test_on_a_keyboard_enter_sends_and_shift_enter_breaks_the_line(join: Join) -> None:
    amina, kofi = join("amina", **COMPUTER), join("kofi")
    amina.connect(kofi)
    page = amina.open(f"/chat/{amina.talk(kofi)}")
    page.get_by_role("textbox", name="Message", exact=True).focus()
    page.keyboard.type("two")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("lines")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text(["two\nlines"])
    expect(page.get_by_role("textbox", name="Message", exact=True)).to_be_focused()
    page.keyboard.type("   ")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_count(1)


def test_everything_can_be_done_without_a_pointer(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello")
    page = amina.open("/")
    line = row(page, "Kofi Mensah")
    expect(line).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if line.evaluate("(one) => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text(["Hello"])


def test_each_day_is_named_once(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "one", "two")
    page = amina.open(f"/chat/{talk}")
    expect(said(page)).to_have_count(2)
    expect(page.locator(".day")).to_have_count(1)
    expect(page.locator(".day")).to_contain_text("Today")


def test_yesterday_is_called_so(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "one", "two")
    page = amina.context.new_page()
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
    page.goto(f"/chat/{talk}")
    expect(page.locator(".day")).to_contain_text("Yesterday")


def test_links_open_and_markup_stays_text(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "see https://lake.town/a?b=1. <b onclick=x>bold</b>")
    page = amina.open(f"/chat/{talk}")
    link = said(page).get_by_role("link")
    expect(link).to_have_attribute("href", "https://lake.town/a?b=1")
    expect(said(page)).to_contain_text("<b onclick=x>bold</b>")

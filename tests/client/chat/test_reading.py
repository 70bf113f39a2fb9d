"""Finding one's place: what is new, what was found, who writes, how far a message has come."""

import pytest
from playwright.sync_api import Locator, Page, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join
from tests.client.chat.steps import box, bubble, group, ready, two
from tests.client.eyes import CONTRAST, violations
from tests.client.media_steps import sends
from tests.client.screens import back, row, said, write
from tests.samples import jpeg


def height(one: Locator) -> float:
    """In pixels."""
    box = one.bounding_box()
    assert box
    return box["height"]


def test_what_is_new_begins_below_a_line(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "seen before")
    page = amina.open(f"/chat/{talk}")
    ready(page, "seen before")
    back(page)
    expect(box(page)).to_have_count(0)
    kofi.says(talk, *(f"new {n}" for n in range(40)))
    expect(row(page, "Kofi Mensah")).to_contain_text("40")
    row(page, "Kofi Mensah").tap()
    expect(page.locator(".unread", has_text="40 unread")).to_be_in_viewport()
    expect(bubble(page, "new 0")).to_be_in_viewport()
    expect(said(page).last).not_to_be_in_viewport()
    expect(page.get_by_role("button", name="40 new messages")).to_have_count(0)
    kofi.says(talk, "meanwhile")
    down = page.get_by_role("button", name="To the newest message")
    expect(down).to_have_text("1")
    down.tap()
    expect(bubble(page, "meanwhile")).to_be_in_viewport()


def test_who_was_away_for_long_lands_where_they_left(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "seen before")
    amina.ask("PUT", f"/conversations/{talk}/read", {"seq": 1})
    kofi.says(talk, *(f"new {n}" for n in range(110)))
    for _ in range(4):
        sends(kofi, talk, "image", jpeg())
    kofi.says(talk, *(f"new {n}" for n in range(110, 116)))
    page = amina.open(f"/chat/{talk}")
    expect(page.locator(".unread", has_text="120 unread")).to_be_in_viewport()
    expect(bubble(page, "new 0")).to_be_in_viewport()
    page.get_by_role("button", name="To the newest message").tap()
    expect(bubble(page, "new 115")).to_be_in_viewport()


def test_what_comes_later_below_does_not_push_the_first_unread_away(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, *(f"seen {n}" for n in range(30)))
    amina.ask("PUT", f"/conversations/{talk}/read", {"seq": 30})
    kofi.says(talk, "new 0", "new 1")
    for _ in range(4):
        sends(kofi, talk, "image", jpeg())
    kofi.says(talk, *(f"new {n}" for n in range(2, 14)))
    page = amina.open(f"/chat/{talk}")
    expect(page.get_by_role("list", name="4 photos together")).to_be_in_viewport()
    expect(page.locator(".unread", has_text="18 unread")).to_be_in_viewport()


def test_of_a_long_text_the_beginning_is_shown_and_the_day_while_one_scrolls(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, *(f"line {n}" for n in range(30)), "\n".join(f"row {n}" for n in range(60)))
    amina.ask("PUT", f"/conversations/{talk}/read", {"seq": 31})
    page = amina.open(f"/chat/{talk}")
    long = bubble(page, "row 59")
    assert height(long) < 600
    long.get_by_role("button", name="Read more").tap()
    expect(long.get_by_role("button", name="Read more")).to_have_count(0)
    assert height(long) > 1000
    region = page.get_by_role("region", name="Kofi Mensah")
    region.evaluate("(one) => one.scrollBy(0, -1500)")
    expect(page.locator(".view > p.shown")).to_have_text("Today")
    expect(page.locator(".view > p.shown")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_group_each_name_has_a_colour_that_can_be_read(join: Join, scheme: str) -> None:
    amina = join("amina", "Amina Diallo", color_scheme=scheme)
    people = [join(f"person{n}", f"Person {n}") for n in range(8)]
    for one in people:
        amina.connect(one)
    place = group(amina, "Football", *people)
    for one in people:
        one.says(place, "Here!")
    page = amina.open(f"/chat/{place}")
    names = page.locator(".sender")
    expect(names).to_have_count(8)
    colours = set(names.evaluate_all("(all) => all.map((one) => getComputedStyle(one).color)"))
    assert len(colours) > 2
    assert violations(page, CONTRAST) == []


# On to what is newer; what is to come takes its time.
READ_ON = """(log) => {
    log.scrollBy(0, 1500);
    return [...log.querySelectorAll("li p")].at(-1)?.innerText === "Message 300.";
}"""
AT_MOST = 120_000


def far(page: Page, text: str) -> None:
    expect(bubble(page, text)).to_be_in_viewport()


def test_a_link_to_a_message_shows_it_and_one_reads_on_both_ways(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, *(f"Message {n}." for n in range(1, 301)))
    page = amina.open(f"/chat/{talk}?at=60")
    far(page, "Message 60.")
    region = page.get_by_role("region", name="Kofi Mensah")
    page.wait_for_function(READ_ON, arg=region.element_handle(), polling=150, timeout=AT_MOST)
    region.evaluate("(one) => one.scrollTo(0, 0)")
    far(page, "Message 300.")
    seen = region.evaluate("(one) => [...one.querySelectorAll('li p')].map((p) => p.innerText)")
    numbers = [int(text[8:-1]) for text in seen if text.startswith("Message")]
    assert numbers == list(range(numbers[0], 301))
    page.goto(f"/chat/{talk}?at=5")
    far(page, "Message 5.")
    page.get_by_role("button", name="To the newest message").tap()
    far(page, "Message 300.")


def test_who_writes_and_who_is_here_is_told(join: Join) -> None:
    amina, kofi, talk = two(join)
    amina.says(talk, "Hello")
    hers, his = amina.open(f"/chat/{talk}"), kofi.open("/")
    row(his, "Amina Diallo").tap()
    expect(hers.get_by_text("here now")).to_be_visible()
    box(his).press_sequentially("I am on my w")
    expect(hers.get_by_text("is typing…")).to_be_visible()
    box(his).press_sequentially("ay")
    his.get_by_role("button", name="Send", exact=True).tap()
    expect(bubble(hers, "I am on my way")).to_be_visible()
    expect(hers.get_by_text("is typing…")).to_have_count(0)


def test_a_message_is_sent_then_delivered_then_seen(join: Join) -> None:
    amina, kofi, talk = two(join)
    hers = amina.open(f"/chat/{talk}")
    write(hers, "Bread at ten?")
    state = hers.locator(".state")
    expect(state).to_have_text("Sent")
    his = kofi.open("/")
    expect(row(his, "Amina Diallo")).to_contain_text("Bread at ten?")
    expect(state).to_have_text("Delivered")
    row(his, "Amina Diallo").tap()
    expect(state).to_have_text("Seen")


def test_two_tabs_of_one_person_show_the_same(join: Join) -> None:
    amina, kofi, talk = two(join)
    amina.says(talk, "one")
    first, second = amina.open(f"/chat/{talk}"), amina.open(f"/chat/{talk}")
    ready(first, "one")
    ready(second, "one")
    write(first, "from the first")
    write(second, "from the second")
    texts = ["one", "from the first", "from the second"]
    ready(first, *texts)
    ready(second, *texts)
    assert kofi.heard(talk) == texts


def test_two_people_whose_devices_gave_one_id_are_both_heard(join: Join) -> None:
    amina, kofi, talk = two(join)
    one = new_id()
    for who, text in ((amina, "Bread at ten?"), (kofi, "Bread at ten!")):
        who.ask("PUT", f"/conversations/{talk}/messages/{one}", {"body": text})
    page = amina.open(f"/chat/{talk}")
    expect(said(page)).to_have_text(["Bread at ten?", "Bread at ten!"])
